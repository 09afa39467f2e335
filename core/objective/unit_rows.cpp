// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Normalisation of rows and its derivative: de = (du - u <u, du>) / |e| for u = e / |e|.
#include "objective/unit_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

// Enough rows a tile to outweigh the hand-over to a thread.
constexpr Index unitRowsTile(Index width)
{
    return std::max<Index>(16, (Index(1) << 16) / std::max<Index>(1, width));
}

} // namespace

template <class S> double inverseNorm(const S* row, Index width)
{
    const Eigen::Map<const Vector<S>> values(row, width);
    const double squares = values.template cast<double>().squaredNorm();
    // Squares of doubles may leave the range where the values do not.
    const bool inRange = squares > 1e-280 && squares < 1e280;
    const double norm = inRange ? std::sqrt(squares) : values.template cast<double>().stableNorm();
    constexpr double least = 1e8 * static_cast<double>(std::numeric_limits<S>::min());
    return norm > least ? 1.0 / norm : 0.0;
}

template <class S>
void normalizeRows(
    ThreadPool& pool, ConstMatrixView<S> raw, Matrix<S>& unit, Vector<double>& inverseNorms)
{
    unit.resize(raw.rows(), raw.cols());
    inverseNorms.resize(raw.rows());
    const Index tile = unitRowsTile(raw.cols());
    pool.run((raw.rows() + tile - 1) / tile, [&](Index t) {
        for (Index i = t * tile; i < std::min(raw.rows(), (t + 1) * tile); ++i) {
            inverseNorms[i] = inverseNorm(raw.data() + i * raw.outerStride(), raw.cols());
            unit.row(i) = (raw.row(i).template cast<double>() * inverseNorms[i]).template cast<S>();
        }
    });
}

template <class S>
double backpropNormalize(ThreadPool& pool, ConstMatrixView<S> unit,
    const Vector<double>& inverseNorms, MatrixView<S> grad)
{
    Vector<double> radial(unit.rows());
    const Index tile = unitRowsTile(unit.cols());
    pool.run((unit.rows() + tile - 1) / tile, [&](Index t) {
        for (Index i = t * tile; i < std::min(unit.rows(), (t + 1) * tile); ++i) {
            radial[i] =
                unit.row(i).template cast<double>().dot(grad.row(i).template cast<double>());
            const S along = static_cast<S>(radial[i]);
            grad.row(i) = (grad.row(i) - along * unit.row(i)) * static_cast<S>(inverseNorms[i]);
        }
    });
    return radial.sum();
}

#define CONTRASTLAB_INSTANTIATE(S)                                                                 \
    template double inverseNorm<S>(const S*, Index);                                               \
    template void normalizeRows<S>(ThreadPool&, ConstMatrixView<S>, Matrix<S>&, Vector<double>&);  \
    template double backpropNormalize<S>(                                                          \
        ThreadPool&, ConstMatrixView<S>, const Vector<double>&, MatrixView<S>);
CONTRASTLAB_INSTANTIATE(float)
CONTRASTLAB_INSTANTIATE(double)
#undef CONTRASTLAB_INSTANTIATE

} // namespace contrastlab
