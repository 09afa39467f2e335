// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
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
    return { checkpoint.step, pair, std::move(items), complete,
        SimilarityPyramid(pool, std::move(sides[0]), std::move(sides[1])) };
}

} // namespace contrastlab
