// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SigLIP: each pair on its own is one yes-or-no question, so one pass over the logits is enough.
#include "objective/families.h"

#include "base/translation_marks.h"

#include "objective/row_stripes.h"
#include "objective/tiled_similarity.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

// x = s u v^T + b, L = (1/N) [ sum over i != j of softplus(x_ij) + sum over i of softplus(-x_ii) ],
// with slopes sigma(x_ij) / N and -sigma(-x_ii) / N.
template <class S> class Siglip final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings&, Want want,
        PairResult<S>& result) override
    {
        const Index n = input.a.rows();
        m_similarity.loadRows(
            pool, Pairing::cross, input.a, input.b, std::exp(input.logScale), false);
        m_losses.setZero(n);
        m_slopeSums.setZero(n);
        const S bias = static_cast<S>(input.bias);
        const auto visit = [&](LogitBlock<S>& block) { answer(block, bias); };
        if (want == Want::gradients)
            m_similarity.backward(pool, visit);
        else
            m_similarity.forward(pool, visit);
        answerPositives(input.bias);
        const double share = 1.0 / static_cast<double>(n);
        result.loss = result.lossAToB = result.lossBToA = share * m_losses.sum();
        if (want == Want::loss) return;
        m_similarity.writeGradients(pool, m_positiveSlopes, share, result);
        result.gradBias = share * (m_slopeSums.sum() + m_positiveSlopes.sum());
    }

private:
    // softplus(x) = max(x, 0) + ln(1 + t) and sigma(x) = 1 / (1 + t) or t / (1 + t), with t =
    // exp(-|x|).
    void answer(LogitBlock<S>& block, S bias)
    {
        for (Index i = 0; i < block.rows; ++i) {
            Vec<S> losses = {};
            Vec<S> slopes = {};
            for (Index j = 0; j < block.columns; j += Simd<S>::width) {
                const Vec<S> x = load<S>(block.row(i) + j) + bias;
                const Vec<S> t = expOf<S>(x > S(0) ? -x : x);
                const LogAndRatio<S> terms = log1pAndRatio<S>(t);
                const Vec<S> slope = terms.ratio * (x > S(0) ? broadcast(S(1)) : t);
                losses += larger<S>(x, Vec<S> {}) + terms.log1p;
                slopes += slope;
                store<S>(block.row(i) + j, slope);
            }
            m_losses[block.firstRow + i] += static_cast<double>(sumOf<S>(losses));
            m_slopeSums[block.firstRow + i] += static_cast<double>(sumOf<S>(slopes));
        }
    }

    void answerPositives(double bias)
    {
        const Vector<double>& positives = m_similarity.positives();
        m_positiveSlopes.resize(positives.size());
        for (Index i = 0; i < positives.size(); ++i) {
            const double x = positives[i] + bias;
            m_losses[i] += softplus(-x);
            m_positiveSlopes[i] = -1.0 / (1.0 + std::exp(x));
        }
    }

    TiledSimilarity<S> m_similarity;
    Vector<double> m_losses; // a row each
    Vector<double> m_slopeSums; // a row each
    Vector<double> m_positiveSlopes;
};

} // namespace

ObjectiveEntry siglipEntry()
{
    return entryOf<Siglip>(
        { .name = "siglip",
            .label = "SigLIP (sigmoid)",
            .family = ObjectiveFamily::margin,
            .purpose =
                QT_TRANSLATE_NOOP("Objective", "Each possible pair is judged yes or no by itself."),
            .formula = "L = 1/N sum_ij softplus(-y_ij (s a_i.b_j + bias)), y = "
                       "1 on the diagonal, -1 elsewhere",
            .symbols = QT_TRANSLATE_NOOP("Objective", "y = 1 for a pair, else −1"),
            .source = "Zhai et al. 2023 (SigLIP), eq. 1 and alg. 1: a sum over "
                      "pairs divided by N, scale from "
                      "ln 10 and bias from -10; big_vision",
            .usesScale = true,
            .usesBias = true,
            .defaultTemperature = 0.1,
            .term = PairTerm::sigmoid },
        [](Index batch, double scale, double bias, const ObjectiveSettings&) {
            const double others = static_cast<double>(batch) - 1.0;
            return softplus(-scale - bias) + others * softplus(scale + bias);
        });
}

} // namespace contrastlab
