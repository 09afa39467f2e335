// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/listing/table_columns.h"

#include "base/joined.h"
#include "media/bytes/text_file.h"
#include "media/listing/listing.h"

#include <algorithm>

namespace contrastlab {

namespace {

using Names = std::vector<std::string>;

constexpr std::size_t namesShown = 600; ///< bytes of a list of columns in a message

const Names imageColumns { "filepath", "image", "image_path", "img_path", "image_file",
    "image_name", "img", "picture", "jpg" };
const Names soundColumns { "audio", "sound", "audio_path", "audio_file", "audio_filepath",
    "sound_file", "wav", "clip" };
const Names fileColumns { "file_name", "filename", "file", "path", "name" };
const Names captionColumns { "title", "caption", "captions", "text", "description", "sentence",
    "raw", "comment" };
const Names labelColumns { "label", "class", "category", "target" };
const Names splitColumns { "split", "part", "subset", "fold" };

/// Header names in lower case, without spaces around.
struct ColumnFinder {
    Names header;
    Names shown;
    const std::string& file;

    int byName(const Names& names) const
    {
        for (const std::string& name : names) {
            const auto found = std::find(header.begin(), header.end(), name);
            if (found != header.end()) return static_cast<int>(found - header.begin());
        }
        return -1;
    }
    int chosen(const std::string& column) const
    {
        const auto found = std::find(header.begin(), header.end(), lowered(trimmed(column)));
        if (found == header.end())
            throw MediaError(file, linePlace(1), { sentences::columnMissing, { column, list() } });
        return static_cast<int>(found - header.begin());
    }
    int of(const std::string& column, const Names& names) const
    {
        return column.empty() ? byName(names) : chosen(column);
    }
    std::string list() const
    {
        return shortened(joined(shown, [](auto& name) { return shortened(name, 60); }), namesShown);
    }
};

/// "caption_1" of Clotho, or "caption_zh", "title-zh", "text.zh" for a language.
bool isNumbered(const std::string& column, const std::string& base)
{
    return column.size() > base.size() + 1 && column.starts_with(base + "_")
        && column.find_first_not_of("0123456789", base.size() + 1) == std::string::npos;
}

bool isLanguageColumn(const std::string& column, const std::string& language)
{
    for (const std::string& base : captionColumns)
        for (const char* joint : { "_", "-", "." })
            if (column == base + joint + language || column == language + joint + base) return true;
    return column == language;
}

/// Languages that name a column of captions, as people mix them in one table.
void reportLanguages(const ColumnFinder& finder, DatasetReport& report)
{
    for (const char* language : { "ar", "cs", "de", "en", "es", "fr", "hi", "it", "ja", "ko", "nl",
             "pl", "pt", "ru", "sv", "th", "tr", "uk", "vi", "zh" })
        for (const std::string& column : finder.header)
            if (isLanguageColumn(column, language)) report.addLanguage(language);
}

std::vector<int> findCaptions(
    const ColumnFinder& finder, const DatasetSpec& spec, DatasetReport& report)
{
    if (!spec.captionColumn.empty()) return { finder.chosen(spec.captionColumn) };
    std::vector<int> columns;
    for (int i = 0; i < static_cast<int>(finder.header.size()); ++i)
        if (!spec.language.empty() && isLanguageColumn(finder.header[i], lowered(spec.language)))
            columns.push_back(i);
    if (!columns.empty()) {
        report.reasons.push_back({ sentences::captionColumnByLanguage,
            { finder.shown[static_cast<std::size_t>(columns.front())], spec.language } });
        return columns;
    }
    if (const int column = finder.byName(captionColumns); column >= 0) return { column };
    for (int i = 0; i < static_cast<int>(finder.header.size()); ++i)
        for (const std::string& base : captionColumns)
            if (isNumbered(finder.header[i], base)) columns.push_back(i);
    if (!columns.empty()) return columns;
    for (const char* language : { "en", "zh" })
        for (int i = 0; i < static_cast<int>(finder.header.size()); ++i)
            if (columns.empty() && isLanguageColumn(finder.header[i], language))
                columns.push_back(i);
    return columns;
}

void reportColumns(const ColumnFinder& finder, const ColumnRoles& roles, DatasetReport& report)
{
    report.columns.clear();
    for (int i = 0; i < static_cast<int>(finder.shown.size()); ++i) {
        const bool caption =
            std::find(roles.captions.begin(), roles.captions.end(), i) != roles.captions.end();
        const char* use = i == roles.image ? "image"
            : i == roles.sound             ? "sound"
            : caption                      ? "caption"
            : i == roles.label             ? "label"
            : i == roles.split             ? "split"
                                           : "";
        report.columns.push_back({ finder.shown[static_cast<std::size_t>(i)], use });
    }
}

} // namespace

const std::vector<std::string>& knownColumns()
{
    static const Names all = [] {
        Names names;
        for (const Names& part : { imageColumns, soundColumns, fileColumns, captionColumns })
            names.insert(names.end(), part.begin(), part.end());
        names.emplace_back("caption_1");
        return names;
    }();
    return all;
}

ColumnRoles findColumns(const std::vector<std::string>& header,
    const std::vector<std::string>& firstRow, const DatasetSpec& spec, const std::string& file,
    DatasetReport& report)
{
    ColumnFinder finder { {}, {}, file };
    for (const std::string& name : header) {
        std::string column(trimmed(name));
        wholeUtf8(column);
        finder.header.push_back(lowered(column));
        finder.shown.push_back(column);
    }
    ColumnRoles roles;
    reportColumns(finder, {}, report); // what there is to choose from, should a column be missing
    reportLanguages(finder, report);
    roles.image = finder.of(spec.imageColumn, imageColumns);
    roles.sound = finder.of(spec.soundColumn, soundColumns);
    if (roles.image < 0 && roles.sound < 0) {
        const int column = finder.byName(fileColumns);
        const bool sound = column >= 0 && static_cast<std::size_t>(column) < firstRow.size()
            && isSoundName(std::string(trimmed(firstRow[static_cast<std::size_t>(column)])));
        (sound ? roles.sound : roles.image) = column;
    }
    roles.captions = findCaptions(finder, spec, report);
    roles.label = finder.of(spec.labelColumn, labelColumns);
    roles.split = finder.of(spec.splitColumn, splitColumns);
    if (roles.captions.empty() && roles.label >= 0) roles.captions = { roles.label };
    reportColumns(finder, roles, report);
    const int files = (roles.image >= 0) + (roles.sound >= 0);
    if (files == 0)
        throw MediaError(file, linePlace(1),
            { sentences::columnNeeded,
                { QT_TRANSLATE_NOOP("Message", "image or sound files (such as filepath)"),
                    finder.list() } });
    if (files == 1 && roles.captions.empty())
        throw MediaError(file, linePlace(1),
            { sentences::columnNeeded,
                { QT_TRANSLATE_NOOP("Message", "captions (such as title)"), finder.list() } });
    return roles;
}

} // namespace contrastlab
