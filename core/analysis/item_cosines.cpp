// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/item_cosines.h"

#include "analysis/probe_frame.h"
#include "objective/unit_rows.h"

#include <algorithm>
#include <span>
#include <utility>

namespace contrastlab {

namespace {

constexpr double mostBytes = 1 << 30;

std::size_t mostItems(Index width)
{
    return static_cast<std::size_t>(mostBytes / SimilarityPyramid::bytesAnItem(width));
}

std::vector<Index> completeItems(const RunSetup& setup)
{
    std::vector<Index> items = setup.complete(setup.split().training);
    const std::vector<Index> heldOut = setup.complete(setup.split().heldOut);
    items.insert(items.end(), heldOut.begin(), heldOut.end());
    std::ranges::sort(items);
    return items;
}

} // namespace

ItemCosines cosinesOfItems(ThreadPool& pool, const RunSetup& setup, const Checkpoint& checkpoint,
    const TrainedPair& pair, const std::function<void(Index done, Index all)>& progress)
{
    constexpr Index chunk = 1024; // between two tellings
    std::vector<Index> items = completeItems(setup);
    const Index complete = std::ssize(items);
    items = evenlySpread(items, mostItems(setup.embeddingWidth()));
    sortByLabel(items, setup.dataset().labels);
    const Index count = std::ssize(items);
    Matrix<float> rows(count, setup.embeddingWidth()), columns(count, setup.embeddingWidth());
    for (Index first = 0; first < count; first += chunk) {
        progress(first, count);
        const Index size = std::min(chunk, count - first);
        const auto part = std::span(items).subspan(std::size_t(first), std::size_t(size));
        for (const auto& [tower, side] :
            { std::pair(pair.a, &rows), std::pair(pair.b, &columns) }) {
            Matrix<float> embeddings = setup.embed(pool, checkpoint.judged(), tower, part, 0);
            toUnitRows(embeddings);
            side->middleRows(first, size) = embeddings;
        }
    }
    return { checkpoint.step, pair, std::move(items), complete,
        SimilarityPyramid(pool, std::move(rows), std::move(columns)) };
}

} // namespace contrastlab
