// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/item_embeddings.h"

#include "analysis/probe_frame.h"
#include "objective/unit_rows.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <utility>

namespace contrastlab {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double mostBytesOfRows = 1 << 30;
constexpr auto betweenTellings = std::chrono::milliseconds(100);

} // namespace

std::vector<Index> itemsInSight(const RunSetup& setup)
{
    std::vector<Index> items = setup.complete(setup.split().training);
    const std::vector<Index> heldOut = setup.complete(setup.split().heldOut);
    items.insert(items.end(), heldOut.begin(), heldOut.end());
    std::ranges::sort(items);
    return items;
}

std::vector<Matrix<float>> embedItems(ThreadPool& pool, const RunSetup& setup,
    const Checkpoint& checkpoint, std::span<const int> towers, std::span<const Index> items,
    const std::function<void(Index done, Index all)>& progress)
{
    constexpr Index chunk = 256; // after which it looks whether to tell
    const Index count = std::ssize(items);
    std::vector<Matrix<float>> sides(towers.size(), Matrix<float>(count, setup.embeddingWidth()));
    auto told = Clock::now();
    for (Index first = 0; first < count; first += chunk) {
        if (const auto now = Clock::now(); first == 0 || now - told >= betweenTellings) {
            progress(first, count);
            told = now;
        }
        const Index size = std::min(chunk, count - first);
        const auto part = items.subspan(std::size_t(first), std::size_t(size));
        for (std::size_t side = 0; side < sides.size(); ++side) {
            Matrix<float> embeddings =
                setup.embed(pool, checkpoint.judged(), towers[side], part, 0);
            toUnitRows(embeddings);
            sides[side].middleRows(first, size) = embeddings;
        }
    }
    return sides;
}

ItemEmbeddings embedAllItems(ThreadPool& pool, const RunSetup& setup,
    std::shared_ptr<const Checkpoint> checkpoint,
    const std::function<void(Index done, Index all)>& progress)
{
    ItemEmbeddings all;
    all.temperature = std::exp(-double(checkpoint->parameters[setup.scaleOffset(0)]));
    all.items = itemsInSight(setup);
    all.complete = std::ssize(all.items);
    const double bytesAnItem = 4.0 * setup.towers() * double(setup.embeddingWidth());
    all.items = evenlySpread(all.items, std::size_t(mostBytesOfRows / bytesAnItem));
    std::vector<int> towers(std::size_t(setup.towers()));
    std::iota(towers.begin(), towers.end(), 0);
    all.towers = embedItems(pool, setup, *checkpoint, towers, all.items, progress);
    all.checkpoint = std::move(checkpoint);
    return all;
}

} // namespace contrastlab
