// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Matrix vocabulary of the engine. Rows are samples, everywhere: an N x d matrix holds N embeddings
// of width d, each row contiguous. Plain types, usable from any thread.
#pragma once

#include <Eigen/Core>

#include <new>
#include <utility>

namespace contrastlab {

using Index = Eigen::Index;

template <class S> using Matrix = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
template <class S> using Vector = Eigen::Matrix<S, Eigen::Dynamic, 1>;

/// Views of row-major storage whose rows may lie further apart than they are long.
template <class S> using MatrixView = Eigen::Map<Matrix<S>, 0, Eigen::OuterStride<>>;
template <class S> using ConstMatrixView = Eigen::Map<const Matrix<S>, 0, Eigen::OuterStride<>>;
template <class S> using VectorView = Eigen::Map<Vector<S>>;
template <class S> using ConstVectorView = Eigen::Map<const Vector<S>>;

template <class S> MatrixView<S> view(Matrix<S>& m)
{
    return { m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.cols()) };
}
template <class S> ConstMatrixView<S> view(const Matrix<S>& m)
{
    return { m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.cols()) };
}
/// A matrix over memory of rows x columns scalars, rows contiguous.
template <class S> MatrixView<S> viewOf(S* data, Index rows, Index columns)
{
    return { data, rows, columns, Eigen::OuterStride<>(columns) };
}
template <class S> ConstMatrixView<S> viewOf(const S* data, Index rows, Index columns)
{
    return { data, rows, columns, Eigen::OuterStride<>(columns) };
}
template <class S> ConstMatrixView<S> asConst(const MatrixView<S>& m)
{
    return { m.data(), m.rows(), m.cols(), Eigen::OuterStride<>(m.outerStride()) };
}
/// Makes a view look at other memory; assignment would copy values (Eigen's way of doing this).
template <class S> void pointAt(ConstMatrixView<S>& target, const ConstMatrixView<S>& source)
{
    new (&target) ConstMatrixView<S>(source);
}
template <class S> void pointAt(ConstMatrixView<S>& target, const Matrix<S>& source)
{
    pointAt(target, view(source));
}

/// Rows [first, first + count) of a view.
template <class S> MatrixView<S> rowsOf(const MatrixView<S>& m, Index first, Index count)
{
    return { const_cast<S*>(m.data()) + first * m.outerStride(), count, m.cols(),
        Eigen::OuterStride<>(m.outerStride()) };
}
template <class S> ConstMatrixView<S> rowsOf(const ConstMatrixView<S>& m, Index first, Index count)
{
    return { m.data() + first * m.outerStride(), count, m.cols(),
        Eigen::OuterStride<>(m.outerStride()) };
}

} // namespace contrastlab
