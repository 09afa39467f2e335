// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which ContrastLab this is: what files, the command line and the window say of it. The commit is
// told by main(), as an application's name is, so that a new commit compiles and links the
// programs' mains anew and nothing else.
#pragma once

#include <string>

namespace contrastlab {

/// "0.1.0"
std::string programVersion();
/// "9156be1b7b8a", with "+changes" behind it where the sources were not those of the commit;
/// "unknown" where they were no checkout.
std::string programCommit();
/// "0.1.0 (commit 9156be1b7b8a)"
std::string versionText();

/// Before any thread begins.
void setProgramCommit(std::string commit);

} // namespace contrastlab
