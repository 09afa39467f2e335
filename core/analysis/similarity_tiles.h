// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cosine tiles for the metrics of this folder, which never hold N x N. Any thread; scratch is the
// caller's.
#pragma once

#include "base/eigen_product.h"

#include <algorithm>

namespace contrastlab {

/// Side of a tile. A multiple of 48, as are all tiles once padded: then every element of every
/// product goes through the same kernel of the library and adds up in the same order, so equal rows
/// have equal cosines to the last bit wherever they stand. The tie rule of retrieval rests on this.
constexpr Index similarityTileSide = 192;

/// Columns are reduced in at most so many parts, each owned by one thread at a time, then added in
/// order.
constexpr Index mostColumnParts = 16;

/// Rows followed by zero rows up to a multiple of 48.
template <class S> struct PaddedRows {
    Matrix<S> values;
    Index rows = 0; ///< without the padding

    explicit PaddedRows(ConstMatrixView<S> source)
        : values(Matrix<S>::Zero((source.rows() + 47) / 48 * 48, source.cols()))
        , rows(source.rows())
    {
        values.topRows(rows) = source;
    }
    [[nodiscard]] Index tiles() const
    {
        return (rows + similarityTileSide - 1) / similarityTileSide;
    }
    [[nodiscard]] Index first(Index tile) const { return tile * similarityTileSide; }
    /// Rows of a tile without the padding.
    [[nodiscard]] Index count(Index tile) const
    {
        return std::min(similarityTileSide, rows - first(tile));
    }
    [[nodiscard]] ConstMatrixView<S> block(Index tile) const
    {
        const Index padded = std::min(similarityTileSide, values.rows() - first(tile));
        return rowsOf(view(values), first(tile), padded);
    }
};

/// Dot products of the rows of two tiles, in `scratch`: only the first count x count are of real
/// rows.
template <class S>
void multiplyTiles(
    const PaddedRows<S>& a, Index tileA, const PaddedRows<S>& b, Index tileB, Matrix<S>& scratch)
{
    const ConstMatrixView<S> left = a.block(tileA), right = b.block(tileB);
    scratch.resize(left.rows(), right.rows());
    eigenProductTransposedRight<S>(left, right, view(scratch));
}

/// Tiles [first, last) of part `part` of `parts`.
struct TileRange {
    Index first;
    Index last;
};
inline TileRange tilesOfPart(Index tiles, Index parts, Index part)
{
    return { tiles * part / parts, tiles * (part + 1) / parts };
}

} // namespace contrastlab
