// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/manifest_detection.h"

#include "base/joined.h"
#include "media/bytes/data_path.h"
#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"
#include "media/listing/foreign_kinds.h"
#include "media/listing/json_listing.h"
#include "media/listing/manifest.h"
#include "media/listing/table_columns.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

constexpr std::int64_t jsonLookedAt = 64 * limits::mebibyte;

std::string lowerName(const fs::path& path)
{
    return lowered(path.filename().string());
}

std::string withoutGzip(const std::string& name)
{
    return name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name;
}

bool has(const std::vector<std::string>& names, const char* name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string listOf(const std::vector<std::string>& names)
{
    return shortened(joined(names, [](auto& name) { return shortened(name, 40); }), 600);
}

/// name.jpg#0<TAB>caption on the first line.
bool isTokenLine(const std::string& text)
{
    std::string_view line;
    Lines lines(text);
    lines.next(line);
    const auto tab = line.find('\t');
    const auto mark = line.substr(0, tab).rfind('#');
    return tab != std::string_view::npos && mark != std::string_view::npos
        && isImageName(std::string(line.substr(0, mark)));
}

/// Two columns on the first line, pictures in the first, and captions with commas that nothing
/// quotes.
bool isFlickr8k(const std::string& head, const fs::path& path, DatasetReport& report)
{
    std::string_view header, line;
    Lines lines(head);
    if (!lines.next(header) || !lines.next(line)) return false;
    const auto comma = header.find(',');
    if (comma == std::string_view::npos
        || header.find_first_of(",\t;|", comma + 1) != std::string_view::npos)
        return false;
    const bool flickr = lowered(trimmed(header)) == "image,caption";
    const std::string name(trimmed(line.substr(0, line.find(','))));
    const bool named = isImageName(name) && !isImageName(std::string(header.substr(0, comma)));
    DatasetReport unused;
    if ((!flickr && !named) || isProperTable(manifestText(path, unused))) return false;
    report.reasons.emplace_back(
        flickr ? sentences::detectedFlickr8kCaptions : sentences::detectedLooseCommas);
    return true;
}

/// What is known by the names of its columns alone.
DataFormat formatOfHeader(const std::vector<std::string>& header, DatasetReport& report)
{
    const auto is = [&](DataFormat format, const char* sentence) {
        report.reasons.push_back({ sentence, {} });
        return format;
    };
    if (has(header, "image_name") && has(header, "comment_number"))
        return is(DataFormat::flickr30k, sentences::detectedFlickr30k);
    if (has(header, "audiocap_id") && has(header, "youtube_id") && has(header, "caption"))
        return is(DataFormat::audiocaps, sentences::detectedAudioCaps);
    if (has(header, "file_name") && has(header, "caption_1"))
        return is(DataFormat::clotho, sentences::detectedClotho);
    return DataFormat::automatic;
}

/// Whether roles are found for the columns; a column of the spec that is not there is told when the
/// table is read.
bool hasRoles(const TableSample& sample, FileFinder& finder, const DatasetSpec& spec,
    const std::string& file, std::optional<MediaError>& failure)
{
    DatasetReport unused;
    try {
        findColumns(sample, finder, spec, file, unused);
        return true;
    } catch (const MediaError& error) {
        if (!failure) failure = error;
        if (!error.message().is(sentences::columnMissing)) return false;
    }
    try {
        findColumns(sample, finder, DatasetSpec(), file, unused);
        return true;
    } catch (const MediaError&) {
        return false;
    }
}

/// A table of any form; automatic where its columns are not understood.
DataFormat formatOfTable(std::string text, const fs::path& path, const DatasetSpec& spec,
    FileFinder& finder, DatasetReport& report, std::optional<MediaError>& failure)
{
    try {
        DatasetReport unused;
        const std::unique_ptr<RecordSource> records =
            openRecords(std::move(text), path, finder, unused);
        std::vector<std::string> header = records->header();
        for (std::string& name : header)
            name = lowered(trimmed(name));
        const DataFormat named = formatOfHeader(header, report);
        if (named != DataFormat::automatic) return named;
        if (!hasRoles(sampleOf(*records), finder, spec, path.filename().string(), failure))
            return DataFormat::automatic;
        const bool json = isJsonName(path.string()) || isJsonLinesName(path.string());
        report.reasons.push_back(
            { json ? sentences::detectedObjects : sentences::detectedColumns, { listOf(header) } });
        return DataFormat::table;
    } catch (const MediaError&) {
        return DataFormat::automatic;
    }
}

/// Without the last line, which may be cut.
std::string wholeLines(const std::string& text)
{
    const auto end = text.rfind('\n');
    const bool isCut = text.size() + 4 >= static_cast<std::size_t>(limits::sniffedBytes);
    return isCut && end != std::string::npos ? text.substr(0, end + 1) : text;
}

std::string jsonText(const fs::path& path)
{
    try {
        return decodeText(contentOf(path, jsonLookedAt, path.string()), path.string());
    } catch (const MediaError&) {
        return headOf(path, limits::sniffedJsonBytes).toStdString();
    }
}

DataFormat formatOfJson(const fs::path& path, const DatasetSpec& spec, FileFinder& finder,
    DatasetReport& report, std::optional<MediaError>& failure)
{
    const JsonKind kind = jsonKind(headOf(path, limits::sniffedJsonBytes).toStdString());
    if (kind == JsonKind::other)
        return formatOfTable(jsonText(path), path, spec, finder, report, failure);
    const bool coco = kind == JsonKind::coco;
    report.reasons.push_back(
        { coco ? sentences::detectedCocoCaptions : sentences::detectedKarpathy, {} });
    return coco ? DataFormat::coco : DataFormat::karpathy;
}

} // namespace

bool isTableName(const std::string& name)
{
    const std::string plain = withoutGzip(lowered(name));
    return plain.ends_with(".csv") || plain.ends_with(".tsv") || isJsonLinesName(plain);
}

std::string textHead(const fs::path& path)
{
    try {
        return decodeText(headOf(path, limits::sniffedBytes), path.string());
    } catch (const MediaError&) {
        return {};
    }
}

FileFinder finderBeside(const fs::path& manifest, const DatasetSpec& spec)
{
    return FileFinder(filesBeside(manifest, spec), folderWithin(manifest, spec));
}

DataFormat formatOfManifest(const fs::path& path, const DatasetSpec& spec, FileFinder& finder,
    DatasetReport& report, std::optional<MediaError>& failure)
{
    const std::string name = lowerName(path);
    if (isJsonName(name)) return formatOfJson(path, spec, finder, report, failure);
    const bool text = name.ends_with(".txt") || name.ends_with(".token");
    if (!isTableName(name) && !text) return DataFormat::automatic;
    const std::string head = wholeLines(textHead(path));
    if (isTokenLine(head)) {
        report.reasons.push_back({ sentences::detectedFlickrTokens, {} });
        return DataFormat::flickrTokens;
    }
    const bool chosen = !spec.imageColumn.empty() || !spec.captionColumn.empty();
    if (!chosen && isFlickr8k(head, path, report)) return DataFormat::flickr8k;
    std::optional<MediaError> unused;
    return formatOfTable(head, path, spec, finder, report, text ? unused : failure);
}

void refuseParquetIn(const fs::path& folder)
{
    std::vector<fs::path> folders = dataFoldersIn(folder);
    folders.insert(folders.begin(), folder);
    for (const fs::path& place : folders)
        for (const fs::path& file : dataFilesIn(place))
            if (lowerName(file).ends_with(".parquet"))
                throw MediaError(file.string(), "", notRead(*foreignKind(file), file));
}

} // namespace contrastlab
