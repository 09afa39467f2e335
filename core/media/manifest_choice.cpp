// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which of a folder's manifests are read. One thread.
#include "base/joined.h"
#include "media/bytes/data_path.h"
#include "media/bytes/text_file.h"
#include "media/listing/manifest.h"
#include "media/manifest_detection.h"

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

constexpr std::size_t candidatesLookedAt = 1000;
constexpr std::size_t foldersLookedAt = 64;
constexpr int deepestTables = 2; ///< as in data/train/metadata.csv

/// A file that was understood, and why.
struct Candidate {
    DataFormat format;
    fs::path path;
    std::vector<Message> reasons;
};

std::vector<Candidate> understood(const std::vector<fs::path>& paths, const DatasetSpec& spec,
    FileFinder& finder, std::optional<MediaError>& failure)
{
    std::vector<Candidate> found;
    std::size_t looked = 0;
    for (const fs::path& path : paths) {
        if (++looked > candidatesLookedAt) break;
        DatasetReport report;
        finder.startFrom(folderWithin(path, spec));
        const DataFormat format = formatOfManifest(path, spec, finder, report, failure);
        if (format != DataFormat::automatic) found.push_back({ format, path, report.reasons });
    }
    return found;
}

std::optional<Part> partOfTable(const fs::path& path)
{
    const auto own = partNamed(path.stem().stem().string());
    return own ? own : partNamed(path.parent_path().filename().string());
}

/// Whether every one is a table, each of a part of its own name or folder, and both parts are
/// there.
bool areParts(const std::vector<Candidate>& found)
{
    std::set<Part> parts;
    std::set<std::string> names;
    for (const Candidate& candidate : found) {
        const auto part = partOfTable(candidate.path);
        if (candidate.format != DataFormat::table || !part) return false;
        parts.insert(*part);
        names.insert(partNamed(candidate.path.stem().stem().string())
                ? candidate.path.stem().string()
                : candidate.path.parent_path().string());
    }
    return parts.contains(Part::training) && parts.size() > 1 && names.size() == found.size();
}

/// Less is taken sooner: training data, then what is called so, then what is not of another part.
int rankOf(const fs::path& path)
{
    const auto part = partOfTable(path);
    if (part) return *part == Part::training ? 0 : 3;
    const std::string name = lowered(path.filename().string());
    return name.starts_with("metadata") || name.starts_with("caption") ? 1 : 2;
}

void tell(const std::vector<Message>& reasons, DatasetReport& report)
{
    report.reasons.insert(report.reasons.end(), reasons.begin(), reasons.end());
}

Detected chosenOf(const fs::path& folder, std::vector<Candidate> found, DatasetReport& report)
{
    const auto shown = [&](const Candidate& candidate) {
        return candidate.path.lexically_relative(folder).generic_string();
    };
    if (areParts(found)) {
        std::vector<fs::path> tables;
        for (const Candidate& candidate : found)
            tables.push_back(candidate.path);
        tell(found.front().reasons, report);
        report.reasons.push_back(
            { sentences::splitByTable, { std::to_string(found.size()), joined(found, shown) } });
        return { DataFormat::table, tables.front(), {}, tables };
    }
    std::stable_sort(found.begin(), found.end(),
        [](const Candidate& a, const Candidate& b) { return rankOf(a.path) < rankOf(b.path); });
    const Candidate taken = found.front();
    tell(taken.reasons, report);
    found.erase(found.begin());
    if (!found.empty())
        report.reasons.emplace_back(sentences::manifestsOthers,
            std::vector<Message> { shown(taken), shortened(joined(found, shown), 300) });
    return { taken.format, taken.path, {}, {} };
}

std::vector<fs::path> foldersIn(const std::vector<fs::path>& folders)
{
    std::vector<fs::path> inside;
    for (const fs::path& folder : folders)
        for (const fs::path& one : dataFoldersIn(folder))
            if (inside.size() < foldersLookedAt) inside.push_back(one);
    return inside;
}

std::vector<fs::path> tablesIn(const std::vector<fs::path>& folders)
{
    std::vector<fs::path> tables;
    for (const fs::path& folder : folders)
        for (const fs::path& file : dataFilesIn(folder))
            if (isTableName(file.string()) || isJsonName(file.string())) tables.push_back(file);
    return tables;
}

} // namespace

std::optional<Detected> detectManifest(const fs::path& folder,
    const std::vector<fs::path>& candidates, const DatasetSpec& spec, DatasetReport& report,
    std::optional<MediaError>& failure)
{
    FileFinder finder(filesAt(spec.root.empty() ? folder : fs::path(spec.root)));
    std::vector<Candidate> found = understood(candidates, spec, finder, failure);
    std::vector<fs::path> folders { folder };
    for (int depth = 0; depth < deepestTables && found.empty(); ++depth) {
        folders = foldersIn(folders);
        found = understood(tablesIn(folders), spec, finder, failure);
    }
    if (found.empty()) return std::nullopt;
    return chosenOf(folder, std::move(found), report);
}

} // namespace contrastlab
