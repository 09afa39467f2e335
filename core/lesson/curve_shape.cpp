// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/curve_shape.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

/// How far it goes down at most from what it had reached before.
double deepestFall(std::span<const double> values, double sign)
{
    double highest = sign * values.front(), fall = 0;
    for (const double value : values) {
        highest = std::max(highest, sign * value);
        fall = std::max(fall, highest - sign * value);
    }
    return fall;
}

/// How far something between the ends lies above both.
double bulge(std::span<const double> values, double sign)
{
    double most = sign * values.front();
    for (const double value : values.subspan(1, values.size() - 2))
        most = std::max(most, sign * value);
    return most - std::max(sign * values.front(), sign * values.back());
}

} // namespace

CurveShape shapeOf(std::span<const double> values, double trembling)
{
    const auto isNumber = [](double value) { return std::isfinite(value); };
    if (values.size() < 2 || !std::ranges::all_of(values, isNumber)) return CurveShape::none;
    const double gain = values.back() - values.front();
    if (gain > trembling && deepestFall(values, 1) <= trembling) return CurveShape::rises;
    if (-gain > trembling && deepestFall(values, -1) <= trembling) return CurveShape::falls;
    if (values.size() < 3) return CurveShape::none;
    const bool peaks = bulge(values, 1) > trembling, dips = bulge(values, -1) > trembling;
    if (peaks == dips) return CurveShape::none;
    return peaks ? CurveShape::peaks : CurveShape::dips;
}

} // namespace contrastlab
