// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tiles of the product are rows of c; Eigen multiplies each.
#include "base/product.h"

#include <algorithm>

namespace contrastlab {

namespace {

// Rows a tile: enough work to be worth handing to a thread, and few enough tiles to keep packing cheap.
Index productTileRows(Index rows, Index columns, Index depth)
{
    constexpr Index worthATile = Index(1) << 21; // multiply-adds
    const Index perRow = std::max<Index>(1, columns * depth);
    const Index least = std::max<Index>(48, (worthATile / perRow + 47) / 48 * 48);
    const Index most = std::max<Index>(least, (rows / 8 + 47) / 48 * 48);
    return std::max(least, most);
}

template <class Multiply>
void inRowTiles(ThreadPool& pool, Index rows, Index columns, Index depth, const Multiply& multiply)
{
    const Index tile = productTileRows(rows, columns, depth);
    const Index tiles = (rows + tile - 1) / tile;
    pool.run(tiles, [&](Index t) { multiply(t * tile, std::min(tile, rows - t * tile)); });
}

template <class Target, class Product>
void writeProduct(Target&& target, const Product& value, Write write)
{
    if (write == Write::add)
        target.noalias() += value;
    else
        target.noalias() = value;
}

} // namespace

template <class S>
void product(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c, Write write)
{
    inRowTiles(pool, c.rows(), c.cols(), a.cols(), [&](Index first, Index count) {
        writeProduct(c.middleRows(first, count), a.middleRows(first, count) * b, write);
    });
}

template <class S>
void productTransposedRight(
    ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c, Write write)
{
    inRowTiles(pool, c.rows(), c.cols(), a.cols(), [&](Index first, Index count) {
        writeProduct(c.middleRows(first, count), a.middleRows(first, count) * b.transpose(), write);
    });
}

template <class S>
void productTransposedLeft(
    ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c, Write write)
{
    inRowTiles(pool, c.rows(), c.cols(), a.rows(), [&](Index first, Index count) {
        writeProduct(c.middleRows(first, count), a.middleCols(first, count).transpose() * b, write);
    });
}

#define CONTRASTLAB_INSTANTIATE(S)                                                                   \
    template void product<S>(                                                                        \
        ThreadPool&, ConstMatrixView<S>, ConstMatrixView<S>, MatrixView<S>, Write);                  \
    template void productTransposedRight<S>(                                                         \
        ThreadPool&, ConstMatrixView<S>, ConstMatrixView<S>, MatrixView<S>, Write);                  \
    template void productTransposedLeft<S>(                                                          \
        ThreadPool&, ConstMatrixView<S>, ConstMatrixView<S>, MatrixView<S>, Write);
CONTRASTLAB_INSTANTIATE(float)
CONTRASTLAB_INSTANTIATE(double)
#undef CONTRASTLAB_INSTANTIATE

} // namespace contrastlab
