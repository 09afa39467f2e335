// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hager and Zhang's line search (SIAM J. Optim. 16, 2005, section 4): brackets by slopes, so that
// it still works where differences of values are below the rounding error. Labels in comments are
// the paper's.
#include "optimizer/line_search.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double expansion = 5; // rho
constexpr double shrinkage = 2.0 / 3.0; // gamma
constexpr double valueTolerance = 1e-6; // epsilon

struct Bracket {
    LineSample a; ///< phi'(a) < 0 and phi(a) <= phi(0) + tolerance
    LineSample b; ///< phi'(b) >= 0
    [[nodiscard]] double width() const { return b.step - a.step; }
};

double secant(const LineSample& p, const LineSample& q)
{
    return (p.step * q.slope - q.step * p.slope) / (q.slope - p.slope);
}

class ApproximateWolfeSearch final : public LineSearch {
public:
    ApproximateWolfeSearch(
        const LineFunction& phi, const LineSample& start, const LineSearchSettings& settings)
        : LineSearch(phi, start, settings.maxEvaluations)
        , m_delta(std::min(0.1, settings.curvature))
        , m_sigma(settings.curvature)
        , m_highest(start.value + valueTolerance * std::abs(start.value))
    {
    }

private:
    bool accepts(const LineSample& s) const override
    {
        const double slope = start().slope;
        if (s.slope < m_sigma * slope) return false;
        const bool wolfe = s.value - start().value <= m_delta * s.step * slope; // T1
        const bool approximate = (2 * m_delta - 1) * slope >= s.slope && low(s); // T2
        return wolfe || approximate;
    }
    bool low(const LineSample& s) const { return s.value <= m_highest; }

    void search(double firstStep) override
    {
        Bracket bracket = enclose(firstStep); // L0
        while (!done() && bracket.width() > 1e-12 * bracket.b.step) {
            const double width = bracket.width();
            bracket = secantTwice(bracket); // L1
            if (!done() && bracket.width() > shrinkage * width) // L2
                bracket = probeInto(bracket, 0.5 * (bracket.a.step + bracket.b.step));
        }
    }

    Bracket enclose(double step) // B0 to B3
    {
        LineSample a = start();
        LineSample c = probeFinite(step, 0);
        const double ceiling = c.step < step ? step : HUGE_VAL;
        while (!done()) {
            if (c.slope >= 0) return { a, c };
            if (!low(c)) return bisect(start(), c);
            a = c;
            c = probeFinite(std::min(expansion * a.step, 0.5 * (a.step + ceiling)), a.step);
        }
        return { a, c };
    }

    // U3: between a, low and falling, and b, high and falling, lies a point that is low or rises.
    Bracket bisect(LineSample a, LineSample b)
    {
        while (!done()) {
            const LineSample d = probe(0.5 * (a.step + b.step));
            if (d.slope >= 0) return { a, d };
            (low(d) ? a : b) = d;
        }
        return { a, b };
    }

    // U0 to U3
    Bracket update(const Bracket& bracket, const LineSample& c)
    {
        if (c.slope >= 0) return { bracket.a, c };
        return low(c) ? Bracket { c, bracket.b } : bisect(bracket.a, c);
    }
    Bracket probeInto(const Bracket& bracket, double step)
    {
        if (!(step > bracket.a.step && step < bracket.b.step)) return bracket;
        const LineSample c = probe(step);
        return done() ? bracket : update(bracket, c);
    }

    Bracket secantTwice(const Bracket& old) // S1 to S4
    {
        const double c = secant(old.a, old.b);
        const Bracket once = probeInto(old, c);
        if (done()) return once;
        if (c == once.b.step) return probeInto(once, secant(old.b, once.b));
        if (c == once.a.step) return probeInto(once, secant(old.a, once.a));
        return once;
    }

    double m_delta;
    double m_sigma;
    double m_highest; ///< phi(0) + tolerance
};

} // namespace

LineSearchResult searchApproximateWolfe(const LineFunction& phi, const LineSample& start,
    double firstStep, const LineSearchSettings& settings)
{
    return ApproximateWolfeSearch(phi, start, settings).run(firstStep);
}

} // namespace contrastlab
