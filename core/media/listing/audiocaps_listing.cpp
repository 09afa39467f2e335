// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// AudioCaps: its rows name clips of videos, and the files are called as whoever cut them liked. One
// thread.
#include "media/bytes/text_file.h"
#include "media/listing/manifest.h"
#include "media/listing/records.h"

namespace contrastlab {

namespace {

std::string cellOf(const Record& row, int column)
{
    std::string cell(trimmed(row.cells[static_cast<std::size_t>(column)]));
    wholeUtf8(cell);
    return cell;
}

/// The file of a row: people name them by clip, by video, or by video and start.
std::string fileOfClip(const FileSet& files, const std::string& clip, const std::string& video,
    const std::string& start)
{
    for (const std::string& stem : { video, clip, video + "_" + start, "Y" + video })
        for (const char* ending : { ".wav", ".flac", ".ogg", ".mp3", ".opus" })
            if (!stem.empty() && !files.check(stem + ending)) return stem + ending;
    return (video.empty() ? clip : video) + ".wav";
}

} // namespace

Listing listAudioCaps(const std::filesystem::path& manifest, ReadingContext& context)
{
    const std::string file = manifest.filename().string();
    const auto files = filesBeside(manifest, context.spec);
    FileFinder finder(files);
    const std::unique_ptr<RecordSource> records =
        openRecords(manifestText(manifest, context.report), manifest, finder, context.report);
    const auto column = [&](const char* name) {
        for (std::size_t i = 0; i < records->header().size(); ++i)
            if (lowered(trimmed(records->header()[i])) == name) return static_cast<int>(i);
        throw MediaError(file, linePlace(1),
            { sentences::formatUnsuitable,
                { { QT_TRANSLATE_NOOP("Message", "a column %1"), { std::string(name) } } } });
    };
    const int clip = column("audiocap_id"), video = column("youtube_id");
    const int start = column("start_time"), caption = column("caption");
    const auto bad = [&](const Message& place, Message why, bool isLost) {
        context.report.badRows += isLost;
        context.report.add({ file, place, std::move(why) });
    };
    ListingBuilder builder;
    Record row;
    while (records->next(row, bad)) {
        context.progress.check();
        ListedItem& item = builder.item(cellOf(row, video) + "\n" + cellOf(row, start));
        if (item.place.empty()) {
            item.sound =
                fileOfClip(*files, cellOf(row, clip), cellOf(row, video), cellOf(row, start));
            item.place = file;
            item.line = row.line;
        }
        addCaption(item, cellOf(row, caption), file, row.place, context.report);
    }
    return { files, builder.take() };
}

} // namespace contrastlab
