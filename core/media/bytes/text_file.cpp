// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/bytes/text_file.h"

#include "media/bytes/media_message.h"

#include <QStringDecoder>
#include <QUtf8StringView>

#include <algorithm>

#include <iconv.h>

namespace contrastlab {

namespace {

bool isUtf8(std::string_view text)
{
    return QUtf8StringView(text.data(), static_cast<qsizetype>(text.size())).isValidUtf8();
}

/// 0x80 to 0x9F of Windows-1252; 0 where it has no character.
constexpr char16_t windowsMarks[32] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178 };

/// Bytes of the UTF-8 character that starts at `at`, or 0 where none does.
std::size_t utf8Length(std::string_view text, std::size_t at)
{
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t length = first < 0x80 ? 1
        : first >= 0xC2 && first < 0xE0     ? 2
        : first >= 0xE0 && first < 0xF0     ? 3
        : first >= 0xF0 && first < 0xF5     ? 4
                                            : 0;
    for (std::size_t i = 1; i < length; ++i) {
        if (at + i >= text.size()) return 1; // cut, not wrong
        if ((static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80) return 0;
    }
    return length;
}

/// Bytes beyond ASCII stand in the pairs of GB2312's characters and punctuation, nearly all of
/// them.
bool isChinese(std::string_view text)
{
    std::size_t paired = 0, others = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto first = static_cast<unsigned char>(text[at]);
        if (first < 0x80) continue;
        const auto second = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : 0);
        const bool pair = second >= 0xA1 && second != 0xFF
            && ((first >= 0xA1 && first <= 0xA3) || (first >= 0xB0 && first <= 0xF7));
        paired += pair;
        others += !pair;
        at += pair;
    }
    return paired > 20 * others;
}

/// Empty where the system does not know the encoding, or the text is not in it.
std::string fromGb18030(std::string_view text)
{
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    if (converter == iconv_t(-1)) return {};
    std::string given(text), converted(2 * text.size() + 4, '\0');
    char* in = given.data();
    char* out = converted.data();
    std::size_t inLeft = given.size(), outLeft = converted.size();
    iconv(converter, &in, &inLeft, &out, &outLeft);
    iconv_close(converter);
    converted.resize(converted.size() - outLeft);
    return inLeft <= 3 ? converted : std::string(); // the start of a longer text may be cut
}

bool isWindows1252(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 && byte < 0xA0 && windowsMarks[byte - 0x80] == 0;
    });
}

/// Characters of UTF-8 beyond ASCII, and bytes that are none.
struct Utf8Count {
    std::size_t right = 0, wrong = 0;

    explicit Utf8Count(std::string_view text)
    {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t length = utf8Length(text, at);
            wrong += length == 0;
            right += length > 1;
            at += std::max<std::size_t>(length, 1);
        }
    }
    /// Pairs of GB2312 look like UTF-8 now and then.
    [[nodiscard]] bool mayBeChinese() const { return wrong >= 2 && wrong * 4 > right; }
};

std::string fromWindows1252(std::string_view text)
{
    QString converted;
    converted.reserve(static_cast<qsizetype>(text.size()));
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        converted +=
            QChar(byte >= 0x80 && byte < 0xA0 ? windowsMarks[byte - 0x80] : char16_t(byte));
    }
    return converted.toStdString();
}

} // namespace

std::string decodeText(const QByteArray& bytes, const std::string& file, TextEncoding* found)
{
    if (found) *found = TextEncoding::unicode;
    const auto encoding = QStringConverter::encodingForData(bytes);
    if (encoding && *encoding != QStringConverter::Utf8) {
        QStringDecoder decoder(*encoding);
        const QString text = decoder(bytes);
        if (text.contains(QChar(0))) throw MediaError(file, "", { sentences::encodingUnknown, {} });
        return text.toStdString();
    }
    if (bytes.contains('\0')) throw MediaError(file, "", { sentences::encodingUnknown, {} });
    const bool mark = bytes.startsWith("\xEF\xBB\xBF");
    std::string text = mark ? bytes.mid(3).toStdString() : bytes.toStdString();
    if (mark || isUtf8(text)) return text;
    const Utf8Count count(text);
    const bool chinese = count.mayBeChinese() && isChinese(text);
    if (std::string converted = chinese ? fromGb18030(text) : ""; !converted.empty()) {
        if (found) *found = TextEncoding::gb18030;
        return converted;
    }
    if (count.wrong <= count.right || !isWindows1252(text)) return text;
    if (found) *found = TextEncoding::windows1252;
    return fromWindows1252(text);
}

bool wholeUtf8(std::string& text)
{
    if (isUtf8(text)) return true;
    text = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toStdString();
    return false;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string lowered(std::string_view text)
{
    std::string low(text);
    for (char& c : low)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return low;
}

bool Lines::next(std::string_view& line)
{
    if (m_rest.empty()) return false;
    const auto end = m_rest.find_first_of("\r\n");
    line = m_rest.substr(0, end);
    std::size_t used = line.size();
    if (end != std::string_view::npos) used += m_rest.substr(end, 2) == "\r\n" ? 2 : 1;
    m_rest.remove_prefix(used);
    ++m_number;
    return true;
}

std::string shortened(std::string_view text, std::size_t length)
{
    if (text.size() <= length) return std::string(text);
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
        --length;
    return std::string(text.substr(0, length)) + "\xE2\x80\xA6";
}

} // namespace contrastlab
