// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Written at each build (cmake/ProgramCommit.cmake).
#pragma once

#include <string_view>

namespace contrastlab {

/// As programCommit() says it.
std::string_view builtCommit();

} // namespace contrastlab
