// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One pass over tiles. Sums of exponentials are kept relative to the largest exponent so far, so
// that no temperature overflows; a part (some stripes of rows) keeps its own counts, and parts add
// up in order.
#include "analysis/similarity.h"

#include "analysis/rank_table.h"
#include "analysis/similarity_tiles.h"

#include <cmath>
#include <limits>
#include <vector>

namespace contrastlab {

namespace {

using Histogram = std::array<std::int64_t, cosineBins>;

template <class S> using TileRow = Eigen::Array<S, Eigen::Dynamic, 1, 0, similarityTileSide, 1>;

std::size_t binOf(double cosine)
{
    const double place = (cosine + 1) * (cosineBins / 2.0);
    return place > 0 ? static_cast<std::size_t>(std::min(place, cosineBins - 1.0)) : 0;
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

struct SimilarityPart {
    Histogram negatives {};
    std::int64_t twiceOutranked = 0; ///< (positive, negative) pairs in the right order, ties half
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
        const std::vector<S> positives = positiveCosines();
        const RankTable<S> table(positives);
        m_table = &table;
        const Index parts = std::min(mostColumnParts, m_a.tiles());
        std::vector<SimilarityPart> results(static_cast<std::size_t>(parts));
        pool.run(parts, [&](Index part) {
            const TileRange range = tilesOfPart(m_a.tiles(), parts, part);
            for (Index tile = range.first; tile < range.last; ++tile)
                addStripe(tile, results[static_cast<std::size_t>(part)]);
        });
        return summarise(results, positives);
    }

private:
    // From the same tiles as the negatives, so that equal rows are ties. NaN lies below all.
    std::vector<S> positiveCosines() const
    {
        std::vector<S> positives;
        Matrix<S> cosines;
        for (Index tile = 0; tile < m_a.tiles(); ++tile) {
            multiplyTiles(m_a, tile, m_b, tile, cosines);
            for (Index i = 0; i < m_a.count(tile); ++i)
                positives.push_back(std::isnan(cosines(i, i)) ? S(-2) : cosines(i, i));
        }
        return positives;
    }

    void addStripe(Index tileA, SimilarityPart& part)
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
    void addRow(const S* values, Index row, Index first, Index count, SimilarityPart& part,
        NegativeSums& sums)
    {
        const Index left = std::clamp<Index>(row - first, 0, count);
        const bool here = row >= first && row < first + count;
        addNegatives(values, row, first, left, part, sums);
        const Index next = left + (here ? 1 : 0);
        addNegatives(values + next, row, first + next, count - next, part, sums);
    }

    void addNegatives(const S* values, Index row, Index first, Index count, SimilarityPart& part,
        NegativeSums& sums)
    {
        if (count == 0) return;
        for (Index j = 0; j < count; ++j) {
            ++part.negatives[binOf(static_cast<double>(values[j]))];
            part.twiceOutranked += m_table->twiceAbove(values[j]);
        }
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

    SimilarityStatistics summarise(
        const std::vector<SimilarityPart>& parts, const std::vector<S>& positives) const
    {
        const double n = static_cast<double>(m_a.rows);
        const double pairs = n * (n - 1);
        SimilarityPart all;
        for (const SimilarityPart& part : parts)
            add(all, part);
        SimilarityStatistics result;
        result.negatives = all.negatives;
        double positiveSum = 0;
        for (const S cosine : positives) {
            ++result.positives[binOf(static_cast<double>(cosine))];
            positiveSum += static_cast<double>(cosine);
        }
        const double none = std::numeric_limits<double>::quiet_NaN();
        const bool labelled = !m_labels.empty() && pairs > 0;
        result.meanPositive = positiveSum / n;
        result.meanNegative = pairs > 0 ? all.negativeSum / pairs : none;
        result.overlapAuc =
            pairs > 0 ? 0.5 * static_cast<double>(all.twiceOutranked) / n / pairs : none;
        result.effectiveNegatives = all.effectiveNegatives / n;
        result.falseNegativeFraction = labelled ? static_cast<double>(all.sameCount) / pairs : none;
        result.falseNegativeShare = labelled ? all.sameShare / n : none;
        return result;
    }

    static void add(SimilarityPart& to, const SimilarityPart& part)
    {
        for (std::size_t bin = 0; bin < cosineBins; ++bin)
            to.negatives[bin] += part.negatives[bin];
        to.twiceOutranked += part.twiceOutranked;
        to.negativeSum += part.negativeSum;
        to.effectiveNegatives += part.effectiveNegatives;
        to.sameShare += part.sameShare;
        to.sameCount += part.sameCount;
    }

    PaddedRows<S> m_a;
    PaddedRows<S> m_b;
    double m_scale;
    std::span<const int> m_labels;
    const RankTable<S>* m_table = nullptr;
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
