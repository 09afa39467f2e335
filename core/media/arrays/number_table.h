// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables of numbers as pandas, spreadsheets and numpy.savetxt write them: columns separated by
// commas, tabs, semicolons, bars or blanks; with a header, with numbers for names, or with none;
// lines that begin with # are remarks. One thread.
#pragma once

#include "media/arrays/row_table.h"

#include <filesystem>

namespace contrastlab {

/// Rows of a table of numbers, and what its columns are called.
class NumberRows {
public:
    /// `text` must outlive it.
    explicit NumberRows(std::string_view text);

    /// One name a column; "0", "1" ... where the table has no header.
    [[nodiscard]] const TableRow& header() const { return m_header; }
    [[nodiscard]] bool hasHeader() const { return m_hasHeader; }
    /// The header is 0, 1, 2 ..., which pandas writes where nobody named the columns.
    [[nodiscard]] bool countsItsColumns() const { return m_countsColumns; }
    /// The next row of numbers, remarks passed over.
    bool next(TableRow& row);

private:
    bool cut(TableRow& row);
    void takeRemarks();
    void findHeader();

    std::string_view m_text;
    char m_separator = ' ';
    std::size_t m_place = 0; ///< of tables with blanks
    long long m_line = 0; ///< that were read (blanks) or left out before the rest (else)
    std::string_view m_remark; ///< the last one before the rows, which may name the columns
    DelimitedReader m_reader;
    TableRow m_header;
    TableRow m_first;
    bool m_hasHeader = false;
    bool m_countsColumns = false;
    bool m_firstWaits = false;
};

struct NumberTable {
    Matrix<float> values;
    RowTable rows; ///< of the columns that hold no numbers to learn from
};

/// Throws MediaError at the first field that is no number: rows pair with those of the other file
/// by their place, so none can be passed over.
NumberTable readNumberTable(const std::filesystem::path& path, ReadingContext& context);

/// True for a table whose columns hold numbers, but for ids, labels and splits.
bool isNumberTable(const std::filesystem::path& path);
/// True where its first rows are numbers and nothing else, so that no column is one of words.
bool isBareNumberTable(const std::filesystem::path& path);

} // namespace contrastlab
