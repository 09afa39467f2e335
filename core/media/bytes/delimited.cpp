// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/bytes/delimited.h"

#include "base/translation_marks.h"
#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"

#include <algorithm>

namespace contrastlab {

bool DelimitedReader::atLineEnd() const
{
    return m_place >= m_text.size() || m_text[m_place] == '\n' || m_text[m_place] == '\r';
}

void DelimitedReader::skipLineEnd()
{
    if (m_place >= m_text.size()) return;
    m_place += m_text.substr(m_place, 2) == "\r\n" ? 2 : 1;
    ++m_line;
}

void DelimitedReader::readPlain(std::string& field)
{
    const char stops[] = { m_separator, '\r', '\n', '\0' };
    const auto end = std::min(m_text.find_first_of(stops, m_place, 3), m_text.size());
    field.append(m_text.substr(m_place, end - m_place));
    m_place = end;
}

/// After the opening quote. False when the closing one is missing.
bool DelimitedReader::readQuoted(std::string& field)
{
    while (m_place < m_text.size() && field.size() <= limits::fieldBytes) {
        const auto end = m_text.find_first_of("\"\n", m_place);
        if (end == std::string_view::npos) return false;
        field.append(m_text.substr(m_place, end - m_place));
        m_place = end + 1;
        if (m_text[end] == '\n') {
            field += '\n';
            ++m_line;
        } else if (m_place < m_text.size() && m_text[m_place] == '"') {
            field += '"';
            ++m_place;
        } else {
            readPlain(field); // whatever stands between the closing quote and the separator
            return true;
        }
    }
    return false;
}

bool DelimitedReader::readRow(TableRow& row, bool honourQuotes)
{
    row.fields.clear();
    for (;;) {
        std::string field;
        const bool quoted = honourQuotes && m_place < m_text.size() && m_text[m_place] == '"';
        if (quoted) {
            ++m_place;
            if (!readQuoted(field)) return false;
        } else {
            readPlain(field);
        }
        row.fields.push_back(std::move(field));
        if (atLineEnd()) break;
        ++m_place;
    }
    skipLineEnd();
    return true;
}

bool DelimitedReader::next(TableRow& row)
{
    while (m_place < m_text.size() && atLineEnd())
        skipLineEnd();
    if (m_place >= m_text.size()) return false;
    const auto start = m_place;
    row.line = m_line;
    row.quoteOpen = !readRow(row, true);
    if (row.quoteOpen) {
        m_place = start;
        m_line = row.line;
        readRow(row, false);
    }
    return true;
}

char sniffSeparator(std::string_view text, const std::vector<std::string>& knownColumns)
{
    constexpr int rowsLookedAt = 20;
    constexpr std::size_t bytesLookedAt = 1 << 18;
    char best = 0;
    int bestScore = 0;
    for (const char separator : { '\t', '|', ';', ',' }) { // the rarer in sentences first
        DelimitedReader reader(text.substr(0, bytesLookedAt), separator);
        TableRow header, row;
        if (!reader.next(header) || header.fields.size() < 2) continue;
        const bool known =
            std::any_of(header.fields.begin(), header.fields.end(), [&](auto& field) {
                return std::find(knownColumns.begin(), knownColumns.end(), lowered(trimmed(field)))
                    != knownColumns.end();
            });
        int score = 1 + (known ? 2 * rowsLookedAt : 0);
        for (int i = 0; i < rowsLookedAt && reader.next(row); ++i)
            score += row.fields.size() == header.fields.size();
        if (score > bestScore) {
            best = separator;
            bestScore = score;
        }
    }
    return best;
}

const char* separatorName(char separator)
{
    switch (separator) {
    case '\t':
        return QT_TRANSLATE_NOOP("Message", "tab");
    case ',':
        return QT_TRANSLATE_NOOP("Message", "comma");
    case ';':
        return QT_TRANSLATE_NOOP("Message", "semicolon");
    default:
        return QT_TRANSLATE_NOOP("Message", "bar");
    }
}

} // namespace contrastlab
