// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/arrays/row_table.h"

#include "media/bytes/text_file.h"
#include "store/npy.h"

#include <charconv>
#include <cmath>
#include <set>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

const std::set<std::string> labelNames { "label", "labels", "target", "targets", "class",
    "classes" };
const std::set<std::string> splitNames { "split", "part", "subset" };
const std::set<std::string> itemNames { "id", "ids", "name", "item", "key", "word", "filename",
    "file", "origin" };
const std::set<std::string> textNames { "caption", "captions", "title", "text", "texts", "sentence",
    "description" };

/// Of a number beyond single precision: whether it is nearer to zero than any.
bool isTiny(std::string_view number)
{
    double value = 0;
    const auto parsed = std::from_chars(number.data(), number.data() + number.size(), value);
    if (parsed.ec == std::errc()) return std::abs(value) < 1;
    return number.find_first_of("eE") != std::string_view::npos
        && number[std::min(number.find_first_of("eE") + 1, number.size() - 1)] == '-';
}

bool isColumn(const std::string& column, const std::string& chosen)
{
    return !chosen.empty() && column == lowered(chosen);
}

/// The index that pandas' to_csv() writes before the columns, of no name, or as read and written
/// again.
bool isIndex(std::size_t place, const std::string& column)
{
    return place == 0 && (column.empty() || column == "unnamed: 0");
}

std::string fieldOf(const TableRow& row, int column)
{
    if (column < 0 || static_cast<std::size_t>(column) >= row.fields.size()) return {};
    std::string field(trimmed(row.fields[static_cast<std::size_t>(column)]));
    wholeUtf8(field);
    return field;
}

} // namespace

bool isLabelName(const std::string& name)
{
    return labelNames.contains(lowered(name)) || name == "y";
}

bool isCaptionName(const std::string& name)
{
    return textNames.contains(lowered(name));
}

std::optional<float> numberOf(std::string_view field, bool* tooLarge)
{
    field = trimmed(field);
    if (field.starts_with('+')) field.remove_prefix(1);
    float value = 0;
    const auto parsed = std::from_chars(field.data(), field.data() + field.size(), value);
    if (field.empty() || parsed.ptr != field.data() + field.size()) return std::nullopt;
    if (parsed.ec == std::errc()) return value;
    if (parsed.ec == std::errc::result_out_of_range && isTiny(field)) return 0.0f;
    if (tooLarge) *tooLarge = parsed.ec == std::errc::result_out_of_range;
    return std::nullopt;
}

RowColumns::RowColumns(const TableRow& header, const TableRow& first, const DatasetSpec& spec)
{
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        const std::string column = lowered(trimmed(header.fields[i]));
        const int place = static_cast<int>(i);
        if (isColumn(column, spec.labelColumn)
            || (spec.labelColumn.empty() && labelNames.contains(column)))
            label = place;
        else if (isColumn(column, spec.splitColumn) || splitNames.contains(column))
            split = place;
        else if (isColumn(column, spec.captionColumn) || textNames.contains(column))
            caption = place;
        else if (itemNames.contains(column) || isIndex(i, column))
            name = place;
        else if (i < first.fields.size() && numberOf(first.fields[i]))
            numbers.push_back(i);
    }
}

void addRow(
    RowTable& table, const RowColumns& columns, const TableRow& row, ReadingContext& context)
{
    if (columns.label >= 0) table.labels.push_back(fieldOf(row, columns.label));
    if (columns.name >= 0) table.names.push_back(fieldOf(row, columns.name));
    if (columns.caption >= 0) table.captions.push_back(fieldOf(row, columns.caption));
    if (columns.split < 0) return;
    const std::string word = fieldOf(row, columns.split);
    table.parts.push_back(partNamed(word));
    if (!table.parts.back() && !word.empty())
        context.report.add({ table.file, linePlace(row.line),
            { sentences::splitUnknown, { shortened(word, 60) } } });
}

RowTable readRows(const fs::path& path, ReadingContext& context)
{
    RowTable table;
    table.file = path.filename().string();
    if (lowered(path.extension().string()) == ".npy") {
        for (const int label : readNpyLabels(path.string()))
            table.labels.push_back(label < 0 ? "" : std::to_string(label));
        return table;
    }
    const std::string text = manifestText(path);
    const char separator = sniffSeparator(text, {});
    if (separator == 0) {
        Lines lines(text);
        for (std::string_view line; lines.next(line);)
            table.labels.emplace_back(trimmed(line));
        if (!table.labels.empty() && isLabelName(table.labels.front()))
            table.labels.erase(table.labels.begin());
        return table;
    }
    DelimitedReader reader(text, separator);
    TableRow header, row;
    reader.next(header);
    const RowColumns columns(header, {}, context.spec);
    while (reader.next(row))
        addRow(table, columns, row, context);
    return table;
}

} // namespace contrastlab
