// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is wrong with a text that is no JSON, said as every reader of files says it. A pure
// function; any thread.
#pragma once

#include "base/problem.h"

#include <nlohmann/json.hpp>

namespace contrastlab {

/// With line and column of where reading ended: `position` counts bytes from 1, as the library
/// does.
InputError jsonError(std::string_view text, const std::string& file, std::size_t position,
    const nlohmann::json::exception& error);

} // namespace contrastlab
