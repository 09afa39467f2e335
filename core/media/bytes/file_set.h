// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files of a data set by the names that its manifest uses: a folder, or the members of tar
// shards. Nothing outside is ever opened. Immutable once made; any thread may read.
#pragma once

#include "media/bytes/media_message.h"

#include <QByteArray>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace contrastlab {

/// A file or folder that is left alone, and why.
struct DataNote {
    std::string name;
    Message why;
};

/// The beginning and the end of a file, and how many bytes it has.
struct FileEdges {
    std::int64_t size = 0;
    QByteArray head; ///< the whole of a short file
    QByteArray tail; ///< of a longer one; may reach into the head

    [[nodiscard]] bool whole() const { return head.size() == size; }
};

/// "the file has 300 MiB; at most 256 MiB are read". Both in bytes.
Message tooLarge(std::int64_t size, std::int64_t limit);

class FileSet {
public:
    virtual ~FileSet() = default;
    /// What forbids reading `name`, or nothing.
    [[nodiscard]] virtual std::optional<Message> check(const std::string& name) const = 0;
    /// The whole file. Throws MediaError when it is not allowed, not there or larger than `limit`
    /// bytes.
    [[nodiscard]] virtual QByteArray read(const std::string& name, std::int64_t limit) const = 0;
    /// At most `head` and `tail` bytes of both ends. Throws as read() does.
    [[nodiscard]] virtual FileEdges edges(
        const std::string& name, std::int64_t head, std::int64_t tail, std::int64_t limit) const;
    /// For messages: what to call the set ("photos/captions.txt").
    [[nodiscard]] virtual std::string name() const = 0;
    /// Every file by name, sorted; what is left alone is added to `skipped`. Throws MediaError past
    /// limits::files.
    [[nodiscard]] virtual std::vector<std::string> names(std::vector<DataNote>& skipped) const = 0;
};

/// Files under a folder. Absolute names are taken only when they lie inside; links are followed
/// only when they end inside. Where a name is not found, it is tried in the direct subfolders.
class FolderFiles final : public FileSet {
public:
    explicit FolderFiles(const std::filesystem::path& root);

    std::optional<Message> check(const std::string& name) const override;
    QByteArray read(const std::string& name, std::int64_t limit) const override;
    FileEdges edges(const std::string& name, std::int64_t head, std::int64_t tail,
        std::int64_t limit) const override;
    std::string name() const override { return m_root.string(); }
    std::vector<std::string> names(std::vector<DataNote>& skipped) const override;
    [[nodiscard]] const std::filesystem::path& root() const { return m_root; }

private:
    struct Found {
        std::filesystem::path path;
        std::optional<Message> problem;
    };
    [[nodiscard]] Found find(const std::string& name) const;
    [[nodiscard]] Found findExactly(const std::filesystem::path& name) const;

    std::filesystem::path m_root;
    std::vector<std::string> m_subfolders;
};

/// Reads a regular file of at most `limit` bytes; `shown` names it in errors. Throws MediaError.
QByteArray readWholeFile(
    const std::filesystem::path& path, std::int64_t limit, const std::string& shown);

/// The first bytes of a regular file, at most `count`; empty where it cannot be read.
QByteArray readHead(const std::filesystem::path& path, std::int64_t count);

/// Paths of regular files under `folder`, relative to it, sorted; links to folders are not followed
/// and are added to `skipped`. Throws MediaError past limits::files.
std::vector<std::string> filesUnder(
    const std::filesystem::path& folder, std::vector<std::string>& skipped);

} // namespace contrastlab
