// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "plot/axes_navigation.h"

#include <Qt>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double narrowest = 6; // pixels; a rectangle below it says nothing of that axis

/// Numbers that an axis can still be drawn with.
bool isUsable(AxisRange range)
{
    const double largest = std::max(std::abs(range.lower), std::abs(range.upper));
    return std::isfinite(range.extent()) && largest < 1e250
        && range.extent() > 1e-12 * std::max(largest, 1e-250);
}

void take(AxisRange& range, AxisRange wanted)
{
    if (isUsable(wanted)) range = wanted;
}

} // namespace

Navigated panned(const AxesFrame& frame, QPointF pixels)
{
    Navigated to { frame.ranges(), true, true };
    take(to.ranges.x, frame.x.moved(pixels.x()));
    take(to.ranges.left, frame.left.moved(pixels.y()));
    take(to.ranges.right, frame.right.moved(pixels.y()));
    return to;
}

Navigated wheelZoomed(const AxesFrame& frame, QPointF at, double factor, bool keysOnly)
{
    Navigated to { frame.ranges() };
    to.keys = at.x() >= frame.plot.left() && at.x() <= frame.plot.right();
    to.values = at.y() <= frame.plot.bottom() && !keysOnly;
    if (to.keys) take(to.ranges.x, frame.x.zoomed(at.x(), factor));
    if (to.values && at.x() <= frame.plot.right())
        take(to.ranges.left, frame.left.zoomed(at.y(), factor));
    if (to.values && at.x() >= frame.plot.left())
        take(to.ranges.right, frame.right.zoomed(at.y(), factor));
    return to;
}

Navigated zoomedTo(const AxesFrame& frame, const QRectF& rect, bool locked)
{
    const QRectF inside = rect & frame.plot;
    if (inside.isEmpty() && locked) return { frame.ranges() };
    Navigated to { frame.ranges() };
    to.keys = inside.width() >= narrowest || locked;
    to.values = inside.height() >= 3 * narrowest || !to.keys || locked;
    if (to.keys) take(to.ranges.x, frame.x.between(inside.left(), inside.right()));
    if (to.values) {
        take(to.ranges.left, frame.left.between(inside.bottom(), inside.top()));
        take(to.ranges.right, frame.right.between(inside.bottom(), inside.top()));
    }
    return to;
}

AxesRanges amongCells(AxesRanges wanted, const AxesRanges& whole)
{
    const double growth = 1 / std::min({ 1.0, wanted.x.extent(), wanted.left.extent() });
    for (AxisRange* range : { &wanted.x, &wanted.left }) {
        const double middle = 0.5 * (range->lower + range->upper);
        const double half = 0.5 * growth * range->extent();
        *range = { middle - half, middle + half };
    }
    return { inside(wanted.x, whole.x), inside(wanted.left, whole.left), {} };
}

QRectF inProportion(const QRectF& rect, const QRectF& plot)
{
    const QRectF part = rect & plot;
    const double scale = std::max(part.width() / plot.width(), part.height() / plot.height());
    QRectF grown(QPointF(), plot.size() * scale);
    grown.moveCenter(part.center());
    grown.moveLeft(std::clamp(grown.left(), plot.left(), plot.right() - grown.width()));
    grown.moveTop(std::clamp(grown.top(), plot.top(), plot.bottom() - grown.height()));
    return grown;
}

std::optional<QPoint> arrowDirection(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return QPoint(-1, 0);
    case Qt::Key_Right:
        return QPoint(1, 0);
    case Qt::Key_Up:
        return QPoint(0, -1);
    case Qt::Key_Down:
        return QPoint(0, 1);
    default:
        return {};
    }
}

} // namespace contrastlab
