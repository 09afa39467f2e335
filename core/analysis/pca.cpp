// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Principal components by the smaller of two eigenproblems, in double, tile by tile, and Procrustes
// alignment.
#include "analysis/pca_sums.h"
#include "analysis/projection.h"
#include "base/decomposition.h"
#include "base/eigen_product.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

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
    for (Index tile = 0; tile < rowTiles(rows.rows()); ++tile) {
        const Index first = tile * rowsInTile;
        const Index count = std::min(rowsInTile, rows.rows() - first);
        points.middleRows(first, count) =
            (centredRows(rows, first, count, basis.mean) * basis.axes).template cast<float>();
    }
    return points;
}

PcaBasis turnedTo(const Matrix<double>& previous, const PcaBasis& basis)
{
    if (previous.rows() != basis.axes.rows() || previous.cols() != basis.axes.cols()) return basis;
    const Matrix<double> overlap = basis.axes.transpose() * previous;
    const Matrix<double> turn = nearestOrthogonal(overlap);
    PcaBasis turned { .mean = basis.mean, .axes = basis.axes * turn };
    for (Index axis = 0; axis < turn.cols(); ++axis) {
        double share = 0;
        for (Index from = 0; from < turn.rows(); ++from)
            share += turn(from, axis) * turn(from, axis)
                * basis.explained[static_cast<std::size_t>(from)];
        turned.explained.push_back(share);
    }
    return turned;
}

PcaBasis refitted(ThreadPool& pool, const PcaBasis& basis, ConstMatrixView<float> rows)
{
    const Index dims = basis.axes.cols();
    const Vector<double> mean = finiteMean(pool, rows);
    const Matrix<double> variances = sumOverRows(pool, rows.rows(),
        Matrix<double>::Zero(1, dims + 1), [&](Index from, Index count, Matrix<double>& sum) {
            const Matrix<double> centred = centredRows(rows, from, count, mean);
            sum.leftCols(dims) += (centred * basis.axes).colwise().squaredNorm();
            sum(0, dims) += centred.squaredNorm();
        });
    PcaBasis result { .mean = basis.mean, .axes = basis.axes };
    const double whole = variances(0, dims);
    for (Index axis = 0; axis < dims; ++axis)
        result.explained.push_back(whole > 0 ? variances(0, axis) / whole : 0);
    return result;
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
