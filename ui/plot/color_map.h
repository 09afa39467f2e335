// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From numbers to colours: a diverging map for signed values (blue positive, orange negative) and a
// sequential one, and what a person chose for matrices. Pure functions, any thread.
#pragma once

#include "theme/plot_theme.h"

#include <QRgb>

#include <array>
#include <vector>

namespace contrastlab {

enum class ColorMap {
    Diverging, ///< orange, neutral zero (near-white, or near-black on dark), blue
    Sequential, ///< viridis: dark violet to yellow
    Matrix ///< as a person chose: the diverging one, viridis or cividis
};

/// An odd number of levels, so that the middle of the range has a colour of its own.
inline constexpr int colorLevels = 255;

using ColorTable = std::array<QRgb, colorLevels>;

/// The opaque colours of `map` from the lowest to the highest value, interpolated in OKLab.
const ColorTable& colorTable(ColorMap map, const PlotTheme& theme);
/// The same where nobody chose.
const ColorTable& colorTable(ColorMap map, bool dark);
/// From dark to light in any theme, without a middle.
bool isSequential(ColorMap map, const PlotTheme& theme);

/// Level of `value` in lower..upper, clamped to the ends; -1 for NaN.
int colorLevel(float value, float lower, float upper);

struct ColorRange {
    float lower = -1;
    float upper = 1;
    friend bool operator==(const ColorRange&, const ColorRange&) = default;
};

/// From the first half percent of the finite values to the last, about their median: so the colour
/// in the middle parts them, wherever they lie. `before` where that differs by little or there are
/// none: colours that change at every frame cannot be read.
ColorRange fittedRange(std::vector<float> values, ColorRange before);

/// Of differences: as far below 0 as above, to the first of 0.01, 0.02, 0.05, 0.1 ... that all but
/// the largest hundredth of the finite values lie within.
ColorRange rangeOfDifferences(std::vector<float> values);

} // namespace contrastlab
