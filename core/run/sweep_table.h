// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The results of a sweep, a row for each setting, over its seeds. Pure; any thread.
#pragma once

#include "base/spread.h"
#include "run/sweep_runs.h"

#include <array>
#include <span>
#include <vector>

namespace contrastlab {

struct SweepRow {
    std::array<std::size_t, 2> place {}; ///< of its values on the axes
    std::size_t runs = 0; ///< that have ended without failing
    std::size_t diverged = 0; ///< of them
    std::vector<Spread> values; ///< one a measure, of those that completed
};

/// In the order of the axes, the second one faster; settings of which no run has ended are left
/// out. The results are those of any of the cells, in any order.
std::vector<SweepRow> rowsOf(
    const Sweep& sweep, std::span<const SweepResult> results, std::size_t measures);

} // namespace contrastlab
