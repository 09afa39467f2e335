// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which change of a value most likely spoilt a run: what divergence and collapse are blamed on.
// Pure functions.
#pragma once

#include "run/metrics.h"

#include <span>

namespace contrastlab {

/// All changes of one parameter in a stretch of a run, a dragged slider's for one.
struct Suspect {
    std::string key;
    std::int64_t step = 0; ///< of the first of them: until then the value was `before`
    std::string before, after;
    double likelihood = 0; ///< of use for their order alone; about the decades that it went astray
    friend bool operator==(const Suspect&, const Suspect&) = default;
};

/// Steps that a change may take to show in the loss.
constexpr std::int64_t suspectSteps = 100;

/// Of the changes made after steps `from` to `until`, the likeliest first; those that can hardly
/// have done it, such as a lower learning rate, are left out.
std::vector<Suspect> suspectsAmong(
    std::span<const RunEvent> events, std::int64_t from, std::int64_t until);

} // namespace contrastlab
