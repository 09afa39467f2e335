// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws the curves of a line chart into a frame of axes, and says what its crosshair reads. Window
// thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/chart_model.h"
#include "plot/readout.h"

class QPainter;

namespace contrastlab {

/// The vertical axis that the series is drawn on.
const AxisScale& scaleOf(const ChartSeries& series, const AxesFrame& frame);
/// In the series' own dashes.
QPen linePen(const ChartSeries& series, const QColor& color, double width);
/// One line of one series.
void drawCurve(QPainter& painter, const ChartSeries& series, CurveData::Line line,
    const AxesFrame& frame, const QPen& pen);
void drawCurves(QPainter& painter, const ChartModel& model, const AxesFrame& frame);
/// A veil over the plot for each, with its name above where it begins.
void drawBands(QPainter& painter, const AxesFrame& frame, const std::vector<ChartBand>& bands);

void drawPlayhead(QPainter& painter, const AxesFrame& frame, double x);
/// Header (title and key of the nearest sample), then a row a series; that of `standsOut` in bold.
Readout readoutAt(double x, const std::vector<SeriesReading>& readings, const AxesFrame& frame,
    const QString& keyTitle, const QString& standsOut = {});

} // namespace contrastlab
