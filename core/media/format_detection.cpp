// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/format_detection.h"

#include "media/arrays/matrix_files.h"
#include "media/arrays/number_table.h"
#include "media/arrays/word_vector_file.h"
#include "media/bytes/data_path.h"
#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"
#include "media/bytes/zip_files.h"
#include "media/listing/foreign_kinds.h"
#include "media/listing/listing.h"
#include "media/manifest_detection.h"
#include "media/media_folder_detection.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

constexpr std::size_t shardsAtMost = 100'000;

std::string lowerName(const fs::path& path)
{
    return lowered(path.filename().string());
}

bool endsWithAny(const std::string& name, std::initializer_list<const char*> endings)
{
    return std::any_of(
        endings.begin(), endings.end(), [&](const char* e) { return name.ends_with(e); });
}

bool isShardName(const std::string& name)
{
    return endsWithAny(name, { ".tar", ".tar.gz", ".tgz" });
}

bool isDigitsTable(const fs::path& path)
{
    const std::string name = lowerName(path);
    if (name == "digits.csv.gz" || name == "digits.csv") return true;
    if (!name.ends_with(".csv")) return false;
    const std::string text = textHead(path);
    TableRow row;
    if (!DelimitedReader(text, ',').next(row) || row.fields.size() != 65) return false;
    const auto isUpTo = [](const std::string& field, float most) {
        const auto value = numberOf(field);
        return value && *value >= 0 && *value <= most && *value == std::floor(*value);
    };
    return isUpTo(row.fields.back(), 9)
        && std::all_of(row.fields.begin(), row.fields.end() - 1,
            [&](const std::string& field) { return isUpTo(field, 16); });
}

Detected detectFile(const fs::path& path, const DatasetSpec& spec, DatasetReport& report)
{
    const std::string name = lowerName(path);
    const auto is = [&](DataFormat format) { return Detected { format, path, {}, {} }; };
    if (isShardName(name)) {
        report.reasons.push_back({ sentences::detectedWebdataset, { "1" } });
        return { DataFormat::webdataset, path, { path }, {} };
    }
    if (isMatrixName(name)) return is(DataFormat::matrices);
    if (const ForeignKind* kind = foreignKind(path))
        throw MediaError(path.string(), "", notRead(*kind, path));
    if (name.find("idx3-ubyte") != std::string::npos) return is(DataFormat::idx);
    if (isDigitsTable(path)) return is(DataFormat::digits);
    FileFinder finder = finderBeside(path, spec);
    std::optional<MediaError> failure;
    const DataFormat manifest = formatOfManifest(path, spec, finder, report, failure);
    if (manifest != DataFormat::automatic) return is(manifest);
    const bool namesFiles = failure && failure->message().is(sentences::columnNeeded)
        && failure->message().arguments.front().is(sentences::roleOfCaptions);
    if (namesFiles && spec.second.empty()) return is(DataFormat::table); // which says what it needs
    const bool table = isTableName(name) || endsWithAny(name, { ".txt", ".dat", ".asc" });
    if (table && isBareNumberTable(path)) return is(DataFormat::matrices);
    const auto vectors = wordVectorFormat(path);
    if (vectors)
        return is(*vectors == WordVectorFormat::glove ? DataFormat::glove : DataFormat::word2vec);
    if (table && isNumberTable(path)) return is(DataFormat::matrices);
    if (isTableName(name)) return is(DataFormat::table);
    throw MediaError(path.string(), "", { sentences::formatUnknown, {} });
}

/// Regular files of a folder and of its folder annotations/, sorted, links left out.
std::vector<fs::path> filesIn(const fs::path& folder)
{
    std::vector<fs::path> files = dataFilesIn(folder);
    for (const fs::path& inside : dataFoldersIn(folder))
        if (inside.filename() == "annotations")
            for (const fs::path& file : dataFilesIn(inside))
                files.push_back(file);
    std::sort(files.begin(), files.end());
    return files;
}

/// One text a picture is no manifest.
bool liesBesideMedia(const fs::path& text, const std::set<std::string>& mediaStems)
{
    return mediaStems.contains(stemOf(text.string()));
}

Detected detectFolder(const fs::path& folder, const DatasetSpec& spec, DatasetReport& report)
{
    const std::vector<fs::path> files = filesIn(folder);
    std::set<std::string> mediaStems;
    std::vector<fs::path> shards, matrices;
    for (const fs::path& file : files) {
        const std::string name = lowerName(file);
        if (isImageName(name) || isSoundName(name)) mediaStems.insert(stemOf(file.string()));
        if (isShardName(name)) shards.push_back(file);
        if (isMatrixName(name)) matrices.push_back(file);
        if (name.starts_with("train-images-idx3")) return detectFile(file, spec, report);
    }
    if (zipPath(folder) && (!shards.empty() || matrices.size() >= 2))
        throw MediaError(folder.string(), "", { sentences::archiveUnread, {} });
    if (!shards.empty()) {
        report.reasons.push_back(
            { sentences::detectedWebdataset, { std::to_string(shards.size()) } });
        return { DataFormat::webdataset, folder, shards, {} };
    }
    if (matrices.size() >= 2) {
        report.reasons.push_back(
            { sentences::detectedFolderOfMatrices, { std::to_string(matrices.size()) } });
        return { DataFormat::matrices, folder, {}, {} };
    }
    std::vector<fs::path> candidates = files;
    std::erase_if(
        candidates, [&](const fs::path& file) { return liesBesideMedia(file, mediaStems); });
    std::optional<MediaError> failure; // of a table that is not understood
    if (auto found = detectManifest(folder, candidates, spec, report, failure)) return *found;
    if (matrices.size() == 1) return detectFile(matrices.front(), spec, report);
    refuseParquetIn(folder);
    return detectMedia(folder, report, failure);
}

/// "name-{000..012}.tar" to its files.
std::vector<fs::path> expandBraces(const std::string& path)
{
    const auto open = path.find('{'), dots = path.find("..", open), close = path.find('}', dots);
    if (open == std::string::npos || dots == std::string::npos || close == std::string::npos)
        return {};
    const std::string low = path.substr(open + 1, dots - open - 1);
    const std::string high = path.substr(dots + 2, close - dots - 2);
    std::size_t first = 0, last = 0;
    std::from_chars(low.data(), low.data() + low.size(), first);
    std::from_chars(high.data(), high.data() + high.size(), last);
    std::vector<fs::path> shards;
    for (std::size_t i = first; i <= last && shards.size() < shardsAtMost; ++i) {
        std::string number = std::to_string(i);
        if (number.size() < low.size()) number.insert(0, low.size() - number.size(), '0');
        shards.emplace_back(path.substr(0, open) + number + path.substr(close + 1));
    }
    return shards;
}

std::vector<fs::path> shardsIn(const fs::path& folder)
{
    std::vector<fs::path> shards = filesIn(folder);
    std::erase_if(shards, [](const fs::path& file) { return !isShardName(lowerName(file)); });
    return shards;
}

/// A manifest of the chosen format in a folder: the only file that could be one, or that says so.
fs::path manifestIn(const fs::path& folder, DataFormat format, const DatasetSpec& spec)
{
    for (const fs::path& file : filesIn(folder)) {
        DatasetReport unused;
        std::optional<MediaError> failure;
        FileFinder finder = finderBeside(file, spec);
        if (formatOfManifest(file, spec, finder, unused, failure) == format) return file;
    }
    throw MediaError(folder.string(), "",
        { sentences::formatUnsuitable,
            { { QT_TRANSLATE_NOOP("Message", "a file of the format %1"), { nameOf(format) } } } });
}

Detected takenAtItsWord(const DatasetSpec& spec, DatasetReport& report)
{
    report.reasons.push_back({ sentences::chosenByUser, { nameOf(spec.format) } });
    const fs::path path = spec.path;
    const bool folder = isDataFolder(path);
    const bool takesFolder = spec.format == DataFormat::folderOfPairs
        || spec.format == DataFormat::folderOfClasses || spec.format == DataFormat::folderOfNames
        || spec.format == DataFormat::matrices;
    if (spec.format == DataFormat::webdataset)
        return { spec.format, path, folder ? shardsIn(path) : std::vector<fs::path> { path }, {} };
    if (folder && spec.format == DataFormat::idx) {
        for (const fs::path& file : filesIn(path))
            if (lowerName(file).find("images-idx3") != std::string::npos)
                return { spec.format, file, {}, {} };
    }
    if (!folder && takesFolder && spec.format != DataFormat::matrices)
        throw MediaError(spec.path, "",
            { sentences::formatUnsuitable, { QT_TRANSLATE_NOOP("Message", "a folder") } });
    return { spec.format, folder && !takesFolder ? manifestIn(path, spec.format, spec) : path, {},
        {} };
}

/// Whether something in a folder is no picture or sound.
bool hasTexts(const fs::path& folder)
{
    const std::vector<fs::path> files = dataFilesIn(folder);
    return std::any_of(files.begin(), files.end(), [](const fs::path& file) {
        const std::string name = file.string();
        return !isImageName(name) && !isSoundName(name);
    });
}

} // namespace

fs::path enteredArchive(const fs::path& path, DatasetReport& report)
{
    if (!isZipFile(path)) return path;
    fs::path folder = path;
    for (int depth = 0; depth < limits::folderDepth; ++depth) {
        const std::vector<fs::path> inside = dataFoldersIn(folder);
        const bool isOnly = inside.size() == 1 && dataFilesIn(folder).empty();
        if (!isOnly || partNamed(inside.front().filename().string())) break;
        if (dataFoldersIn(inside.front()).empty() && !hasTexts(inside.front())) break; // a class
        folder = inside.front();
    }
    if (folder != path)
        report.reasons.push_back(
            { sentences::archiveEntered, { folder.lexically_relative(path).generic_string() } });
    return folder;
}

Detected detectFormat(const DatasetSpec& spec, DatasetReport& report)
{
    const fs::path path = spec.path;
    std::error_code error;
    const bool folder = isDataFolder(path);
    if (!folder && !fs::exists(path, error)) {
        const std::vector<fs::path> shards = expandBraces(spec.path);
        if (shards.empty()) throw MediaError(spec.path, "", { sentences::pathMissing, {} });
        report.reasons.push_back(
            { sentences::detectedWebdataset, { std::to_string(shards.size()) } });
        return { DataFormat::webdataset, path, shards, {} };
    }
    if (spec.format != DataFormat::automatic) {
        Detected detected = takenAtItsWord(spec, report);
        if (detected.format == DataFormat::webdataset && detected.shards.empty())
            throw MediaError(spec.path, "",
                { sentences::formatUnsuitable, { QT_TRANSLATE_NOOP("Message", "a .tar file") } });
        return detected;
    }
    if (folder) return detectFolder(path, spec, report);
    if (!fs::is_regular_file(path, error))
        throw MediaError(spec.path, "", { sentences::fileNotRegular, {} });
    return detectFile(path, spec, report);
}

} // namespace contrastlab
