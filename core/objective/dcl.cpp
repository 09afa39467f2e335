// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decoupled contrastive learning: the positive is no part of the sum that it is compared with.
#include "objective/families.h"

#include "base/translation_marks.h"
#include "objective/log_sums.h"
#include "objective/sharded_similarity.h"

#include <cmath>

namespace contrastlab {

namespace {

// L = 1/(2N) sum_i [ lse_(j != i) x_ij + lse_(j != i) x_ji - 2 w_i x_ii ]. For dcl w = 1; for dclw
// w_i = 2 - N softmax_i(u_i.v_i / sigma), a constant for the derivative. One pair has no negatives:
// L = 0.
template <class S, bool weighted> class Decoupled final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings& settings,
        Want want, PairResult<S>& result) override
    {
        const Index n = input.a.rows();
        const double scale = std::exp(input.logScale);
        m_similarity.loadRows(pool, Pairing::cross, input.a, input.b, scale,
            want == Want::gradients, roundingFor(settings.precision, scale, input.a.cols()));
        m_sums.reset(n, n, scale, m_similarity.keepsBlocks());
        m_similarity.forward(pool, [&](LogitBlock<S>& block) { m_sums.add(block); });
        m_sums.finish();
        weigh(scale, settings.positiveWidth);
        result.lossAToB = n > 1 ? m_sums.rows().mean() - m_positive : 0.0;
        result.lossBToA = n > 1 ? m_sums.columns().mean() - m_positive : 0.0;
        result.loss = 0.5 * (result.lossAToB + result.lossBToA);
        if (want == Want::gradients) differentiate(pool, n, result);
    }

private:
    void weigh(double scale, double sigma)
    {
        const Vector<double>& positives = m_similarity.positives();
        const Index n = positives.size();
        m_weights.setConstant(n, n > 1 ? 1.0 : 0.0);
        if (weighted && n > 1) {
            const double width = scale * sigma;
            m_weights = ((positives.array() - positives.maxCoeff()) / width).exp();
            m_weights = 2.0 - (static_cast<double>(n) / m_weights.sum()) * m_weights.array();
        }
        m_positive = m_weights.dot(positives) / static_cast<double>(n);
    }

    void differentiate(ThreadPool& pool, Index n, PairResult<S>& result)
    {
        m_one.setOnes(n);
        m_sums.setSoftmax(m_sums.rows(), m_one, m_sums.columns(), m_one);
        m_similarity.backward(pool, [&](LogitBlock<S>& block) { m_sums.slopes(block); });
        m_slopes = -2.0 * m_weights;
        m_similarity.writeGradients(pool, m_slopes, 0.5 / static_cast<double>(n), result);
    }

    TiledSimilarity<S> m_similarity;
    LogSums<S> m_sums;
    Vector<double> m_weights;
    Vector<double> m_one;
    Vector<double> m_slopes;
    double m_positive = 0; // mean of w_i x_ii
};

template <class S> class ShardedDcl final : public ShardedObjective<S> {
public:
    void evaluate(ThreadPool& pool, const Shards& shards, const PairInput<S>& input,
        const ObjectiveSettings&, Want want, PairResult<S>& result) override
    {
        const Index n = input.a.rows();
        const double scale = std::exp(input.logScale);
        m_similarity.load(pool, shards, Pairing::cross, input.a, input.b, scale);
        m_sums.sum(pool, shards, m_similarity, scale);
        const double positive = m_similarity.positives().mean();
        result.lossAToB = n > 1 ? m_sums.rows().mean() - positive : 0.0;
        result.lossBToA = n > 1 ? m_sums.columns().mean() - positive : 0.0;
        result.loss = 0.5 * (result.lossAToB + result.lossBToA);
        if (want == Want::loss) return;
        m_one.setOnes(n);
        m_sums.differentiate(
            pool, shards, m_similarity, m_sums.rows(), m_one, m_sums.columns(), m_one);
        m_slopes.setConstant(n, n > 1 ? -2.0 : 0.0);
        m_similarity.writeGradients(pool, shards, m_slopes, 0.5 / static_cast<double>(n), result);
    }

private:
    ShardedSimilarity<S> m_similarity;
    ShardedLogSums<S> m_sums;
    Vector<double> m_one;
    Vector<double> m_slopes;
};

template <class S> using Dcl = Decoupled<S, false>;
template <class S> using Dclw = Decoupled<S, true>;

double logOfNegatives(Index batch, double, double, const ObjectiveSettings&)
{
    return batch > 1 ? std::log(static_cast<double>(batch) - 1.0) : 0.0;
}

std::vector<Parameter> dclwParameters()
{
    return { { .key = "positive_width",
        .label = QT_TRANSLATE_NOOP("Parameter", "Positive weight σ"),
        .section = Section::objective,
        .standard = 0.5,
        .minimum = 0.01,
        .maximum = 10,
        .scale = Scale::logarithmic,
        .help = QT_TRANSLATE_NOOP("Parameter", "Width of the weight on the positive pair.") } };
}

} // namespace

ObjectiveEntry dclEntry()
{
    return withShards<ShardedDcl>(entryOf<Dcl>(
        { .name = "dcl",
            .label = "DCL (decoupled)",
            .family = ObjectiveFamily::softmax,
            .purpose = QT_TRANSLATE_NOOP("Objective",
                "CLIP without the pair itself among the crowd: works in small batches."),
            .formula = "L = 1/(2N) sum_i [ lse_(j != i)(s a_i.b_j) + lse_(j != "
                       "i)(s a_j.b_i) - 2 s a_i.b_i ]",
            .source = "Yeh et al. 2021 (DCL), eq. 6, between modalities: the "
                      "diagonal is dropped from both sums",
            .usesScale = true,
            .leastBatch = 2,
            .defaultTemperature = 0.1,
            .landmark = LossLandmark::logNegatives,
            .term = PairTerm::decoupled },
        logOfNegatives));
}

ObjectiveEntry dclwEntry()
{
    return entryOf<Dclw>(
        { .name = "dclw",
            .label = "DCLW (decoupled, weighted)",
            .family = ObjectiveFamily::softmax,
            .purpose = QT_TRANSLATE_NOOP("Objective", "DCL that pulls distant pairs harder."),
            .formula = "as dcl, with each positive times w_i = 2 - N softmax_i(a_i.b_i / sigma)",
            .symbols = QT_TRANSLATE_NOOP("Objective", "w: more for pairs that are far apart"),
            .source = "Yeh et al. 2021 (DCL), section 3.3, sigma 0.5 as in lightly; no gradient "
                      "through w",
            .usesScale = true,
            .leastBatch = 2,
            .defaultTemperature = 0.1,
            .landmark = LossLandmark::logNegatives,
            .term = PairTerm::decoupled,
            .parameters = dclwParameters() },
        logOfNegatives);
}

} // namespace contrastlab
