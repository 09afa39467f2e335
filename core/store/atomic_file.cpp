// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Write, fsync, rename, fsync the folder: the order that survives a power cut.
#include "store/atomic_file.h"

#include "base/problem.h"
#include "store/file_messages.h"
#include "store/temporary_file.h"

#include <cerrno>
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
        throw InputError(m_path, "", { sentences::cannotWrite, { sentences::isFolder } });
    if (!isWrittenDirectly(target)) {
        m_temporary = std::make_unique<TemporaryFile>(target, path);
        m_descriptor = m_temporary->descriptor();
        return;
    }
    m_descriptor = ::open(target.c_str(), O_WRONLY | O_CLOEXEC);
    if (m_descriptor < 0) fail(sentences::cannotWrite);
}

AtomicFile::~AtomicFile()
{
    if (!m_temporary && m_descriptor >= 0) ::close(m_descriptor);
}

void AtomicFile::fail(const char* sentence) const
{
    throw InputError(m_path, "", { sentence, { systemReason(errno) } });
}

void AtomicFile::write(const void* data, std::size_t size)
{
    const char* from = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t written = ::write(m_descriptor, from, size);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(sentences::cannotWrite);
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
    if (closed != 0) fail(sentences::cannotWrite);
}

void requireWritable(const std::string& path)
{
    const std::string target = withLinksFollowed(path);
    if (!isWrittenDirectly(target))
        const AtomicFile attempt(path);
    else if (::access(target.c_str(), W_OK) != 0)
        throw InputError(path, "", { sentences::cannotWrite, { systemReason(errno) } });
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
        throw InputError(folder, "", { sentences::cannotMake, { systemReason(error.value()) } });
    if (above.empty()) above = ".";
    if (!fs::is_directory(above, error)) throw InputError(folder, "", sentences::noFolder);
    if (above == fs::path(folder))
        requireWritable((above / "items.csv").string());
    else if (::access(above.c_str(), W_OK | X_OK) != 0)
        throw InputError(folder, "", { sentences::cannotMake, { systemReason(errno) } });
}

void makeFolder(const std::string& folder)
{
    std::error_code error;
    if (fs::exists(folder, error) && !fs::is_directory(folder, error))
        throw InputError(folder, "", sentences::noFolder);
    fs::create_directories(folder, error);
    if (error)
        throw InputError(folder, "", { sentences::cannotMake, { systemReason(error.value()) } });
}

void writeAtomically(const std::string& path, std::string_view content)
{
    AtomicFile file(path);
    file.write(content);
    file.commit();
}

} // namespace contrastlab
