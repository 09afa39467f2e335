// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Kinds of files that people have and that are not read: what they are, and the one command that
// makes of them what is read. Pure; any thread.
#pragma once

#include "media/listing/dataset_report.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace contrastlab {

struct ForeignKind {
    const char* what; ///< "a PyTorch file", marked for translation
    const char* packages; ///< Debian packages (or else what pip calls it) of the command
    const char* command; ///< of a shell; %1 is the file, %2 what writes a table
};

/// What a file is by its first bytes, and where these say nothing, by its ending; nothing where it
/// is of no such kind.
const ForeignKind* foreignKind(const std::filesystem::path& path);

/// "this is a PyTorch file, which is not read; to convert it ...", with the command for `path`.
Message notRead(const ForeignKind& kind, const std::filesystem::path& path);

/// The first file of such a kind among `names` in `folder`, as a message with its name.
std::optional<DataProblem> firstForeign(
    const std::filesystem::path& folder, const std::vector<std::string>& names);

/// Reports files that nobody uses: a line for each of these kinds, and one for all others.
void reportUnusedFiles(const std::filesystem::path& folder, const std::vector<std::string>& unused,
    DatasetReport& report);

/// `name` as one word of a shell's command.
std::string shellWord(const std::string& name);

} // namespace contrastlab
