// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which part of the plane a point cloud shows, and how it glides from one part to another. Plain
// values, any thread.
#pragma once

#include "plot/axes_frame.h"

#include <QPointF>
#include <QRectF>

namespace contrastlab {

/// A centre and a scale, the same both ways, so that distances in the picture are those in the
/// data.
struct CloudView {
    QPointF center; ///< in data units
    double unitsPerPixel = 1;

    QPointF toPixel(QPointF point, const QRectF& plot) const
    {
        return plot.center()
            + QPointF(point.x() - center.x(), center.y() - point.y()) / unitsPerPixel;
    }
    QPointF toData(QPointF pixel, const QRectF& plot) const
    {
        const QPointF d = (pixel - plot.center()) * unitsPerPixel;
        return { center.x() + d.x(), center.y() - d.y() };
    }
    /// The part of the plane inside `plot`.
    QRectF visible(const QRectF& plot) const;
    /// The same as ranges of the axes around `plot`, and back.
    AxesRanges ranges(const QRectF& plot) const;
    static CloudView of(const AxesRanges& ranges, const QRectF& plot);

    /// All of `bounds` with a margin around it; a single point gets a square of side 2.
    static CloudView fitting(const QRectF& bounds, const QRectF& plot);
    /// The way from `from` to `to`, t in 0..1; scales change geometrically.
    static CloudView between(const CloudView& from, const CloudView& to, double t);
    /// True if the two look the same within half a pixel on this plot.
    static bool alike(const CloudView& a, const CloudView& b, const QRectF& plot);
};

} // namespace contrastlab
