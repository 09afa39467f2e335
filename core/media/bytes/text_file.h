// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text as people save it: UTF-8 with or without a mark, UTF-16 with one. Pure functions; any
// thread.
#pragma once

#include <QByteArray>

#include <string>
#include <string_view>

namespace contrastlab {

enum class TextEncoding { unicode, windows1252, gb18030 };

/// UTF-8 without its byte order mark; UTF-16 and UTF-32 with one are converted. What is mostly not
/// UTF-8 is taken as GB18030 where its bytes come in the pairs of common Chinese characters, else
/// as Windows-1252 (Latin-1 and its quotation marks) where every byte has a meaning there, which
/// `found` then says; else bytes that are not UTF-8 stay as they are, and wholeUtf8()
/// finds them where they matter. Throws MediaError where zero bytes show that this is no text.
std::string decodeText(
    const QByteArray& bytes, const std::string& file, TextEncoding* found = nullptr);

/// True where `text` is UTF-8; else its bad bytes become U+FFFD.
bool wholeUtf8(std::string& text);

/// Without spaces, tabs and line ends at both ends.
std::string_view trimmed(std::string_view text);

/// Lower case of A to Z, for file endings and column names.
std::string lowered(std::string_view text);

/// Lines of a text, ended by \n, \r\n or \r.
class Lines {
public:
    explicit Lines(std::string_view text) : m_rest(text) { }
    bool next(std::string_view& line);
    /// Number of the line that next() gave last, from 1.
    [[nodiscard]] long long number() const { return m_number; }

private:
    std::string_view m_rest;
    long long m_number = 0;
};

/// At most `length` bytes of `text`, cut between characters, with an ellipsis where it was cut.
std::string shortened(std::string_view text, std::size_t length);

} // namespace contrastlab
