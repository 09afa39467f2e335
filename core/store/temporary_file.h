// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that are written under another name beside their place (.NAME.PID-N.part) until they are
// whole. Whoever is writing one holds a lock on it; what nobody holds is left over from a program
// that was killed. Inside of core/store, but for removeTemporaryFiles(). Any thread; one at a time
// for each object.
#pragma once

#include <string>

namespace contrastlab {

/// Where a path leads: every link of it followed, a dangling one too. Throws InputError where links
/// go in a circle.
std::string withLinksFollowed(const std::string& path);

/// A new, empty file beside a path. It goes with the object, unless it was moved into its place.
class TemporaryFile {
public:
    /// `target` has its links followed. Sweeps what killed programs have left of the same name.
    /// Throws InputError, in which the file is called `name`.
    TemporaryFile(std::string target, std::string name);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] int descriptor() const { return m_descriptor; } ///< to write to
    /// Forces it to disk and renames it over the target. Throws InputError.
    void moveIntoPlace();

private:
    void open();
    void remove();
    [[noreturn]] void fail(const char* sentence) const;

    std::string m_target, m_name;
    std::string m_path; ///< empty once it is in its place
    int m_descriptor = -1;
    int m_slot = -1; ///< in the list that a signal handler reads
};

/// For a signal handler that ends the program: removes every temporary file of this process. Safe
/// in a handler.
void removeTemporaryFiles() noexcept;

/// Removes what killed programs have left beside `target` of files that were to be named like it.
void sweepTemporaryFiles(const std::string& target);

/// A rename is on disk only when its folder is; a folder that cannot be synced is no reason to
/// fail.
void syncFolderOf(const std::string& target);

} // namespace contrastlab
