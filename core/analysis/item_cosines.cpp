// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the pyramid takes of memory bounds how many items there are.
#include "analysis/item_cosines.h"

#include "analysis/item_embeddings.h"
#include "analysis/probe_frame.h"

#include <utility>

namespace contrastlab {

namespace {

constexpr double mostBytes = 1 << 30;

std::size_t mostItems(Index width)
{
    return static_cast<std::size_t>(mostBytes / SimilarityPyramid::bytesAnItem(width));
}

} // namespace

ItemCosines cosinesOfItems(ThreadPool& pool, const RunSetup& setup, const Checkpoint& checkpoint,
    const TrainedPair& pair, const std::function<void(Index done, Index all)>& progress)
{
    std::vector<Index> items = itemsInSight(setup);
    const Index complete = std::ssize(items);
    items = evenlySpread(items, mostItems(setup.embeddingWidth()));
    sortByLabel(items, setup.dataset().labels);
    const int towers[] { pair.a, pair.b };
    std::vector<Matrix<float>> sides = embedItems(pool, setup, checkpoint, towers, items, progress);
    std::optional<BlockMaxima> maxima;
    if (std::ssize(items) <= BlockMaxima::mostItems) maxima.emplace(pool, sides[0], sides[1]);
    return { checkpoint.step, pair, std::move(items), complete, std::move(maxima),
        SimilarityPyramid(pool, std::move(sides[0]), std::move(sides[1])) };
}

std::vector<SimilarityPyramid::Cell> ItemCosines::largest(
    int level, BlockRange rows, BlockRange columns) const
{
    if (!maxima || level < maxima->finestLevel()) return pyramid.largest(level, rows, columns);
    std::vector<SimilarityPyramid::Cell> cells;
    for (Index row = rows.first; row < rows.first + rows.count; ++row)
        for (Index column = columns.first; column < columns.first + columns.count; ++column)
            cells.push_back(maxima->at(level, row, column));
    return cells;
}

} // namespace contrastlab
