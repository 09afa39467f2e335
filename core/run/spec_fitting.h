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

/// Those of `items` that have all the modalities.
std::vector<Index> itemsWith(
    const Dataset& dataset, std::span<const int> modalities, std::span<const Index> items);

/// What a run is given by its data, whatever towers and objective its spec asks for.
struct DataFitting {
    std::vector<int> modalities; ///< trained, as indices into the data set
    std::vector<TrainedPair> pairs;
    /// Items train where they have both of a trained pair, and are judged where they have every
    /// trained modality.
    Split split;
    std::vector<std::vector<int>> contents; ///< contentGroups() of each trained modality
    std::vector<bool> namesClasses; ///< of each trained modality: its captions do
    std::int64_t heldOut = 0; ///< as the spec has it, or as many as the data leave
    DataFacts facts; ///< no training items where there is no split
    std::vector<Problem> problems; ///< all of them
};

/// Depends on those values of the spec alone that preparationOf() has (run/prepared_data.h).
DataFitting fitData(const RunSpec& spec, const Dataset& dataset);

struct SpecFitting {
    RunSpec spec; ///< with defaults that gave way to the data
    std::vector<Problem> problems; ///< of data and spec, all of them
};

/// A default gives way to the data; what was `chosen` stays, and is a problem where it does not
/// fit.
SpecFitting fitSpec(
    const RunSpec& spec, const DataFitting& data, const std::set<std::string>& chosen = {});

} // namespace contrastlab
