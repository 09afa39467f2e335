// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CSV and TSV. One thread.
#include "media/bytes/delimited.h"
#include "media/bytes/text_file.h"
#include "media/listing/column_names.h"
#include "media/listing/records.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int rowsSampled = 200;
constexpr int linesLookedAt = 20;

/// Excel's "sep=;" at the top says what is seen anyway; the line stays, so that others keep
/// numbers.
std::string withoutSeparatorLine(const std::string& text)
{
    const auto end = text.find_first_of("\r\n");
    const bool mark = lowered(text.substr(0, 4)) == "sep=" && end == 5;
    return mark ? text.substr(end) : text;
}

/// Once, whatever the number of tables.
void tell(const Message& reason, DatasetReport& report)
{
    const auto& told = report.reasons;
    if (std::find(told.begin(), told.end(), reason) == told.end()) report.reasons.push_back(reason);
}

/// "red.png a red field" or "red.png: a red field": where the name ends, 0 where none does.
std::size_t nameEnd(std::string_view line)
{
    const auto end = line.find_first_of(" \t:,;|");
    if (end == std::string_view::npos || end == 0) return 0;
    const std::string name(line.substr(0, end));
    return isImageName(name) || isSoundName(name) ? end : 0;
}

/// Whether the first lines are names and what follows them, and no table of as many fields a row.
bool areNamedLines(const std::string& text)
{
    const char separator = sniffSeparator(text, knownColumns());
    Lines lines(text);
    int seen = 0;
    bool isCutThere = true; // by the separator, right after the name
    std::string head;
    for (std::string_view line; seen < linesLookedAt && lines.next(line);) {
        if (trimmed(line).empty()) continue;
        const auto end = nameEnd(trimmed(line));
        if (end == 0) return false;
        isCutThere = isCutThere && trimmed(line)[end] == separator;
        head.append(line).append("\n");
        ++seen;
    }
    if (separator == 0 || !isCutThere) return seen > 0;
    DelimitedReader reader(head, separator);
    TableRow first, row;
    bool even = reader.next(first);
    while (even && reader.next(row))
        even = row.fields.size() == first.fields.size();
    return !even;
}

/// A file's name, what parts it from the rest, and the rest: no separator to be quoted.
class NamedLines final : public RecordSource {
public:
    NamedLines(std::string text, DatasetReport& report) : m_text(std::move(text)), m_lines(m_text)
    {
        m_header = { "column 1", "column 2" };
        tell(sentences::tableOfNamedLines, report);
    }

    bool next(Record& record, const BadRecord& bad) override
    {
        for (std::string_view line; m_lines.next(line);) {
            line = trimmed(line);
            const Message place = linePlace(m_lines.number());
            if (line.empty()) continue;
            if (const auto end = nameEnd(line); end > 0) {
                const auto rest = line.find_first_not_of(" \t:,;|", end);
                record = { { std::string(line.substr(0, end)),
                               std::string(line.substr(std::min(rest, line.size()))) },
                    place, m_lines.number() };
                return true;
            }
            bad(place, { sentences::rowLength, { "1", "2" } }, true);
        }
        return false;
    }
    void rewind() override { m_lines = Lines(m_text); }

private:
    std::string m_text;
    Lines m_lines;
};

class DelimitedRecords final : public RecordSource {
public:
    DelimitedRecords(
        const std::string& text, const std::string& file, FileFinder& finder, DatasetReport& report)
        : m_text(withoutSeparatorLine(text))
        , m_separator(sniffSeparator(m_text, knownColumns()))
        , m_reader(m_text, m_separator)
    {
        if (m_separator == 0)
            throw MediaError(file, linePlace(1),
                { sentences::formatUnsuitable,
                    { QT_TRANSLATE_NOOP("Message", "a header with at least two columns") } });
        TableRow row;
        m_reader.next(row);
        m_hasHeader = !isFirstItem(row.fields, finder);
        m_header = row.fields;
        if (!m_hasHeader) nameByNumber();
        tell({ sentences::detectedSeparator, { separatorName(m_separator) } }, report);
        if (!m_hasHeader) tell(sentences::tableWithoutHeader, report);
        rewind();
    }

    bool next(Record& record, const BadRecord& bad) override
    {
        TableRow row;
        while (m_reader.next(row)) {
            if (row.quoteOpen) bad(linePlace(row.line), { sentences::quoteOpen, {} }, false);
            if (row.fields.size() == m_header.size()) {
                record = { std::move(row.fields), linePlace(row.line), row.line };
                return true;
            }
            bad(linePlace(row.line),
                { sentences::rowLength,
                    { std::to_string(row.fields.size()), std::to_string(m_header.size()) } },
                true);
        }
        return false;
    }

    void rewind() override
    {
        m_reader = DelimitedReader(m_text, m_separator);
        TableRow row;
        if (m_hasHeader) m_reader.next(row);
    }

private:
    void nameByNumber()
    {
        for (std::size_t i = 0; i < m_header.size(); ++i)
            m_header[i] = "column " + std::to_string(i + 1);
    }

    std::string m_text;
    char m_separator;
    DelimitedReader m_reader;
    bool m_hasHeader = true;
};

} // namespace

std::unique_ptr<RecordSource> delimitedRecords(
    std::string text, const std::string& file, FileFinder& finder, DatasetReport& report)
{
    if (areNamedLines(text)) return std::make_unique<NamedLines>(std::move(text), report);
    return std::make_unique<DelimitedRecords>(text, file, finder, report);
}

TableSample sampleOf(RecordSource& records)
{
    TableSample sample { records.header(), {} };
    const auto ignore = [](const Message&, const Message&, bool) {};
    Record record;
    for (int i = 0; i < rowsSampled && records.next(record, ignore); ++i)
        sample.rows.push_back(std::move(record.cells));
    records.rewind();
    return sample;
}

} // namespace contrastlab
