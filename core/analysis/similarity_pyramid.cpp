// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Only each fourth level is stored: the levels between are a few additions for what is in sight.
#include "analysis/similarity_pyramid.h"

#include "base/eigen_product.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr int levelsAStore = 4; // of which one is stored
constexpr Index storeSide = 1 << levelsAStore;
constexpr Index blocksATile = 256;

Index divideUp(Index count, Index by)
{
    return (count + by - 1) / by;
}

// Row r of `to` is the mean over the items of rows [(first + r) group, ... + group) of `from`,
// whose rows stand for `size` items each, the last for what is left of all of them.
void averageRows(ConstMatrixView<float> from, Index size, Index items, Index group, Index first,
    MatrixView<float> to)
{
    Eigen::RowVectorXd sum(from.cols());
    for (Index r = 0; r < to.rows(); ++r) {
        const Index begin = (first + r) * group, end = std::min(begin + group, from.rows());
        sum.setZero();
        for (Index i = begin; i < end; ++i)
            sum += double(std::min(size, items - i * size)) * from.row(i).cast<double>();
        to.row(r) = (sum / double(std::min(end * size, items) - begin * size)).cast<float>();
    }
}

} // namespace

SimilarityPyramid::SimilarityPyramid(ThreadPool& pool, Matrix<float> rows, Matrix<float> columns)
{
    assert(rows.rows() > 0 && rows.rows() == columns.rows() && rows.cols() == columns.cols());
    m_rows.push_back(std::move(rows));
    m_columns.push_back(std::move(columns));
    buildSide(pool, m_rows);
    buildSide(pool, m_columns);
    buildPairs(pool);
}

void SimilarityPyramid::buildSide(ThreadPool& pool, Side& side) const
{
    for (Index size = 1; side.back().rows() > 1; size *= storeSide) {
        const Matrix<float>& from = side.back();
        Matrix<float> means(divideUp(from.rows(), storeSide), from.cols());
        pool.run(divideUp(means.rows(), blocksATile), [&](Index tile) {
            const Index first = tile * blocksATile;
            const Index count = std::min(blocksATile, means.rows() - first);
            averageRows(
                view(from), size, items(), storeSide, first, rowsOf(view(means), first, count));
        });
        side.push_back(std::move(means));
    }
}

void SimilarityPyramid::buildPairs(ThreadPool& pool)
{
    constexpr Index pairsATile = 4096;
    std::vector<float> cosines(static_cast<std::size_t>(items()));
    pool.run(divideUp(items(), pairsATile), [&](Index tile) {
        for (Index i = tile * pairsATile; i < std::min(items(), (tile + 1) * pairsATile); ++i)
            cosines[static_cast<std::size_t>(i)] = static_cast<float>(
                m_rows.front().row(i).cast<double>().dot(m_columns.front().row(i).cast<double>()));
    });
    m_pairMeans.push_back(cosines);
    m_leastPairs.push_back(std::move(cosines));
    while (m_pairMeans.back().size() > 1) {
        const int level = levels() - 1;
        const std::vector<float>&means = m_pairMeans.back(), &least = m_leastPairs.back();
        std::vector<float> nextMeans, nextLeast;
        for (auto* next : { &nextMeans, &nextLeast })
            next->reserve((means.size() + 1) / 2);
        for (std::size_t i = 0; i < means.size(); i += 2) {
            const std::size_t last = std::min(i + 1, means.size() - 1);
            const auto weight = double(itemsOf(level, Index(i)).count);
            const auto lastWeight = last > i ? double(itemsOf(level, Index(last)).count) : 0;
            const double sum = weight * double(means[i]) + lastWeight * double(means[last]);
            nextMeans.push_back(static_cast<float>(sum / (weight + lastWeight)));
            nextLeast.push_back(std::min(least[i], least[last]));
        }
        m_pairMeans.push_back(std::move(nextMeans));
        m_leastPairs.push_back(std::move(nextLeast));
    }
}

Index SimilarityPyramid::blocks(int level) const
{
    return divideUp(items(), Index(1) << level);
}

BlockRange SimilarityPyramid::itemsOf(int level, Index block) const
{
    const Index first = block << level;
    return { first, std::min(Index(1) << level, items() - first) };
}

ConstMatrixView<float> SimilarityPyramid::meansOf(
    const Side& side, int level, BlockRange range, Matrix<float>& scratch) const
{
    const Matrix<float>& stored = side[static_cast<std::size_t>(level / levelsAStore)];
    const int above = level % levelsAStore;
    if (above == 0) return rowsOf(view(stored), range.first, range.count);
    scratch.resize(range.count, stored.cols());
    averageRows(view(stored), Index(1) << (level - above), items(), Index(1) << above, range.first,
        view(scratch));
    return view(std::as_const(scratch));
}

Matrix<float> SimilarityPyramid::means(int level, BlockRange rows, BlockRange columns) const
{
    Matrix<float> ofRows, ofColumns, means(rows.count, columns.count);
    eigenProductTransposedRight<float>(meansOf(m_rows, level, rows, ofRows),
        meansOf(m_columns, level, columns, ofColumns), view(means));
    return means;
}

float SimilarityPyramid::pairMean(int level, Index block) const
{
    return m_pairMeans[static_cast<std::size_t>(level)][static_cast<std::size_t>(block)];
}

float SimilarityPyramid::leastPair(int level, Index block) const
{
    return m_leastPairs[static_cast<std::size_t>(level)][static_cast<std::size_t>(block)];
}

BlockRange SimilarityPyramid::itemsOf(int level, BlockRange blocks) const
{
    const BlockRange last = itemsOf(level, blocks.first + blocks.count - 1);
    const Index first = itemsOf(level, blocks.first).first;
    return { first, last.first + last.count - first };
}

std::vector<SimilarityPyramid::Cell> SimilarityPyramid::largest(
    int level, BlockRange rows, BlockRange columns) const
{
    const BlockRange down = itemsOf(level, rows), across = itemsOf(level, columns);
    if (down.count * across.count * m_rows.front().cols() > mostMultiplied) return {};
    const Matrix<float> cosines = means(0, down, across);
    if (!cosines.allFinite()) return {};
    std::vector<Cell> cells;
    for (Index row = 0; row < rows.count; ++row)
        for (Index column = 0; column < columns.count; ++column) {
            const BlockRange r = itemsOf(level, rows.first + row),
                             c = itemsOf(level, columns.first + column);
            Index i = 0, j = 0;
            const float most =
                cosines.block(r.first - down.first, c.first - across.first, r.count, c.count)
                    .maxCoeff(&i, &j);
            cells.push_back({ r.first + i, c.first + j, most });
        }
    return cells;
}

bool SimilarityPyramid::isFinite() const
{
    return std::isfinite(m_pairMeans.back().front());
}

std::size_t SimilarityPyramid::bytes() const
{
    std::size_t numbers = 0;
    for (const Side* side : { &m_rows, &m_columns })
        for (const Matrix<float>& means : *side)
            numbers += static_cast<std::size_t>(means.size());
    for (const auto* levels : { &m_pairMeans, &m_leastPairs })
        for (const std::vector<float>& level : *levels)
            numbers += level.capacity();
    return numbers * sizeof(float);
}

} // namespace contrastlab
