// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether two networks come to see the same neighbours: mutual nearest neighbours of the held-out
// items of two draws of the weights, and of the two towers of one.
#include "lesson/experiment_list.h"

#include "analysis/map_quality.h"
#include "lesson/trained_world.h"

#include <algorithm>

namespace contrastlab {

namespace {

using OverlapNumbers = std::map<std::string, double>;

OverlapNumbers compareSeeds(ThreadPool& pool, const OverlapNumbers& settings, std::uint64_t seed)
{
    const auto steps = std::int64_t(settings.at("steps"));
    const auto neighbours = Index(settings.at("neighbours"));
    RunSpec spec = TrainedWorld::lessonSpec();
    spec.set("steps", std::max<std::int64_t>(1, steps));
    spec.set("schedule", std::string("constant"));
    const TrainedWorld world(pool, spec, seed);
    const Checkpoint first = world.train(world.begin(0), steps),
                     second = world.train(world.begin(1), steps);
    const std::vector<Index>& items = world.setup().split().heldOut;
    const auto overlap = [&](const Checkpoint& x, int towerX, const Checkpoint& y, int towerY) {
        const Matrix<float> rows = world.embedded(x, towerX, items),
                            others = world.embedded(y, towerY, items);
        return mapQuality(pool, view(rows), view(others), neighbours).neighbourOverlap;
    };
    return { { "seeds_a", overlap(first, 0, second, 0) },
        { "seeds_b", overlap(first, 1, second, 1) }, { "towers", overlap(first, 0, first, 1) },
        { "seeds_and_towers", overlap(first, 0, second, 1) },
        { "chance", double(neighbours) / double(items.size() - 1) } };
}

} // namespace

Experiment twoSeeds()
{
    return { "two-seeds",
        "Mutual nearest neighbours of two draws of the weights and of two towers (Huh et al. 2024, "
        "arXiv 2405.07987)",
        { { "steps", 600, 0, 20000 }, { "neighbours", 10, 1, 100 } },
        { "seeds_a", "seeds_b", "towers", "seeds_and_towers", "chance" }, &compareSeeds };
}

} // namespace contrastlab
