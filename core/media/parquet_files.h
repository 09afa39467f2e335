// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Parquet tables hold, as files that the readers know. One thread.
#pragma once

#include "media/listing/load_progress.h"
#include "media/parquet_columns.h"

#include <filesystem>
#include <vector>

namespace contrastlab {

/// Writes into a folder that is there: metadata.jsonl, by parts in folders of their names where
/// the files name parts, and columns of pictures and sounds as files; where there are none, columns
/// of vectors as .npy with the rest in rows.csv. `columns` are those of the first table. Throws
/// MediaError, and LoadCancelled when stopped.
void writeTables(const std::vector<std::filesystem::path>& tables,
    const std::vector<ParquetColumn>& columns, const std::filesystem::path& folder, DuckDb& reader,
    ProgressMeter& progress);

/// ".png" ... of the bytes of a picture or sound; ".bin" where they are none that is known.
std::string endingOf(std::string_view bytes);

} // namespace contrastlab
