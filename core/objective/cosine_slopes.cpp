// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every row gets a dimension of its own, with a number in it that is too small to change a cosine:
// its mark. With H the slopes, the gradient of row i is sum over k of H_ik z_k without its part
// along z_i, so that in the dimension of row k nothing stands but H_ik times the mark of k.
#include "objective/cosine_slopes.h"

#include <cmath>

namespace contrastlab {

namespace {

constexpr double markShare = 1e-8; // of a row's length: its square is lost beside 1

/// Rows with their marks.
struct MarkedRows {
    Matrix<double> rows; ///< N x (d + dimensions)
    Vector<double> lengths; ///< with the mark
    Vector<double> marks; ///< of the row at length one

    MarkedRows(const ConstMatrixView<double>& plain, Index dimensions, Index firstMark)
        : rows(Matrix<double>::Zero(plain.rows(), plain.cols() + dimensions))
        , lengths(plain.rows())
        , marks(plain.rows())
    {
        rows.leftCols(plain.cols()) = plain;
        for (Index i = 0; i < plain.rows(); ++i) {
            const double length = plain.row(i).norm();
            const double mark = length > 0 ? markShare * length : 1; // alike to nothing but itself
            rows(i, plain.cols() + firstMark + i) = mark;
            lengths[i] = std::hypot(length, mark);
            marks[i] = mark / lengths[i];
        }
    }
};

// The slopes by the cosines of `of` with the rows whose marks begin at a column of `of`'s gradient.
Matrix<double> slopesOf(
    const Matrix<double>& gradient, Index firstColumn, const MarkedRows& of, const MarkedRows& with)
{
    const Index n = of.rows.rows();
    return of.lengths.asDiagonal() * gradient.middleCols(firstColumn, n)
        * with.marks.cwiseInverse().asDiagonal();
}

// A row's own mark tells of its length, not of a cosine.
Matrix<double> slopesWithin(const Matrix<double>& gradient, Index firstColumn, const MarkedRows& of)
{
    Matrix<double> slopes = slopesOf(gradient, firstColumn, of, of);
    slopes.diagonal().setZero();
    return slopes;
}

} // namespace

CosineSlopes cosineSlopes(ThreadPool& pool, PairObjective<double>& objective,
    const PairInput<double>& input, const ObjectiveSettings& settings)
{
    const Index n = input.a.rows(), width = input.a.cols();
    const MarkedRows a(input.a, 2 * n, 0), b(input.b, 2 * n, n);
    PairInput<double> marked = input;
    pointAt(marked.a, a.rows);
    pointAt(marked.b, b.rows);
    PairResult<double> result;
    objective.evaluate(pool, marked, settings, Want::gradients, result);
    return { slopesOf(result.gradA, width + n, a, b), slopesWithin(result.gradA, width, a),
        slopesWithin(result.gradB, width + n, b), result.loss };
}

} // namespace contrastlab
