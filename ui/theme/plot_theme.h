// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The colours of every picture, read from the widget's palette, so light and dark need no switch of
// their own. Window thread (QPalette), but a PlotTheme is a plain value.
#pragma once

#include "theme/colors.h"

#include <array>

namespace contrastlab {

struct PlotTheme {
    static constexpr int seriesCount = contrastlab::seriesCount;

    bool dark = false;
    double weight = 1; ///< of lines and points: larger in front of people
    QColor background; ///< inside and around the plot
    QColor text; ///< titles and values
    QColor mutedText; ///< tick labels and what is hidden
    QColor axis; ///< frame and tick marks
    QColor grid;
    QColor unselected; ///< points outside the selection or filter
    QColor missing; ///< cells without a number
    QColor error; ///< numbers that are none
    QColor highlight; ///< rectangle, lasso, playhead
    QColor good, warning;
    QColor pictureGround; ///< behind pictures with transparent parts
    MatrixPalette matrix = MatrixPalette::blueOrange; ///< of cells
    std::array<QColor, seriesCount> series; ///< told apart with any kind of colour vision

    /// Dark where the palette's base is darker than its text.
    static PlotTheme fromPalette(const QPalette& palette);

    /// The colour of series `index` (wraps); a negative index is the muted text colour.
    QColor seriesColor(int index) const;

    /// The colour for words of what is drawn in `color`.
    QColor legible(const QColor& color) const { return legibleOn(background, color, text); }

    /// `color` mixed with the background: opaque, so that overlapping strokes do not add up.
    QColor faint(const QColor& color, double strength = 0.35) const;
};

} // namespace contrastlab
