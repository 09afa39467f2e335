// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Write, fsync, rename, fsync the folder: the order that survives a power cut.
#include "store/atomic_file.h"

#include "base/problem.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace contrastlab {

namespace {

namespace fs = std::filesystem;

std::string withLinksFollowed(const std::string& path)
{
    std::error_code error;
    const fs::path real = fs::weakly_canonical(path, error);
    return error ? path : real.string();
}

bool isWrittenDirectly(const std::string& target)
{
    std::error_code error;
    const fs::file_status status = fs::status(target, error);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

// A rename is on disk only when its folder is; a folder that cannot be synced is no reason to fail.
void syncFolderOf(const std::string& target)
{
    const std::string folder = fs::path(target).parent_path().string();
    const int descriptor =
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

} // namespace

std::string temporaryBeside(const std::string& path)
{
    static std::atomic<unsigned> serial { 0 };
    const fs::path target(withLinksFollowed(path));
    const std::string name = "." + target.filename().string() + "." + std::to_string(::getpid())
        + "-" + std::to_string(serial++) + ".part";
    return (target.parent_path() / name).string();
}

void moveIntoPlace(const std::string& temporary, const std::string& path)
{
    const std::string target = withLinksFollowed(path);
    const int descriptor = ::open(temporary.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int reason = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced)
        throw InputError(path, "", std::string("cannot be written: ") + std::strerror(reason));
    if (::rename(temporary.c_str(), target.c_str()) != 0)
        throw InputError(path, "", std::string("cannot be replaced: ") + std::strerror(errno));
    syncFolderOf(target);
}

AtomicFile::AtomicFile(const std::string& path) : m_path(path), m_target(withLinksFollowed(path))
{
    std::error_code error;
    if (fs::is_directory(m_target, error))
        throw InputError(m_path, "", "cannot be written: it is a folder");
    const bool direct = isWrittenDirectly(m_target);
    if (!direct) m_temporary = temporaryBeside(m_path);
    const int flags = O_WRONLY | O_CLOEXEC | (direct ? 0 : O_CREAT | O_EXCL);
    m_descriptor = ::open(direct ? m_target.c_str() : m_temporary.c_str(), flags, 0666);
    if (m_descriptor < 0) {
        m_temporary.clear();
        fail("cannot be written");
    }
}

AtomicFile::~AtomicFile()
{
    if (m_descriptor >= 0) ::close(m_descriptor);
    if (!m_temporary.empty()) ::unlink(m_temporary.c_str());
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
    if (!m_temporary.empty() && ::fsync(m_descriptor) != 0) fail("cannot be written");
    const int closed = ::close(m_descriptor);
    m_descriptor = -1;
    if (closed != 0) fail("cannot be written");
    if (m_temporary.empty()) return;
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0) fail("cannot be replaced");
    m_temporary.clear();
    syncFolderOf(m_target);
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
