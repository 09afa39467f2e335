// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Principal components by the smaller of two eigenproblems, in double, tile by tile, and Procrustes
// alignment.
#include "analysis/projection.h"
#include "base/decomposition.h"
#include "base/eigen_product.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr Index rowsInTile = 256;
constexpr Index mostParts = 16; // of sums over rows, which are added in their order

Index tilesOf(Index rows)
{
    return (rows + rowsInTile - 1) / rowsInTile;
}

/// Rows [first, first + count) less the mean; what is not finite lies at the mean.
template <class S>
Matrix<double> centredRows(
    ConstMatrixView<S> rows, Index first, Index count, const Vector<double>& mean)
{
    Matrix<double> result = rows.middleRows(first, count).template cast<double>();
    result.rowwise() -= mean.transpose();
    for (Index i = 0; i < count; ++i)
        if (!result.row(i).allFinite()) result.row(i).setZero();
    return result;
}

/// The sum of what addTile(first row, count, sum) adds, over tiles of rows.
template <class AddTile>
Matrix<double> sumOverRows(
    ThreadPool& pool, Index rows, Matrix<double> zero, const AddTile& addTile)
{
    const Index tiles = tilesOf(rows);
    const Index parts = std::min(tiles, mostParts);
    std::vector<Matrix<double>> sums(static_cast<std::size_t>(parts), zero);
    pool.run(parts, [&](Index part) {
        for (Index tile = tiles * part / parts; tile < tiles * (part + 1) / parts; ++tile) {
            const Index first = tile * rowsInTile;
            addTile(
                first, std::min(rowsInTile, rows - first), sums[static_cast<std::size_t>(part)]);
        }
    });
    for (const Matrix<double>& sum : sums)
        zero += sum;
    return zero;
}

/// Of the rows that are finite.
template <class S> Vector<double> finiteMean(ThreadPool& pool, ConstMatrixView<S> rows)
{
    const Index d = rows.cols();
    const Matrix<double> sums = sumOverRows(pool, rows.rows(), Matrix<double>::Zero(1, d + 1),
        [&](Index first, Index count, Matrix<double>& sum) {
            for (Index i = first; i < first + count; ++i) {
                if (!rows.row(i).allFinite()) continue;
                sum.leftCols(d) += rows.row(i).template cast<double>();
                sum(0, d) += 1;
            }
        });
    return sums.leftCols(d).transpose() / std::max(1.0, sums(0, d));
}

/// Orthonormal columns with the eigenvalues of x^T x, largest first.
struct PrincipalAxes {
    Vector<double> values;
    Matrix<double> axes;
};

PrincipalAxes largestAxes(const Matrix<double>& gram, Index count)
{
    if (gram.size() == 0) return {};
    const SymmetricEigen eigen = symmetricEigen(gram);
    return { eigen.values.reverse().cwiseMax(0),
        eigen.vectors.rightCols(std::min(count, gram.rows())).rowwise().reverse() };
}

template <class S>
PrincipalAxes axesOfTall(
    ThreadPool& pool, ConstMatrixView<S> rows, const Vector<double>& mean, Index count)
{
    const Index d = rows.cols();
    return largestAxes(sumOverRows(pool, rows.rows(), Matrix<double>::Zero(d, d),
                           [&](Index first, Index tileRows, Matrix<double>& gram) {
                               const Matrix<double> x = centredRows(rows, first, tileRows, mean);
                               eigenProductTransposedLeft<double>(
                                   view(x), view(x), view(gram), Write::add);
                           }),
        count);
}

/// Through x x^T: if x x^T u = l u, then x^T u / sqrt(l) is an axis.
template <class S>
PrincipalAxes axesOfWide(
    ThreadPool& pool, ConstMatrixView<S> rows, const Vector<double>& mean, Index count)
{
    const Matrix<double> x = centredRows(rows, 0, rows.rows(), mean);
    Matrix<double> gram(x.rows(), x.rows());
    productTransposedRight<double>(pool, view(x), view(x), view(gram));
    PrincipalAxes result = largestAxes(gram, count);
    result.axes = (x.transpose() * result.axes).eval();
    for (Index axis = 0; axis < result.axes.cols(); ++axis)
        if (const double length = result.axes.col(axis).norm(); length > 0)
            result.axes.col(axis) /= length;
    return result;
}

void fixSigns(Matrix<double>& axes)
{
    for (Index axis = 0; axis < axes.cols(); ++axis) {
        Index largest = 0;
        axes.col(axis).cwiseAbs().maxCoeff(&largest);
        if (axes(largest, axis) < 0) axes.col(axis) *= -1;
    }
}

} // namespace

template <class S> PcaBasis fitPca(ThreadPool& pool, ConstMatrixView<S> rows, Index dims)
{
    PcaBasis basis { .mean = finiteMean(pool, rows),
        .axes = Matrix<double>::Zero(rows.cols(), dims) };
    const PrincipalAxes found = rows.rows() < rows.cols()
        ? axesOfWide(pool, rows, basis.mean, dims)
        : axesOfTall(pool, rows, basis.mean, dims);
    const double total = found.values.sum();
    for (Index axis = 0; axis < dims; ++axis) {
        const double value = axis < found.values.size() ? found.values[axis] : 0;
        const bool varies = value > 1e-14 * total;
        basis.explained.push_back(varies ? value / total : 0);
        if (varies) basis.axes.col(axis) = found.axes.col(axis);
    }
    fixSigns(basis.axes);
    return basis;
}

template <class S> Matrix<float> projectOn(const PcaBasis& basis, ConstMatrixView<S> rows)
{
    Matrix<float> points(rows.rows(), basis.axes.cols());
    for (Index tile = 0; tile < tilesOf(rows.rows()); ++tile) {
        const Index first = tile * rowsInTile;
        const Index count = std::min(rowsInTile, rows.rows() - first);
        points.middleRows(first, count) =
            (centredRows(rows, first, count, basis.mean) * basis.axes).template cast<float>();
    }
    return points;
}

Matrix<float> alignedTo(const Matrix<float>& previous, const Matrix<float>& points)
{
    if (previous.rows() != points.rows() || previous.cols() != points.cols()) return points;
    const Matrix<double> x = points.cast<double>();
    const Matrix<double> y = previous.cast<double>();
    const Eigen::RowVectorXd centre = x.colwise().mean();
    const Matrix<double> centred = x.rowwise() - centre;
    const Matrix<double> overlap = centred.transpose() * (y.rowwise() - y.colwise().mean());
    const Matrix<double> turned = centred * nearestOrthogonal(overlap);
    return (turned.rowwise() + centre).cast<float>();
}

#define CONTRASTLAB_INSTANTIATE(S)                                                                 \
    template PcaBasis fitPca<S>(ThreadPool&, ConstMatrixView<S>, Index);                           \
    template Matrix<float> projectOn<S>(const PcaBasis&, ConstMatrixView<S>);
CONTRASTLAB_INSTANTIATE(float)
CONTRASTLAB_INSTANTIATE(double)
#undef CONTRASTLAB_INSTANTIATE

} // namespace contrastlab
