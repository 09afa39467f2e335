// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which column of a table holds what: by the spec where it says so, else by the names people use.
// Pure.
#pragma once

#include "media/listing/dataset_report.h"

#include <string>
#include <vector>

namespace contrastlab {

struct ColumnRoles {
    int image = -1;
    int sound = -1;
    int label = -1;
    int split = -1;
    std::vector<int> captions;
};

/// Names that mark a column as known, in lower case.
const std::vector<std::string>& knownColumns();

/// Finds the columns; `firstRow` tells images from sounds where a name ("file_name") does not.
/// Throws MediaError for a column of the spec that is not there, or when neither a file nor
/// captions are found.
ColumnRoles findColumns(const std::vector<std::string>& header,
    const std::vector<std::string>& firstRow, const DatasetSpec& spec, const std::string& file,
    DatasetReport& report);

} // namespace contrastlab
