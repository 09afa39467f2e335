// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Data in which nothing repeats are split as if nothing stayed together.
#include "data/split.h"

#include "base/random.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace contrastlab {

namespace {

constexpr Index leastAutomatic = 150;
constexpr Index mostAutomatic = 2000;

Index setOf(const SplitRequest& request, Index item)
{
    return request.together[static_cast<std::size_t>(item)];
}

// Held-out items of which a training item is the same in something.
Index leaking(const Split& split, const SplitRequest& request)
{
    std::unordered_set<Index> trained;
    for (const Index item : split.training)
        trained.insert(setOf(request, item));
    Index count = 0;
    for (const auto* judged : { &split.heldOut, &split.test })
        count += std::ranges::count_if(
            *judged, [&](Index item) { return trained.contains(setOf(request, item)); });
    return count;
}

Split splitOfData(const Dataset& dataset, const SplitRequest& request)
{
    Split split;
    const auto partOf = [&](Index item) { return dataset.parts[static_cast<std::size_t>(item)]; };
    for (const Index item : request.trainable)
        if (partOf(item) == Part::training) split.training.push_back(item);
    for (const Index item : request.judgeable) {
        if (partOf(item) == Part::heldOut) split.heldOut.push_back(item);
        if (partOf(item) == Part::test) split.test.push_back(item);
    }
    if (split.heldOut.empty()) split.heldOut.swap(split.test);
    split.leaking = leaking(split, request);
    return split;
}

Split drawnSplit(const SplitRequest& request)
{
    std::unordered_map<Index, Index> sizes;
    for (const Index item : request.judgeable)
        ++sizes[setOf(request, item)];
    RandomStream stream(request.seed, Purpose::split);
    std::unordered_set<Index> held;
    Index room = request.heldOut;
    // What comes first is held out, or else the first that finds room.
    for (const std::int64_t place : permutation(std::ssize(request.judgeable), stream)) {
        if (room <= 0) break;
        const Index set = setOf(request, request.judgeable[static_cast<std::size_t>(place)]);
        if (sizes[set] > room || !held.insert(set).second) continue;
        room -= sizes[set];
    }
    Split split;
    const std::unordered_set<Index> judgeable(request.judgeable.begin(), request.judgeable.end());
    for (const Index item : request.trainable) {
        if (!held.contains(setOf(request, item)))
            split.training.push_back(item);
        else if (judgeable.contains(item))
            split.heldOut.push_back(item);
    }
    return split;
}

} // namespace

Index automaticHeldOut(Index items)
{
    return std::min(std::max<Index>(2, items / 5),
        std::clamp<Index>(items / 10, leastAutomatic, mostAutomatic));
}

Split splitItems(const Dataset& dataset, const SplitRequest& request)
{
    if (!dataset.parts.empty()) return splitOfData(dataset, request);
    Split split = drawnSplit(request);
    const auto isUsable = [&] { return split.heldOut.size() >= 2 && !split.training.empty(); };
    if (isUsable() || request.heldOut < 2) return split;
    // A handful of items, most of them copies.
    std::vector<Index> apart(request.together.size());
    std::iota(apart.begin(), apart.end(), Index(0));
    SplitRequest each = request;
    each.together = apart;
    split = drawnSplit(each);
    split.leaking = leaking(split, request);
    return split;
}

} // namespace contrastlab
