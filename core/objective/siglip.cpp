// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SigLIP: each pair on its own is one yes-or-no question, so one pass over the logits is enough.
#include "objective/families.h"

#include "base/translation_marks.h"

#include "objective/row_stripes.h"
#include "objective/sharded_similarity.h"
#include "objective/tiled_similarity.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

// x = s u v^T + b, L = (1/N) [ sum over i != j of softplus(x_ij) + sum over i of softplus(-x_ii) ],
// with slopes sigma(x_ij) / N and -sigma(-x_ii) / N.

/// What rows come to.
template <class S> struct SiglipTerms {
    Vector<double> losses; // a row each
    Vector<double> slopeSums; // a row each
    Vector<double> positiveSlopes; // a pair each

    void reset(Index rows)
    {
        losses.setZero(rows);
        slopeSums.setZero(rows);
    }

    // softplus(x) = max(x, 0) + ln(1 + t) and sigma(x) = 1 / (1 + t) or t / (1 + t), with t =
    // exp(-|x|). The block's rows are those from `first` on.
    void answer(LogitBlock<S>& block, S bias, Index first = 0)
    {
        for (Index i = 0; i < block.rows; ++i) {
            Vec<S> rowLosses = {};
            Vec<S> slopes = {};
            for (Index j = 0; j < block.columns; j += Simd<S>::width) {
                const Vec<S> x = load<S>(block.row(i) + j) + bias;
                const Vec<S> t = expOf<S>(x > S(0) ? -x : x);
                const LogAndRatio<S> terms = log1pAndRatio<S>(t);
                const Vec<S> slope = terms.ratio * (x > S(0) ? broadcast(S(1)) : t);
                rowLosses += larger<S>(x, Vec<S> {}) + terms.log1p;
                slopes += slope;
                store<S>(block.row(i) + j, slope);
            }
            losses[first + block.firstRow + i] += static_cast<double>(sumOf<S>(rowLosses));
            slopeSums[first + block.firstRow + i] += static_cast<double>(sumOf<S>(slopes));
        }
    }

    void answerPositives(const Vector<double>& positives, double bias)
    {
        positiveSlopes.resize(positives.size());
        for (Index i = 0; i < positives.size(); ++i) {
            const double x = positives[i] + bias;
            losses[i] += softplus(-x);
            positiveSlopes[i] = -1.0 / (1.0 + std::exp(x));
        }
    }

    [[nodiscard]] double biasSlope() const { return slopeSums.sum() + positiveSlopes.sum(); }
};

template <class S> class Siglip final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings& settings,
        Want want, PairResult<S>& result) override
    {
        const Index n = input.a.rows();
        const double scale = std::exp(input.logScale);
        m_similarity.loadRows(pool, Pairing::cross, input.a, input.b, scale, false,
            roundingFor(settings.precision, scale, input.a.cols()));
        m_terms.reset(n);
        const S bias = static_cast<S>(input.bias);
        const auto visit = [&](LogitBlock<S>& block) { m_terms.answer(block, bias); };
        if (want == Want::gradients)
            m_similarity.backward(pool, visit);
        else
            m_similarity.forward(pool, visit);
        m_terms.answerPositives(m_similarity.positives(), input.bias);
        const double share = 1.0 / static_cast<double>(n);
        result.loss = result.lossAToB = result.lossBToA = share * m_terms.losses.sum();
        if (want == Want::loss) return;
        m_similarity.writeGradients(pool, m_terms.positiveSlopes, share, result);
        result.gradBias = share * m_terms.biasSlope();
    }

private:
    TiledSimilarity<S> m_similarity;
    SiglipTerms<S> m_terms;
};

template <class S> class ShardedSiglip final : public ShardedObjective<S> {
public:
    void evaluate(ThreadPool& pool, const Shards& shards, const PairInput<S>& input,
        const ObjectiveSettings&, Want want, PairResult<S>& result) override
    {
        const Index n = input.a.rows();
        m_similarity.load(pool, shards, Pairing::cross, input.a, input.b, std::exp(input.logScale));
        m_terms.reset(n);
        if (want == Want::gradients) m_similarity.beginGradients(shards);
        for (const auto& stripe : m_similarity.stripes()) {
            const auto visit = [&](LogitBlock<S>& block) {
                m_terms.answer(block, static_cast<S>(input.bias), stripe.first);
            };
            if (want == Want::gradients)
                m_similarity.differentiate(pool, stripe, visit);
            else
                m_similarity.visit(pool, stripe, visit);
        }
        for (Vector<double>* ofRows :
            { &m_terms.losses, &m_terms.slopeSums, &m_similarity.positives() })
            m_similarity.gather(shards, *ofRows);
        m_terms.answerPositives(m_similarity.positives(), input.bias);
        const double share = 1.0 / static_cast<double>(n);
        result.loss = result.lossAToB = result.lossBToA = share * m_terms.losses.sum();
        if (want == Want::loss) return;
        m_similarity.finishGradients(pool, shards);
        m_similarity.writeGradients(pool, shards, m_terms.positiveSlopes, share, result);
        result.gradBias = share * m_terms.biasSlope();
    }

private:
    ShardedSimilarity<S> m_similarity;
    SiglipTerms<S> m_terms;
};

} // namespace

ObjectiveEntry siglipEntry()
{
    return withShards<ShardedSiglip>(
        entryOf<Siglip>({ .name = "siglip",
                            .label = "SigLIP (sigmoid)",
                            .family = ObjectiveFamily::margin,
                            .purpose = QT_TRANSLATE_NOOP(
                                "Objective", "Each possible pair is judged yes or no by itself."),
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
            }));
}

} // namespace contrastlab
