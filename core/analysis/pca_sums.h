// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sums over rows in double for the axes of this folder, by tiles; the same on any number of
// threads.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

#include <algorithm>
#include <vector>

namespace contrastlab {

constexpr Index rowsInTile = 256;
constexpr Index mostRowParts = 16; // of sums over rows, which are added in their order

inline Index rowTiles(Index rows)
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
    const Index tiles = rowTiles(rows);
    const Index parts = std::min(tiles, mostRowParts);
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

/// Each axis (a column) points to where its largest entry is positive.
inline void fixSigns(Matrix<double>& axes)
{
    for (Index axis = 0; axis < axes.cols(); ++axis) {
        Index largest = 0;
        axes.col(axis).cwiseAbs().maxCoeff(&largest);
        if (axes(largest, axis) < 0) axes.col(axis) *= -1;
    }
}

} // namespace contrastlab
