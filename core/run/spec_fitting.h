// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a spec and data make of each other before there are towers: modalities, split, and the
// defaults that give way to the data. Pure functions; any thread.
#pragma once

#include "data/contents.h"
#include "data/split.h"
#include "run/run_spec.h"
#include "task/learning_task.h"

#include <set>
#include <string>
#include <vector>

namespace contrastlab {

/// One pair of modalities that the objective sees, with a scale of its own.
/// Those of `items` that have all the modalities.
std::vector<Index> itemsWith(
    const Dataset& dataset, std::span<const int> modalities, std::span<const Index> items);

struct SpecFitting {
    RunSpec spec; ///< with defaults that gave way to the data
    std::vector<int> modalities; ///< trained, as indices into the data set
    std::vector<TrainedPair> pairs;
    /// Items train where they have both of a trained pair, and are judged where they have every
    /// trained modality.
    Split split;
    std::vector<std::vector<int>> contents; ///< contentGroups() of each trained modality
    std::vector<bool> namesClasses; ///< of each trained modality: its captions do
    std::vector<Problem> problems; ///< all of them
};

/// A default gives way to the data; what was `chosen` stays, and is a problem where it does not
/// fit.
SpecFitting fitted(
    const RunSpec& spec, const Dataset& dataset, const std::set<std::string>& chosen = {});

} // namespace contrastlab
