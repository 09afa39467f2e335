// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Principal components by the smaller of two eigenproblems, in double, and Procrustes alignment.
#include "analysis/projection.h"
#include "base/decomposition.h"
#include "base/product.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

/// Orthonormal columns of x^T x with their eigenvalues, largest first; where rows are fewer than
/// columns, through x x^T: if x x^T u = l u, then x^T u / sqrt(l) is an axis.
struct PrincipalAxes {
    Vector<double> values;
    Matrix<double> axes;
};

PrincipalAxes principalAxes(ThreadPool& pool, const Matrix<double>& x, Index count)
{
    const bool wide = x.rows() < x.cols();
    const Index side = std::min(x.rows(), x.cols());
    Matrix<double> gram(side, side);
    if (wide)
        productTransposedRight<double>(pool, view(x), view(x), view(gram));
    else
        productTransposedLeft<double>(pool, view(x), view(x), view(gram));
    const SymmetricEigen eigen = symmetricEigen(gram);
    const Index found = std::min(count, side);
    PrincipalAxes result;
    result.values = eigen.values.reverse().cwiseMax(0);
    const Matrix<double> vectors = eigen.vectors.rightCols(found).rowwise().reverse();
    result.axes = wide ? Matrix<double>(x.transpose() * vectors) : vectors;
    for (Index axis = 0; wide && axis < found; ++axis)
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
    Matrix<double> centred = rows.template cast<double>();
    PcaBasis basis { .mean = centred.colwise().mean(),
        .axes = Matrix<double>::Zero(rows.cols(), dims) };
    centred.rowwise() -= basis.mean.transpose();
    const PrincipalAxes found = principalAxes(pool, std::as_const(centred), dims);
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
    const Matrix<double> centred = rows.template cast<double>().rowwise() - basis.mean.transpose();
    return (centred * basis.axes).cast<float>();
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
