// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "plot/marker_layout.h"

#include <algorithm>
#include <limits>

namespace contrastlab {

std::vector<MarkerLabel> layoutMarkerLabels(std::span<const double> anchors,
    std::span<const double> widths, double right, int rows, double gap, double minimumWidth)
{
    std::vector<MarkerLabel> labels(anchors.size());
    // Going from right to left, each row is free up to where its last label began.
    std::vector<double> freeUntil(static_cast<std::size_t>(rows), right);
    for (std::size_t i = anchors.size(); i-- > 0;) {
        MarkerLabel& label = labels[i];
        double widest = 0;
        for (std::size_t row = 0; row < freeUntil.size(); ++row) {
            const bool last = freeUntil[row] == right;
            const double left = last ? std::min(anchors[i], right - widths[i]) : anchors[i];
            const double room = std::min(widths[i], freeUntil[row] - left);
            if (room <= widest || (room < widths[i] && room < minimumWidth)) continue;
            widest = room;
            label = { static_cast<int>(row), left, room };
            if (room == widths[i]) break;
        }
        if (!label.isShown()) continue;
        // The marker's stem passes through the rows below its label.
        for (int row = 0; row < label.row; ++row) {
            double& until = freeUntil[static_cast<std::size_t>(row)];
            until = std::min(until, anchors[i] - gap);
        }
        freeUntil[static_cast<std::size_t>(label.row)] = label.left - gap;
    }
    return labels;
}

int usedRows(std::span<const MarkerLabel> labels)
{
    int rows = 0;
    for (const MarkerLabel& label : labels)
        rows = std::max(rows, label.row + 1);
    return rows;
}

} // namespace contrastlab
