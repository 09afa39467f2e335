// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where an axis puts its ticks and how it writes numbers; shared by all pictures. Pure functions.
#pragma once

#include <QLocale>
#include <QString>

#include <vector>

namespace contrastlab {

struct AxisTicks {
    std::vector<double> major; ///< labelled, ascending, inside the range
    std::vector<double> minor; ///< unlabelled marks between them
    std::vector<QString> labels; ///< one for each major tick
};

/// The multiple 1, 2 or 5 of a power of ten nearest to `roughStep` (positive) from above.
double niceStep(double roughStep);

/// About `count` ticks in lower..upper at multiples of 1, 2 or 5 times a power of ten.
AxisTicks linearTicks(double lower, double upper, int count, const QLocale& locale);

/// Ticks for a logarithmic axis over lower..upper (both positive): decades over many decades, the
/// 1-2-5 ladder over few, and linear ticks where the range spans less than a factor of three.
AxisTicks logarithmicTicks(double lower, double upper, int count, const QLocale& locale);

/// A number for a read-out: four significant digits, whole numbers below 10^9 in full, "NaN" and
/// "∞" in words.
QString shortNumber(double value, const QLocale& locale);

} // namespace contrastlab
