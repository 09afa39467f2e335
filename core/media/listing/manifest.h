// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file that lists others: its text, its rows, and where the names in it start from. One thread.
#pragma once

#include "media/bytes/data_path.h"
#include "media/bytes/text_file.h"
#include "media/listing/listing.h"
#include "media/listing/records.h"

namespace contrastlab {

/// The folder that a manifest's names start from: spec.root; the folder that was opened, where the
/// manifest lies in it; or the manifest's own.
std::shared_ptr<const FileSet> filesBeside(
    const std::filesystem::path& manifest, const DatasetSpec& spec);
/// The manifest's folder within that, "" where they are one.
std::string folderWithin(const std::filesystem::path& manifest, const DatasetSpec& spec);

/// A manifest's text, unpacked; the report is told of an encoding that had to be guessed. Throws
/// MediaError.
std::string manifestText(const std::filesystem::path& manifest, DatasetReport& report);
/// Tells the report once that a text is no Unicode.
void noteEncoding(TextEncoding encoding, const std::string& file, DatasetReport& report);

/// The rows of a table, by the manifest's ending. Throws MediaError.
std::unique_ptr<RecordSource> openRecords(std::string text, const std::filesystem::path& manifest,
    FileFinder& finder, DatasetReport& report);

/// Whether "image,caption" is a table as RFC 4180 has it: every row of two fields, or more rows
/// with quoted commas than with loose ones. Else it is Flickr8k's, whose captions hold commas
/// unquoted.
bool isProperTable(const std::string& text);

} // namespace contrastlab
