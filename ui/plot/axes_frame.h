// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All that a painter must know of axes: where they are, what they show and how things look. It
// knows no plotting library, so that the screen and files share the painters. Plain values.
#pragma once

#include "plot/axis_scale.h"
#include "theme/plot_theme.h"

#include <QFont>
#include <QLocale>
#include <QRectF>

namespace contrastlab {

struct AxesRanges {
    AxisRange x, left, right;
    friend bool operator==(const AxesRanges&, const AxesRanges&) = default;
};

struct AxesFrame {
    QRectF plot; ///< inside of the axes, in pixels of the figure
    AxisScale x, left, right;
    PlotTheme theme;
    QFont font;
    QLocale locale;

    AxesRanges ranges() const
    {
        return { { x.lower, x.upper }, { left.lower, left.upper }, { right.lower, right.upper } };
    }
    /// Where a point of the x and the left axis lies.
    QPointF toPixel(QPointF point) const
    {
        return { x.toPixel(point.x()), left.toPixel(point.y()) };
    }
};

} // namespace contrastlab
