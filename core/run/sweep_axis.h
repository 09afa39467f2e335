// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One parameter and the values that it takes in a sweep, as people write them. Pure; any thread.
#pragma once

#include "base/problem.h"

#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

struct SweepAxis {
    std::string key; ///< of a parameter, or of how files are read
    std::vector<std::string> values; ///< in their order, each once
    friend bool operator==(const SweepAxis&, const SweepAxis&) = default;
};

/// On one axis.
constexpr std::size_t mostSweptValues = 10'000;

/// "0.05, 0.1, 0.2", or so many from the first to the last, in equal steps ("linear:0:1:5") or
/// equal ratios ("log:0.01:1:9"); those between have six digits, those of a whole number are
/// rounded. Where that is not possible it has no values, and there are problems.
SweepAxis readAxis(std::string_view key, std::string_view values, std::vector<Problem>& problems);

/// "temperature=log:0.01:1:9"
SweepAxis readAxis(std::string_view text, std::vector<Problem>& problems);

} // namespace contrastlab
