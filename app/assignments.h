// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// KEY=VALUE texts of --set, taken apart for subcommands with a few settings of their own.
#pragma once

#include "base/problem.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace contrastlab {

/// A number that --set may change, and its limits.
struct NumberSetting {
    std::string_view key;
    double* value;
    double minimum;
    double maximum;
    bool isWhole = false;
};

/// Splits at the first '='; texts that have none are added to the problems.
std::vector<std::pair<std::string, std::string>> splitAssignments(
    const std::vector<std::string>& texts, std::vector<Problem>& problems);

/// Sets numbers by key; throws SpecError with all unknown keys and values out of range.
void applyAssignments(
    const std::vector<std::string>& texts, const std::vector<NumberSetting>& settings);

} // namespace contrastlab
