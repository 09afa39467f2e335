// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is broken of training batches on purpose. Pure functions of spec, seed, item and step, so
// that a run has no state of it and what is switched off leaves no trace. Held-out items are judged
// as ever.
#pragma once

#include "run/run_setup.h"

#include <cstdint>
#include <span>
#include <vector>

namespace contrastlab {

/// How batches are broken. All live; what it begins with breaks nothing.
struct BatchDamage {
    double swapped = 0; ///< share of the items that stand beside another item's other modalities
    double missing = 0; ///< share of the items whose other modalities are taken for absent
    double imbalance = 1; ///< every second class is drawn so many times more rarely
};

BatchDamage damageOf(const RunSpec& spec);

/// Items of every second class (odd labels) give their places to items of the others, drawn among
/// those that the batch does not hold, but for one in `imbalance` of them. Where data have no
/// labels, or no other item is found in a few dozen draws, the item stays. No item comes twice.
void thinOutClasses(const RunSetup& setup, const BatchDamage& damage, std::uint64_t step,
    std::vector<Index>& items);

/// The item whose modalities, all but the first, stand in each row: the item itself, the same wrong
/// one at each step, or -1 where it is absent. Items that lack a modality are not swapped.
std::vector<Index> partnersOf(
    const RunSetup& setup, const BatchDamage& damage, std::span<const Index> items);

} // namespace contrastlab
