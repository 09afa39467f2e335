// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Standard output stays free for the summary.
#include "data_report.h"

#include "media/bytes/text_file.h"

#include <algorithm>
#include <cstdio>
#include <string>

namespace contrastlab {

namespace {

constexpr std::size_t problemsShown = 10;

std::string counted(const char* what, Index count)
{
    return count > 0 ? std::string("; ") + what + ": " + std::to_string(count) : std::string();
}

std::string quoted(const std::string& text)
{
    constexpr std::size_t shown = 80;
    return "\"" + shortened(oneLine(text), shown) + "\"";
}

/// "columns: photo is the image (data.image_column), text is the caption (data.caption_column)"
std::string columnsOf(const DatasetReport& report)
{
    std::string used, unused;
    for (const ColumnUse& column : report.columns) {
        const std::string name = shortened(oneLine(column.column), 60);
        if (column.use.empty())
            unused += (unused.empty() ? "" : ", ") + name;
        else
            used += (used.empty() ? "" : ", ") + name + " is the " + column.use + " (data."
                + column.use + "_column)";
    }
    const std::string rest = unused.empty() ? "" : "; not used: " + shortened(unused, 300);
    return "columns: " + used + rest;
}

/// "item 1: photos/a.jpg: "a red field", "all red"; label warm; held out"
std::string itemLine(const PreviewItem& item, std::size_t number)
{
    constexpr std::size_t captionsShown = 3;
    std::string line = "item " + std::to_string(number) + ": "
        + (item.file.empty() ? english(item.origin) : oneLine(item.file));
    for (std::size_t i = 0; i < std::min(item.captions.size(), captionsShown); ++i)
        line += (i == 0 ? ": " : ", ") + quoted(item.captions[i]);
    if (item.captions.size() > captionsShown)
        line += " and " + std::to_string(item.captions.size() - captionsShown) + " more";
    if (!item.sound.empty() && item.sound != item.file) line += "; sound " + oneLine(item.sound);
    if (!item.label.empty()) line += "; label " + quoted(item.label);
    if (!item.part.empty()) line += "; " + item.part;
    if (!item.values.empty()) line += "; " + item.values;
    return line;
}

} // namespace

std::vector<std::string> readingOf(const DatasetReport& report)
{
    constexpr std::size_t itemsShown = 3;
    std::vector<std::string> lines;
    if (report.format == DataFormat::automatic) return lines;
    lines.push_back(std::string("format: ") + nameOf(report.format));
    for (const Message& reason : report.reasons)
        lines.push_back("because " + oneLine(english(reason)));
    if (!report.columns.empty()) lines.push_back(columnsOf(report));
    for (std::size_t i = 0; i < std::min(report.preview.size(), itemsShown); ++i)
        lines.push_back(itemLine(report.preview[i], i + 1));
    return lines;
}

void printReading(const DatasetReport& report)
{
    for (const std::string& line : readingOf(report))
        std::fprintf(stderr, "data: %s\n", line.c_str());
}

void printProblems(const DatasetReport& report)
{
    for (const Message& hint : report.hints)
        std::fprintf(stderr, "data: %s\n", oneLine(english(hint)).c_str());
    if (report.problemCount == 0) return;
    const std::string counts = counted("unreadable files", report.unreadable)
        + counted("without a partner", report.withoutPartner)
        + counted("rows that cannot be used", report.badRows)
        + counted("repeated captions", report.repeatedCaptions)
        + counted("repeated files", report.repeatedFiles);
    std::fprintf(stderr, "data: %lld of %lld items train or are held out%s\n",
        static_cast<long long>(report.items), static_cast<long long>(report.listed),
        counts.c_str());
    const std::size_t shown = std::min(report.problems.size(), problemsShown);
    for (std::size_t i = 0; i < shown; ++i)
        std::fprintf(stderr, "data: %s\n", describe(report.problems[i]).c_str());
    const auto more = report.problemCount - static_cast<Index>(shown);
    if (more > 0)
        std::fprintf(stderr,
            "data: and %lld more (contrastlab-cli datasets PATH --check lists them)\n",
            static_cast<long long>(more));
}

void printLate(const LateProblems* late)
{
    if (!late || late->count() == 0) return;
    std::fprintf(stderr,
        "data: files that could not be decoded while training went on, and were seen as the ground "
        "colour: %zu\n",
        late->count());
    const auto problems = late->list();
    for (std::size_t i = 0; i < std::min(problems.size(), problemsShown); ++i)
        std::fprintf(stderr, "data: %s\n", describe(problems[i]).c_str());
}

} // namespace contrastlab
