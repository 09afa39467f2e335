// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "plot/axis_scale.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

double AxisScale::toPixel(double value) const
{
    if (!logarithmic)
        return pixelLower + (value - lower) / (upper - lower) * (pixelUpper - pixelLower);
    if (value <= 0) return pixelLower - 10 * (pixelUpper - pixelLower);
    return pixelLower
        + std::log(value / lower) / std::log(upper / lower) * (pixelUpper - pixelLower);
}

double AxisScale::toValue(double pixel) const
{
    const double t = (pixel - pixelLower) / (pixelUpper - pixelLower);
    return logarithmic ? lower * std::pow(upper / lower, t) : lower + t * (upper - lower);
}

AxisRange AxisScale::between(double pixelA, double pixelB) const
{
    const auto [low, high] = std::minmax({ toValue(pixelA), toValue(pixelB) });
    return { low, high };
}

AxisRange AxisScale::zoomed(double pixel, double factor) const
{
    return { toValue(pixel + (pixelLower - pixel) * factor),
        toValue(pixel + (pixelUpper - pixel) * factor) };
}

AxisRange AxisScale::moved(double pixels) const
{
    return { toValue(pixelLower - pixels), toValue(pixelUpper - pixels) };
}

AxisRange inside(AxisRange range, AxisRange whole)
{
    const double extent = std::min(range.extent(), whole.extent());
    const double lower = std::clamp(range.lower, whole.lower, whole.upper - extent);
    return { lower, lower + extent };
}

} // namespace contrastlab
