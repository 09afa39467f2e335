// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items that look the same to a tower (captions that are class names, say) and what they cost: a
// loss that cannot fall below a floor. Pure functions.
#pragma once

#include "run/run_setup.h"

#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace contrastlab {

/// How often the training items of one modality repeat each other.
struct Duplicates {
    Index items = 0; ///< training items that have the modality
    std::map<Index, Index> copies; ///< size of a group of equal items -> items in such groups
};

/// Texts are equal where all their captions and tags are, feature rows where every number is.
/// Pictures and sounds are not compared: each counts as unlike all others. One pass over the data;
/// throws Interrupted where `stop` is requested meanwhile.
Duplicates findDuplicates(const RunSetup& setup, int tower, const std::stop_token& stop = {});

/// The duplicates of the modalities of one split of the data, each searched for once. Any thread.
class DuplicateTable {
public:
    /// They are known, so that of() takes no time.
    [[nodiscard]] bool has(const RunSetup& setup, int tower) const;
    /// As findDuplicates(), of which it throws what it throws.
    Duplicates of(const RunSetup& setup, int tower, const std::stop_token& stop = {});

private:
    mutable std::mutex m_mutex;
    std::map<std::string, Duplicates> m_known; ///< by the name of the modality
};

/// E[ln m] in nats, m the items of a batch that equal a given one, itself among them: InfoNCE over
/// batches of `batch` different items cannot be lower, in either direction, for any embedding of
/// that modality. Exact: m - 1 is hypergeometric, of batch - 1 draws from items - 1 of which
/// copies - 1 count.
double duplicateFloor(const Duplicates& duplicates, Index batch);

} // namespace contrastlab
