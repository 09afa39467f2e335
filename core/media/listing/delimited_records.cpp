// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CSV and TSV. One thread.
#include "media/bytes/delimited.h"
#include "media/bytes/text_file.h"
#include "media/listing/column_names.h"
#include "media/listing/records.h"

namespace contrastlab {

namespace {

constexpr int rowsSampled = 200;

class DelimitedRecords final : public RecordSource {
public:
    DelimitedRecords(
        std::string text, const std::string& file, FileFinder& finder, DatasetReport& report)
        : m_text(std::move(text))
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
        report.reasons.push_back({ sentences::detectedSeparator, { separatorName(m_separator) } });
        if (!m_hasHeader) report.reasons.emplace_back(sentences::tableWithoutHeader);
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
    return std::make_unique<DelimitedRecords>(std::move(text), file, finder, report);
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
