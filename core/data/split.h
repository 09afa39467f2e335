// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which items train, which are held out and steer, which are judged once at the end. Pure.
#pragma once

#include "data/dataset.h"

#include <cstdint>
#include <span>
#include <vector>

namespace contrastlab {

/// All ascending; no item stands in two.
struct Split {
    std::vector<Index> training;
    std::vector<Index> heldOut;
    std::vector<Index> test;
    Index leaking = 0; ///< held-out and test items that a training item repeats
};

/// How many of so many items are held out where nobody says: a tenth, of 150 to 2,000 (the recall
/// of fewer has a wide interval, that of more says no more), and at most a fifth.
Index automaticHeldOut(Index items);

/// What can be split, and how many of it are held out.
struct SplitRequest {
    std::span<const Index> trainable; ///< ascending
    std::span<const Index> judgeable; ///< those of them that may be held out
    std::span<const Index> together; ///< one an item of the data: equal for what stays on one side
    Index heldOut = 0;
    std::uint64_t seed = 0;
};

/// The split that came with the data, or else items drawn by the seed: each takes those along that
/// stay together with it, and a set of those that is too large trains. Where that leaves no two to
/// judge or none to train on, copies are parted, and counted as leaking. Where the data have test
/// items and no others, those are held out.
Split splitItems(const Dataset& dataset, const SplitRequest& request);

} // namespace contrastlab
