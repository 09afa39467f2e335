// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws what a line chart holds into a frame of axes; knows no plotting library, so the screen and
// files share it. Window thread.
#pragma once

#include "plot/chart_model.h"
#include "plot/polyline.h"
#include "theme/plot_theme.h"

#include <QFont>
#include <QLocale>
#include <QRectF>

class QPainter;

namespace contrastlab {

struct ChartFrame {
    QRectF plot; ///< inside of the axes, in pixels
    AxisScale x, left, right;
    PlotTheme theme;
    QFont font;
    QLocale locale;

    const AxisScale& scaleOf(const ChartSeries& series) const
    {
        return series.style.rightAxis ? right : left;
    }
};

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
    const std::vector<ChartMarker>& markers, const ChartFrame& frame);

void drawCurves(QPainter& painter, const ChartModel& model, const ChartFrame& frame);
void drawMarkers(QPainter& painter, const std::vector<ChartMarker>& markers,
    const std::vector<PlacedMarker>& placed, const ChartFrame& frame, int hovered);
void drawPlayhead(QPainter& painter, const ChartFrame& frame, double x);
/// The vertical hair at x, a dot on each line and a box near `cursor`: header, then a row a series.
void drawReadout(QPainter& painter, const ChartFrame& frame, double x, QPointF cursor,
    const QString& header, const std::vector<SeriesReading>& readings);
void drawZoomRect(QPainter& painter, const ChartFrame& frame, const QRectF& rect);

} // namespace contrastlab
