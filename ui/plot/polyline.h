// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From curve columns to strokes on the screen: pixel coordinates, gaps, steps and clipping. Pure
// functions; clipping is geometric because SVG files know no clip region.
#pragma once

#include "plot/axis_scale.h"
#include "plot/curve_data.h"

#include <QPolygonF>
#include <QRectF>

#include <vector>

class QPainter;
class QPen;

namespace contrastlab {

/// The columns as connected runs of points in pixels, cut at NaN; `stepped` holds each value until
/// the next key.
std::vector<QPolygonF> polylines(
    const std::vector<CurveColumn>& columns, const AxisScale& x, const AxisScale& y, bool stepped);

/// The parts of `line` inside `rect`.
std::vector<QPolygonF> clipped(const QPolygonF& line, const QRectF& rect);

/// The line in dashes of `on` pixels with gaps of `off`, measured along x from 0: for dense lines,
/// whose own length says nothing to the eye.
std::vector<QPolygonF> dashedAlongX(const QPolygonF& line, double on, double off);

/// What an oscillating line covers of one pixel column.
struct ColumnSpan {
    double x; ///< left edge, whole pixels
    double top, bottom;

    void include(double y);
};

/// The columns that a line with ascending x sweeps over, each connected with its neighbours.
std::vector<ColumnSpan> columnSpans(const QPolygonF& line);

/// False for vector formats, which keep strokes and have no pixels.
bool isRaster(const QPainter& painter);

/// Pixels of the device a unit of the painter: more than 1 on sharp screens and in saved images. 1
/// for vector formats, which have no pixels.
double deviceScale(const QPainter& painter);

/// Draws a line whose x ascends; a lone point becomes a dot. A line that scribbles up and down
/// within pixel columns of the device is filled column by column, which looks the same and is far
/// cheaper.
void drawPolyline(QPainter& painter, const QPolygonF& line, const QPen& pen);

} // namespace contrastlab
