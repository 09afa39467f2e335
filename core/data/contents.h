// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which items say, show or sound the same, and what follows: who is whose partner, who stays on one
// side of a split, whether captions are names of classes. Pure functions; any thread.
#pragma once

#include "data/dataset.h"

#include <span>
#include <stop_token>

namespace contrastlab {

/// A digest of what each item holds of one modality: equal digests, equal content. Texts: the words
/// of all captions and tags; features: every number; pictures and sounds: the first variant. One
/// pass over the data; throws Interrupted where `stop` is requested meanwhile.
std::vector<std::uint64_t> contentsOf(
    const ModalityData& modality, Index items, const std::stop_token& stop = {});

/// Items with equal contents get one number: from 0, in the order of first mention; -1 for those
/// that lack the modality.
std::vector<int> contentGroups(
    const ModalityData& modality, Index items, const std::stop_token& stop = {});

/// Whether captions in such groups are names of classes: of 2 to 1,000 kinds, each of which comes
/// five times or more on average.
bool nameClasses(std::span<const int> groups);

/// What has to stay on one side of a split: items that share a group in any of the lists (one
/// number an item each), in chains too. One number an item, that of the first of them.
std::vector<Index> inseparable(Index items, std::span<const std::vector<int>> lists);

} // namespace contrastlab
