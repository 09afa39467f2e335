// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The strong Wolfe line search: extend until a minimum is bracketed, then zoom in.
#include "optimizer/line_search.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

// Where the cubic through two values and slopes is least (Nocedal and Wright 2006, eq. 3.59); NaN
// if nowhere.
double cubicMinimum(const LineSample& p, const LineSample& q)
{
    const double width = q.step - p.step;
    const double d1 = p.slope + q.slope - 3 * (p.value - q.value) / (p.step - q.step);
    const double d2 = std::copysign(std::sqrt(d1 * d1 - p.slope * q.slope), width);
    return q.step - width * (q.slope + d2 - d1) / (q.slope - p.slope + 2 * d2);
}

class StrongWolfeSearch final : public LineSearch {
public:
    StrongWolfeSearch(
        const LineFunction& phi, const LineSample& start, const LineSearchSettings& settings)
        : LineSearch(phi, start, settings.maxEvaluations)
        , m_decrease(std::min(1e-4, settings.curvature / 2))
        , m_curvature(settings.curvature)
    {
    }

private:
    bool decreases(const LineSample& s) const
    {
        return s.value <= start().value + m_decrease * s.step * start().slope;
    }
    bool accepts(const LineSample& s) const override
    {
        return decreases(s) && std::abs(s.slope) <= m_curvature * std::abs(start().slope);
    }

    void search(double firstStep) override
    {
        LineSample previous = start();
        LineSample current = probeFinite(firstStep, 0);
        // A step that had to be shortened shows where phi ends; never go there again.
        const double ceiling = current.step < firstStep ? firstStep : HUGE_VAL;
        while (!done()) {
            if (!decreases(current) || (previous.step > 0 && current.value >= previous.value))
                return zoom(previous, current);
            if (current.slope >= 0) return zoom(current, previous);
            const double next = extend(previous, current, ceiling);
            previous = current;
            current = probeFinite(next, previous.step);
        }
    }

    static double extend(const LineSample& previous, const LineSample& current, double ceiling)
    {
        const double width = current.step - previous.step;
        const double least = current.step + 0.1 * width;
        const double most = std::min(current.step + 9 * width, 0.5 * (current.step + ceiling));
        const double cubic = cubicMinimum(previous, current);
        return std::isfinite(cubic) ? std::clamp(cubic, std::min(least, most), most) : most;
    }

    // Invariant: low is the lowest point known that decreases enough, and phi falls from low
    // towards high.
    void zoom(LineSample low, LineSample high)
    {
        double widthBefore = HUGE_VAL;
        while (!done()) {
            const double width = std::abs(high.step - low.step);
            if (width <= 1e-12 * std::max(low.step, high.step)) return;
            const LineSample s = probe(interpolate(low, high, width > 0.66 * widthBefore));
            widthBefore = width;
            if (!isFinite(s) || !decreases(s) || s.value >= low.value) {
                high = s;
            } else {
                if (s.slope * (high.step - low.step) >= 0) high = low;
                low = s;
            }
        }
    }

    // The cubic's minimum, kept off the ends; the middle where the bracket shrinks too slowly.
    static double interpolate(const LineSample& low, const LineSample& high, bool bisect)
    {
        const double middle = 0.5 * (low.step + high.step);
        const double cubic = cubicMinimum(low, high);
        if (bisect || !std::isfinite(cubic)) return middle;
        const double margin = 0.01 * std::abs(high.step - low.step);
        return std::clamp(
            cubic, std::min(low.step, high.step) + margin, std::max(low.step, high.step) - margin);
    }

    double m_decrease;
    double m_curvature;
};

} // namespace

LineSearchResult searchStrongWolfe(const LineFunction& phi, const LineSample& start,
    double firstStep, const LineSearchSettings& settings)
{
    return StrongWolfeSearch(phi, start, settings).run(firstStep);
}

} // namespace contrastlab
