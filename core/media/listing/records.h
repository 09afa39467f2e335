// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables in all their forms as rows of cells: CSV and TSV with a header or without, JSON lists of
// objects, objects a line, and one object of names and captions. One thread.
#pragma once

#include "media/listing/column_content.h"
#include "media/listing/listing.h"

#include <functional>

namespace contrastlab {

struct Record {
    std::vector<std::string> cells;
    Message place;
    long long line = 0; ///< 0 where it has none
};

/// Told of a row that cannot be used: where it is, and why.
using BadRecord = std::function<void(const Message& place, Message why, bool isLost)>;

class RecordSource {
public:
    virtual ~RecordSource() = default;
    /// Names of the columns; "column 1" and so on where the file has none.
    [[nodiscard]] const std::vector<std::string>& header() const { return m_header; }
    /// The next row with as many cells as the header; others go to `bad`.
    virtual bool next(Record& record, const BadRecord& bad) = 0;
    /// To before the first row.
    virtual void rewind() = 0;

protected:
    std::vector<std::string> m_header;
};

/// Whether a name is that of JSON, or of JSON lines, packed by gzip or not.
bool isJsonName(const std::string& name);
bool isJsonLinesName(const std::string& name);

/// Rows between separators; `text` is kept. Throws MediaError where nothing cuts the first row.
std::unique_ptr<RecordSource> delimitedRecords(
    std::string text, const std::string& file, FileFinder& finder, DatasetReport& report);
/// Objects of a list, or a line each where `lines`. Throws MediaError where it holds none.
std::unique_ptr<RecordSource> jsonRecords(std::string text, const std::string& file, bool lines);

/// The first rows; the source is at its start again.
TableSample sampleOf(RecordSource& records);

/// What a cell says: one caption, or those of a list ("["a", "b"]" of JSON, "['a', 'b']" of
/// Python).
std::vector<std::string> textsOfCell(const std::string& cell);

} // namespace contrastlab
