// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Counted evaluations and the fall-back to the best point, for both rules.
#include "optimizer/line_search.h"

#include <cmath>

namespace contrastlab {

bool isFinite(const LineSample& sample)
{
    return std::isfinite(sample.value) && std::isfinite(sample.slope);
}

LineSearch::LineSearch(const LineFunction& phi, const LineSample& start, int maxEvaluations)
    : m_phi(phi)
    , m_start(start)
    , m_last(start)
    , m_best(start)
    , m_maxEvaluations(maxEvaluations)
{
}

LineSample LineSearch::probe(double step)
{
    ++m_evaluations;
    m_last = m_phi(step);
    if (!isFinite(m_last)) return m_last;
    if (m_last.value < m_best.value) m_best = m_last;
    m_accepted = accepts(m_last);
    return m_last;
}

LineSample LineSearch::probeFinite(double step, double floor)
{
    LineSample sample = probe(step);
    while (!isFinite(sample) && !done()) {
        step = floor + 0.1 * (step - floor);
        sample = probe(step);
    }
    return sample;
}

LineSearchResult LineSearch::run(double firstStep)
{
    search(firstStep);
    LineSearchResult result { m_last, m_evaluations, m_accepted, m_accepted };
    if (m_accepted || m_best.step == 0) return result;
    // Rounding can put the conditions out of reach near a minimum: a lower point is still progress.
    result.found = true;
    result.sample = m_best;
    if (m_last.step != m_best.step) {
        m_phi(m_best.step);
        ++result.evaluations;
    }
    return result;
}

LineSearchResult searchLine(const LineFunction& phi, const LineSample& start, double firstStep,
    const LineSearchSettings& settings)
{
    return settings.rule == LineSearchRule::strongWolfe
        ? searchStrongWolfe(phi, start, firstStep, settings)
        : searchApproximateWolfe(phi, start, firstStep, settings);
}

} // namespace contrastlab
