// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names of curves where they end, right of the plot, so that no eye has to look one up in a
// legend. A curve that leaves the plot has an arrow and its value there. Window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/chart_model.h"

#include <vector>

class QPainter;

namespace contrastlab {

/// Where labels of `height` that would like their middles at `wanted` stand inside top..bottom, in
/// the same order, none over another while there is room for all.
std::vector<double> spreadLabels(
    const std::vector<double>& wanted, double height, double top, double bottom);

/// Room right of the plot in a figure of `width`: for the longest name, at most a third.
double endLabelRoom(const ChartModel& model, const QFont& font, double width);

/// `room` as endLabelRoom() gave it.
void drawEndLabels(QPainter& painter, const ChartModel& model, const AxesFrame& frame, double room);

} // namespace contrastlab
