// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "plot/cloud_view.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

QRectF CloudView::visible(const QRectF& plot) const
{
    const QPointF half = 0.5 * unitsPerPixel * QPointF(plot.width(), plot.height());
    return { center - half, center + half };
}

AxesRanges CloudView::ranges(const QRectF& plot) const
{
    const QRectF area = visible(plot);
    return { { area.left(), area.right() }, { area.top(), area.bottom() }, {} };
}

CloudView CloudView::of(const AxesRanges& ranges, const QRectF& plot)
{
    const auto& [x, y, unused] = ranges;
    return { { 0.5 * (x.lower + x.upper), 0.5 * (y.lower + y.upper) }, x.extent() / plot.width() };
}

CloudView CloudView::fitting(const QRectF& bounds, const QRectF& plot)
{
    const double margin = 10; // pixels: points at the edge show whole
    const double width = std::max(plot.width() - 2 * margin, 1.0);
    const double height = std::max(plot.height() - 2 * margin, 1.0);
    double scale = 1.06 * std::max(bounds.width() / width, bounds.height() / height);
    if (!(scale > 1e-12 * std::max({ std::abs(bounds.left()), std::abs(bounds.top()), 1e-9 })))
        scale = 2 / std::min(width, height);
    return { bounds.center(), scale };
}

CloudView CloudView::between(const CloudView& from, const CloudView& to, double t)
{
    return { from.center + t * (to.center - from.center),
        from.unitsPerPixel * std::pow(to.unitsPerPixel / from.unitsPerPixel, t) };
}

bool CloudView::alike(const CloudView& a, const CloudView& b, const QRectF& plot)
{
    const QPointF shift = (a.center - b.center) / b.unitsPerPixel;
    const double size = std::max(plot.width(), plot.height());
    return std::abs(shift.x()) < 0.5 && std::abs(shift.y()) < 0.5
        && std::abs(a.unitsPerPixel / b.unitsPerPixel - 1) * size < 0.5;
}

} // namespace contrastlab
