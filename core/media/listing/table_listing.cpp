// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables of any form (open_clip's CSV and TSV, Clotho, HuggingFace's metadata files, lists of JSON
// objects ...) and whatever maps to image, sound, caption, label and split. One thread.
#include "media/bytes/text_file.h"
#include "media/listing/manifest.h"
#include "media/listing/records.h"
#include "media/listing/table_columns.h"

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

std::string cellOf(const Record& row, int column)
{
    if (column < 0) return {};
    std::string cell(trimmed(row.cells[static_cast<std::size_t>(column)]));
    wholeUtf8(cell);
    return cell;
}

/// The first of several files in a cell.
std::string fileOf(const Record& row, int column)
{
    const std::string cell = cellOf(row, column);
    const std::vector<std::string> names = textsOfCell(cell);
    return names.empty() ? std::string() : names.front();
}

/// One table read into the items of a listing.
class TableReader {
public:
    TableReader(std::string file, std::string folder, ReadingContext& context)
        : m_file(std::move(file))
        , m_folder(std::move(folder))
        , m_context(context)
    {
    }

    void read(RecordSource& records, const ColumnRoles& roles, std::optional<Part> part,
        ListingBuilder& builder)
    {
        Record row;
        const auto bad = [&](const Message& place, Message why, bool isLost) {
            m_context.report.badRows += isLost;
            m_context.report.add({ m_file, place, std::move(why) });
        };
        while (records.next(row, bad)) {
            m_context.progress.check();
            readRow(row, roles, part, builder);
        }
    }

private:
    void readRow(const Record& row, const ColumnRoles& roles, std::optional<Part> part,
        ListingBuilder& builder)
    {
        const std::string image = placed(fileOf(row, roles.image));
        const std::string sound = placed(fileOf(row, roles.sound));
        ListedItem& item =
            builder.item(image.empty() && sound.empty() ? m_folder + m_file + english(row.place)
                                                        : image + "\n" + sound);
        if (item.place.empty()) {
            item.image = image;
            item.sound = sound;
            item.label = cellOf(row, roles.label);
            item.place = row.line > 0 ? m_file : m_file + ", " + english(row.place);
            item.line = row.line;
            item.part = part;
            readPart(item, row, roles.split);
        }
        for (const int column : roles.captions)
            readCaptions(
                item, row, row.cells[static_cast<std::size_t>(column)], roles.captions.size() > 1);
    }

    void readCaptions(ListedItem& item, const Record& row, const std::string& cell, bool isOptional)
    {
        if (isOptional && trimmed(cell).empty()) return;
        const std::vector<std::string> texts = textsOfCell(cell);
        if (texts.empty()) addCaption(item, "", m_file, row.place, m_context.report);
        for (const std::string& text : texts)
            addCaption(item, text, m_file, row.place, m_context.report);
    }

    void readPart(ListedItem& item, const Record& row, int column)
    {
        const std::string word = cellOf(row, column);
        if (word.empty()) return;
        item.part = partNamed(word);
        if (!item.part)
            m_context.report.add({ m_file, row.place,
                { sentences::splitUnknownInColumn, { shortened(word, 60) } } });
    }

    /// A name as it starts from the table's folder, within the file set.
    [[nodiscard]] std::string placed(const std::string& name) const
    {
        if (m_folder.empty() || name.empty() || name.front() == '/') return name;
        return (fs::path(m_folder) / name).lexically_normal().generic_string();
    }

    std::string m_file; ///< for messages
    std::string m_folder; ///< of the table within the file set; "" at its root
    ReadingContext& m_context;
};

/// Where each table of several belongs, by its own name or its folder's ("train/metadata.csv").
std::optional<Part> partOf(const fs::path& manifest)
{
    const std::string stem = manifest.stem().stem().string();
    const auto part = partNamed(stem);
    return part ? part : partNamed(manifest.parent_path().filename().string());
}

/// One table for all parts, and its files in train/, test/ ...: the folders are the split.
void splitByFolders(std::vector<ListedItem>& items, DatasetReport& report)
{
    std::set<std::string> folders;
    std::set<Part> parts;
    for (const ListedItem& item : items) {
        const std::string& name = item.image.empty() ? item.sound : item.image;
        const std::string folder = name.substr(0, name.find('/'));
        const auto part = folder.size() < name.size() ? partNamed(folder) : std::nullopt;
        if (!part || item.part) return;
        folders.insert(folder);
        parts.insert(*part);
    }
    if (parts.size() < 2) return;
    std::string names;
    for (const std::string& folder : folders)
        names += (names.empty() ? "" : ", ") + folder;
    report.reasons.push_back({ sentences::splitByFolder, { names } });
    for (ListedItem& item : items) {
        const std::string& name = item.image.empty() ? item.sound : item.image;
        item.part = partNamed(name.substr(0, name.find('/')));
    }
}

} // namespace

Listing listTables(const std::vector<fs::path>& manifests, ReadingContext& context)
{
    const std::shared_ptr<const FileSet> files = filesBeside(manifests.front(), context.spec);
    ListingBuilder builder;
    for (const fs::path& manifest : manifests) {
        const std::string folder = folderWithin(manifest, context.spec);
        const std::string file = manifests.size() > 1
            ? (fs::path(folder) / manifest.filename()).generic_string()
            : manifest.filename().string();
        FileFinder finder(files, folder);
        const std::unique_ptr<RecordSource> records =
            openRecords(manifestText(manifest, context.report), manifest, finder, context.report);
        const ColumnRoles roles =
            findColumns(sampleOf(*records), finder, context.spec, file, context.report);
        TableReader(file, folder, context)
            .read(*records, roles, manifests.size() > 1 ? partOf(manifest) : std::nullopt, builder);
    }
    Listing listing { files, builder.take() };
    if (manifests.size() == 1) splitByFolders(listing.items, context.report);
    return listing;
}

} // namespace contrastlab
