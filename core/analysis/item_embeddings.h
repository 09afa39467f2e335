// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where many items of a run lie, not the probes alone. Pure functions, any thread.
#pragma once

#include "run/checkpoint.h"
#include "run/run_setup.h"

#include <functional>
#include <span>
#include <vector>

namespace contrastlab {

/// Every item that is trained on or held out and has all modalities, in order; test items are
/// judged once, at the end.
std::vector<Index> itemsInSight(const RunSetup& setup);

/// Unit rows by the weights that are judged, N x d, one matrix a tower that is asked for.
/// `progress` hears how many of how many items were embedded so far, at first and then at most ten
/// times a second. The pool's stop token interrupts it.
std::vector<Matrix<float>> embedItems(ThreadPool& pool, const RunSetup& setup,
    const Checkpoint& checkpoint, std::span<const int> towers, std::span<const Index> items,
    const std::function<void(Index done, Index all)>& progress);

/// Where items lie at a step, in every tower.
struct ItemEmbeddings {
    std::shared_ptr<const Checkpoint> checkpoint;
    double temperature = 0; ///< of the first pair
    std::vector<Index> items; ///< of the N rows, in order
    Index complete = 0; ///< items that there are
    std::vector<Matrix<float>> towers; ///< N x d unit rows each
};
/// Of itemsInSight(); where their rows would take more than 2^30 bytes, of as many as there is room
/// for, evenly spread.
ItemEmbeddings embedAllItems(ThreadPool& pool, const RunSetup& setup,
    std::shared_ptr<const Checkpoint> checkpoint,
    const std::function<void(Index done, Index all)>& progress);

} // namespace contrastlab
