// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a file or folder holds, by its names and its first bytes. One thread.
#pragma once

#include "media/listing/dataset_report.h"

#include <filesystem>
#include <vector>

namespace contrastlab {

struct Detected {
    DataFormat format = DataFormat::automatic;
    std::filesystem::path manifest; ///< the file or folder that the format's reader takes
    std::vector<std::filesystem::path> shards;
    std::vector<std::filesystem::path>
        tables; ///< the parts of one data set, where there are several
};

/// The folder to look into for a zip archive: the archive's own, or the only one in it, and so on.
/// Other paths stay as they are. Throws MediaError where the archive cannot be read.
std::filesystem::path enteredArchive(const std::filesystem::path& path, DatasetReport& report);

/// Looks at spec.path, or for a manifest, shards, matrices or pairs in it; a format in the spec is
/// taken at its word. Adds the reasons to the report. Throws MediaError where the path is not there
/// or nothing is known.
Detected detectFormat(const DatasetSpec& spec, DatasetReport& report);

} // namespace contrastlab
