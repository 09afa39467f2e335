// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which slider a parameter has: its ends, where a value lies between them, the ladder of ticks.
// Plain values.
#pragma once

#include "run/parameters.h"

#include <QString>

#include <optional>
#include <vector>

namespace contrastlab {

struct SliderTick {
    double value = 0;
    bool major = false; ///< has its number beneath
};

class SliderScale {
public:
    /// Nothing for parameters that are only typed: whole numbers, texts, very wide linear ranges.
    static std::optional<SliderScale> of(const Parameter& parameter);

    [[nodiscard]] double lower() const { return m_lower; }
    [[nodiscard]] double upper() const { return m_upper; }
    /// 0 at the left end, 1 at the right; values beyond the ends are clamped.
    [[nodiscard]] double positionOf(double value) const;
    /// The value at a position, rounded to what a slider of that size can tell apart.
    [[nodiscard]] double valueAt(double position) const;
    [[nodiscard]] const std::vector<SliderTick>& ticks() const { return m_ticks; }
    /// `value` itself and others between the two bounds, evenly about it along the scale,
    /// ascending: `count` where there are so many. Near an end more lie on the other side.
    [[nodiscard]] std::vector<double> fanAbout(
        double value, int count, double least, double most) const;

private:
    void placeTicks();

    bool m_logarithmic = false;
    bool m_zero = false; ///< logarithmic, and its left end means 0
    double m_lower = 0, m_upper = 1;
    std::vector<SliderTick> m_ticks;
};

/// The value as text, to `digits` significant digits, with no needless zeros.
QString shortNumberText(double value, int digits = 3);

} // namespace contrastlab
