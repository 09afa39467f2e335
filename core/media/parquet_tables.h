// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Parquet tables, as Hugging Face keeps its data sets, become what the readers know: JSON lines
// with the pictures and sounds of the table as files beside them, or matrices. One thread.
#pragma once

#include "media/duckdb.h"
#include "media/listing/dataset_report.h"
#include "media/listing/load_progress.h"

#include <filesystem>
#include <vector>

namespace contrastlab {

/// The Parquet files of a data set: `path` itself, or those in a folder and in the folders of the
/// next two levels, where nothing else there could be read; beside pictures and sounds those called
/// metadata, which name them. Sorted; none where it is no such set.
std::vector<std::filesystem::path> parquetTablesAt(const std::filesystem::path& path);

struct UnpackedTables {
    std::filesystem::path folder;
    bool holdsFiles = false; ///< pictures or sounds; else rows name what lies beside the tables
};

/// The folder of a cache, called `name`, with what writeTables() makes of these tables. Made once;
/// it appears whole or not at all. Throws MediaError where DuckDB cannot read a table,
/// LoadCancelled when stopped.
UnpackedTables unpackedTables(const std::vector<std::filesystem::path>& tables,
    const std::string& name, DuckDb& reader, DatasetReport& report, ProgressMeter& progress);

} // namespace contrastlab
