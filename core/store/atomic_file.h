// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file that appears whole or not at all. Any thread; one at a time for each object.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace contrastlab {

class TemporaryFile;

/// Written under another name in the same folder, forced to disk, then renamed over `path` by
/// commit(). Without a commit nothing is left and an older file stays as it was. A `path` that is
/// no regular file (/dev/stdout, a pipe) is written directly. Links are followed.
class AtomicFile {
public:
    /// Throws InputError where the file cannot be made.
    explicit AtomicFile(const std::string& path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// Throws InputError where the disk is full or fails.
    void write(const void* data, std::size_t size);
    void write(std::string_view text) { write(text.data(), text.size()); }
    void commit();

private:
    [[noreturn]] void fail(const char* sentence) const;

    std::string m_path;
    std::unique_ptr<TemporaryFile> m_temporary; ///< null where `path` is written directly
    int m_descriptor = -1; ///< of the one or the other
};

/// True for what is there and neither a regular file nor a folder: a pipe, a device.
bool isWrittenDirectly(const std::string& path);

/// Throws InputError where a file could not be written to `path`; leaves nothing there. A pipe or
/// device is not opened, because its reader would notice.
void requireWritable(const std::string& path);
/// The same for files in `folder`, which need not be there yet and is not made.
void requireWritableFolder(const std::string& folder);
/// With those above it; one that is there stays. Throws InputError.
void makeFolder(const std::string& folder);

/// The whole content in one call.
void writeAtomically(const std::string& path, std::string_view content);

} // namespace contrastlab
