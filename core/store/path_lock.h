// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The right to write the run file at a path, for one writer at a time whatever stands there
// meanwhile: a lock on a file .NAME.lock beside it. The system lets go of it where a program is
// killed. Inside of core/store; any thread, one at a time for each object.
#pragma once

#include <string>

namespace contrastlab {

class PathLock {
public:
    /// Throws BusyError where another writer, of this program too, has the path, and InputError
    /// where nothing can be written there. Where the file system has no locks there is none.
    explicit PathLock(const std::string& path);
    /// Removes the file beside.
    ~PathLock();
    PathLock(const PathLock&) = delete;
    PathLock& operator=(const PathLock&) = delete;

    /// True while somebody holds the lock of the path.
    static bool isHeld(const std::string& path);

private:
    std::string m_file;
    int m_descriptor = -1;
};

} // namespace contrastlab
