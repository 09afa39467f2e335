// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Normalisation of rows and its derivative: de = (du - u <u, du>) / |e| for u = e / |e|.
#include "objective/unit_rows.h"

#include "base/simd.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

// Enough rows a tile to outweigh the hand-over to a thread.
Index unitRowsTile(Index width)
{
    return std::max<Index>(16, (Index(1) << 16) / std::max<Index>(1, width));
}

template <class Body> void forUnitRows(ThreadPool& pool, Index rows, Index width, const Body& body)
{
    const Index tile = unitRowsTile(width);
    pool.run((rows + tile - 1) / tile, [&](Index t) {
        for (Index i = t * tile; i < std::min(rows, (t + 1) * tile); ++i)
            body(i);
    });
}

template <class S> S dotOfRows(const S* a, const S* b, Index width)
{
    Vec<S> sums = {};
    Index k = 0;
    for (; k + Simd<S>::width <= width; k += Simd<S>::width)
        sums += load<S>(a + k) * load<S>(b + k);
    S sum = sumOf<S>(sums);
    for (; k < width; ++k)
        sum += a[k] * b[k];
    return sum;
}

} // namespace

template <class S> double inverseNorm(const S* row, Index width)
{
    const double squares = static_cast<double>(dotOfRows(row, row, width));
    // The squares of very short and very long rows leave the range of numbers (or are not exact)
    // though the rows do not.
    constexpr double safe = sizeof(S) == 4 ? 1e25 : 1e250;
    if (squares > 1 / safe && squares < safe) return 1.0 / std::sqrt(squares);
    const double norm =
        Eigen::Map<const Vector<S>>(row, width).template cast<double>().stableNorm();
    constexpr double least = 1e8 * static_cast<double>(std::numeric_limits<S>::min());
    return norm > least ? 1.0 / norm : 0.0;
}

template <class S> void scaleRow(const S* row, Index width, double factor, S* to)
{
    // A factor that S cannot hold belongs to a row whose entries need it in double.
    if (factor < static_cast<double>(std::numeric_limits<S>::min())) {
        for (Index k = 0; k < width; ++k)
            to[k] = static_cast<S>(static_cast<double>(row[k]) * factor);
        return;
    }
    const S by = static_cast<S>(factor);
    Index k = 0;
    for (; k + Simd<S>::width <= width; k += Simd<S>::width)
        store<S>(to + k, load<S>(row + k) * by);
    for (; k < width; ++k)
        to[k] = row[k] * by;
}

template <class S>
double projectRow(const S* grad, const S* unit, Index width, double inverse, S* to)
{
    const S along = dotOfRows(grad, unit, width);
    const S by = static_cast<S>(inverse);
    Index k = 0;
    for (; k + Simd<S>::width <= width; k += Simd<S>::width)
        store<S>(to + k, (load<S>(grad + k) - along * load<S>(unit + k)) * by);
    for (; k < width; ++k)
        to[k] = (grad[k] - along * unit[k]) * by;
    return static_cast<double>(along);
}

template <class S>
void normalizeRows(
    ThreadPool& pool, ConstMatrixView<S> raw, Matrix<S>& unit, Vector<double>& inverseNorms)
{
    unit.resize(raw.rows(), raw.cols());
    inverseNorms.resize(raw.rows());
    forUnitRows(pool, raw.rows(), raw.cols(), [&](Index i) {
        const S* row = raw.data() + i * raw.outerStride();
        inverseNorms[i] = inverseNorm(row, raw.cols());
        scaleRow(row, raw.cols(), inverseNorms[i], unit.data() + i * raw.cols());
    });
}

template <class S> void toUnitRows(Matrix<S>& rows)
{
    for (Index i = 0; i < rows.rows(); ++i) {
        S* row = rows.data() + i * rows.cols();
        scaleRow(row, rows.cols(), inverseNorm(row, rows.cols()), row);
    }
}

template <class S>
double backpropNormalize(ThreadPool& pool, ConstMatrixView<S> unit,
    const Vector<double>& inverseNorms, MatrixView<S> grad)
{
    Vector<double> radial(unit.rows());
    forUnitRows(pool, unit.rows(), unit.cols(), [&](Index i) {
        S* row = grad.data() + i * grad.outerStride();
        radial[i] = projectRow(
            row, unit.data() + i * unit.outerStride(), unit.cols(), inverseNorms[i], row);
    });
    return radial.sum();
}

#define CONTRASTLAB_INSTANTIATE(S)                                                                 \
    template double inverseNorm<S>(const S*, Index);                                               \
    template void scaleRow<S>(const S*, Index, double, S*);                                        \
    template double projectRow<S>(const S*, const S*, Index, double, S*);                          \
    template void normalizeRows<S>(ThreadPool&, ConstMatrixView<S>, Matrix<S>&, Vector<double>&);  \
    template void toUnitRows<S>(Matrix<S>&);                                                       \
    template double backpropNormalize<S>(                                                          \
        ThreadPool&, ConstMatrixView<S>, const Vector<double>&, MatrixView<S>);
CONTRASTLAB_INSTANTIATE(float)
CONTRASTLAB_INSTANTIATE(double)
#undef CONTRASTLAB_INSTANTIATE

} // namespace contrastlab
