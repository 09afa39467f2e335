// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The largest cosine of every block of the matrix of all items, and where it is: what a block's
// mean hides. Every cosine is computed once. Immutable once built, so any thread may read it.
#pragma once

#include "analysis/similarity_pyramid.h"

#include <cstdint>
#include <vector>

namespace contrastlab {

class BlockMaxima {
public:
    /// N^2 d multiplications: 0.8 s of one thread for so many of width 64, and 11 MB.
    static constexpr Index mostItems = 16384;

    /// `rows`, `columns`: as SimilarityPyramid has them, at most mostItems. The pool's stop token
    /// interrupts it.
    BlockMaxima(ThreadPool& pool, const Matrix<float>& rows, const Matrix<float>& columns);

    /// The finest level that is kept: the first whose blocks are larger than one item and at most
    /// 1,024 a side. Up to the level at which one block is all.
    [[nodiscard]] int finestLevel() const { return m_finest; }
    /// The first of equal ones, row by row. Levels and blocks as SimilarityPyramid has them.
    [[nodiscard]] SimilarityPyramid::Cell at(int level, Index row, Index column) const;

private:
    struct Largest {
        float cosine = 0;
        std::uint16_t row = 0, column = 0;
    };
    struct Level {
        Index side = 0; ///< blocks
        std::vector<Largest> blocks; ///< row by row
    };

    static const Largest& larger(const Largest& a, const Largest& b);
    void search(ConstMatrixView<float> cosines, Index firstRow, Index firstColumn);
    void joinFour();

    int m_finest = 1;
    std::vector<Level> m_levels; ///< from the finest one on
};

} // namespace contrastlab
