// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What wheel and drag do to the ranges of axes: the one place for all pictures. Pure functions.
#pragma once

#include "plot/axes_frame.h"

#include <QPoint>

#include <optional>

namespace contrastlab {

/// Ranges after a gesture, and which of them it took from the content that they followed.
struct Navigated {
    AxesRanges ranges;
    bool keys = false;
    bool values = false;
};

/// With the content moved by `pixels`, both ways.
Navigated panned(const AxesFrame& frame, QPointF pixels);

/// About the position of the mouse; over the labels of an axis that axis alone. `keysOnly` leaves
/// the values as they are.
Navigated wheelZoomed(const AxesFrame& frame, QPointF at, double factor, bool keysOnly);

/// A flat rectangle means a stretch of keys, a narrow one a band of values, unless both axes are
/// `locked` to one scale.
Navigated zoomedTo(const AxesFrame& frame, const QRectF& rect, bool locked);

/// Of cells: `wanted` grown to at least one both ways, and moved or narrowed into `whole`.
AxesRanges amongCells(AxesRanges wanted, const AxesRanges& whole);

/// The part of `rect` inside `plot`, grown to the proportions of `plot`: for one scale both ways.
QRectF inProportion(const QRectF& rect, const QRectF& plot);

/// Of a key: to the right, down (1) or back (-1); nothing for others than arrows.
std::optional<QPoint> arrowDirection(int key);

} // namespace contrastlab
