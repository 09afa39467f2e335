// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How close together many points lie in a picture: a kernel density on a grid, its peaks, and the
// lines where it has a value. Pure functions, any thread.
#pragma once

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <QVector>

#include <optional>
#include <span>
#include <vector>

namespace contrastlab {

/// Values at nodes that are `spacing` apart, row by row, the first at `origin`.
struct DensityGrid {
    QPointF origin;
    double spacing = 1;
    int columns = 0, rows = 0;
    std::vector<float> values; ///< points a square pixel

    float at(int column, int row) const
    {
        return values[static_cast<std::size_t>(row * columns + column)];
    }
    QPointF place(int column, int row) const { return origin + spacing * QPointF(column, row); }
};

/// Of the points in `area` (those outside, and NaN, do not count), by Gaussian kernels of standard
/// deviation `bandwidth` (pixels) on nodes a third as far apart; a point counts for the four nodes
/// around it in linear shares, which widens the kernel by at most 1.4 %.
DensityGrid densityOf(std::span<const QPointF> points, const QRectF& area, double bandwidth);

/// The place of the largest value, between nodes by a parabola each way; nothing where no point is.
std::optional<QPointF> peakOf(const DensityGrid& grid);
/// The peak that `from` lies on the slope of: up from node to node.
std::optional<QPointF> peakAbove(const DensityGrid& grid, QPointF from);
/// Between nodes linear; 0 outside.
float densityAt(const DensityGrid& grid, QPointF at);

/// The value above which this share of all points lies (a region of highest density).
float levelAround(const DensityGrid& grid, double share);
/// Pieces of the lines where the density has this value (marching squares, linear between nodes).
QVector<QLineF> contourAt(const DensityGrid& grid, float level);

} // namespace contrastlab
