// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a run's spec to its data: a built-in set by name, or the files that a path names. Long for
// large files; belongs off the GUI thread.
#pragma once

#include "media/dataset_loader.h"
#include "run/run_spec.h"

#include <memory>
#include <string>
#include <vector>

namespace contrastlab {

struct OpenedData {
    std::shared_ptr<const Dataset> dataset;
    std::shared_ptr<const ItemMedia>
        media; ///< what people see of an item; null where there is nothing to see
    DatasetReport report; ///< of files; empty for built-in sets
    std::shared_ptr<const LateProblems> late; ///< of files decoded while training; else null
};

/// What a run on this data can name as `modalities`, in the order of the data; empty where that is
/// known only once they are open.
std::vector<std::string> knownModalities(const RunSpec& spec);

/// What is wrong with the keys under "data.", each of which says how files are read: unknown ones,
/// values out of range, and any of them where the data are built in.
std::vector<Problem> dataKeyProblems(const RunSpec& spec);

/// Throws InputError where the spec names a file of word vectors that does not begin like one.
void requireWordVectors(const RunSpec& spec);

/// Throws InputError (files) or SpecError (a name that is none, wrong data.* keys).
OpenedData openData(
    const RunSpec& spec, const ProgressCallback& progress = {}, std::stop_token stop = {});

} // namespace contrastlab
