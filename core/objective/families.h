// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One entry an objective: what there is to know of it, how to make it, and its value at chance. The
// table in objective.cpp lists the entries; each family's file defines its own.
#pragma once

#include "objective/objective.h"
#include "objective/sharded_objective.h"

namespace contrastlab {

struct ObjectiveEntry {
    ObjectiveInfo info;
    std::unique_ptr<PairObjective<float>> (*makeFloat)();
    std::unique_ptr<PairObjective<double>> (*makeDouble)();
    /// The loss of N equal embeddings at scale 1 / temperature; NaN where there is no such value.
    double (*chanceLoss)(Index batch, double scale, double bias, const ObjectiveSettings& settings);
    /// Null where it takes no shards.
    std::unique_ptr<ShardedObjective<float>> (*makeShardedFloat)() = nullptr;
    std::unique_ptr<ShardedObjective<double>> (*makeShardedDouble)() = nullptr;
};

/// An entry for a class template over the scalar, default constructible.
template <template <class> class Objective>
ObjectiveEntry entryOf(const ObjectiveInfo& info,
    double (*chanceLoss)(Index, double, double, const ObjectiveSettings&))
{
    return { info,
        []() -> std::unique_ptr<PairObjective<float>> {
            return std::make_unique<Objective<float>>();
        },
        []() -> std::unique_ptr<PairObjective<double>> {
            return std::make_unique<Objective<double>>();
        },
        chanceLoss };
}

/// An entry with its class template for batches in shards.
template <template <class> class Objective> ObjectiveEntry withShards(ObjectiveEntry entry)
{
    entry.info.shards = true;
    entry.makeShardedFloat = []() -> std::unique_ptr<ShardedObjective<float>> {
        return std::make_unique<Objective<float>>();
    };
    entry.makeShardedDouble = []() -> std::unique_ptr<ShardedObjective<double>> {
        return std::make_unique<Objective<double>>();
    };
    return entry;
}

// Softmax over tiles
ObjectiveEntry clipEntry();
ObjectiveEntry cmcEntry();
ObjectiveEntry infoNceEntry();
ObjectiveEntry ntXentEntry();
ObjectiveEntry siglipEntry();
ObjectiveEntry dclEntry();
ObjectiveEntry dclwEntry();
ObjectiveEntry hardNegativeEntry();
ObjectiveEntry alignUniformEntry();
// With labels
ObjectiveEntry supConEntry();
ObjectiveEntry clipMultiPositiveEntry();
// Margins, queue, statistics
ObjectiveEntry tripletEntry();
ObjectiveEntry mocoEntry();
ObjectiveEntry barlowTwinsEntry();
ObjectiveEntry vicregEntry();
// The article's formula and its listing
ObjectiveEntry articleEntry();
ObjectiveEntry articleNaiveEntry();

} // namespace contrastlab
