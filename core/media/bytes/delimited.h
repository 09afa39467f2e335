// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables of text: fields between separators, quoted as in RFC 4180. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

struct TableRow {
    long long line = 0; ///< where the row starts, from 1
    std::vector<std::string> fields;
    bool quoteOpen = false; ///< a quote that is never closed; the row ends with its line then
};

/// Rows one after another. A quoted field may hold separators, doubled quotes and line ends; a
/// quote that is never closed (within limits::fieldBytes) counts as an ordinary character. Empty
/// lines are skipped.
class DelimitedReader {
public:
    DelimitedReader(std::string_view text, char separator)
        : m_text(text)
        , m_separator(separator) { }
    bool next(TableRow& row);

private:
    bool readRow(TableRow& row, bool honourQuotes);
    bool readQuoted(std::string& field);
    void readPlain(std::string& field);
    [[nodiscard]] bool atLineEnd() const;
    void skipLineEnd();

    std::string_view m_text;
    char m_separator;
    std::size_t m_place = 0;
    long long m_line = 1;
};

/// The separator of a table: tab, comma, semicolon or bar. Taken is the one that cuts the most of
/// the first rows into as many fields (at least two) as the header; before others the one whose
/// header has one of `knownColumns`, and of equals the one that is rarer in sentences. 0 where none
/// cuts anything.
char sniffSeparator(std::string_view text, const std::vector<std::string>& knownColumns);

/// "tab", "comma", "semicolon", "bar".
const char* separatorName(char separator);

} // namespace contrastlab
