// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Write, fsync, rename, fsync the folder: the order that survives a power cut.
#include "store/atomic_file.h"

#include "base/problem.h"
#include "store/temporary_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace contrastlab {

namespace fs = std::filesystem;

bool isWrittenDirectly(const std::string& path)
{
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

AtomicFile::AtomicFile(const std::string& path) : m_path(path)
{
    const std::string target = withLinksFollowed(path);
    std::error_code error;
    if (fs::is_directory(target, error))
        throw InputError(m_path, "", "cannot be written: it is a folder");
    if (!isWrittenDirectly(target)) {
        m_temporary = std::make_unique<TemporaryFile>(target, path);
        m_descriptor = m_temporary->descriptor();
        return;
    }
    m_descriptor = ::open(target.c_str(), O_WRONLY | O_CLOEXEC);
    if (m_descriptor < 0) fail("cannot be written");
}

AtomicFile::~AtomicFile()
{
    if (!m_temporary && m_descriptor >= 0) ::close(m_descriptor);
}

void AtomicFile::fail(const char* what) const
{
    throw InputError(m_path, "", std::string(what) + ": " + std::strerror(errno));
}

void AtomicFile::write(const void* data, std::size_t size)
{
    const char* from = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t written = ::write(m_descriptor, from, size);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot be written");
        from += written;
        size -= static_cast<std::size_t>(written);
    }
}

void AtomicFile::commit()
{
    if (m_temporary) {
        m_temporary->moveIntoPlace();
        return;
    }
    const int closed = ::close(m_descriptor);
    m_descriptor = -1;
    if (closed != 0) fail("cannot be written");
}

void requireWritable(const std::string& path)
{
    const std::string target = withLinksFollowed(path);
    if (!isWrittenDirectly(target))
        const AtomicFile attempt(path);
    else if (::access(target.c_str(), W_OK) != 0)
        throw InputError(path, "", std::string("cannot be written: ") + std::strerror(errno));
}

void requireWritableFolder(const std::string& folder)
{
    fs::path above(folder);
    std::error_code error;
    fs::file_status status = fs::status(above, error);
    while (status.type() == fs::file_type::not_found && above.has_relative_path()) {
        above = above.parent_path();
        status = fs::status(above, error);
    }
    if (status.type() == fs::file_type::none)
        throw InputError(folder, "", "cannot be made: " + error.message());
    if (above.empty()) above = ".";
    if (!fs::is_directory(above, error))
        throw InputError(folder, "", "expected a folder to write to, found a file");
    if (above == fs::path(folder))
        requireWritable((above / "items.csv").string());
    else if (::access(above.c_str(), W_OK | X_OK) != 0)
        throw InputError(folder, "", std::string("cannot be made: ") + std::strerror(errno));
}

void writeAtomically(const std::string& path, std::string_view content)
{
    AtomicFile file(path);
    file.write(content);
    file.commit();
}

} // namespace contrastlab
