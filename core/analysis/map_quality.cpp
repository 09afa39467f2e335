// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// With U(i) the points among i's k nearest in the picture that are not among its k nearest rows,
// and r(i, j) the rank of row j by its distance from row i, trustworthiness is
// 1 - 2 / (N k (2 N - 3 k - 1)) sum_i sum_{j in U(i)} (r(i, j) - k); continuity exchanges the
// roles.
#include "analysis/map_quality.h"

#include "base/eigen_product.h"
#include "base/simd.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace contrastlab {

namespace {

constexpr Index mostQueries = 2000;
constexpr Index queriesInTile = 16;

/// Distances of all points of a space from some of them.
class Space {
public:
    explicit Space(ConstMatrixView<float> points) : m_points(points.cast<double>())
    {
        for (Index i = 0; i < m_points.rows(); ++i)
            if (!m_points.row(i).allFinite()) m_points.row(i).setZero();
        m_points.rowwise() -= m_points.colwise().mean().eval();
        m_halfSquares = m_points.rowwise().squaredNorm() / 2;
    }

    /// One row a query: what orders as the distances from it, with infinity for itself.
    [[nodiscard]] Matrix<double> distances(const std::vector<Index>& queries) const
    {
        const Matrix<double> some = m_points(queries, Eigen::all);
        Matrix<double> result(some.rows(), m_points.rows());
        eigenProductTransposedRight<double>(
            view(some), view(m_points), view(result), Write::replace, -1);
        result.rowwise() += m_halfSquares.transpose();
        for (Index q = 0; q < some.rows(); ++q)
            result(q, queries[static_cast<std::size_t>(q)]) =
                std::numeric_limits<double>::infinity();
        return result;
    }

private:
    Matrix<double> m_points;
    Vector<double> m_halfSquares;
};

using Distances = Eigen::Ref<const Eigen::RowVectorXd>;

/// By rising index.
std::vector<Index> nearestOf(const Distances& distances, Index k)
{
    std::vector<double> values(distances.begin(), distances.end());
    std::nth_element(values.begin(), values.begin() + k - 1, values.end());
    const double bound = values[static_cast<std::size_t>(k - 1)];
    Index ties = k - std::count_if(values.begin(), values.begin() + k, [bound](double value) {
        return value < bound;
    });
    std::vector<Index> nearest;
    for (Index i = 0; i < distances.size(); ++i)
        if (distances[i] < bound || (distances[i] == bound && ties-- > 0)) nearest.push_back(i);
    return nearest;
}

/// How many of the first `count` are as `holds` says, which takes and gives vectors.
template <class Holds> Index countOf(const Distances& distances, Index count, const Holds& holds)
{
    typename Simd<double>::BitVec hits {};
    Index i = 0;
    for (; i + Simd<double>::width <= count; i += Simd<double>::width)
        hits -= holds(load(distances.data() + i)); // true is -1
    Index sum = 0;
    for (int lane = 0; lane < Simd<double>::width; ++lane)
        sum += hits[lane];
    for (; i < count; ++i)
        sum -= holds(broadcast(distances[i]))[0];
    return sum;
}

/// 1 for the nearest.
Index rankOf(const Distances& distances, Index point)
{
    const double own = distances[point];
    return 1 + countOf(distances, distances.size(), [own](Vec<double> d) {
        return d < broadcast(own);
    }) + countOf(distances, point, [own](Vec<double> d) { return d == broadcast(own); });
}

/// Of some queries.
struct Errors {
    Index strangers = 0; ///< sum of r - k in the space over neighbours in the picture
    Index losses = 0; ///< sum of r - k in the picture over neighbours in the space
    Index shared = 0; ///< neighbours in both
};

/// Sum of r - k over those of `neighbours` that are not among `own`.
Index excessRanks(
    const Distances& distances, const std::vector<Index>& own, const std::vector<Index>& neighbours)
{
    Index sum = 0;
    for (const Index point : neighbours)
        if (!std::ranges::binary_search(own, point))
            sum += rankOf(distances, point) - std::ssize(own);
    return sum;
}

Errors errorsOf(
    const Space& space, const Space& picture, const std::vector<Index>& queries, Index k)
{
    const Matrix<double> inSpace = space.distances(queries);
    const Matrix<double> inPicture = picture.distances(queries);
    Errors errors;
    for (Index q = 0; q < inSpace.rows(); ++q) {
        const std::vector<Index> near = nearestOf(inSpace.row(q), k);
        const std::vector<Index> seen = nearestOf(inPicture.row(q), k);
        errors.strangers += excessRanks(inSpace.row(q), near, seen);
        errors.losses += excessRanks(inPicture.row(q), seen, near);
        errors.shared += std::ranges::count_if(
            near, [&](Index point) { return std::ranges::binary_search(seen, point); });
    }
    return errors;
}

} // namespace

MapQuality mapQuality(
    ThreadPool& pool, ConstMatrixView<float> rows, ConstMatrixView<float> points, Index k)
{
    const Index n = rows.rows();
    k = std::min(k, (n - 1) / 2);
    if (k <= 0) return {};
    const Space space(rows);
    const Space picture(points);
    const Index queries = std::min(n, mostQueries);
    const Index tiles = (queries + queriesInTile - 1) / queriesInTile;
    std::vector<Errors> errors(static_cast<std::size_t>(tiles));
    pool.run(tiles, [&](Index tile) {
        std::vector<Index> some;
        for (Index q = tile * queriesInTile; q < std::min(queries, (tile + 1) * queriesInTile); ++q)
            some.push_back(q * n / queries);
        errors[static_cast<std::size_t>(tile)] = errorsOf(space, picture, some, k);
    });
    Errors sum;
    for (const Errors& part : errors) {
        sum.strangers += part.strangers;
        sum.losses += part.losses;
        sum.shared += part.shared;
    }
    const double neighbours = static_cast<double>(queries * k);
    const double worst = neighbours * static_cast<double>(2 * n - 3 * k - 1) / 2;
    return { 1 - static_cast<double>(sum.strangers) / worst,
        1 - static_cast<double>(sum.losses) / worst, static_cast<double>(sum.shared) / neighbours };
}

} // namespace contrastlab
