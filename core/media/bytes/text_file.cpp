// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/bytes/text_file.h"

#include "media/bytes/media_message.h"

#include <QStringDecoder>
#include <QUtf8StringView>

namespace contrastlab {

namespace {

bool isUtf8(std::string_view text)
{
    return QUtf8StringView(text.data(), static_cast<qsizetype>(text.size())).isValidUtf8();
}

} // namespace

std::string decodeText(const QByteArray& bytes, const std::string& file)
{
    const auto encoding = QStringConverter::encodingForData(bytes);
    if (encoding && *encoding != QStringConverter::Utf8) {
        QStringDecoder decoder(*encoding);
        const QString text = decoder(bytes);
        if (text.contains(QChar(0))) throw MediaError(file, "", { sentences::encodingUnknown, {} });
        return text.toStdString();
    }
    if (bytes.contains('\0')) throw MediaError(file, "", { sentences::encodingUnknown, {} });
    const bool mark = bytes.startsWith("\xEF\xBB\xBF");
    return mark ? bytes.mid(3).toStdString() : bytes.toStdString();
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
