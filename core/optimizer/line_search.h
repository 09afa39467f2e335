// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Line searches: how far to go along a descent direction, from values and slopes of a function of
// one step length. They know nothing of parameters or threads.
#pragma once

#include "optimizer/optimizer.h"

#include <functional>

namespace contrastlab {

/// phi(step) = f(theta + step d) and its derivative, g(theta + step d) . d
struct LineSample {
    double step = 0;
    double value = 0;
    double slope = 0;
};

using LineFunction = std::function<LineSample(double step)>;

struct LineSearchSettings {
    LineSearchRule rule = LineSearchRule::strongWolfe;
    double curvature = 0.1; ///< c2 (strong Wolfe) or sigma (approximate Wolfe), in (0, 1)
    int maxEvaluations = 20;
};

struct LineSearchResult {
    LineSample sample; ///< the accepted point, which is also the last one evaluated
    int evaluations = 0;
    bool found = false; ///< the accepted point is lower than the start
    bool wolfe = false; ///< and it fulfils the rule; otherwise it is the best of those tried
};

/// Searches from start (step 0, slope < 0) with `firstStep` as the first trial. A trial whose value
/// or slope is not finite shortens the step to a tenth. strongWolfe: phi(t) <= phi(0) + c1 t
/// phi'(0) and |phi'(t)| <= c2 |phi'(0)|, with c1 = min(1e-4, c2 / 2): Nocedal and Wright 2006,
/// algorithms 3.5 and 3.6, with cubic interpolation (eq. 3.59). approximateWolfe: the Wolfe
/// conditions, or (2 delta - 1) phi'(0) >= phi'(t) >= sigma phi'(0) with phi(t) <= phi(0) + 1e-6
/// |phi(0)|, and delta = min(0.1, sigma): Hager and Zhang 2005, section 4.
LineSearchResult searchLine(const LineFunction& phi, const LineSample& start, double firstStep,
    const LineSearchSettings& settings);

/// What both rules share: counted evaluations and the best point so far. For their files only.
class LineSearch {
public:
    LineSearch(const LineFunction& phi, const LineSample& start, int maxEvaluations);
    virtual ~LineSearch() = default;
    LineSearchResult run(double firstStep);

protected:
    virtual bool accepts(const LineSample& sample) const = 0;
    virtual void search(double firstStep) = 0;

    /// Evaluates phi; afterwards done() tells whether to stop.
    LineSample probe(double step);
    /// Shortens the step towards `floor` until phi is finite.
    LineSample probeFinite(double step, double floor);
    [[nodiscard]] bool done() const { return m_accepted || m_evaluations >= m_maxEvaluations; }
    [[nodiscard]] const LineSample& start() const { return m_start; }

private:
    const LineFunction& m_phi;
    LineSample m_start;
    LineSample m_last;
    LineSample m_best;
    int m_maxEvaluations;
    int m_evaluations = 0;
    bool m_accepted = false;
};

bool isFinite(const LineSample& sample);
LineSearchResult searchStrongWolfe(const LineFunction& phi, const LineSample& start,
    double firstStep, const LineSearchSettings& settings);
LineSearchResult searchApproximateWolfe(const LineFunction& phi, const LineSample& start,
    double firstStep, const LineSearchSettings& settings);

} // namespace contrastlab
