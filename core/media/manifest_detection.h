// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which files list others, and in what format: by their names, their first bytes, and whether what
// their cells name is here. One thread.
#pragma once

#include "media/bytes/media_message.h"
#include "media/format_detection.h"
#include "media/listing/file_finder.h"

#include <optional>

namespace contrastlab {

/// By the ending: CSV, TSV, JSON lines; plain or gzip.
bool isTableName(const std::string& name);

/// The start of a text file; empty where it is none.
std::string textHead(const std::filesystem::path& path);

/// A finder of the files that the manifest names.
FileFinder finderBeside(const std::filesystem::path& manifest, const DatasetSpec& spec);

/// A file that lists pictures or sounds; automatic where it is none. `failure` is why a table is
/// not understood.
DataFormat formatOfManifest(const std::filesystem::path& path, const DatasetSpec& spec,
    FileFinder& finder, DatasetReport& report, std::optional<MediaError>& failure);

/// The manifest to read of a folder: one of `candidates`, else of the tables in its folders. Tables
/// that are called train, test ... or lie in folders of such names are read together. Of others one
/// is taken, and the report names the rest.
std::optional<Detected> detectManifest(const std::filesystem::path& folder,
    const std::vector<std::filesystem::path>& candidates, const DatasetSpec& spec,
    DatasetReport& report, std::optional<MediaError>& failure);

/// Says how the first .parquet file in a folder, or in those directly in it, becomes a table;
/// nothing where there is none.
void refuseParquetIn(const std::filesystem::path& folder);

} // namespace contrastlab
