// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The named vertical lines of a line chart: where their labels stand, which one is under the mouse,
// and how they look. Window thread.
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
    QRectF label; ///< empty if there was no room
};

/// Room above the plot for one row of marker labels.
double markerRowHeight(const QFont& font);

/// The markers inside the frame, labels in rows above it.
std::vector<PlacedMarker> placedMarkers(
    const std::vector<ChartMarker>& markers, const AxesFrame& frame);

/// Room above the plot that the labels take.
double markerRoom(const std::vector<PlacedMarker>& placed, const AxesFrame& frame);

/// The marker whose label or line is at `position`, or -1.
int markerAt(const std::vector<PlacedMarker>& placed, const AxesFrame& frame, QPointF position);

void drawMarkers(QPainter& painter, const std::vector<ChartMarker>& markers,
    const std::vector<PlacedMarker>& placed, const AxesFrame& frame, int hovered);

} // namespace contrastlab
