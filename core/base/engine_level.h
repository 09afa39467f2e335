// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which of its builds the engine is: digests may differ between them. A pure function, any thread.
#pragma once

#include <string_view>

namespace contrastlab {

/// "x86-64", "x86-64-v3", "x86-64-v4" by the instructions that the engine was compiled for, or else
/// the architecture ("aarch64").
std::string_view engineLevel();

} // namespace contrastlab
