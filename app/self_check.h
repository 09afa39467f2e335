// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab --check: tries all that the program takes from the machine that it runs on, for
// reports of bugs. Window thread; needs an application, and no display.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace contrastlab {

/// One thing that is tried. What is required has to work for the window to be of use.
struct SelfCheck {
    std::string name; ///< "picture webp"
    bool isRequired = false;
    std::function<std::string()> attempt; ///< says what was found; throws why it does not work
};

std::vector<SelfCheck> selfChecks();

/// Prints a line a check as it is made: "ok", "MISSING" or, where it is required, "FAILED", its
/// name and what it says. True where all that is required works.
bool runSelfChecks(const std::vector<SelfCheck>& checks);

} // namespace contrastlab
