// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Alignment and uniformity: pairs together, everything of one modality apart.
#include "objective/families.h"

#include "base/translation_marks.h"
#include "objective/log_sums.h"
#include "objective/sharded_similarity.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

/// What a zero row, and nothing else, adds to the logits of its row and column.
template <class S> struct Nearness {
    Vector<S> values; // t for a zero row, else 0
    bool any = false;

    void find(const Vector<double>& inverseNorms, Index rows, double t)
    {
        values.setZero(wholeVectors<S>(rows));
        for (Index i = 0; i < rows; ++i)
            if (inverseNorms[i] == 0) values[i] = static_cast<S>(t);
        any = (values.array() > S(0)).any();
    }
    // The block's rows are those from `first` on.
    void add(LogitBlock<S>& block, Index first = 0) const
    {
        if (!any || block.visited) return;
        for (Index i = 0; i < block.rows; ++i)
            for (Index j = 0; j < block.columns; j += Simd<S>::width)
                store<S>(block.row(i) + j,
                    load<S>(block.row(i) + j) + values[first + block.firstRow + i]
                        + load<S>(values.data() + block.firstColumn + j));
    }
};

double logOfSum(const Vector<double>& logs)
{
    const double largest = logs.maxCoeff();
    return std::isinf(largest) ? largest : largest + std::log((logs.array() - largest).exp().sum());
}

// Of the log of the sum over all pairs.
double uniformityOf(double log, double t, Index n)
{
    const double pairs = 0.5 * static_cast<double>(n) * static_cast<double>(n - 1);
    return n > 1 ? log - 2.0 * t - std::log(pairs) : 0.0;
}

template <class S> double distanceOf(const S* a, const S* b, Index width)
{
    const Eigen::Map<const Vector<S>> u(a, width);
    const Eigen::Map<const Vector<S>> v(b, width);
    return (u.template cast<double>() - v.template cast<double>()).norm();
}

// With D = |u_i - v_i| the derivative with respect to u_i is alpha D^(alpha - 2) (u_i - v_i) / N,
// of which the projection on the sphere leaves the part along v_i. Where D = 0 that is 0 for alpha
// > 1, and chosen so for 1.
template <class S> double alignmentSlope(double distance, double alpha, Index n)
{
    constexpr double least = sizeof(S) == 4 ? 1e-7 : 1e-15;
    const bool isSmooth = distance > least || alpha >= 2;
    return isSmooth ? -alpha * std::pow(distance, alpha - 2) / static_cast<double>(n) : 0.0;
}

// align = mean |u_i - v_i|^alpha; uniform(U) = ln mean over i < j of exp(-t |u_i - u_j|^2);
// L = align + lambda (uniform(U) + uniform(V)) / 2. As |u_i - u_j|^2 = 2 - 2 u_i.u_j, the
// exponentials are those of logits x with scale 2t, up to a constant; a zero row is nearer to all
// by 1 in the square.
template <class S> class AlignUniform final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings& settings,
        Want want, PairResult<S>& result) override
    {
        const Index n = input.a.rows();
        const double t = settings.uniformityScale;
        m_precision = settings.precision;
        const double uniformity =
            uniform(pool, m_a, input.a, t, want) + uniform(pool, m_b, input.b, t, want);
        const double alignment = align(n, settings.alignmentPower);
        result.loss = alignment + 0.5 * settings.uniformityWeight * uniformity;
        result.lossAToB = result.lossBToA = result.loss;
        if (want == Want::loss) return;
        const double factor = settings.uniformityWeight * t;
        differentiate(pool, m_a, m_b, factor, result.gradA);
        differentiate(pool, m_b, m_a, factor, result.gradB);
        result.gradLogScale = 0;
        result.gradBias = 0;
    }

private:
    struct Modality {
        TiledSimilarity<S> similarity;
        LogSums<S> sums;
        Vector<double> logs; // of the sum over all pairs, for each row
        Nearness<S> nearness;
    };

    double uniform(
        ThreadPool& pool, Modality& modality, const ConstMatrixView<S>& rows, double t, Want want)
    {
        const Index n = rows.rows();
        modality.similarity.loadRows(pool, Pairing::within, rows, rows, 2.0 * t,
            want == Want::gradients, roundingFor(m_precision, 2.0 * t, rows.cols()));
        modality.nearness.find(modality.similarity.inverseNorms(), n, t);
        modality.sums.reset(n, n, 2.0 * t, modality.similarity.keepsBlocks());
        modality.similarity.forward(pool, [&](LogitBlock<S>& block) {
            modality.nearness.add(block);
            modality.sums.add(block);
        });
        modality.sums.finish();
        const double log = logOfSum(modality.sums.rows());
        modality.logs.setConstant(n, log);
        return uniformityOf(log, t, n);
    }

    double align(Index n, double alpha)
    {
        m_slopes.resize(n);
        double sum = 0;
        for (Index i = 0; i < n; ++i) {
            const double distance = distanceOf(m_a.similarity.unitRow(Side::a, i),
                m_b.similarity.unitRow(Side::a, i), m_a.similarity.width());
            sum += std::pow(distance, alpha);
            m_slopes[i] = alignmentSlope<S>(distance, alpha, n);
        }
        return sum / static_cast<double>(n);
    }

    void differentiate(
        ThreadPool& pool, Modality& own, const Modality& other, double factor, Matrix<S>& grad)
    {
        const Index n = m_slopes.size();
        m_one.setOnes(n);
        m_none.setZero(n);
        own.sums.setSoftmax(own.logs, m_one, own.logs, m_none);
        own.similarity.backward(pool, [&](LogitBlock<S>& block) {
            own.nearness.add(block);
            own.sums.slopes(block);
        });
        grad.resize(n, own.similarity.width());
        own.similarity.writeGradient(
            pool, Side::a, factor, { m_slopes, 1.0 }, view(grad), &other.similarity);
    }

    Modality m_a;
    Modality m_b;
    Precision m_precision = Precision::float32;
    Vector<double> m_slopes; // of the pairs
    Vector<double> m_one;
    Vector<double> m_none;
};

// Each row meets every other one, so the sum has every pair twice and a row's gradient is whole.
template <class S> class ShardedAlignUniform final : public ShardedObjective<S> {
public:
    void evaluate(ThreadPool& pool, const Shards& shards, const PairInput<S>& input,
        const ObjectiveSettings& settings, Want want, PairResult<S>& result) override
    {
        const double t = settings.uniformityScale;
        m_pairs = input.a.rows();
        const double uniformity =
            uniform(pool, shards, m_a, input.a, t) + uniform(pool, shards, m_b, input.b, t);
        const double alignment = align(shards, settings.alignmentPower);
        result.loss = alignment + 0.5 * settings.uniformityWeight * uniformity;
        result.lossAToB = result.lossBToA = result.loss;
        if (want == Want::loss) return;
        const double factor = settings.uniformityWeight * t;
        differentiate(pool, shards, m_a, m_b, factor, result.gradA);
        differentiate(pool, shards, m_b, m_a, factor, result.gradB);
        result.gradLogScale = 0;
        result.gradBias = 0;
    }

private:
    struct Modality {
        ShardedSimilarity<S> similarity;
        ShardedLogSums<S> sums;
        Nearness<S> nearness;
        double log = 0; // of the sum over all pairs
    };

    double uniform(ThreadPool& pool, const Shards& shards, Modality& modality,
        const ConstMatrixView<S>& rows, double t)
    {
        modality.similarity.load(pool, shards, Pairing::within, rows, rows, 2.0 * t);
        modality.nearness.find(modality.similarity.columns().inverseNorms, m_pairs, t);
        modality.sums.sum(pool, shards, modality.similarity, 2.0 * t,
            [&](const auto& stripe, LogitBlock<S>& block) {
                modality.nearness.add(block, stripe.first);
            });
        modality.log = logOfSum(modality.sums.rows()) - std::log(2.0);
        return uniformityOf(modality.log, t, m_pairs);
    }

    double align(const Shards& shards, double alpha)
    {
        const ConstMatrixView<S> u = m_a.similarity.unitRows(Side::a);
        const ConstMatrixView<S> v = m_b.similarity.unitRows(Side::a);
        const Index first = m_a.similarity.stripes().front().first;
        Vector<double> powers(u.rows());
        m_slopes.setZero(m_pairs);
        for (Index i = 0; i < u.rows(); ++i) {
            const double distance = distanceOf(
                u.data() + i * u.outerStride(), v.data() + i * v.outerStride(), u.cols());
            powers[i] = std::pow(distance, alpha);
            m_slopes[first + i] = alignmentSlope<S>(distance, alpha, m_pairs);
        }
        return m_a.similarity.sumOver(shards, powers) / static_cast<double>(m_pairs);
    }

    void differentiate(ThreadPool& pool, const Shards& shards, Modality& own, const Modality& other,
        double factor, Matrix<S>& grad)
    {
        m_logs.setConstant(m_pairs, own.log);
        m_one.setOnes(m_pairs);
        m_none.setZero(m_pairs);
        own.sums.differentiate(pool, shards, own.similarity, m_logs, m_one, m_logs, m_none,
            [&](const auto& stripe, LogitBlock<S>& block) {
                own.nearness.add(block, stripe.first);
            });
        own.similarity.writeGradient(
            pool, shards, Side::a, factor, m_slopes, 1.0, other.similarity.unitRows(Side::a), grad);
    }

    Index m_pairs = 0;
    Modality m_a;
    Modality m_b;
    Vector<double> m_slopes; // of the pairs; own ones are filled in
    Vector<double> m_logs;
    Vector<double> m_one;
    Vector<double> m_none;
};

std::vector<Pitfall> alignUniformPitfalls()
{
    return { { .kind = Pitfall::Kind::alignmentOnly,
        .holds = [](const ObjectiveSettings& s) { return s.uniformityWeight == 0; },
        .key = "uniformity_weight",
        .value = 1.0 } };
}

std::vector<Parameter> alignUniformParameters()
{
    return { { .key = "alignment_power",
                 .label = QT_TRANSLATE_NOOP("Parameter", "Alignment power α"),
                 .section = Section::objective,
                 .standard = 2.0,
                 .minimum = 0.5,
                 .maximum = 8,
                 .help = QT_TRANSLATE_NOOP("Parameter", "Power of the distance within a pair.") },
        { .key = "uniformity_scale",
            .label = QT_TRANSLATE_NOOP("Parameter", "Uniformity scale t"),
            .section = Section::objective,
            .standard = 2.0,
            .minimum = 0.1,
            .maximum = 20,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Sharpness of the Gaussian potential between embeddings.") },
        { .key = "uniformity_weight",
            .label = QT_TRANSLATE_NOOP("Parameter", "Uniformity weight λ"),
            .section = Section::objective,
            .standard = 1.0,
            .minimum = 0,
            .maximum = 100,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "0 leaves alignment alone, and everything collapses.") } };
}

constexpr std::string_view entryName = "align-uniform";

} // namespace

std::string_view alignmentAlone(ObjectiveSettings& settings)
{
    settings.uniformityWeight = 0;
    return entryName;
}

ObjectiveEntry alignUniformEntry()
{
    return withShards<ShardedAlignUniform>(
        entryOf<AlignUniform>({ .name = entryName,
                                  .label = "Alignment and uniformity",
                                  .family = ObjectiveFamily::redundancy,
                                  .purpose = QT_TRANSLATE_NOOP("Objective",
                                      "Pairs near each other, all points spread over the sphere."),
                                  .formula = "L = mean |a_i - b_i|^alpha + lambda/2 sum over "
                                             "modalities of ln mean_(i<j) e^(-t |z_i - z_j|^2)",
                                  .symbols = QT_TRANSLATE_NOOP("Objective", "z: a or b"),
                                  .source = "Wang & Isola 2020, eqs. 2 and 3 and the code of "
                                            "its appendix (align_uniform), alpha 2, t 2",
                                  .leastBatch = 2,
                                  .term = PairTerm::potential,
                                  .pitfalls = alignUniformPitfalls(),
                                  .parameters = alignUniformParameters() },
            [](Index, double, double, const ObjectiveSettings&) { return 0.0; }));
}

} // namespace contrastlab
