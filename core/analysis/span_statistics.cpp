// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One pass; steps are counted from the first of the span, so that sums keep their precision.
#include "analysis/span_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace contrastlab {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

class ColumnSums {
public:
    void add(double step, double value)
    {
        if (!std::isfinite(value)) return;
        ++m_count;
        const double share = 1.0 / double(m_count);
        const double stepMove = step - m_step, move = value - m_mean;
        m_step += stepMove * share;
        m_mean += move * share;
        m_steps2 += stepMove * (step - m_step);
        m_stepValue += stepMove * (value - m_mean);
        m_least = std::min(m_least, value);
        m_most = std::max(m_most, value);
    }
    [[nodiscard]] ColumnStatistics statistics() const
    {
        if (m_count == 0) return { 0, nan, nan, nan, nan };
        return { m_count, m_mean, m_steps2 > 0 ? m_stepValue / m_steps2 : nan, m_least, m_most };
    }

private:
    std::int64_t m_count = 0;
    double m_step = 0, m_mean = 0, m_steps2 = 0, m_stepValue = 0;
    double m_least = std::numeric_limits<double>::infinity(), m_most = -m_least;
};

template <class Entry>
std::span<const Entry> within(std::span<const Entry> log, std::int64_t first, std::int64_t last)
{
    const auto begin = std::ranges::lower_bound(log, first, {}, &Entry::step);
    const auto end = std::ranges::upper_bound(log, last, {}, &Entry::step);
    return { begin, end };
}

} // namespace

SpanStatistics statisticsOf(const Run& run, std::int64_t from, std::int64_t to)
{
    const auto [first, last] = std::minmax(from, to);
    SpanStatistics span { first, last, 0, {}, {}, {} };
    ColumnSums loss, heldOut, recall;
    run.steps.with([&, begin = first, end = last](std::span<const StepMetrics> all) {
        const auto steps = within(all, begin, end);
        for (const StepMetrics& step : steps)
            loss.add(double(step.step - begin), step.loss);
        if (!steps.empty()) span.seconds = steps.back().seconds - steps.front().seconds;
    });
    run.evaluations.with([&, begin = first, end = last](std::span<const EvaluationMetrics> all) {
        for (const EvaluationMetrics& judged : within(all, begin, end)) {
            heldOut.add(double(judged.step - begin), judged.loss);
            recall.add(
                double(judged.step - begin), 0.5 * (judged.aToB.recallAt1 + judged.bToA.recallAt1));
        }
    });
    span.loss = loss.statistics();
    span.heldOutLoss = heldOut.statistics();
    span.recallAt1 = recall.statistics();
    return span;
}

} // namespace contrastlab
