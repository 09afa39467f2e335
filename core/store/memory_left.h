// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How much memory this process may still use. Plain functions, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace contrastlab {

/// Bytes, by the lesser of what the system has (/proc/meminfo) and what the limits of the process's
/// control groups (version 1 or 2) leave; nothing where neither is known.
std::optional<std::int64_t> memoryLeft();

/// For tests: the same with `root` in place of "/".
std::optional<std::int64_t> memoryLeft(const std::string& root);

} // namespace contrastlab
