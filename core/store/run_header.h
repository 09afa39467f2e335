// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a file says it is in its first hundred bytes, read before SQLite touches it: a data base of
// someone else is left alone. Inside of core/store; any thread.
#pragma once

#include <string>

namespace contrastlab {

/// Throws InputError where `path` is no run file of any generation.
void requireRunFile(const std::string& path);

/// Throws InputError where something stands at `path` that a run file must not replace: what is no
/// run file, or one that another program is writing. Nothing there is fine.
void requireReplaceable(const std::string& path);

/// SQLite's log files beside `path`: left over from a writer that was cut off, they would be taken
/// for those of a new file.
void removeLogsOf(const std::string& path);

} // namespace contrastlab
