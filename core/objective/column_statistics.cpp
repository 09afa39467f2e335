// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tiles are groups of columns, each summed from the first row to the last.
#include "objective/column_statistics.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr Index columnTile = 32;

} // namespace

template <class S>
void measureColumns(ThreadPool& pool, const ConstMatrixView<S>& x, ColumnStatistics& statistics)
{
    statistics.mean.setZero(x.cols());
    statistics.squares.setZero(x.cols());
    pool.run((x.cols() + columnTile - 1) / columnTile, [&](Index tile) {
        const Index first = tile * columnTile;
        const Index count = std::min(columnTile, x.cols() - first);
        auto mean = statistics.mean.segment(first, count);
        auto squares = statistics.squares.segment(first, count);
        const auto row = [&](Index i) {
            return x.row(i).segment(first, count).transpose().template cast<double>();
        };
        for (Index i = 0; i < x.rows(); ++i)
            mean += row(i);
        mean /= static_cast<double>(x.rows());
        for (Index i = 0; i < x.rows(); ++i)
            squares.array() += (row(i) - mean).array().square();
    });
}

template <class S>
void centreColumns(ThreadPool& pool, const ConstMatrixView<S>& x,
    const ColumnStatistics& statistics, const Vector<double>& factor, Matrix<S>& centred)
{
    centred.resize(x.rows(), x.cols());
    const Index height = std::max<Index>(16, (Index(1) << 15) / std::max<Index>(1, x.cols()));
    pool.run((x.rows() + height - 1) / height, [&](Index tile) {
        for (Index i = tile * height; i < std::min(x.rows(), (tile + 1) * height); ++i)
            centred.row(i) =
                ((x.row(i).template cast<double>() - statistics.mean.transpose()).array()
                    * factor.transpose().array())
                    .template cast<S>();
    });
}

#define CONTRASTLAB_INSTANTIATE(S)                                                                 \
    template void measureColumns<S>(ThreadPool&, const ConstMatrixView<S>&, ColumnStatistics&);    \
    template void centreColumns<S>(ThreadPool&, const ConstMatrixView<S>&,                         \
        const ColumnStatistics&, const Vector<double>&, Matrix<S>&);
CONTRASTLAB_INSTANTIATE(float)
CONTRASTLAB_INSTANTIATE(double)
#undef CONTRASTLAB_INSTANTIATE

} // namespace contrastlab
