// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/bytes/data_path.h"

#include "media/bytes/byte_source.h"
#include "media/bytes/text_file.h"
#include "media/bytes/zip_files.h"

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

bool isGzipName(const fs::path& path)
{
    return lowered(path.extension().string()) == ".gz";
}

/// What lies directly in a folder of an archive: files, or folders.
std::vector<fs::path> membersIn(const fs::path& folder, const ZipPath& zip, bool folders)
{
    std::vector<DataNote> skipped;
    std::set<std::string> found;
    for (const std::string& name : ZipFiles(openZip(zip.archive), zip.inside).names(skipped)) {
        const auto slash = name.find('/');
        if ((slash != std::string::npos) == folders) found.insert(name.substr(0, slash));
    }
    std::vector<fs::path> paths;
    for (const std::string& name : found)
        paths.push_back(folder / name);
    return paths;
}

std::vector<fs::path> entriesIn(const fs::path& folder, bool folders)
{
    if (const auto zip = zipPath(folder)) return membersIn(folder, *zip, folders);
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_symlink(ignored)) continue;
        if (folders ? entry->is_directory(ignored) : entry->is_regular_file(ignored))
            entries.push_back(entry->path());
    }
    std::sort(entries.begin(), entries.end());
    return entries;
}

/// The parent and the last name of a path in an archive.
std::pair<std::string, std::string> cutName(const std::string& inside)
{
    const fs::path path = inside;
    return { path.parent_path().generic_string(), path.filename().string() };
}

} // namespace

bool isDataFolder(const fs::path& path)
{
    std::error_code error;
    if (fs::is_directory(path, error)) return true;
    const auto zip = zipPath(path);
    if (!zip) return false;
    if (zip->inside.empty() || zip->inside == ".") return true;
    const auto archive = openZip(zip->archive);
    const std::string prefix = zip->inside + "/";
    const auto member = archive->members().lower_bound(prefix);
    return member != archive->members().end() && member->first.starts_with(prefix);
}

std::vector<fs::path> dataFilesIn(const fs::path& folder)
{
    return entriesIn(folder, false);
}

std::vector<fs::path> dataFoldersIn(const fs::path& folder)
{
    return entriesIn(folder, true);
}

std::shared_ptr<const FileSet> filesAt(const fs::path& folder)
{
    if (const auto zip = zipPath(folder))
        return std::make_shared<ZipFiles>(openZip(zip->archive), zip->inside);
    return std::make_shared<FolderFiles>(folder);
}

QByteArray headOf(const fs::path& path, std::int64_t count)
{
    try {
        if (const auto zip = zipPath(path)) return openZip(zip->archive)->read(zip->inside, count);
        if (!isGzipName(path)) return readHead(path, count);
        const auto source = openBytes(path, path.string());
        QByteArray bytes(std::min(count, source->size()), Qt::Uninitialized);
        bytes.resize(static_cast<qsizetype>(
            source->readAt(0, { bytes.data(), static_cast<std::size_t>(bytes.size()) })));
        return bytes;
    } catch (const MediaError&) {
        return {};
    }
}

QByteArray contentOf(const fs::path& path, std::int64_t limit, const std::string& shown)
{
    if (const auto zip = zipPath(path)) {
        const auto [folder, name] = cutName(zip->inside);
        try {
            return ZipFiles(openZip(zip->archive), folder).read(name, limit);
        } catch (const MediaError& error) {
            throw MediaError(shown, error.placeMessage(), error.message());
        }
    }
    if (isGzipName(path)) return QByteArray::fromStdString(unpackedFile(path, limit, shown));
    return readWholeFile(path, limit, shown);
}

} // namespace contrastlab
