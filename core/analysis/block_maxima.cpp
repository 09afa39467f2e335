// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/block_maxima.h"

#include "base/eigen_product.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace contrastlab {

namespace {

constexpr Index mostBlocks = 1024; // a side of the finest level
constexpr Index searchedRows = 64, searchedColumns = 1024; // whole blocks of up to 16 items

} // namespace

BlockMaxima::BlockMaxima(ThreadPool& pool, const Matrix<float>& rows, const Matrix<float>& columns)
{
    const Index n = rows.rows();
    assert(n > 0 && n <= mostItems && columns.rows() == n);
    const auto blocksAt = [n](int level) { return (n + (Index(1) << level) - 1) >> level; };
    while (blocksAt(m_finest) > mostBlocks)
        ++m_finest;
    const Index side = blocksAt(m_finest);
    m_levels.push_back({ side, std::vector<Largest>(std::size_t(side * side)) });
    std::vector<Matrix<float>> scratch(std::size_t(pool.threads()));
    pool.run((n + searchedRows - 1) / searchedRows, [&](Index tile, int thread) {
        const Index first = tile * searchedRows, count = std::min(searchedRows, n - first);
        for (Index column = 0; column < n; column += searchedColumns) {
            Matrix<float>& cosines = scratch[std::size_t(thread)];
            cosines.resize(count, std::min(searchedColumns, n - column));
            eigenProductTransposedRight<float>(rowsOf(view(rows), first, count),
                rowsOf(view(columns), column, cosines.cols()), view(cosines));
            search(view(std::as_const(cosines)), first, column);
        }
    });
    while (m_levels.back().side > 1)
        joinFour();
}

const BlockMaxima::Largest& BlockMaxima::larger(const Largest& a, const Largest& b)
{
    if (a.cosine != b.cosine) return b.cosine > a.cosine ? b : a;
    return std::pair(b.row, b.column) < std::pair(a.row, a.column) ? b : a;
}

// The value first, which the compiler does in vectors; then its place.
void BlockMaxima::search(ConstMatrixView<float> cosines, Index firstRow, Index firstColumn)
{
    const Index size = Index(1) << m_finest;
    Level& level = m_levels.front();
    for (Index r = 0; r < cosines.rows(); r += size)
        for (Index c = 0; c < cosines.cols(); c += size) {
            const auto block = cosines.block(
                r, c, std::min(size, cosines.rows() - r), std::min(size, cosines.cols() - c));
            Largest& found = level.blocks[std::size_t(
                ((firstRow + r) >> m_finest) * level.side + ((firstColumn + c) >> m_finest))];
            found = { block.maxCoeff(), std::uint16_t(firstRow + r),
                std::uint16_t(firstColumn + c) };
            for (Index i = 0; i < block.size(); ++i)
                if (block(i / block.cols(), i % block.cols()) == found.cosine) {
                    found.row = std::uint16_t(found.row + i / block.cols());
                    found.column = std::uint16_t(found.column + i % block.cols());
                    break;
                }
        }
}

void BlockMaxima::joinFour()
{
    const Level& from = m_levels.back();
    Level to { (from.side + 1) / 2, {} };
    to.blocks.reserve(std::size_t(to.side * to.side));
    const auto at = [&](Index row, Index column) -> const Largest& {
        return from.blocks[std::size_t(
            std::min(row, from.side - 1) * from.side + std::min(column, from.side - 1))];
    };
    for (Index row = 0; row < from.side; row += 2)
        for (Index column = 0; column < from.side; column += 2)
            to.blocks.push_back(larger(larger(at(row, column), at(row, column + 1)),
                larger(at(row + 1, column), at(row + 1, column + 1))));
    m_levels.push_back(std::move(to));
}

SimilarityPyramid::Cell BlockMaxima::at(int level, Index row, Index column) const
{
    const Level& kept = m_levels[std::size_t(level - m_finest)];
    const Largest& largest = kept.blocks[std::size_t(row * kept.side + column)];
    return { largest.row, largest.column, largest.cosine };
}

} // namespace contrastlab
