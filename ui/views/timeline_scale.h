// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which steps a timeline shows, and where. Plain values.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace contrastlab {

struct TimelineScale {
    static constexpr double leastSteps = 10; ///< in sight

    double first = 0, last = 100; ///< steps at the ends; last > first
    double left = 0, width = 100; ///< pixels

    [[nodiscard]] double xOf(double step) const
    {
        return left + width * (step - first) / (last - first);
    }
    [[nodiscard]] std::int64_t stepAt(double x) const
    {
        return std::llround(first + (last - first) * (x - left) / std::max(1.0, width));
    }
    /// Factors below 1 come closer; the step at `x` stays there, within 0 and `end`.
    void zoom(double factor, double x, double end)
    {
        const double at = first + (last - first) * (x - left) / std::max(1.0, width);
        const double span = std::clamp(
            factor * (last - first), std::min(leastSteps, end), std::max(leastSteps, end));
        const double share = (at - first) / (last - first);
        show(at - share * span, span, end);
    }
    void pan(double steps, double end) { show(first + steps, last - first, end); }
    [[nodiscard]] bool showsAll(double end) const { return first <= 0 && last >= end; }

private:
    void show(double from, double span, double end)
    {
        first = std::clamp(from, 0.0, std::max(0.0, end - span));
        last = first + span;
    }
};

} // namespace contrastlab
