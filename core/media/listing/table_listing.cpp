// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables with a header: open_clip's CSV and TSV, Clotho, AudioCaps, and whatever maps to image,
// sound, caption, label and split. One thread.
#include "media/bytes/delimited.h"
#include "media/bytes/text_file.h"
#include "media/listing/listing.h"
#include "media/listing/table_columns.h"

#include <functional>

namespace contrastlab {

namespace {

/// A table being read: header, separator, and rows of the right length.
class TableFile {
public:
    TableFile(const std::filesystem::path& manifest, ReadingContext& context)
        : m_file(manifest.filename().string())
        , m_text(manifestText(manifest))
        , m_separator(sniffed())
        , m_reader(m_text, m_separator)
        , m_context(context)
    {
        TableRow row;
        m_reader.next(row);
        m_header = row.fields;
        context.report.reasons.push_back(
            { sentences::detectedSeparator, { separatorName(m_separator) } });
    }

    [[nodiscard]] const std::vector<std::string>& header() const { return m_header; }
    [[nodiscard]] const std::string& file() const { return m_file; }

    [[nodiscard]] std::vector<std::string> firstRow() const
    {
        DelimitedReader copy = m_reader;
        TableRow row;
        copy.next(row);
        return row.fields;
    }

    /// The next row with as many fields as the header; others are reported and passed over.
    bool next(TableRow& row)
    {
        while (m_reader.next(row)) {
            m_context.progress.check();
            if (row.quoteOpen) report(row, { sentences::quoteOpen, {} });
            if (row.fields.size() == m_header.size()) return true;
            ++m_context.report.badRows;
            report(row,
                { sentences::rowLength,
                    { std::to_string(row.fields.size()), std::to_string(m_header.size()) } });
        }
        return false;
    }

    void report(const TableRow& row, Message message)
    {
        m_context.report.add({ m_file, linePlace(row.line), std::move(message) });
    }

private:
    [[nodiscard]] char sniffed() const
    {
        const char separator = sniffSeparator(m_text, knownColumns());
        if (separator == 0)
            throw MediaError(m_file, linePlace(1),
                { sentences::formatUnsuitable,
                    { QT_TRANSLATE_NOOP("Message", "a header with at least two columns") } });
        return separator;
    }

    std::string m_file;
    std::string m_text;
    char m_separator;
    DelimitedReader m_reader;
    ReadingContext& m_context;
    std::vector<std::string> m_header;
};

std::string cellOf(const TableRow& row, int column)
{
    if (column < 0) return {};
    std::string cell(trimmed(row.fields[static_cast<std::size_t>(column)]));
    wholeUtf8(cell);
    return cell;
}

void readPart(ListedItem& item, const TableRow& row, int column, TableFile& table)
{
    const std::string word = cellOf(row, column);
    if (word.empty()) return;
    item.part = partNamed(word);
    if (!item.part) table.report(row, { sentences::splitUnknown, { shortened(word, 60) } });
}

void readRow(const TableRow& row, const ColumnRoles& roles, TableFile& table,
    ListingBuilder& builder, ReadingContext& context)
{
    const std::string image = cellOf(row, roles.image);
    const std::string sound = cellOf(row, roles.sound);
    ListedItem& item = builder.item(
        image.empty() && sound.empty() ? english(linePlace(row.line)) : image + "\n" + sound);
    const bool isNew = item.place.empty();
    if (isNew) {
        item.image = image;
        item.sound = sound;
        item.label = cellOf(row, roles.label);
        item.place = table.file();
        item.line = row.line;
        readPart(item, row, roles.split, table);
    }
    for (const int column : roles.captions) {
        std::string caption = row.fields[static_cast<std::size_t>(column)];
        const bool optional = roles.captions.size() > 1 && trimmed(caption).empty();
        if (!optional)
            addCaption(item, std::move(caption), table.file(), linePlace(row.line), context.report);
    }
}

/// The file of an AudioCaps row: people name them by clip, by video, or by video and start.
std::string audioCapsFile(const FileSet& files, const std::string& clip, const std::string& video,
    const std::string& start)
{
    for (const std::string& stem : { video, clip, video + "_" + start, "Y" + video })
        for (const char* ending : { ".wav", ".flac", ".ogg", ".mp3", ".opus" })
            if (!stem.empty() && !files.check(stem + ending)) return stem + ending;
    return (video.empty() ? clip : video) + ".wav";
}

} // namespace

Listing listTable(const std::filesystem::path& manifest, ReadingContext& context)
{
    TableFile table(manifest, context);
    const ColumnRoles roles =
        findColumns(table.header(), table.firstRow(), context.spec, table.file(), context.report);
    ListingBuilder builder;
    TableRow row;
    while (table.next(row))
        readRow(row, roles, table, builder, context);
    return { filesBeside(manifest, context.spec), builder.take() };
}

Listing listAudioCaps(const std::filesystem::path& manifest, ReadingContext& context)
{
    TableFile table(manifest, context);
    const auto column = [&](const char* name) {
        for (std::size_t i = 0; i < table.header().size(); ++i)
            if (lowered(trimmed(table.header()[i])) == name) return static_cast<int>(i);
        throw MediaError(table.file(), linePlace(1),
            { sentences::columnNeeded,
                { std::string(name), QT_TRANSLATE_NOOP("Message", "others") } });
    };
    const int clip = column("audiocap_id"), video = column("youtube_id");
    const int start = column("start_time"), caption = column("caption");
    const auto files = filesBeside(manifest, context.spec);
    ListingBuilder builder;
    TableRow row;
    while (table.next(row)) {
        ListedItem& item = builder.item(cellOf(row, video) + "\n" + cellOf(row, start));
        if (item.place.empty()) {
            item.sound =
                audioCapsFile(*files, cellOf(row, clip), cellOf(row, video), cellOf(row, start));
            item.place = table.file();
            item.line = row.line;
        }
        addCaption(item, cellOf(row, caption), table.file(), linePlace(row.line), context.report);
    }
    return { files, builder.take() };
}

} // namespace contrastlab
