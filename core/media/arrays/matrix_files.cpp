// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/arrays/matrix_files.h"

#include "media/bytes/delimited.h"
#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"
#include "store/mapped_matrix.h"
#include "store/npy.h"
#include "store/npz.h"
#include "store/safetensors.h"

#include <algorithm>
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
const std::set<std::string> textNames { "caption", "title", "text", "sentence", "description" };

std::string extensionOf(const fs::path& path)
{
    return lowered(path.extension().string());
}

bool isTableName(const fs::path& path)
{
    const std::string extension = extensionOf(path);
    return extension == ".csv" || extension == ".tsv" || extension == ".txt";
}

bool isLabelName(const std::string& name)
{
    return labelNames.contains(lowered(name)) || name == "y";
}

/// Of a number beyond single precision: whether it is nearer to zero than any.
bool isTiny(std::string_view number)
{
    double value = 0;
    const auto parsed = std::from_chars(number.data(), number.data() + number.size(), value);
    if (parsed.ec == std::errc()) return std::abs(value) < 1;
    return number.find_first_of("eE") != std::string_view::npos
        && number[std::min(number.find_first_of("eE") + 1, number.size() - 1)] == '-';
}

/// A field as a number; `tooLarge` tells of one that single precision has no room for.
std::optional<float> numberOf(std::string_view field, bool* tooLarge = nullptr)
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

/// Why a field is no number.
Message problemOfNumber(const std::string& field)
{
    bool tooLarge = false;
    numberOf(field, &tooLarge);
    return { tooLarge ? sentences::valueTooLarge : sentences::valueNotANumber,
        { shortened(field, 40) } };
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

/// What the columns of a table of numbers or of rows are for.
struct RowColumns {
    int label = -1;
    int split = -1;
    int name = -1;
    int caption = -1;
    std::vector<std::size_t> numbers;

    RowColumns(const TableRow& header, const TableRow& first, const DatasetSpec& spec)
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
};

std::string fieldOf(const TableRow& row, int column)
{
    if (column < 0 || static_cast<std::size_t>(column) >= row.fields.size()) return {};
    std::string field(trimmed(row.fields[static_cast<std::size_t>(column)]));
    wholeUtf8(field);
    return field;
}

/// Labels, names, captions and parts of one row.
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

class NumberTable {
public:
    NumberTable(const fs::path& path, ReadingContext& context)
        : m_file(path.filename().string())
        , m_context(context)
    {
        const std::string text = manifestText(path);
        const char separator = sniffSeparator(text, {});
        DelimitedReader reader(text, separator ? separator : ',');
        TableRow header, row;
        reader.next(header);
        if (header.fields.size() > static_cast<std::size_t>(limits::tableColumns)) failHeader();
        DelimitedReader ahead = reader;
        ahead.next(row);
        const RowColumns columns(header, row, context.spec);
        if (columns.numbers.empty()) failHeader();
        m_table.file = m_file;
        while (reader.next(row))
            readRow(row, header, columns);
        m_width = static_cast<Index>(columns.numbers.size());
    }

    void into(MatrixSet& set)
    {
        const Index rows = static_cast<Index>(m_values.size()) / m_width;
        Matrix<float> values =
            ConstMatrixView<float>(m_values.data(), rows, m_width, Eigen::OuterStride<>(m_width));
        set.matrices.push_back(
            { stemOf(m_file), m_file, rows, featuresInMemory(std::move(values)) });
        if (!m_table.labels.empty() || !m_table.names.empty() || !m_table.parts.empty()
            || !m_table.captions.empty())
            set.table = std::move(m_table);
    }

private:
    [[noreturn]] void failHeader() const
    {
        throw MediaError(m_file, linePlace(1),
            { sentences::formatUnsuitable,
                { QT_TRANSLATE_NOOP("Message", "a header, and columns of numbers below it") } });
    }
    /// A row of a matrix cannot be passed over: rows pair with those of the other file by their
    /// place.
    void readRow(const TableRow& row, const TableRow& header, const RowColumns& columns)
    {
        m_context.progress.check();
        const Message place = linePlace(row.line);
        if (row.fields.size() != header.fields.size())
            throw MediaError(m_file, place,
                { sentences::rowLength,
                    { std::to_string(row.fields.size()), std::to_string(header.fields.size()) } });
        for (const std::size_t column : columns.numbers) {
            const auto value = numberOf(row.fields[column]);
            if (!value) throw MediaError(m_file, place, problemOfNumber(row.fields[column]));
            m_values.push_back(*value);
        }
        addRow(m_table, columns, row, m_context);
    }

    std::string m_file;
    ReadingContext& m_context;
    Index m_width = 1;
    std::vector<float> m_values;
    RowTable m_table;
};

/// labels.npy, a text of one label a line, or a table with label, id, split and caption columns.
RowTable readRows(const fs::path& path, ReadingContext& context)
{
    RowTable table;
    table.file = path.filename().string();
    if (extensionOf(path) == ".npy") {
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

template <class File> void takeArrays(const File& file, const std::string& shown, MatrixSet& set)
{
    for (const std::string& name : file.names()) {
        if (isLabelName(name)) {
            set.table.file = shown;
            for (const int label : file.labels(name))
                set.table.labels.push_back(label < 0 ? "" : std::to_string(label));
            continue;
        }
        Matrix<float> values = file.template matrix<float>(name);
        const Index rows = values.rows();
        set.matrices.push_back({ name, shown, rows, featuresInMemory(std::move(values)) });
    }
}

void openFile(const fs::path& path, MatrixSet& set, ReadingContext& context)
{
    const std::string extension = extensionOf(path);
    const std::string shown = path.filename().string();
    if (extension == ".npy") {
        auto matrix = std::make_shared<MappedMatrix>(path.string());
        set.matrices.push_back({ stemOf(shown), shown, matrix->rows(), matrix });
    } else if (extension == ".npz") {
        takeArrays(NpzFile(path.string()), shown, set);
    } else if (extension == ".safetensors") {
        takeArrays(SafetensorsFile(path.string()), shown, set);
    } else {
        NumberTable(path, context).into(set);
    }
}

void openFolder(const fs::path& folder, MatrixSet& set, ReadingContext& context)
{
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file() && !entry.is_symlink()) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const fs::path& path : paths) {
        const std::string stem = lowered(path.stem().string());
        const bool labels = isLabelName(stem) && (extensionOf(path) == ".npy" || isTableName(path));
        const bool rows =
            isTableName(path) && (stem == "items" || stem == "metadata" || stem == "ids");
        if (labels || rows) {
            if (set.table.names.empty()) {
                RowTable table = readRows(path, context);
                if (table.labels.empty()) table.labels = std::move(set.table.labels);
                set.table = std::move(table);
            }
        } else if (isMatrixName(path.filename().string())) {
            openFile(path, set, context);
        }
    }
}

} // namespace

bool isMatrixName(const std::string& name)
{
    const std::string extension = extensionOf(name);
    return extension == ".npy" || extension == ".npz" || extension == ".safetensors";
}

bool isNumberTable(const fs::path& path)
{
    const std::string text = decodeText(readHead(path, limits::sniffedBytes), path.string());
    const char separator = sniffSeparator(text, {});
    if (separator == 0) return false;
    DelimitedReader reader(text, separator);
    TableRow header, row;
    if (!reader.next(header) || !reader.next(row) || header.fields.size() != row.fields.size())
        return false;
    const RowColumns columns(header, row, {});
    const bool named =
        std::none_of(header.fields.begin(), header.fields.end(), [](const std::string& name) {
            return numberOf(name).has_value() && name.find('.') != std::string::npos;
        });
    return named && columns.numbers.size() * 2 >= header.fields.size();
}

MatrixSet openMatrices(ReadingContext& context)
{
    const DatasetSpec& spec = context.spec;
    MatrixSet set;
    if (fs::is_directory(spec.path))
        openFolder(spec.path, set, context);
    else
        openFile(spec.path, set, context);
    if (!spec.second.empty()) openFile(spec.second, set, context);
    if (!spec.labels.empty()) set.table = readRows(spec.labels, context);
    return set;
}

} // namespace contrastlab
