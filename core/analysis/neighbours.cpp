// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tiles of products give approximate distances to choose by; those chosen are measured again in
// double.
#include "analysis/neighbours.h"

#include "analysis/similarity_tiles.h"
#include "base/simd.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace contrastlab {

namespace {

constexpr Index scanned = 48; // products between two looks for what is near; divides each tile

/// The k smallest of a stream of (distance, index) with rising indices. Keeps somewhat more than
/// k, and throws the largest out now and then.
template <class S> class SmallestOf {
public:
    explicit SmallestOf(Index k) : m_k(static_cast<std::size_t>(k)) { m_kept.reserve(2 * m_k + 1); }

    /// What is not below it need not be offered.
    [[nodiscard]] S bound() const { return m_bound; }
    void offer(S distance, Index index)
    {
        m_kept.emplace_back(distance, index);
        if (m_kept.size() > 2 * m_k) cut();
    }
    /// The k smallest, in no order.
    const std::vector<std::pair<S, Index>>& take()
    {
        if (m_kept.size() > m_k) cut();
        return m_kept;
    }

private:
    void cut()
    {
        const auto last = m_kept.begin() + static_cast<std::ptrdiff_t>(m_k) - 1;
        std::nth_element(m_kept.begin(), last, m_kept.end());
        m_bound = last->first;
        m_kept.resize(m_k);
    }

    std::size_t m_k;
    S m_bound = std::numeric_limits<S>::infinity();
    std::vector<std::pair<S, Index>> m_kept;
};

/// Rows without their mean, where products lose less to rounding. Those that are not finite stand
/// at the mean of the others.
template <class S> Matrix<S> withoutMean(ConstMatrixView<S> rows)
{
    Vector<double> mean = Vector<double>::Zero(rows.cols());
    std::vector<bool> isFinite(static_cast<std::size_t>(rows.rows()));
    for (Index i = 0; i < rows.rows(); ++i) {
        isFinite[static_cast<std::size_t>(i)] = rows.row(i).allFinite();
        if (isFinite[static_cast<std::size_t>(i)])
            mean += rows.row(i).transpose().template cast<double>();
    }
    mean /= static_cast<double>(std::max<std::ptrdiff_t>(1, std::ranges::count(isFinite, true)));
    Matrix<S> result = Matrix<S>::Zero(rows.rows(), rows.cols());
    for (Index i = 0; i < rows.rows(); ++i)
        if (isFinite[static_cast<std::size_t>(i)])
            result.row(i) =
                (rows.row(i).template cast<double>() - mean.transpose()).template cast<S>();
    return result;
}

/// Half of each row's square; infinite for rows of padding, which are then near to nothing.
template <class S> Vector<S> halfSquares(const PaddedRows<S>& rows)
{
    Vector<S> result = Vector<S>::Constant(rows.values.rows(), std::numeric_limits<S>::infinity());
    result.head(rows.rows) = rows.values.topRows(rows.rows).rowwise().squaredNorm() / S(2);
    return result;
}

template <class S> class NeighbourSearch {
public:
    NeighbourSearch(const Matrix<S>& rows, Index k)
        : m_rows(view(rows))
        , m_halfSquares(halfSquares(m_rows))
        , m_k(std::clamp<Index>(k, 0, rows.rows() - 1))
    {
    }

    Neighbours run(ThreadPool& pool) const
    {
        Neighbours result { Matrix<std::int64_t>(m_rows.rows, m_k),
            Matrix<double>(m_rows.rows, m_k) };
        if (m_k == 0) return result;
        pool.run(m_rows.tiles(), [&](Index tile) { searchStripe(tile, result); });
        return result;
    }

private:
    void searchStripe(Index tile, Neighbours& result) const
    {
        Matrix<S> products;
        std::vector<SmallestOf<S>> nearest(
            static_cast<std::size_t>(m_rows.count(tile)), SmallestOf<S>(m_k));
        for (Index other = 0; other < m_rows.tiles(); ++other) {
            multiplyTiles(m_rows, tile, m_rows, other, products);
            for (Index i = 0; i < m_rows.count(tile); ++i)
                offerRow(m_rows.first(tile) + i, other, products.row(i).data(),
                    nearest[static_cast<std::size_t>(i)]);
        }
        for (Index i = 0; i < m_rows.count(tile); ++i)
            measure(m_rows.first(tile) + i, nearest[static_cast<std::size_t>(i)].take(), result);
    }

    // |x - y|^2 / 2 - |x|^2 / 2 orders as the distance does. Most blocks of it hold nothing near.
    void offerRow(Index row, Index tile, const S* products, SmallestOf<S>& nearest) const
    {
        const Index padded = m_rows.block(tile).rows();
        const S* halfSquares = m_halfSquares.data() + m_rows.first(tile);
        for (Index j = 0; j < padded; j += scanned) {
            Vec<S> closest = broadcast<S>(-std::numeric_limits<S>::infinity());
            for (Index k = j; k < j + scanned; k += Simd<S>::width)
                closest = larger<S>(load<S>(products + k) - load<S>(halfSquares + k), closest);
            if (largestOf<S>(closest) <= -nearest.bound()) continue;
            for (Index k = j; k < j + scanned; ++k) {
                const S distance = halfSquares[k] - products[k];
                const Index index = m_rows.first(tile) + k;
                if (distance < nearest.bound() && index != row) nearest.offer(distance, index);
            }
        }
    }

    [[nodiscard]] double squaredDistance(Index a, Index b) const
    {
        return (m_rows.values.row(a).template cast<double>()
            - m_rows.values.row(b).template cast<double>())
            .squaredNorm();
    }

    void measure(
        Index row, const std::vector<std::pair<S, Index>>& nearest, Neighbours& result) const
    {
        std::vector<std::pair<double, Index>> exact;
        for (const auto& [unused, index] : nearest)
            exact.emplace_back(squaredDistance(row, index), index);
        // Squares that are no numbers of S have chosen nobody.
        for (Index other = 0; std::ssize(exact) < m_k; ++other)
            if (other != row
                && std::ranges::find(nearest, other, &std::pair<S, Index>::second) == nearest.end())
                exact.emplace_back(squaredDistance(row, other), other);
        std::sort(exact.begin(), exact.end());
        for (Index k = 0; k < m_k; ++k) {
            result.squaredDistances(row, k) = exact[static_cast<std::size_t>(k)].first;
            result.indices(row, k) = exact[static_cast<std::size_t>(k)].second;
        }
    }

    PaddedRows<S> m_rows;
    Vector<S> m_halfSquares;
    Index m_k;
};

} // namespace

template <class S> Neighbours nearestNeighbours(ThreadPool& pool, ConstMatrixView<S> rows, Index k)
{
    return NeighbourSearch<S>(withoutMean(rows), k).run(pool);
}

template Neighbours nearestNeighbours<float>(ThreadPool&, ConstMatrixView<float>, Index);
template Neighbours nearestNeighbours<double>(ThreadPool&, ConstMatrixView<double>, Index);

} // namespace contrastlab
