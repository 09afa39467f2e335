// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How held-out items were judged in a stretch of a run, in little room however long that is. Single
// evaluations jump, so three neighbours are taken together. A plain value.
#pragma once

#include "run/metrics.h"

namespace contrastlab {

/// Mean of both directions.
inline double meanRecallAt1(const EvaluationMetrics& e)
{
    return 0.5 * (e.aToB.recallAt1 + e.bToA.recallAt1);
}

class Judgements {
public:
    /// Of three neighbours.
    struct Mean {
        double loss = 0;
        double recallAt1 = 0;
        std::int64_t step = 0; ///< of the one in the middle
    };

    void add(const EvaluationMetrics& evaluation)
    {
        m_recent = { m_recent[1], m_recent[2], evaluation };
        if (++m_count < 3) return;
        const auto& [a, b, c] = m_recent;
        m_newest = { (a.loss + b.loss + c.loss) / 3,
            (meanRecallAt1(a) + meanRecallAt1(b) + meanRecallAt1(c)) / 3, b.step };
        if (m_count == 3 || m_newest.loss < m_lowestLoss.loss) m_lowestLoss = m_newest;
        if (m_count == 3 || m_newest.recallAt1 > m_bestRecall.recallAt1) m_bestRecall = m_newest;
    }

    [[nodiscard]] std::size_t count() const { return m_count; }
    /// Needs one evaluation.
    [[nodiscard]] const EvaluationMetrics& last() const { return m_recent[2]; }
    /// These need three.
    [[nodiscard]] const Mean& newest() const { return m_newest; }
    [[nodiscard]] const Mean& lowestLoss() const { return m_lowestLoss; }
    [[nodiscard]] const Mean& bestRecall() const { return m_bestRecall; }

private:
    std::size_t m_count = 0;
    std::array<EvaluationMetrics, 3> m_recent {};
    Mean m_newest, m_lowestLoss, m_bestRecall;
};

} // namespace contrastlab
