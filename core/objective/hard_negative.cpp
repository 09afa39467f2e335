// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hard-negative and debiased contrastive losses: negatives weigh more the nearer they are, and the
// share of false ones among them is taken off.
#include "objective/families.h"

#include "base/translation_marks.h"
#include "objective/log_sums.h"
#include "objective/row_stripes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

// One row's loss as a function of a = ln(reweighted sum of its M negatives) and of its positive p:
// ln(1 + R / e^p), R = max((e^a - t M e^p) / (1 - t), M e^-s), with t = tau-plus and s = 1 /
// temperature.
struct HardNegativeTerm {
    double loss = 0;
    double byNegatives = 0; // dL / da
    double byPositive = 0; // dL / dp
    double byScale = 0; // dL / d ln s, beside what s does to a and p
};

HardNegativeTerm hardNegativeTerm(double a, double p, double negatives, double prior, double scale)
{
    if (negatives <= 0) return {};
    const double falseShare = prior * negatives * std::exp(p - a); // of the sum; may be infinite
    const double least = std::log(negatives) - scale - p;
    const double log = falseShare >= 1
        ? -std::numeric_limits<double>::infinity()
        : a - p - std::log1p(-prior) + std::log1p(-falseShare); // NaN stays NaN
    const double ratio = std::max(log, least);
    HardNegativeTerm term;
    term.loss = softplus(ratio);
    const double slope = 1.0 / (1.0 + std::exp(-ratio));
    if (log > least) {
        term.byNegatives = slope / (1.0 - falseShare);
        term.byPositive = -term.byNegatives;
    } else {
        term.byPositive = -slope;
        term.byScale = -slope * scale;
    }
    return term;
}

// Z = [U; V] as for nt-xent. With beta the hardness, a_i = ln M + lse((1 + beta) x_ik) - lse(beta
// x_ik) over the M = 2N - 2 negatives k, so da_i / dx_ik = (1 + beta) softmax_k((1 + beta) x) -
// beta softmax_k(beta x).
template <class S> class HardNegative final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings& settings,
        Want want, PairResult<S>& result) override
    {
        const Index n = input.a.rows();
        const double scale = std::exp(input.logScale);
        m_hardness = settings.hardness;
        // Where false negatives are nearly all of a sum, what is left of it has none of the digits
        // of rounded logits.
        m_similarity.loadRows(pool, Pairing::stacked, input.a, input.b, scale, false,
            { .logits = false, .gradients = settings.precision == Precision::bfloat16 });
        sumNegatives(pool, 2 * n, scale);
        evaluateRows(n, settings.positivePrior, scale);
        result.lossAToB = m_losses.head(n).mean();
        result.lossBToA = m_losses.tail(n).mean();
        result.loss = 0.5 * (result.lossAToB + result.lossBToA);
        if (want == Want::gradients) differentiate(pool, n, result);
    }

private:
    // A copy of the block's logits times a factor, the excluded ones as they are.
    class Multiple {
    public:
        Multiple(const LogitBlock<S>& block, double factor) : m_block(block)
        {
            m_block.values = m_values;
            constexpr Index width = Simd<S>::width;
            const Vec<S> limit = broadcast(S(0.5) * LogitBlock<S>::excluded);
            for (Index i = 0; i < block.rows; ++i)
                for (Index j = 0; j < block.columns; j += width) {
                    const Vec<S> x = load<S>(block.row(i) + j);
                    store<S>(m_block.row(i) + j, x > limit ? x * static_cast<S>(factor) : x);
                }
        }
        LogitBlock<S>& block() { return m_block; }

    private:
        alignas(64) S m_values[LogitBlock<S>::most * LogitBlock<S>::stride];
        LogitBlock<S> m_block;
    };

    void sumNegatives(ThreadPool& pool, Index rows, double scale)
    {
        m_hard.reset(rows, rows, (1.0 + m_hardness) * scale, false);
        m_mean.reset(rows, rows, m_hardness * scale, false);
        m_similarity.forward(pool, [&](LogitBlock<S>& block) {
            m_hard.add(Multiple(block, 1.0 + m_hardness).block());
            m_mean.add(Multiple(block, m_hardness).block());
        });
        m_hard.finish();
        m_mean.finish();
        addLogs(m_hard.rows(), m_hard.columns(), m_hardLogs);
        addLogs(m_mean.rows(), m_mean.columns(), m_meanLogs);
    }

    void evaluateRows(Index n, double prior, double scale)
    {
        const double negatives = 2.0 * static_cast<double>(n) - 2.0;
        m_losses.resize(2 * n);
        m_byNegatives.resize(2 * n);
        m_slopes.setZero(n);
        m_byScale = 0;
        for (Index i = 0; i < 2 * n; ++i) {
            const double a = std::log(negatives) + m_hardLogs[i] - m_meanLogs[i];
            const HardNegativeTerm term =
                hardNegativeTerm(a, m_similarity.positives()[i % n], negatives, prior, scale);
            m_losses[i] = term.loss;
            m_byNegatives[i] = term.byNegatives;
            m_slopes[i % n] += term.byPositive;
            m_byScale += term.byScale;
        }
    }

    void differentiate(ThreadPool& pool, Index n, PairResult<S>& result)
    {
        m_hardFactors = (1.0 + m_hardness) * m_byNegatives;
        m_meanFactors = -m_hardness * m_byNegatives;
        m_hard.setSoftmax(m_hardLogs, m_hardFactors, m_hardLogs, m_hardFactors);
        m_mean.setSoftmax(m_meanLogs, m_meanFactors, m_meanLogs, m_meanFactors);
        m_similarity.backward(pool, [&](LogitBlock<S>& block) {
            Multiple hard(block, 1.0 + m_hardness);
            Multiple mean(block, m_hardness);
            m_hard.slopes(hard.block());
            m_mean.slopes(mean.block());
            for (Index i = 0; i < block.rows; ++i)
                for (Index j = 0; j < block.columns; j += Simd<S>::width)
                    store<S>(block.row(i) + j,
                        load<S>(hard.block().row(i) + j) + load<S>(mean.block().row(i) + j));
        });
        const double share = 0.5 / static_cast<double>(n);
        m_similarity.writeGradients(pool, m_slopes, share, result);
        result.gradLogScale += share * m_byScale;
    }

    TiledSimilarity<S> m_similarity;
    LogSums<S> m_hard; // of (1 + beta) x
    LogSums<S> m_mean; // of beta x
    double m_hardness = 0;
    double m_byScale = 0;
    Vector<double> m_hardLogs;
    Vector<double> m_meanLogs;
    Vector<double> m_losses;
    Vector<double> m_byNegatives;
    Vector<double> m_hardFactors;
    Vector<double> m_meanFactors;
    Vector<double> m_slopes;
};

std::vector<Parameter> hardNegativeParameters()
{
    return { { .key = "hardness",
                 .label = QT_TRANSLATE_NOOP("Parameter", "Hardness β"),
                 .section = Section::objective,
                 .standard = 1.0,
                 .minimum = 0,
                 .maximum = 10,
                 .help = QT_TRANSLATE_NOOP("Parameter",
                     "How strongly hard negatives are weighted up; 0: not at "
                     "all.") },
        { .key = "positive_prior",
            .label = QT_TRANSLATE_NOOP("Parameter", "Class prior τ⁺"),
            .section = Section::objective,
            .standard = 0.1,
            .minimum = 0,
            .maximum = 0.99,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Assumed chance that a negative is really of the same class; above 0 the "
                "loss is "
                "debiased.") } };
}

} // namespace

ObjectiveEntry hardNegativeEntry()
{
    return entryOf<HardNegative>(
        { .name = "hard-negative",
            .label = "Hard negatives (debiased)",
            .family = ObjectiveFamily::softmax,
            .purpose = QT_TRANSLATE_NOOP("Objective", "Strangers that look alike count more."),
            .formula = "L = mean_i ln(1 + R_i / e^(s z_i.z_pos)), R_i = max((sum_k w_k e^(s "
                       "z_i.z_k) - tau+ M "
                       "e^(s z_i.z_pos)) / (1 - tau+), M e^-s), w_k = e^(beta s z_i.z_k) / mean",
            .symbols = QT_TRANSLATE_NOOP(
                "Objective", "z: a and b together, p(i): the partner of i, M = 2N − 2"),
            .source = "Robinson et al. 2020, eq. 4, with the M = 2N - 2 negatives of both "
                      "modalities as in their "
                      "code, in logarithms; gradient through the weights; beta = 0 is Chuang et "
                      "al. 2020 (debiased)",
            .usesScale = true,
            .defaultTemperature = 0.5,
            .landmark = LossLandmark::logCandidates,
            .term = PairTerm::reweighted,
            .parameters = hardNegativeParameters() },
        [](Index batch, double, double, const ObjectiveSettings&) {
            return std::log(2.0 * static_cast<double>(batch) - 1.0);
        });
}

} // namespace contrastlab
