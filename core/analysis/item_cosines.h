// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cosines of all items of a run in two of its towers. Pure functions, any thread.
#pragma once

#include "analysis/block_maxima.h"
#include "run/checkpoint.h"
#include "run/run_setup.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace contrastlab {

struct ItemCosines {
    std::int64_t step = 0; ///< of the checkpoint
    TrainedPair pair; ///< rows are its first tower, columns its second
    std::vector<Index> items; ///< of the N rows and of the columns, by label, then by number
    Index complete = 0; ///< items that there are
    std::optional<BlockMaxima> maxima; ///< of up to BlockMaxima::mostItems items
    SimilarityPyramid pyramid;

    /// As SimilarityPyramid has it, and of blocks of any size where the maxima are kept.
    [[nodiscard]] std::vector<SimilarityPyramid::Cell> largest(
        int level, BlockRange rows, BlockRange columns) const;
};

/// Of itemsInSight() (analysis/item_embeddings.h). Where the pyramid would take more than 2^30
/// bytes, of as many as it has room for, evenly spread. `progress` hears how many of how many items
/// were embedded so far. The pool's stop token interrupts it.
ItemCosines cosinesOfItems(ThreadPool& pool, const RunSetup& setup, const Checkpoint& checkpoint,
    const TrainedPair& pair, const std::function<void(Index done, Index all)>& progress);

} // namespace contrastlab
