// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The matrix of cosines of all items, at every scale and never stored: the mean over a block of
// cosines is the product of two mean rows, exactly (the dot product is linear in either side).
// Immutable once built, so any thread may read it.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

#include <vector>

namespace contrastlab {

/// Blocks [first, first + count) of a level.
struct BlockRange {
    Index first = 0;
    Index count = 0;
};

class SimilarityPyramid {
public:
    /// `rows`, `columns`: N x d, unit rows of the same items in the two towers, in the order in
    /// which the matrix shows them; N at least 1. They are kept, with means of 16, 256 ... of them
    /// beside them and two numbers a pair and level: bytesAnItem(d) N in all, 562 MB for 10^6 items
    /// of width 64. Sums are in double. The pool's stop token interrupts it.
    SimilarityPyramid(ThreadPool& pool, Matrix<float> rows, Matrix<float> columns);

    static constexpr double bytesAnItem(Index width)
    {
        return 4 * (2 * 16.0 / 15 * double(width) + 4);
    }

    [[nodiscard]] Index items() const { return m_rows.front().rows(); }
    /// At level l a block is 2^l items, the last one what is left; at the last level one block is
    /// all.
    [[nodiscard]] int levels() const { return static_cast<int>(m_pairMeans.size()); }
    [[nodiscard]] Index blocks(int level) const;
    /// Items of a block.
    [[nodiscard]] BlockRange itemsOf(int level, Index block) const;

    /// Of each block the mean over all its cosines: rows.count x columns.count.
    [[nodiscard]] Matrix<float> means(int level, BlockRange rows, BlockRange columns) const;
    /// The mean and the least cosine of the pairs of a block: both of the same item.
    [[nodiscard]] float pairMean(int level, Index block) const;
    [[nodiscard]] float leastPair(int level, Index block) const;

    struct Cell {
        Index row = 0;
        Index column = 0;
        float cosine = 0;
    };
    /// The largest cosine of each block, the first of equal ones, blocks row by row: by computing
    /// all of them at once, so nothing where that takes more than mostMultiplied multiplications,
    /// or where one is no number.
    [[nodiscard]] std::vector<Cell> largest(int level, BlockRange rows, BlockRange columns) const;
    static constexpr Index mostMultiplied = Index(1) << 26;

    /// All rows hold numbers: not those of a model that has diverged.
    [[nodiscard]] bool isFinite() const;
    /// Of memory.
    [[nodiscard]] std::size_t bytes() const;

private:
    using Side = std::vector<Matrix<float>>; ///< means of blocks of 1, 16, 256 ... rows

    [[nodiscard]] BlockRange itemsOf(int level, BlockRange blocks) const;
    void buildSide(ThreadPool& pool, Side& side) const;
    void buildPairs(ThreadPool& pool);
    ConstMatrixView<float> meansOf(
        const Side& side, int level, BlockRange range, Matrix<float>& scratch) const;

    Side m_rows, m_columns;
    std::vector<std::vector<float>> m_pairMeans, m_leastPairs; ///< one number a block and level
};

} // namespace contrastlab
