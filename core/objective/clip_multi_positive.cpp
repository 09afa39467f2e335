// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CLIP's loss where several columns may be right: cross-entropy against the uniform distribution
// over the rows with the same label, so that duplicates of a caption do not push each other away.
#include "objective/families.h"

#include "base/translation_marks.h"

#include "objective/label_groups.h"
#include "objective/row_stripes.h"
#include "objective/unit_rows.h"

#include <utility>

namespace contrastlab {

namespace {

// x = s u vᵀ, M(i) = rows with i's label, i included:
// L = 1/2N sum_i [ lse_j x_ij + lse_j x_ji - mean_{p in M(i)} (x_ip + x_pi) ]
template <class S> class ClipMultiPositive final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings&, Want want,
        PairResult<S>& result) override
    {
        m_groups.assign(input.labels, input.a.rows(), "clip-multi-positive");
        normalizeRows(pool, input.a, m_unitA, m_inverseA);
        normalizeRows(pool, input.b, m_unitB, m_inverseB);
        const double scale = std::exp(input.logScale);
        result.lossAToB = direction(pool, m_unitA, m_unitB, scale, m_logSumsA);
        result.lossBToA = direction(pool, m_unitB, m_unitA, scale, m_logSumsB);
        result.loss = 0.5 * (result.lossAToB + result.lossBToA);
        if (want == Want::loss) return;
        slopes(pool, m_unitA, m_unitB, scale, m_logSumsA, m_logSumsB, result.gradA);
        slopes(pool, m_unitB, m_unitA, scale, m_logSumsB, m_logSumsA, result.gradB);
        result.gradLogScale = backpropNormalize<S>(
            pool, view(std::as_const(m_unitA)), m_inverseA, view(result.gradA));
        backpropNormalize<S>(pool, view(std::as_const(m_unitB)), m_inverseB, view(result.gradB));
        result.gradBias = 0;
    }

private:
    double direction(ThreadPool& pool, const Matrix<S>& from, const Matrix<S>& to, double scale,
        Vector<double>& logSums)
    {
        logSums.resize(from.rows());
        m_losses.resize(from.rows());
        m_stripes.run(pool, view(from), view(to), scale, [&](Index first, Matrix<S>& x) {
            for (Index row = 0; row < x.rows(); ++row) {
                const std::span<const Index> members = m_groups.of(first + row);
                double attraction = 0;
                for (const Index k : members)
                    attraction += static_cast<double>(x(row, k));
                logSums[first + row] = logSumExp(x.row(row));
                m_losses[first + row] =
                    logSums[first + row] - attraction / static_cast<double>(members.size());
            }
        });
        return m_losses.mean();
    }

    // grad_i = s / 2N sum_j [ P_ij + Q_ij - 2 / |M(i)| for positives ] to_j
    void slopes(ThreadPool& pool, const Matrix<S>& from, const Matrix<S>& to, double scale,
        const Vector<double>& logSumsFrom, const Vector<double>& logSumsTo, Matrix<S>& grad)
    {
        grad.resize(from.rows(), from.cols());
        const Vector<S> rowSums = logSumsFrom.template cast<S>();
        const Vector<S> columnSums = logSumsTo.template cast<S>();
        const S factor = static_cast<S>(scale / static_cast<double>(2 * from.rows()));
        m_stripes.run(pool, view(from), view(to), scale, [&](Index first, Matrix<S>& x) {
            for (Index row = 0; row < x.rows(); ++row) {
                auto slope = x.row(row).array();
                slope = (slope - rowSums[first + row]).exp()
                    + (slope - columnSums.transpose().array()).exp();
                const std::span<const Index> members = m_groups.of(first + row);
                const S pull = static_cast<S>(2 / static_cast<double>(members.size()));
                for (const Index k : members)
                    slope[k] -= pull;
            }
            x *= factor;
            eigenProduct<S>(view(std::as_const(x)), view(to), rowsOf(view(grad), first, x.rows()));
        });
    }

    LabelGroups m_groups;
    RowStripes<S> m_stripes;
    Matrix<S> m_unitA, m_unitB;
    Vector<double> m_inverseA, m_inverseB, m_logSumsA, m_logSumsB, m_losses;
};

double multiPositiveAtChance(Index batch, double, double, const ObjectiveSettings&)
{
    return std::log(static_cast<double>(batch));
}

} // namespace

ObjectiveEntry clipMultiPositiveEntry()
{
    return entryOf<ClipMultiPositive>(
        { .name = "clip-multi-positive",
            .label = "CLIP with several positives",
            .family = ObjectiveFamily::softmax,
            .purpose = QT_TRANSLATE_NOOP("Objective", "CLIP where equal labels count as partners."),
            .formula = "L = 1/(2N) sum_i [ lse_j(s a_i.b_j) + lse_j(s a_j.b_i) - mean_{p of i's "
                       "label} s (a_i.b_p + a_p.b_i) ]",
            .symbols = QT_TRANSLATE_NOOP("Objective", "P: items with the same label"),
            .source = "Radford et al. 2021, fig. 3, with soft targets uniform over equal labels",
            .usesScale = true,
            .needsLabels = true,
            .landmark = LossLandmark::logBatch,
            .term = PairTerm::softmax,
            .unlabelled = "clip" },
        multiPositiveAtChance);
}

} // namespace contrastlab
