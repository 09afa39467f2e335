// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Supervised contrast: rows of both modalities in one batch, all rows of a class are positives of
// one another.
#include "objective/families.h"

#include "base/translation_marks.h"

#include "objective/label_groups.h"
#include "objective/row_stripes.h"
#include "objective/unit_rows.h"

#include <utility>

namespace contrastlab {

namespace {

constexpr double supConBaseTemperature = 0.07;

// Over the 2N rows z of a and b, x = s z zᵀ, P(i) = rows of i's class but i itself (its partner is
// always one): L = (T / T0) / 2N sum_i [ lse_{k != i} x_ik - mean_{p in P(i)} x_ip ]
template <class S> class SupCon final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings&, Want want,
        PairResult<S>& result) override
    {
        m_pairs = input.a.rows();
        m_groups.assign(input.labels, m_pairs, "supcon");
        stack(pool, input);
        const double scale = std::exp(input.logScale);
        const double weight =
            1 / (scale * supConBaseTemperature * static_cast<double>(2 * m_pairs));
        result.loss = weight * sumOfRows(pool, scale);
        result.lossAToB = result.lossBToA = result.loss;
        if (want == Want::gradients) gradients(pool, scale, weight, result);
    }

private:
    void stack(ThreadPool& pool, const PairInput<S>& input)
    {
        normalizeRows(pool, input.a, m_unit, m_inverseA);
        m_all.resize(2 * m_pairs, input.a.cols());
        m_all.topRows(m_pairs) = m_unit;
        normalizeRows(pool, input.b, m_unit, m_inverseB);
        m_all.bottomRows(m_pairs) = m_unit;
    }

    // Calls task(k) for the other rows of row i's class.
    template <class Task> void forEachPositive(Index i, const Task& task) const
    {
        for (const Index member : m_groups.of(i % m_pairs))
            for (const Index k : { member, member + m_pairs })
                if (k != i) task(k);
    }
    double positives(Index i) const
    {
        return static_cast<double>(2 * m_groups.of(i % m_pairs).size() - 1);
    }

    double sumOfRows(ThreadPool& pool, double scale)
    {
        m_logSums.resize(2 * m_pairs);
        m_losses.resize(2 * m_pairs);
        const ConstMatrixView<S> all = view(std::as_const(m_all));
        m_stripes.run(pool, all, all, scale, [&](Index first, Matrix<S>& x) {
            for (Index row = 0; row < x.rows(); ++row) {
                const Index i = first + row;
                double attraction = 0;
                forEachPositive(i, [&](Index k) { attraction += static_cast<double>(x(row, k)); });
                x(row, i) = -std::numeric_limits<S>::infinity();
                m_logSums[i] = logSumExp(x.row(row));
                m_losses[i] = m_logSums[i] - attraction / positives(i);
            }
        });
        return m_losses.sum();
    }

    // Both roles of a row at once: dz_i = s w sum_k [ P_ik + P_ki - 2 / |P(i)| for positives ] z_k
    void gradients(ThreadPool& pool, double scale, double weight, PairResult<S>& result)
    {
        m_grad.resize(m_all.rows(), m_all.cols());
        const Vector<S> logSums = m_logSums.template cast<S>();
        const ConstMatrixView<S> all = view(std::as_const(m_all));
        m_stripes.run(pool, all, all, scale, [&](Index first, Matrix<S>& x) {
            for (Index row = 0; row < x.rows(); ++row) {
                const Index i = first + row;
                auto slopes = x.row(row).array();
                slopes = (slopes - logSums[i]).exp() + (slopes - logSums.transpose().array()).exp();
                const S pull = static_cast<S>(2 / positives(i));
                forEachPositive(i, [&](Index k) { slopes[k] -= pull; });
                slopes[i] = 0;
            }
            x *= static_cast<S>(scale * weight);
            eigenProduct<S>(view(std::as_const(x)), all, rowsOf(view(m_grad), first, x.rows()));
        });
        result.gradA = m_grad.topRows(m_pairs);
        result.gradB = m_grad.bottomRows(m_pairs);
        const double radial =
            backpropNormalize<S>(pool, rowsOf(all, 0, m_pairs), m_inverseA, view(result.gradA))
            + backpropNormalize<S>(
                pool, rowsOf(all, m_pairs, m_pairs), m_inverseB, view(result.gradB));
        result.gradLogScale = 0.5 * radial - result.loss; // T / T0 falls as the scale rises
        result.gradBias = 0;
    }

    Index m_pairs = 0;
    LabelGroups m_groups;
    RowStripes<S> m_stripes;
    Matrix<S> m_unit, m_all, m_grad;
    Vector<double> m_inverseA, m_inverseB, m_logSums, m_losses;
};

double supConAtChance(Index batch, double scale, double, const ObjectiveSettings&)
{
    return std::log(static_cast<double>(2 * batch - 1)) / (scale * supConBaseTemperature);
}

} // namespace

ObjectiveEntry supConEntry()
{
    return entryOf<SupCon>(
        { .name = "supcon",
            .label = "Supervised contrast",
            .family = ObjectiveFamily::softmax,
            .purpose = QT_TRANSLATE_NOOP("Objective", "All items of a class belong together."),
            .formula =
                "L = T/0.07 mean_i [ lse_{k != i}(s z_i.z_k) - mean_{p of i's class}(s z_i.z_p) ]",
            .symbols =
                QT_TRANSLATE_NOOP("Objective", "z: a and b together, P: items of the same class"),
            .source = "Khosla et al. 2020 (arXiv 2004.11362), eq. 2; SupContrast losses.py",
            .usesScale = true,
            .needsLabels = true,
            .term = PairTerm::stackedSoftmax,
            .baseTemperature = supConBaseTemperature,
            .unlabelled = "clip" },
        supConAtChance);
}

} // namespace contrastlab
