// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items that look the same to a tower (captions that are class names, say) and what they cost: a
// loss that cannot fall below a floor. Pure functions.
#pragma once

#include "run/run_setup.h"

#include <map>

namespace contrastlab {

/// How often the training items of one modality repeat each other.
struct Duplicates {
    Index items = 0; ///< training items that have the modality
    std::map<Index, Index> copies; ///< size of a group of equal items -> items in such groups
};

/// Equal are items that hold the same (data/contents.h).
Duplicates findDuplicates(const RunSetup& setup, int tower);

/// How many items hold the same as another in some trained modality, but for captions that name
/// classes.
Index repeatedItems(const RunSetup& setup);

/// E[ln m] in nats, m the items of a batch that equal a given one, itself among them: InfoNCE over
/// batches of `batch` different items cannot be lower, in either direction, for any embedding of
/// that modality. Exact: m - 1 is hypergeometric, of batch - 1 draws from items - 1 of which
/// copies - 1 count.
double duplicateFloor(const Duplicates& duplicates, Index batch);

} // namespace contrastlab
