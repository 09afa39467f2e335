// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places the numbered flags of vertical markers in one row above a plot: whole, inside, none over
// another. Pure functions.
#pragma once

#include <functional>
#include <span>
#include <vector>

namespace contrastlab {

/// One flag: of one marker, or of several that stand too close for flags of their own.
struct MarkerFlag {
    std::size_t first = 0, last = 0; ///< places of its markers
    double left = 0, width = 0; ///< in the coordinates of the anchors
};

/// The width that a flag of the markers first..last takes.
using FlagWidth = std::function<double(std::size_t first, std::size_t last)>;

/// Flags fly to the right of their anchor, and end at `right` where they would leave the plot.
/// anchors: ascending pixel positions.
std::vector<MarkerFlag> layoutFlags(
    std::span<const double> anchors, double right, double gap, const FlagWidth& width);

} // namespace contrastlab
