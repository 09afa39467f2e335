// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// In two passes, so that a small deviation of large numbers is not lost.
#include "base/spread.h"

#include <cmath>
#include <limits>

namespace contrastlab {

Spread spreadOf(std::span<const double> values)
{
    double sum = 0, squares = 0;
    int count = 0;
    for (const double value : values)
        if (std::isfinite(value)) {
            sum += value;
            ++count;
        }
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (count == 0) return { none, none };
    const double mean = sum / count;
    for (const double value : values)
        if (std::isfinite(value)) squares += (value - mean) * (value - mean);
    return { mean, count > 1 ? std::sqrt(squares / (count - 1)) : 0 };
}

} // namespace contrastlab
