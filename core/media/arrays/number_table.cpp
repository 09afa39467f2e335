// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/arrays/number_table.h"

#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

constexpr int rowsLookedAt = 20;
constexpr char blanks = ' ';

/// Why a field is no number.
Message problemOfNumber(const std::string& field)
{
    bool tooLarge = false;
    numberOf(field, &tooLarge);
    return { tooLarge ? sentences::valueTooLarge : sentences::valueNotANumber,
        { shortened(field, 40) } };
}

bool areNumbers(const TableRow& row)
{
    return !row.fields.empty()
        && std::all_of(row.fields.begin(), row.fields.end(),
            [](const std::string& field) { return numberOf(field).has_value(); });
}

/// 0, 1, 2 ... as pandas names columns that nobody named; an index of no name may stand before
/// them.
bool countsColumns(const TableRow& row)
{
    const std::size_t index = !row.fields.empty() && trimmed(row.fields[0]).empty() ? 1 : 0;
    const std::size_t columns = row.fields.size() - index;
    if (columns + index < 2) return false;
    for (std::size_t i = 0; i < columns; ++i)
        if (trimmed(row.fields[i + index]) != std::to_string(i)) return false;
    return columns > 0;
}

/// Fields between blanks.
std::vector<std::string> cellsOfLine(std::string_view line)
{
    std::vector<std::string> words;
    for (line = trimmed(line); !line.empty(); line = trimmed(line)) {
        const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
        words.emplace_back(line.substr(0, end));
        line.remove_prefix(end);
    }
    return words;
}

bool isRemark(const TableRow& row)
{
    return !row.fields.empty() && trimmed(row.fields.front()).starts_with('#');
}

/// Blanks where nothing else separates.
char separatorOf(std::string_view text)
{
    const char separator = sniffSeparator(text, {});
    if (separator == 0) return blanks;
    Lines lines(text); // a tab within blanks, as of a padded table
    std::string_view line;
    lines.next(line);
    const std::vector<std::string> words = cellsOfLine(line);
    const bool padded = separator == '\t'
        && std::count(line.begin(), line.end(), '\t') + 1 != static_cast<long>(words.size())
        && std::all_of(words.begin(), words.end(), [](auto& word) { return numberOf(word); });
    return padded ? blanks : separator;
}

/// The whole rows of the beginning of a file.
std::string headOf(const fs::path& path)
{
    std::string text = decodeText(readHead(path, limits::sniffedBytes), path.string());
    if (text.size() + 8 >= static_cast<std::size_t>(limits::sniffedBytes))
        text.resize(std::min(text.rfind('\n'), text.size())); // the last line may be cut
    return text;
}

} // namespace

NumberRows::NumberRows(std::string_view text) : m_text(text), m_reader({}, blanks)
{
    takeRemarks();
    m_separator = separatorOf(m_text);
    if (m_separator != blanks) m_reader = DelimitedReader(m_text, m_separator);
    findHeader();
}

/// Passes over the remarks before the first row.
void NumberRows::takeRemarks()
{
    for (;;) {
        const std::size_t end = std::min(m_text.find('\n'), m_text.size());
        const std::string_view line = trimmed(m_text.substr(0, end));
        if (end == m_text.size() || !(line.empty() || line.starts_with('#'))) return;
        if (!line.empty()) m_remark = trimmed(line.substr(1));
        m_text.remove_prefix(end + 1);
        ++m_line;
    }
}

bool NumberRows::cut(TableRow& row)
{
    if (m_separator != blanks) {
        if (!m_reader.next(row)) return false;
        row.line += m_line;
        return true;
    }
    while (m_place < m_text.size()) {
        const std::size_t end = std::min(m_text.find('\n', m_place), m_text.size());
        row.fields = cellsOfLine(m_text.substr(m_place, end - m_place));
        row.line = ++m_line;
        row.quoteOpen = false;
        m_place = end + 1;
        if (!row.fields.empty()) return true;
    }
    return false;
}

/// The first row where it holds words, or counts the columns; else the remark before it, where it
/// has a word for each column; else numbers.
void NumberRows::findHeader()
{
    if (!cut(m_first)) return;
    m_countsColumns = m_separator != blanks && m_remark.empty() && countsColumns(m_first);
    m_hasHeader = m_countsColumns || !areNumbers(m_first);
    if (m_hasHeader) {
        m_header = std::move(m_first);
        return;
    }
    m_firstWaits = true;
    if (m_separator == blanks) {
        m_header.fields = cellsOfLine(m_remark);
    } else {
        DelimitedReader names(m_remark, m_separator);
        names.next(m_header);
    }
    if (m_header.fields.size() == m_first.fields.size() && !areNumbers(m_header)) return;
    m_header.fields.clear();
    for (std::size_t i = 0; i < m_first.fields.size(); ++i)
        m_header.fields.push_back(std::to_string(i));
}

bool NumberRows::next(TableRow& row)
{
    if (m_firstWaits) {
        m_firstWaits = false;
        row = std::move(m_first);
        return true;
    }
    while (cut(row))
        if (!isRemark(row)) return true;
    return false;
}

namespace {

class TableReader {
public:
    TableReader(const fs::path& path, ReadingContext& context)
        : m_file(path.filename().string())
        , m_context(context)
        , m_text(manifestText(path))
        , m_rows(m_text)
    {
        m_table.rows.file = m_file;
    }

    NumberTable read()
    {
        const TableRow& header = m_rows.header();
        TableRow row;
        if (header.fields.size() > static_cast<std::size_t>(limits::tableColumns)) failHeader();
        NumberRows ahead = m_rows;
        ahead.next(row);
        const RowColumns columns(header, row, m_context.spec);
        if (columns.numbers.empty()) failHeader();
        tellOfHeader();
        while (m_rows.next(row))
            readRow(row, columns);
        const auto width = static_cast<Index>(columns.numbers.size());
        m_table.values = ConstMatrixView<float>(m_values.data(),
            static_cast<Index>(m_values.size()) / width, width, Eigen::OuterStride<>(width));
        return std::move(m_table);
    }

private:
    [[noreturn]] void failHeader() const
    {
        throw MediaError(m_file, linePlace(1),
            { sentences::formatUnsuitable,
                { QT_TRANSLATE_NOOP("Message", "a header, and columns of numbers below it") } });
    }
    void tellOfHeader()
    {
        std::vector<Message>& reasons = m_context.report.reasons;
        if (m_rows.countsItsColumns()) reasons.push_back({ sentences::headerCounts, { m_file } });
        if (!m_rows.hasHeader()) reasons.push_back({ sentences::headerNone, { m_file } });
    }
    void readRow(const TableRow& row, const RowColumns& columns)
    {
        m_context.progress.check();
        const Message place = linePlace(row.line);
        const std::size_t expected = m_rows.header().fields.size();
        if (row.fields.size() != expected)
            throw MediaError(m_file, place,
                { sentences::rowLength,
                    { std::to_string(row.fields.size()), std::to_string(expected) } });
        for (const std::size_t column : columns.numbers) {
            const auto value = numberOf(row.fields[column]);
            if (!value) throw MediaError(m_file, place, problemOfNumber(row.fields[column]));
            m_values.push_back(*value);
        }
        addRow(m_table.rows, columns, row, m_context);
    }

    std::string m_file;
    ReadingContext& m_context;
    std::string m_text;
    NumberRows m_rows;
    std::vector<float> m_values;
    NumberTable m_table;
};

} // namespace

NumberTable readNumberTable(const fs::path& path, ReadingContext& context)
{
    return TableReader(path, context).read();
}

bool isNumberTable(const fs::path& path)
{
    const std::string text = headOf(path);
    NumberRows rows(text);
    const TableRow& header = rows.header();
    TableRow row;
    if (!rows.next(row) || header.fields.size() != row.fields.size()) return false;
    if (!rows.hasHeader()) return true;
    const RowColumns columns(header, row, {});
    const bool named =
        std::none_of(header.fields.begin(), header.fields.end(), [](const std::string& name) {
            return numberOf(name).has_value() && name.find('.') != std::string::npos;
        });
    return named && columns.numbers.size() * 2 >= header.fields.size();
}

bool isBareNumberTable(const fs::path& path)
{
    std::string text;
    try {
        text = headOf(path);
    } catch (const MediaError&) {
        return false;
    }
    NumberRows rows(text);
    TableRow row;
    int seen = 0;
    for (; seen < rowsLookedAt && rows.next(row); ++seen)
        if (!areNumbers(row) || row.fields.size() != rows.header().fields.size()) return false;
    return seen > 0 && (!rows.hasHeader() || rows.countsItsColumns());
}

} // namespace contrastlab
