// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which column of a table holds what: by the spec where it says so, else by the names people use
// and by what the cells hold. One thread.
#pragma once

#include "media/listing/column_content.h"
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

/// Finds the columns and tells the report. Cells that are files here go before names; a name before
/// other contents. Throws MediaError, with the setting that helps, for a column of the spec that is
/// not there, or when neither a file nor captions are found.
ColumnRoles findColumns(const TableSample& sample, FileFinder& finder, const DatasetSpec& spec,
    const std::string& file, DatasetReport& report);

} // namespace contrastlab
