// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How much memory this process may still use, and whether that is enough. Plain functions, any
// thread.
#pragma once

#include "base/problem.h"

#include <cstdint>
#include <optional>
#include <string>

namespace contrastlab {

/// Bytes, by the lesser of what the system has (/proc/meminfo) and what the limits of the process's
/// control groups (version 1 or 2) leave; nothing where neither is known.
std::optional<std::int64_t> memoryLeft();

/// From now on this process is to have no more than so many bytes in all; 0: what there is. Any
/// thread.
void boundMemory(std::int64_t bytes);

/// For tests: the same with `root` in place of "/".
std::optional<std::int64_t> memoryLeft(const std::string& root);

/// "1.5 GB", with two digits that count.
std::string byteText(double bytes);

/// A problem where more bytes are needed than are left; nothing where that is not known.
std::optional<Problem> memoryProblem(const std::string& field, const std::string& value,
    double bytes, std::optional<std::int64_t> left);

} // namespace contrastlab
