// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// flock() belongs to the open file, so two writers of one program exclude each other too. Who has
// got the lock looks whether the file is still the one that the name means: its last holder removes
// it.
#include "store/path_lock.h"

#include "store/database.h"
#include "store/file_messages.h"
#include "store/temporary_file.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace contrastlab {

namespace {

std::string lockFileOf(const std::string& path)
{
    const std::filesystem::path target(withLinksFollowed(path));
    return (target.parent_path() / ("." + target.filename().string() + ".lock")).string();
}

bool isNamed(const std::string& file, int descriptor)
{
    struct stat named {
    }, open {};
    return ::stat(file.c_str(), &named) == 0 && ::fstat(descriptor, &open) == 0
        && named.st_dev == open.st_dev && named.st_ino == open.st_ino;
}

} // namespace

PathLock::PathLock(const std::string& path) : m_file(lockFileOf(path))
{
    for (;;) {
        m_descriptor = ::open(m_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (m_descriptor < 0)
            throw InputError(path, "", { sentences::cannotWrite, { systemReason(errno) } });
        const bool locked = ::flock(m_descriptor, LOCK_EX | LOCK_NB) == 0;
        const bool busy = !locked && errno == EWOULDBLOCK;
        if (!busy && (!locked || isNamed(m_file, m_descriptor))) return;
        ::close(m_descriptor);
        m_descriptor = -1;
        if (busy) throw BusyError(path, "", sentences::busyFile);
    }
}

PathLock::~PathLock()
{
    if (isNamed(m_file, m_descriptor)) ::unlink(m_file.c_str());
    ::close(m_descriptor);
}

bool PathLock::isHeld(const std::string& path)
{
    const int descriptor = ::open(lockFileOf(path).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return false;
    const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return held;
}

} // namespace contrastlab
