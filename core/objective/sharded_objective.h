// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An objective over a batch that is divided into shards: each member of a run compares the rows of
// its own shards with all columns. Loss and gradients are those of the whole batch, and to the bit
// the same whoever has the shards.
#pragma once

#include "base/exchange.h"
#include "objective/objective.h"

namespace contrastlab {

template <class S> class ShardedObjective {
public:
    virtual ~ShardedObjective() = default;
    /// Of all N rows, of which every shard has N / shards.count(). As PairObjective::evaluate(),
    /// but that gradA and gradB get the rows of own shards alone.
    virtual void evaluate(ThreadPool& pool, const Shards& shards, const PairInput<S>& input,
        const ObjectiveSettings& settings, Want want, PairResult<S>& result) = 0;
};

/// Of an objective that has one (ObjectiveInfo::shards).
template <class S> std::unique_ptr<ShardedObjective<S>> makeShardedObjective(std::string_view name);

} // namespace contrastlab
