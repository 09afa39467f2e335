// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Flickr8k and Flickr30k, whose lines are not quite tables: commas and bars stand inside captions.
// One thread.
#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"
#include "media/listing/manifest.h"

#include <functional>

namespace contrastlab {

namespace {

/// A line cut into the name of its picture and its caption; false where it cannot be.
using LineCut =
    std::function<bool(std::string_view line, std::string& image, std::string& caption)>;

Listing listLines(const std::filesystem::path& manifest, ReadingContext& context, bool hasHeader,
    const LineCut& cut)
{
    const std::string file = manifest.filename().string();
    const std::string text = manifestText(manifest, context.report);
    ListingBuilder builder;
    Lines lines(text);
    for (std::string_view line; lines.next(line);) {
        context.progress.check();
        if (trimmed(line).empty() || (hasHeader && lines.number() == 1)) continue;
        const Message place = linePlace(lines.number());
        std::string image, caption;
        if (line.size() > static_cast<std::size_t>(limits::fieldBytes)
            || !cut(line, image, caption)) {
            ++context.report.badRows;
            context.report.add({ file, place, { sentences::rowLength, { "1", "2" } } });
            continue;
        }
        wholeUtf8(image);
        ListedItem& item = builder.item(image);
        if (item.place.empty()) {
            item.image = image;
            item.place = file;
            item.line = lines.number();
        }
        addCaption(item, std::move(caption), file, place, context.report);
    }
    return { filesBeside(manifest, context.spec), builder.take() };
}

} // namespace

/// image,caption: the first comma ends the name; whatever commas follow are the caption's. A
/// caption in quotes loses them.
Listing listFlickr8k(const std::filesystem::path& manifest, ReadingContext& context)
{
    return listLines(manifest, context, true,
        [](std::string_view line, std::string& image, std::string& caption) {
            const auto comma = line.find(',');
            if (comma == std::string_view::npos) return false;
            image = trimmed(line.substr(0, comma));
            std::string_view rest = trimmed(line.substr(comma + 1));
            if (rest.size() >= 2 && rest.front() == '"' && rest.back() == '"')
                rest = rest.substr(1, rest.size() - 2);
            caption = rest;
            return !image.empty();
        });
}

/// name.jpg#0<TAB>caption
Listing listFlickrTokens(const std::filesystem::path& manifest, ReadingContext& context)
{
    return listLines(manifest, context, false,
        [](std::string_view line, std::string& image, std::string& caption) {
            const auto tab = line.find('\t');
            if (tab == std::string_view::npos) return false;
            const std::string_view key = line.substr(0, tab);
            image = trimmed(key.substr(0, key.rfind('#')));
            caption = line.substr(tab + 1);
            return !image.empty();
        });
}

/// image_name| comment_number| comment: the number's bar may be missing (as in a row of the common
/// copy), so a caption is what follows the number, with or without it.
Listing listFlickr30k(const std::filesystem::path& manifest, ReadingContext& context)
{
    return listLines(manifest, context, true,
        [](std::string_view line, std::string& image, std::string& caption) {
            const auto first = line.find('|');
            if (first == std::string_view::npos) return false;
            image = trimmed(line.substr(0, first));
            std::string_view rest = trimmed(line.substr(first + 1));
            const auto digits = rest.find_first_not_of("0123456789 ");
            if (digits == std::string_view::npos || image.empty()) return false;
            if (digits > 0) rest = rest.substr(rest[digits] == '|' ? digits + 1 : digits);
            caption = rest;
            return true;
        });
}

} // namespace contrastlab
