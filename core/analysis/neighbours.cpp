// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tiles of products give approximate distances to choose by; those chosen are measured again in
// double.
#include "analysis/neighbours.h"

#include "analysis/similarity_tiles.h"

#include <limits>
#include <utility>
#include <vector>

namespace contrastlab {

namespace {

/// The k smallest of a stream of (distance, index) with rising indices.
template <class S> struct SmallestOf {
    std::vector<std::pair<S, Index>> kept; ///< rising
    std::size_t capacity = 0;

    void offer(S distance, Index index)
    {
        if (kept.size() == capacity && !(distance < kept.back().first)) return;
        if (kept.size() == capacity) kept.pop_back();
        const auto place = std::upper_bound(kept.begin(), kept.end(), distance,
            [](S value, const auto& entry) { return value < entry.first; });
        kept.insert(place, { distance, index });
    }
};

/// Rows without their mean, where products lose less to rounding.
template <class S> Matrix<S> withoutMean(ConstMatrixView<S> rows)
{
    const Vector<double> mean = rows.template cast<double>().colwise().mean();
    Matrix<S> result(rows.rows(), rows.cols());
    for (Index i = 0; i < rows.rows(); ++i)
        for (Index j = 0; j < rows.cols(); ++j)
            result(i, j) = static_cast<S>(static_cast<double>(rows(i, j)) - mean[j]);
    return result;
}

template <class S> class NeighbourSearch {
public:
    NeighbourSearch(ConstMatrixView<S> rows, Index k)
        : m_centred(withoutMean(rows))
        , m_rows(view(std::as_const(m_centred)))
        , m_halfSquares(m_centred.rowwise().squaredNorm() / S(2))
        , m_k(std::clamp<Index>(k, 0, rows.rows() - 1))
    {
    }

    Neighbours run(ThreadPool& pool) const
    {
        Neighbours result { Matrix<std::int64_t>(m_rows.rows, m_k),
            Matrix<double>(m_rows.rows, m_k) };
        pool.run(m_rows.tiles(), [&](Index tile) { searchStripe(tile, result); });
        return result;
    }

private:
    void searchStripe(Index tile, Neighbours& result) const
    {
        Matrix<S> products;
        std::vector<SmallestOf<S>> nearest(static_cast<std::size_t>(m_rows.count(tile)));
        for (SmallestOf<S>& list : nearest)
            list.capacity = static_cast<std::size_t>(m_k);
        for (Index other = 0; other < m_rows.tiles() && m_k > 0; ++other) {
            multiplyTiles(m_rows, tile, m_rows, other, products);
            for (Index i = 0; i < m_rows.count(tile); ++i)
                for (Index j = 0; j < m_rows.count(other); ++j) {
                    const Index index = m_rows.first(other) + j;
                    // |x - y|^2 / 2 - |x|^2 / 2 orders as the distance does
                    if (index != m_rows.first(tile) + i)
                        nearest[static_cast<std::size_t>(i)].offer(
                            m_halfSquares[index] - products(i, j), index);
                }
        }
        for (Index i = 0; i < m_rows.count(tile); ++i)
            measure(m_rows.first(tile) + i, nearest[static_cast<std::size_t>(i)], result);
    }

    void measure(Index row, const SmallestOf<S>& nearest, Neighbours& result) const
    {
        std::vector<std::pair<double, Index>> exact;
        for (const auto& [unused, index] : nearest.kept) {
            double squares = 0;
            for (Index k = 0; k < m_centred.cols(); ++k) {
                const double difference = static_cast<double>(m_centred(row, k))
                    - static_cast<double>(m_centred(index, k));
                squares += difference * difference;
            }
            exact.emplace_back(squares, index);
        }
        std::sort(exact.begin(), exact.end());
        for (Index k = 0; k < m_k; ++k) {
            result.squaredDistances(row, k) = exact[static_cast<std::size_t>(k)].first;
            result.indices(row, k) = exact[static_cast<std::size_t>(k)].second;
        }
    }

    Matrix<S> m_centred;
    PaddedRows<S> m_rows;
    Vector<S> m_halfSquares;
    Index m_k;
};

} // namespace

template <class S> Neighbours nearestNeighbours(ThreadPool& pool, ConstMatrixView<S> rows, Index k)
{
    return NeighbourSearch<S>(rows, k).run(pool);
}

template Neighbours nearestNeighbours<float>(ThreadPool&, ConstMatrixView<float>, Index);
template Neighbours nearestNeighbours<double>(ThreadPool&, ConstMatrixView<double>, Index);

} // namespace contrastlab
