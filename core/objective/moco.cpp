// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Momentum contrast: queries against the keys of moving-average towers and a queue of past keys,
// both directions.
#include "objective/families.h"

#include "base/translation_marks.h"
#include "objective/row_stripes.h"
#include "objective/unit_rows.h"

#include <utility>

namespace contrastlab {

namespace {

// A direction: L = 1/N sum_i softplus(lse_j(s q_i.queue_j) - s q_i.k_i). Gradients reach the
// queries alone.
template <class S> class Moco final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings&, Want want,
        PairResult<S>& result) override
    {
        requireKeys(input);
        const double scale = std::exp(input.logScale);
        double slopeA = 0;
        double slopeB = 0;
        result.lossAToB =
            direction(pool, input.a, input.keysB, input.queueB, scale, want, result.gradA, slopeA);
        result.lossBToA =
            direction(pool, input.b, input.keysA, input.queueA, scale, want, result.gradB, slopeB);
        result.loss = 0.5 * (result.lossAToB + result.lossBToA);
        if (want == Want::loss) return;
        result.gradLogScale = slopeA + slopeB;
        result.gradBias = 0;
    }

private:
    static void requireKeys(const PairInput<S>& input)
    {
        const auto fits = [&](const ConstMatrixView<S>& keys, const ConstMatrixView<S>& queue) {
            return keys.rows() == input.a.rows() && keys.cols() == input.a.cols()
                && (queue.rows() == 0 || queue.cols() == input.a.cols());
        };
        if (!fits(input.keysA, input.queueA) || !fits(input.keysB, input.queueB))
            throw SpecError({ { "objective", "moco",
                "keys of the moving-average towers and queues of the embeddings' width; choose "
                "clip "
                "where there are none" } });
    }

    double direction(ThreadPool& pool, const ConstMatrixView<S>& queries,
        const ConstMatrixView<S>& keys, const ConstMatrixView<S>& queue, double scale, Want want,
        Matrix<S>& grad, double& gradLogScale)
    {
        const Index n = queries.rows();
        normalizeRows(pool, queries, m_queries, m_inverse);
        normalizeRows(pool, keys, m_keys, m_inverseKeys);
        m_losses.resize(n);
        if (want == Want::gradients) grad.resize(n, queries.cols());
        // Of the mean over rows, halved because the loss is the mean of two directions.
        const double factor = scale / static_cast<double>(2 * n);
        m_stripes.run(
            pool, view(std::as_const(m_queries)), queue, scale, [&](Index first, Matrix<S>& x) {
                const auto own = [&](Index row) { return m_keys.row(first + row); };
                for (Index row = 0; row < x.rows(); ++row) {
                    const double positive = scale * rowDot(m_queries.row(first + row), own(row));
                    const double gap = softmaxOfNegatives(x.row(row)) - positive;
                    m_losses[first + row] = softplus(gap);
                    if (want == Want::loss) continue;
                    const double missed = factor * sigmoid(gap); // 1 - probability of the positive
                    x.row(row) *= static_cast<S>(missed);
                    grad.row(first + row) = static_cast<S>(-missed) * own(row);
                }
                if (want == Want::gradients && x.cols() > 0)
                    eigenProduct<S>(view(std::as_const(x)), queue,
                        rowsOf(view(grad), first, x.rows()), Write::add);
            });
        if (want == Want::gradients)
            gradLogScale =
                backpropNormalize<S>(pool, view(std::as_const(m_queries)), m_inverse, view(grad));
        return m_losses.mean();
    }

    // Returns the log of the sum and leaves the shares of the negatives, which add up to 1.
    template <class Row> static double softmaxOfNegatives(Row&& x)
    {
        if (x.size() == 0) return -std::numeric_limits<double>::infinity();
        const double most = static_cast<double>(x.maxCoeff());
        const double logSum = logSumExp(x);
        x *= static_cast<S>(std::exp(most - logSum));
        return logSum;
    }

    RowStripes<S> m_stripes;
    Matrix<S> m_queries, m_keys;
    Vector<double> m_inverse, m_inverseKeys, m_losses;
};

double mocoAtChance(Index, double, double, const ObjectiveSettings& settings)
{
    return settings.queueSize > 0 ? std::log1p(static_cast<double>(settings.queueSize))
                                  : std::numeric_limits<double>::quiet_NaN();
}

std::vector<Parameter> mocoParameters()
{
    return { { .key = "queue_size",
                 .label = QT_TRANSLATE_NOOP("Parameter", "Queue size K"),
                 .section = Section::objective,
                 .applies = Applies::live,
                 .standard = std::int64_t(1024),
                 .minimum = 1,
                 .maximum = 1e6,
                 .scale = Scale::powersOfTwo,
                 .help = QT_TRANSLATE_NOOP("Parameter",
                     "Keys of past batches that serve as negatives; a multiple of "
                     "the batch size.") },
        { .key = "key_momentum",
            .label = QT_TRANSLATE_NOOP("Parameter", "Key momentum m"),
            .section = Section::objective,
            .standard = 0.99,
            .minimum = 0,
            .maximum = 1,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "How slowly the towers that make the keys follow the trained ones.") } };
}

} // namespace

ObjectiveEntry mocoEntry()
{
    return entryOf<Moco>(
        { .name = "moco",
            .label = "MoCo (queue and moving-average towers)",
            .family = ObjectiveFamily::softmax,
            .purpose = QT_TRANSLATE_NOOP(
                "Objective", "A queue of past keys gives many negatives to small batches."),
            .formula = "L = 1/2 mean_i [ -s a_i.k_i + ln(e^(s a_i.k_i) + sum_queue "
                       "e^(s a_i.k)) ] + the same for b",
            .symbols = QT_TRANSLATE_NOOP(
                "Objective", "k: keys of slow copies of the towers, q: those in the queue"),
            .source = "He et al. 2020 (arXiv 1911.05722), eq. 1; moco builder.py",
            .usesScale = true,
            .usesQueue = true,
            .landmark = LossLandmark::logQueue,
            .term = PairTerm::queue,
            .judged = "clip",
            .parameters = mocoParameters() },
        mocoAtChance);
}

} // namespace contrastlab
