// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// NT-Xent: the softmax loss over both modalities at once, with negatives from the own one as well.
#include "objective/families.h"

#include "base/translation_marks.h"

#include "objective/log_sums.h"
#include "objective/sharded_similarity.h"

#include <cmath>

namespace contrastlab {

namespace {

// Z = [U; V] has 2N rows, row i has the positive (i + N) mod 2N and 2N - 2 negatives. With P the
// softmax over all but the row itself, each unordered pair i, k has the slope (P_ik + P_ki) / 2N.
template <class S> class NtXent final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings& settings,
        Want want, PairResult<S>& result) override
    {
        const Index n = input.a.rows();
        const double scale = std::exp(input.logScale);
        m_similarity.loadRows(pool, Pairing::stacked, input.a, input.b, scale,
            want == Want::gradients, roundingFor(settings.precision, scale, input.a.cols()));
        m_sums.reset(2 * n, 2 * n, scale, m_similarity.keepsBlocks());
        m_similarity.forward(pool, [&](LogitBlock<S>& block) { m_sums.add(block); });
        m_sums.finish();
        addLogs(m_sums.rows(), m_sums.columns(), m_negatives);
        m_positives.resize(2 * n);
        m_positives << m_similarity.positives(), m_similarity.positives();
        m_terms.evaluate(m_negatives, m_positives);
        result.lossAToB = m_terms.loss.head(n).mean();
        result.lossBToA = m_terms.loss.tail(n).mean();
        result.loss = 0.5 * (result.lossAToB + result.lossBToA);
        if (want == Want::gradients) differentiate(pool, n, result);
    }

private:
    void differentiate(ThreadPool& pool, Index n, PairResult<S>& result)
    {
        m_one.setOnes(2 * n);
        m_sums.setSoftmax(m_terms.logs, m_one, m_terms.logs, m_one);
        m_similarity.backward(pool, [&](LogitBlock<S>& block) { m_sums.slopes(block); });
        m_slopes = -m_terms.miss.head(n) - m_terms.miss.tail(n);
        m_similarity.writeGradients(pool, m_slopes, 0.5 / static_cast<double>(n), result);
    }

    TiledSimilarity<S> m_similarity;
    LogSums<S> m_sums;
    PositiveTerms m_terms;
    Vector<double> m_negatives;
    Vector<double> m_positives;
    Vector<double> m_one;
    Vector<double> m_slopes;
};

// Each row meets every other, so that its sum and its gradient are whole: with w_i the share of row
// i in its own sum, row i has the slope e^x_ik (w_i + w_k) for row k.
template <class S> class ShardedNtXent final : public ShardedObjective<S> {
public:
    void evaluate(ThreadPool& pool, const Shards& shards, const PairInput<S>& input,
        const ObjectiveSettings&, Want want, PairResult<S>& result) override
    {
        const Index n = input.a.rows();
        const double scale = std::exp(input.logScale);
        m_similarity.load(pool, shards, Pairing::stacked, input.a, input.b, scale);
        m_sums.sum(pool, shards, m_similarity, scale);
        m_positives.resize(2 * n);
        m_positives << m_similarity.positives(), m_similarity.positives();
        m_terms.evaluate(m_sums.rows(), m_positives);
        result.lossAToB = m_terms.loss.head(n).mean();
        result.lossBToA = m_terms.loss.tail(n).mean();
        result.loss = 0.5 * (result.lossAToB + result.lossBToA);
        if (want == Want::loss) return;
        m_one.setOnes(2 * n);
        m_sums.differentiate(pool, shards, m_similarity, m_terms.logs, m_one, m_terms.logs, m_one);
        m_slopes = -m_terms.miss.head(n) - m_terms.miss.tail(n);
        m_similarity.writeGradients(pool, shards, m_slopes, 0.5 / static_cast<double>(n), result);
    }

private:
    ShardedSimilarity<S> m_similarity;
    ShardedLogSums<S> m_sums;
    PositiveTerms m_terms;
    Vector<double> m_positives;
    Vector<double> m_one;
    Vector<double> m_slopes;
};

} // namespace

ObjectiveEntry ntXentEntry()
{
    return withShards<ShardedNtXent>(entryOf<NtXent>(
        { .name = "nt-xent",
            .label = "NT-Xent (SimCLR)",
            .family = ObjectiveFamily::softmax,
            .purpose = QT_TRANSLATE_NOOP(
                "Objective", "Everything else in the batch is a negative, the own modality too."),
            .formula = "L = 1/(2N) sum_i [ lse_(k != i)(s z_i.z_k) - s "
                       "z_i.z_pos(i) ], z = a and b stacked",
            .symbols =
                QT_TRANSLATE_NOOP("Objective", "z: a and b together, p(i): the partner of i"),
            .source = "Chen et al. 2020 (SimCLR), eq. 1; mean over the 2N rows "
                      "as in lightly (the SimCLR code "
                      "adds two means, which is twice that)",
            .usesScale = true,
            .defaultTemperature = 0.5,
            .landmark = LossLandmark::logCandidates,
            .candidates = Candidates::bothModalities,
            .term = PairTerm::stackedSoftmax },
        [](Index batch, double, double, const ObjectiveSettings&) {
            return std::log(2.0 * static_cast<double>(batch) - 1.0);
        }));
}

} // namespace contrastlab
