// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One pass over tiles. Sums of exponentials are kept relative to the largest exponent so far, so
// that no temperature overflows; a part (some stripes of rows) keeps its own counts, and parts add
// up in order.
#include "analysis/similarity.h"

#include "analysis/similarity_tiles.h"

#include <cmath>
#include <limits>
#include <vector>

namespace contrastlab {

namespace {

constexpr std::size_t fineBins = 4096;
using FineHistogram = std::array<std::int64_t, fineBins>;

template <class S> using TileRow = Eigen::Array<S, Eigen::Dynamic, 1, 0, similarityTileSide, 1>;

std::size_t fineBinOf(double cosine)
{
    const double place = (cosine + 1) * (fineBins / 2.0);
    return place > 0 ? static_cast<std::size_t>(std::min(place, fineBins - 1.0)) : 0;
}

/// Over the negatives of one row, with x = s_ij / tau - maximum: z = sum of e^x, w = sum of x e^x.
struct NegativeSums {
    double maximum = -std::numeric_limits<double>::infinity();
    double z = 0;
    double w = 0;
    double same = 0; ///< sum of e^x over negatives with the row's label
    std::int64_t sameCount = 0;

    void raiseMaximum(double to)
    {
        if (!(to > maximum)) return;
        if (z > 0) {
            const double shift = maximum - to;
            const double factor = std::exp(shift);
            w = factor * (w + shift * z);
            z *= factor;
            same *= factor;
        }
        maximum = to;
    }
    // H = ln z - w / z
    [[nodiscard]] double effectiveCount() const
    {
        return z > 0 ? std::exp(std::log(z) - w / z) : 0;
    }
};

template <class S> struct SimilarityPart {
    FineHistogram negatives {};
    double negativeSum = 0;
    double effectiveNegatives = 0;
    double sameShare = 0;
    std::int64_t sameCount = 0;
};

template <class S> class SimilarityPass {
public:
    SimilarityPass(
        ConstMatrixView<S> a, ConstMatrixView<S> b, double temperature, std::span<const int> labels)
        : m_a(a)
        , m_b(b)
        , m_scale(1 / temperature)
        , m_labels(labels)
    {
    }

    SimilarityStatistics run(ThreadPool& pool)
    {
        const Index parts = std::min(mostColumnParts, m_a.tiles());
        std::vector<SimilarityPart<S>> results(static_cast<std::size_t>(parts));
        m_positives.resize(static_cast<std::size_t>(m_a.rows));
        pool.run(parts, [&](Index part) {
            const TileRange range = tilesOfPart(m_a.tiles(), parts, part);
            for (Index tile = range.first; tile < range.last; ++tile)
                addStripe(tile, results[static_cast<std::size_t>(part)]);
        });
        return summarise(results);
    }

private:
    void addStripe(Index tileA, SimilarityPart<S>& part)
    {
        Matrix<S> cosines;
        std::array<NegativeSums, similarityTileSide> sums;
        for (Index tileB = 0; tileB < m_b.tiles(); ++tileB) {
            multiplyTiles(m_a, tileA, m_b, tileB, cosines);
            for (Index i = 0; i < m_a.count(tileA); ++i)
                addRow(&cosines(i, 0), m_a.first(tileA) + i, m_b.first(tileB), m_b.count(tileB),
                    part, sums[static_cast<std::size_t>(i)]);
        }
        for (Index i = 0; i < m_a.count(tileA); ++i) {
            const NegativeSums& row = sums[static_cast<std::size_t>(i)];
            part.effectiveNegatives += row.effectiveCount();
            part.sameShare += row.z > 0 ? row.same / row.z : 0;
            part.sameCount += row.sameCount;
        }
    }

    // The positive pair is cut out: what lies left and right of it are negatives.
    void addRow(const S* values, Index row, Index first, Index count, SimilarityPart<S>& part,
        NegativeSums& sums)
    {
        const Index left = std::clamp<Index>(row - first, 0, count);
        const bool here = row >= first && row < first + count;
        if (here) m_positives[static_cast<std::size_t>(row)] = values[left];
        addNegatives(values, row, first, left, part, sums);
        const Index next = left + (here ? 1 : 0);
        addNegatives(values + next, row, first + next, count - next, part, sums);
    }

    void addNegatives(const S* values, Index row, Index first, Index count, SimilarityPart<S>& part,
        NegativeSums& sums)
    {
        if (count == 0) return;
        for (Index j = 0; j < count; ++j)
            ++part.negatives[fineBinOf(values[j])];
        // Copied to aligned memory: sums then do not depend on where the stretch began.
        TileRow<S> x = Eigen::Map<const Eigen::Array<S, Eigen::Dynamic, 1>>(values, count);
        part.negativeSum += static_cast<double>(x.sum());
        sums.raiseMaximum(static_cast<double>(x.maxCoeff()) * m_scale);
        x = x * static_cast<S>(m_scale) - static_cast<S>(sums.maximum);
        const TileRow<S> e = x.exp();
        sums.z += static_cast<double>(e.sum());
        sums.w += static_cast<double>((x * e).sum());
        if (!m_labels.empty()) addSame(e, row, first, count, sums);
    }

    void addSame(const TileRow<S>& e, Index row, Index first, Index count, NegativeSums& sums) const
    {
        const int label = m_labels[static_cast<std::size_t>(row)];
        if (label < 0) return;
        for (Index j = 0; j < count; ++j)
            if (m_labels[static_cast<std::size_t>(first + j)] == label) {
                sums.same += static_cast<double>(e[j]);
                ++sums.sameCount;
            }
    }

    SimilarityStatistics summarise(const std::vector<SimilarityPart<S>>& parts) const
    {
        const double n = static_cast<double>(m_a.rows);
        const double pairs = n * (n - 1);
        SimilarityPart<S> all;
        for (const SimilarityPart<S>& part : parts)
            add(all, part);
        FineHistogram positives {};
        double positiveSum = 0;
        for (const S cosine : m_positives) {
            ++positives[fineBinOf(cosine)];
            positiveSum += static_cast<double>(cosine);
        }
        SimilarityStatistics result;
        fold(positives, result.positives);
        fold(all.negatives, result.negatives);
        const double none = std::numeric_limits<double>::quiet_NaN();
        const bool labelled = !m_labels.empty() && pairs > 0;
        result.meanPositive = positiveSum / n;
        result.meanNegative = pairs > 0 ? all.negativeSum / pairs : none;
        result.overlapAuc = pairs > 0 ? auc(positives, all.negatives) / n / pairs : none;
        result.effectiveNegatives = all.effectiveNegatives / n;
        result.falseNegativeFraction = labelled ? static_cast<double>(all.sameCount) / pairs : none;
        result.falseNegativeShare = labelled ? all.sameShare / n : none;
        return result;
    }

    static void add(SimilarityPart<S>& to, const SimilarityPart<S>& part)
    {
        for (std::size_t bin = 0; bin < fineBins; ++bin)
            to.negatives[bin] += part.negatives[bin];
        to.negativeSum += part.negativeSum;
        to.effectiveNegatives += part.effectiveNegatives;
        to.sameShare += part.sameShare;
        to.sameCount += part.sameCount;
    }

    static void fold(const FineHistogram& fine, std::array<std::int64_t, cosineBins>& coarse)
    {
        for (std::size_t bin = 0; bin < fineBins; ++bin)
            coarse[bin * cosineBins / fineBins] += fine[bin];
    }

    // The number of (positive, negative) pairs in the right order, ties half.
    static double auc(const FineHistogram& positives, const FineHistogram& negatives)
    {
        double below = 0;
        double right = 0;
        for (std::size_t bin = 0; bin < fineBins; ++bin) {
            const double here = static_cast<double>(negatives[bin]);
            right += static_cast<double>(positives[bin]) * (below + here / 2);
            below += here;
        }
        return right;
    }

    PaddedRows<S> m_a;
    PaddedRows<S> m_b;
    double m_scale;
    std::span<const int> m_labels;
    std::vector<S> m_positives;
};

} // namespace

template <class S>
SimilarityStatistics similarityStatistics(ThreadPool& pool, ConstMatrixView<S> a,
    ConstMatrixView<S> b, double temperature, std::span<const int> labels)
{
    return SimilarityPass<S>(a, b, temperature, labels).run(pool);
}

template SimilarityStatistics similarityStatistics<float>(
    ThreadPool&, ConstMatrixView<float>, ConstMatrixView<float>, double, std::span<const int>);
template SimilarityStatistics similarityStatistics<double>(
    ThreadPool&, ConstMatrixView<double>, ConstMatrixView<double>, double, std::span<const int>);

} // namespace contrastlab
