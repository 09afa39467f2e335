// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/listing/manifest.h"

#include "media/bytes/delimited.h"
#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

/// The folder that was opened, where the manifest lies in it; else the manifest's own.
fs::path rootOf(const fs::path& manifest, const DatasetSpec& spec)
{
    const fs::path folder = manifest.parent_path();
    return isDataFolder(spec.path) && !folderWithin(manifest, spec).empty() ? fs::path(spec.path)
                                                                            : folder;
}

} // namespace

std::shared_ptr<const FileSet> filesBeside(const fs::path& manifest, const DatasetSpec& spec)
{
    return filesAt(spec.root.empty() ? rootOf(manifest, spec) : fs::path(spec.root));
}

std::string folderWithin(const fs::path& manifest, const DatasetSpec& spec)
{
    if (!spec.root.empty() || !isDataFolder(spec.path)) return {};
    const fs::path folder = fs::absolute(manifest).lexically_normal().parent_path();
    fs::path opened = fs::absolute(spec.path).lexically_normal();
    if (!opened.has_filename()) opened = opened.parent_path(); // "folder/"
    const std::string within = folder.lexically_relative(opened).generic_string();
    return within == "." || within.starts_with("..") ? std::string() : within;
}

std::string manifestText(const fs::path& manifest, DatasetReport& report)
{
    const std::string shown = manifest.string();
    TextEncoding encoding = TextEncoding::unicode;
    std::string text =
        decodeText(contentOf(manifest, limits::manifestBytes, shown), shown, &encoding);
    if (trimmed(text).empty()) throw MediaError(shown, "", { sentences::fileEmpty, {} });
    noteEncoding(encoding, manifest.filename().string(), report);
    return text;
}

void noteEncoding(TextEncoding encoding, const std::string& file, DatasetReport& report)
{
    if (encoding == TextEncoding::unicode) return;
    const char* sentence =
        encoding == TextEncoding::gb18030 ? sentences::textGb18030 : sentences::textWindows1252;
    const bool told = std::any_of(report.reasons.begin(), report.reasons.end(),
        [&](const Message& reason) { return reason.is(sentence); });
    if (!told) report.reasons.emplace_back(sentence, std::vector<Message> { file });
}

std::unique_ptr<RecordSource> openRecords(
    std::string text, const fs::path& manifest, FileFinder& finder, DatasetReport& report)
{
    const std::string file = manifest.filename().string();
    if (isJsonLinesName(file)) return jsonRecords(std::move(text), file, true);
    if (isJsonName(file)) return jsonRecords(std::move(text), file, false);
    return delimitedRecords(std::move(text), file, finder, report);
}

bool isProperTable(const std::string& text)
{
    DelimitedReader reader(text, ',');
    TableRow row;
    reader.next(row);
    long long quoted = 0, loose = 0;
    while (reader.next(row)) {
        loose += row.fields.size() > 2;
        quoted += std::any_of(row.fields.begin(), row.fields.end(), [](const std::string& field) {
            return field.find_first_of(",\n") != std::string::npos;
        });
    }
    return loose == 0 || quoted > loose;
}

} // namespace contrastlab
