// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Curves ahead of a line chart's own: how things would go on, for several values of something. Each
// is named where it ends, and one stands out. Window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/chart_model.h"

class QPainter;

namespace contrastlab {

/// The keys that are in sight with them in a plot of that width: what lies before, as far again as
/// what they foretell, all after it, and room for their names.
AxisRange keysAround(
    const ChartGhosts& ghosts, const ValueBounds& own, double width, const QFont& font);

/// What they need of the left axis beside `own`: one that shoots away does not flatten the others.
ValueBounds valuesWith(const ChartGhosts& ghosts, const ValueBounds& own);

void drawGhosts(QPainter& painter, const ChartGhosts& ghosts, const AxesFrame& frame);

} // namespace contrastlab
