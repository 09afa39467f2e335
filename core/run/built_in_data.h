// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names of the data that come with the program: no path of a run's data set is one of them.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace contrastlab {

inline constexpr std::array<std::string_view, 4> builtInData { "emoji", "people", "icons",
    "synthetic" };

inline bool isBuiltInData(std::string_view dataset)
{
    return std::ranges::find(builtInData, dataset) != builtInData.end();
}

} // namespace contrastlab
