// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places the labels of vertical markers in a few rows above a plot so that none covers another.
// Pure functions.
#pragma once

#include <span>
#include <vector>

namespace contrastlab {

struct MarkerLabel {
    int row = -1; ///< 0 is the row next to the plot; -1: no room, only the marker's line is drawn
    double left = 0; ///< left edge in the coordinates of the anchors
    double width = 0; ///< room for the text; less than asked for: elide

    bool isShown() const { return row >= 0; }
};

/// Labels stand right of their anchor, or end at `right` where they would leave the plot. Later
/// anchors (the newest changes) win room first, also against stems of labels above; a label that
/// fits no row whole is shortened to the widest gap that holds at least `minimumWidth`. anchors:
/// ascending pixel positions; widths: what each label would like; both the same length.
std::vector<MarkerLabel> layoutMarkerLabels(std::span<const double> anchors,
    std::span<const double> widths, double right, int rows, double gap, double minimumWidth);

/// Rows that a layout uses.
int usedRows(std::span<const MarkerLabel> labels);

} // namespace contrastlab
