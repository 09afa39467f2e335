// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The InfoNCE family: clip (both directions) and infonce (a to b).
#include "objective/families.h"

#include "base/translation_marks.h"

#include "objective/log_sums.h"
#include "objective/sharded_similarity.h"

#include <cmath>

namespace contrastlab {

namespace {

// With x = s u v^T and n_i = ln sum over j != i of exp(x_ij), the loss of row i is softplus(n_i -
// x_ii): exact also where it is tiny, because the positive is not part of the sum. With P the
// softmax of the rows and Q of the columns, G = (P + Q - 2 I) / 2N, dU = s G V, dV = s G^T U; for
// one direction G = (P - I) / N.
template <class S, bool bothDirections> class InfoNce final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings& settings,
        Want want, PairResult<S>& result) override
    {
        const double scale = std::exp(input.logScale);
        const bool differentiates = want == Want::gradients;
        m_similarity.loadRows(pool, Pairing::cross, input.a, input.b, scale, differentiates,
            roundingFor(settings.precision, scale, input.a.cols()));
        m_sums.reset(input.a.rows(), input.b.rows(), scale, m_similarity.keepsBlocks());
        m_similarity.forward(pool, [&](LogitBlock<S>& block) { m_sums.add(block); });
        m_sums.finish();
        m_aToB.evaluate(m_sums.rows(), m_similarity.positives());
        m_bToA.evaluate(m_sums.columns(), m_similarity.positives());
        result.lossAToB = m_aToB.loss.mean();
        result.lossBToA = m_bToA.loss.mean();
        result.loss = bothDirections ? 0.5 * (result.lossAToB + result.lossBToA) : result.lossAToB;
        if (differentiates) differentiate(pool, result);
    }

private:
    void differentiate(ThreadPool& pool, PairResult<S>& result)
    {
        const Index n = m_similarity.rows();
        m_one.setOnes(n);
        m_other.setConstant(n, bothDirections ? 1.0 : 0.0);
        m_sums.setSoftmax(m_aToB.logs, m_one, m_bToA.logs, m_other);
        m_similarity.backward(pool, [&](LogitBlock<S>& block) { m_sums.slopes(block); });
        m_slopes = -m_aToB.miss - m_other.cwiseProduct(m_bToA.miss);
        const double share = (bothDirections ? 0.5 : 1.0) / static_cast<double>(n);
        m_similarity.writeGradients(pool, m_slopes, share, result);
    }

    TiledSimilarity<S> m_similarity;
    LogSums<S> m_sums;
    PositiveTerms m_aToB;
    PositiveTerms m_bToA;
    Vector<double> m_one;
    Vector<double> m_other;
    Vector<double> m_slopes;
};

template <class S, bool bothDirections> class ShardedInfoNce final : public ShardedObjective<S> {
public:
    void evaluate(ThreadPool& pool, const Shards& shards, const PairInput<S>& input,
        const ObjectiveSettings&, Want want, PairResult<S>& result) override
    {
        const double scale = std::exp(input.logScale);
        m_similarity.load(pool, shards, Pairing::cross, input.a, input.b, scale);
        m_sums.sum(pool, shards, m_similarity, scale);
        m_aToB.evaluate(m_sums.rows(), m_similarity.positives());
        m_bToA.evaluate(m_sums.columns(), m_similarity.positives());
        result.lossAToB = m_aToB.loss.mean();
        result.lossBToA = m_bToA.loss.mean();
        result.loss = bothDirections ? 0.5 * (result.lossAToB + result.lossBToA) : result.lossAToB;
        if (want == Want::gradients) differentiate(pool, shards, result);
    }

private:
    void differentiate(ThreadPool& pool, const Shards& shards, PairResult<S>& result)
    {
        const Index n = m_similarity.rows();
        m_one.setOnes(n);
        m_other.setConstant(n, bothDirections ? 1.0 : 0.0);
        m_sums.differentiate(pool, shards, m_similarity, m_aToB.logs, m_one, m_bToA.logs, m_other);
        m_slopes = -m_aToB.miss - m_other.cwiseProduct(m_bToA.miss);
        const double share = (bothDirections ? 0.5 : 1.0) / static_cast<double>(n);
        m_similarity.writeGradients(pool, shards, m_slopes, share, result);
    }

    ShardedSimilarity<S> m_similarity;
    ShardedLogSums<S> m_sums;
    PositiveTerms m_aToB;
    PositiveTerms m_bToA;
    Vector<double> m_one;
    Vector<double> m_other;
    Vector<double> m_slopes;
};

template <class S> using ShardedTwoWay = ShardedInfoNce<S, true>;
template <class S> using ShardedOneWay = ShardedInfoNce<S, false>;
template <class S> using TwoWayInfoNce = InfoNce<S, true>;
template <class S> using OneWayInfoNce = InfoNce<S, false>;

double logOfBatch(Index batch, double, double, const ObjectiveSettings&)
{
    return std::log(static_cast<double>(batch));
}

} // namespace

ObjectiveEntry clipEntry()
{
    return withShards<ShardedTwoWay>(entryOf<TwoWayInfoNce>(
        { .name = "clip",
            .label = "CLIP (symmetric InfoNCE)",
            .family = ObjectiveFamily::softmax,
            .purpose = QT_TRANSLATE_NOOP(
                "Objective", "Each half picks its partner out of the batch, in both directions."),
            .formula = "L = 1/(2N) sum_i [ lse_j(s a_i.b_j) + lse_j(s a_j.b_i) - 2 s a_i.b_i ]",
            .source = "Radford et al. 2021, fig. 3; open_clip ClipLoss",
            .usesScale = true,
            .landmark = LossLandmark::logBatch,
            .candidates = Candidates::batch,
            .term = PairTerm::softmax,
            .onePositive = true,
            .labelled = "clip-multi-positive" },
        logOfBatch));
}

ObjectiveEntry cmcEntry()
{
    return withShards<ShardedTwoWay>(entryOf<TwoWayInfoNce>(
        { .name = "cmc",
            .label = "CMC (mean over pairs of modalities)",
            .family = ObjectiveFamily::softmax,
            .purpose =
                QT_TRANSLATE_NOOP("Objective", "CLIP over every two of three or more modalities."),
            .formula = "L = mean over pairs (x, y) of clip(x, y), with a scale a pair",
            .symbols = QT_TRANSLATE_NOOP("Objective", "P: the trained pairs of modalities"),
            .source = "Tian et al. 2020 (CMC), eq. 6, full graph, or the core view with pairs = "
                      "hub, as in ImageBind; "
                      "softmax over the batch in place of a memory bank",
            .usesScale = true,
            .landmark = LossLandmark::logBatch,
            .candidates = Candidates::batch,
            .term = PairTerm::softmax,
            .onePositive = true,
            .labelled = "clip-multi-positive" },
        logOfBatch));
}

ObjectiveEntry infoNceEntry()
{
    return withShards<ShardedOneWay>(
        entryOf<OneWayInfoNce>({ .name = "infonce",
                                   .label = "InfoNCE (a to b)",
                                   .family = ObjectiveFamily::softmax,
                                   .purpose = QT_TRANSLATE_NOOP("Objective",
                                       "The same from the first half to the second alone."),
                                   .formula = "L = 1/N sum_i [ lse_j(s a_i.b_j) - s a_i.b_i ]",
                                   .source = "van den Oord et al. 2018, eq. 4",
                                   .usesScale = true,
                                   .landmark = LossLandmark::logBatch,
                                   .candidates = Candidates::batch,
                                   .term = PairTerm::rowSoftmax,
                                   .oneDirection = true,
                                   .onePositive = true,
                                   .labelled = "clip-multi-positive" },
            logOfBatch));
}

} // namespace contrastlab
