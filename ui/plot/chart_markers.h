// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The vertical lines of a line chart, each with a numbered flag: where the flags stand, which
// marker is under the mouse, what it says, and how they look. Window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/chart_model.h"

#include <vector>

class QPainter;

namespace contrastlab {

/// A marker's place on the screen, for drawing and for hovering.
struct PlacedMarker {
    std::size_t index; ///< into ChartModel::markers
    double x;
    QRectF flag; ///< empty where an earlier marker's flag counts this one, too
    std::size_t last; ///< of the markers that the flag counts
};

/// Room above the plot for the row of flags.
double markerRowHeight(const QFont& font);

/// The markers inside the frame, their flags in a row above it; `flags` false: lines alone.
std::vector<PlacedMarker> placedMarkers(
    const std::vector<ChartMarker>& markers, const AxesFrame& frame, bool flags);

/// The marker whose flag or line is at `position`, or -1.
int markerAt(const std::vector<PlacedMarker>& placed, const AxesFrame& frame, QPointF position);

/// "3  learning rate 0.1 → 0.2", a line a marker where the flag of `marker` counts several.
QString markerText(const std::vector<ChartMarker>& markers, const std::vector<PlacedMarker>& placed,
    std::size_t marker);

/// At the lower edge of the plot, on that side of its line which has more room.
void drawStar(QPainter& painter, const ChartMarker& star, const AxesFrame& frame);

void drawMarkers(QPainter& painter, const std::vector<PlacedMarker>& placed, const AxesFrame& frame,
    int hovered);

} // namespace contrastlab
