// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A zip archive read in place, and paths that lead into one ("photos.zip/train/metadata.csv").
// Immutable once made; any thread may read.
#pragma once

#include "media/bytes/file_set.h"

#include <map>
#include <memory>
#include <mutex>

namespace contrastlab {

/// The regular files of a zip archive, stored or deflated. Links and names that lead out of it are
/// left out and told by `skipped()`; what macOS adds for itself is passed over.
class ZipArchive {
public:
    /// Throws MediaError where this is no zip archive, has more than limits::files members, or
    /// unpacks to more than limits::gzipRatio times its size.
    explicit ZipArchive(const std::filesystem::path& path);
    ~ZipArchive();
    ZipArchive(const ZipArchive&) = delete;
    ZipArchive& operator=(const ZipArchive&) = delete;

    struct Member {
        std::uint64_t index = 0;
        std::int64_t size = 0;
    };
    [[nodiscard]] const std::map<std::string, Member>& members() const { return m_members; }
    [[nodiscard]] const std::vector<std::pair<std::string, Message>>& skipped() const
    {
        return m_skipped;
    }
    [[nodiscard]] std::string name() const { return m_name; }
    /// At most the first `count` bytes of a member; all of them must match their checksum. Throws
    /// MediaError.
    [[nodiscard]] QByteArray read(const std::string& member, std::int64_t count) const;

private:
    struct Handle;
    void take(std::uint64_t index);

    std::string m_name;
    std::map<std::string, Member> m_members;
    std::vector<std::pair<std::string, Message>> m_skipped;
    mutable std::mutex m_mutex; ///< libzip serves one thread at a time
    std::unique_ptr<Handle> m_handle;
};

/// The same archive for all who hold it at one time.
std::shared_ptr<const ZipArchive> openZip(const std::filesystem::path& path);

/// Whether a file says by its ending and its first bytes that it is a zip archive of files (.npz
/// and documents, which are zip archives too, are not meant).
bool isZipFile(const std::filesystem::path& path);

/// A path cut at the zip archive that it leads into; nothing where it leads into none.
struct ZipPath {
    std::filesystem::path archive;
    std::string inside; ///< "" for the archive itself
};
std::optional<ZipPath> zipPath(const std::filesystem::path& path);

/// The files of an archive, or of a folder in it.
class ZipFiles final : public FileSet {
public:
    ZipFiles(std::shared_ptr<const ZipArchive> archive, std::string folder);

    std::optional<Message> check(const std::string& name) const override;
    QByteArray read(const std::string& name, std::int64_t limit) const override;
    std::string name() const override;
    std::vector<std::string> names(std::vector<DataNote>& skipped) const override;

private:
    [[nodiscard]] std::string memberOf(const std::string& name) const;

    std::shared_ptr<const ZipArchive> m_archive;
    std::string m_folder; ///< with a slash at its end, or empty
};

} // namespace contrastlab
