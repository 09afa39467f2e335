// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run file knows of its data, so that whoever opens it can tell before loading any that what
// is there now cannot be the same. Plain functions, any thread.
#pragma once

#include "data/dataset.h"
#include "run/run_spec.h"

#include <string>

namespace contrastlab {

struct DataRecord {
    std::string digest; ///< of the content; empty where it has none
    /// JSON: items, name and kind and width of each modality, the bytes of the files and the number
    /// of entries below the folders that the spec names. Empty in files of 0.1.0.
    std::string facts;
};

DataRecord recordOf(const Dataset& dataset, const RunSpec& spec);

/// Throws InputError that names `runFile` where the spec asks for data of another size than the
/// record's, or for more than fits in memory. Looks at sizes alone; where it is silent, the digest
/// of the loaded data decides.
void requireSameSize(const std::string& runFile, const RunSpec& spec, const DataRecord& record);

} // namespace contrastlab
