// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a format to its reader. Any one thread calls.
#include "media/dataset_loader.h"

#include "media/arrays/array_loader.h"
#include "media/bytes/zip_files.h"
#include "media/decode/row_media.h"
#include "media/file_loader.h"
#include "media/format_detection.h"
#include "media/listing/flip_judge.h"
#include "media/parquet_tables.h"

#include <filesystem>
#include <new>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

Listing listFiles(const Detected& detected, ReadingContext& context)
{
    switch (detected.format) {
    case DataFormat::flickr8k:
        return listFlickr8k(detected.manifest, context);
    case DataFormat::flickrTokens:
        return listFlickrTokens(detected.manifest, context);
    case DataFormat::flickr30k:
        return listFlickr30k(detected.manifest, context);
    case DataFormat::coco:
        return listCoco(detected.manifest, context);
    case DataFormat::karpathy:
        return listKarpathy(detected.manifest, context);
    case DataFormat::audiocaps:
        return listAudioCaps(detected.manifest, context);
    case DataFormat::folderOfPairs:
        return listPairs(detected.manifest, context);
    case DataFormat::folderOfClasses:
        return listClasses(detected.manifest, context);
    case DataFormat::folderOfNames:
        return listNames(detected.manifest, context);
    case DataFormat::webdataset:
        return listShards(detected.shards, context);
    default:
        return listTables(
            detected.tables.empty() ? std::vector<fs::path> { detected.manifest } : detected.tables,
            context);
    }
}

/// The data of formats that are arrays; nothing for those that list files.
std::optional<Dataset> readArrays(DataFormat format, ReadingContext& context)
{
    switch (format) {
    case DataFormat::matrices:
        return loadMatrices(context);
    case DataFormat::word2vec:
    case DataFormat::glove:
        return loadWordVectors(context);
    case DataFormat::idx:
        return loadIdx(context);
    case DataFormat::digits:
        return loadDigits(context);
    default:
        return std::nullopt;
    }
}

/// The same with what people see of the rows.
std::optional<LoadedDataset> loadArrays(DataFormat format, ReadingContext& context)
{
    std::optional<Dataset> dataset = readArrays(format, context);
    if (!dataset) return std::nullopt;
    context.report.againstFlip = objectionToFlip(*dataset);
    const auto media = makeRowMedia(*dataset);
    Index item = 0;
    for (PreviewItem& preview : context.report.preview)
        preview.picture = media->picture("image", item++, 0, PreviewItem::side);
    return LoadedDataset { std::move(*dataset), media, {}, {} };
}

/// Readers name a file as the manifest does; who asked for it knows it by the path that was given.
std::string asGiven(const std::string& file, const DatasetSpec& spec, const Detected& detected)
{
    std::vector<fs::path> known { spec.path, spec.second, spec.labels, detected.manifest };
    known.insert(known.end(), detected.shards.begin(), detected.shards.end());
    for (const fs::path& path : known)
        if (!path.empty() && oneLine(path.filename().string()) == file) return path.string();
    std::error_code error;
    const fs::path inside = fs::path(spec.path) / file;
    return !file.empty() && fs::exists(inside, error) ? inside.string() : file;
}

/// A file that is named and not read would be missed in silence.
void requireUse(const DatasetSpec& spec, DataFormat format)
{
    if (format == DataFormat::matrices) return;
    const auto refuse = [&](const char* key, const std::string& file, const char* what) {
        if (!file.empty())
            throw MediaError(spec.path, "",
                { sentences::secondUnused,
                    { std::string(nameOf(format)), std::string(key), what } });
    };
    refuse("data.second", spec.second, QT_TRANSLATE_NOOP("Message", "a second matrix"));
    refuse("data.labels", spec.labels, QT_TRANSLATE_NOOP("Message", "the labels of matrices"));
    refuse("data.matrices", spec.matrices, QT_TRANSLATE_NOOP("Message", "which arrays to take"));
}

/// Where DuckDB is, Parquet tables are read from what they were unpacked to. False where there are
/// none, or no DuckDB.
bool unpackParquet(DatasetSpec& spec, DatasetReport& report, ProgressMeter& progress)
{
    const std::vector<fs::path> tables = parquetTablesAt(spec.path);
    if (tables.empty()) return false;
    const std::unique_ptr<DuckDb> reader = DuckDb::find();
    if (!reader) return false;
    const fs::path given = fs::path(spec.path) / ""; // whether or not a slash ends it
    const std::string name = given.parent_path().filename().string();
    const UnpackedTables unpacked = unpackedTables(tables, name, *reader, report, progress);
    const fs::path rows = unpacked.folder / "rows.csv";
    if (fs::exists(rows)) {
        if (spec.labels.empty()) spec.labels = rows.string();
    } else if (!unpacked.holdsFiles && spec.root.empty()) {
        const fs::path file = spec.path;
        spec.root = (fs::is_directory(file) ? file : file.parent_path()).string();
    }
    spec.path = unpacked.folder.string();
    return true;
}

/// Tables are looked for where nothing else was found, or a format is taken at its word: a folder
/// of a million pictures is not listed for them.
Detected detectedOrUnpacked(DatasetSpec& spec, DatasetReport& report, ProgressMeter& progress)
{
    if (spec.format != DataFormat::automatic) unpackParquet(spec, report, progress);
    const std::vector<Message> reasons = report.reasons;
    try {
        return detectFormat(spec, report);
    } catch (const MediaError&) {
        report.reasons = reasons;
        if (!unpackParquet(spec, report, progress)) throw;
    }
    return detectFormat(spec, report);
}

/// Runs `use` with the reader's input found; what the file system or memory refuses becomes an
/// InputError.
template <class Use>
auto withDetected(DatasetSpec spec, const ProgressCallback& callback, std::stop_token stop,
    DatasetReport& report, Use use)
{
    ProgressMeter progress(callback, std::move(stop));
    const DatasetSpec given = spec;
    Detected detected;
    std::shared_ptr<const ZipArchive> archive; // kept open while it is read
    try {
        progress.start(LoadPhase::listing, 0);
        if (isZipFile(spec.path)) {
            archive = openZip(spec.path);
            spec.path = enteredArchive(spec.path, report).string();
        }
        detected = detectedOrUnpacked(spec, report, progress);
        report.format = detected.format;
        requireUse(spec, detected.format);
        const bool arrayFile =
            detected.format == DataFormat::idx || detected.format == DataFormat::matrices;
        if (arrayFile) spec.path = detected.manifest.string();
        ReadingContext context { spec, report, progress };
        return use(detected, context);
    } catch (const MediaError& error) {
        throw MediaError(
            asGiven(error.file(), given, detected), error.placeMessage(), error.message());
    } catch (const InputError& error) { // may quote what a header says
        throw InputError(oneLine(asGiven(error.file(), given, detected)),
            oneLined(error.placeMessage()), oneLined(error.message()));
    } catch (const std::filesystem::filesystem_error& error) {
        throw MediaError(
            error.path1().string(), "", { sentences::fileUnreadable, { error.code().message() } });
    } catch (const std::bad_alloc&) {
        throw MediaError(spec.path, "",
            { sentences::fileUnreadable, { QT_TRANSLATE_NOOP("Message", "not enough memory") } });
    }
}

} // namespace

DatasetReport inspect(
    const DatasetSpec& spec, const ProgressCallback& progress, std::stop_token stop)
{
    DatasetReport report;
    inspect(report, spec, progress, std::move(stop));
    return report;
}

void inspect(DatasetReport& report, const DatasetSpec& spec, const ProgressCallback& progress,
    std::stop_token stop)
{
    withDetected(spec, progress, std::move(stop), report,
        [&](const Detected& detected, ReadingContext& context) {
            if (loadArrays(detected.format, context)) return;
            Listing listing = listFiles(detected, context);
            checkListing(listing, context);
            report.showSplit(partsOfItems(listing.items, spec));
        });
}

LoadedDataset load(const DatasetSpec& spec, const ProgressCallback& progress, std::stop_token stop,
    DecodeWhen when)
{
    DatasetReport report;
    LoadedDataset loaded = withDetected(spec, progress, std::move(stop), report,
        [&](const Detected& detected, ReadingContext& context) {
            if (auto arrays = loadArrays(detected.format, context)) return std::move(*arrays);
            return loadListing(listFiles(detected, context), context, when);
        });
    loaded.report = std::move(report);
    return loaded;
}

} // namespace contrastlab
