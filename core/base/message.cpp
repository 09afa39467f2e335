// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "base/message.h"

#include "base/translation_marks.h"

#include <cstring>

namespace contrastlab {

namespace {

// Marked here, said by the C library.
[[maybe_unused]] constexpr const char* frequentReasons[] = {
    QT_TRANSLATE_NOOP("Message", "Permission denied"),
    QT_TRANSLATE_NOOP("Message", "No such file or directory"),
    QT_TRANSLATE_NOOP("Message", "No space left on device"),
    QT_TRANSLATE_NOOP("Message", "Not a directory"),
    QT_TRANSLATE_NOOP("Message", "Is a directory"),
    QT_TRANSLATE_NOOP("Message", "File name too long"),
    QT_TRANSLATE_NOOP("Message", "Read-only file system"),
};

} // namespace

std::string oneLine(std::string text)
{
    for (char& c : text)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
    return text;
}

Message oneLined(Message message)
{
    if (message.quoted) message.sentence = oneLine(std::move(message.sentence));
    for (Message& argument : message.arguments)
        argument = oneLined(std::move(argument));
    return message;
}

std::string fillIn(std::string_view sentence, const std::vector<std::string>& arguments)
{
    std::string filled;
    for (std::size_t i = 0; i < sentence.size(); ++i) {
        const bool mark = sentence[i] == '%' && i + 1 < sentence.size() && sentence[i + 1] >= '1'
            && sentence[i + 1] <= '9';
        if (!mark) {
            filled += sentence[i];
            continue;
        }
        const auto argument = static_cast<std::size_t>(sentence[++i] - '1');
        if (argument < arguments.size()) filled += arguments[argument];
    }
    return filled;
}

std::string english(const Message& message)
{
    if (message.quoted) return message.sentence;
    std::vector<std::string> arguments;
    for (const Message& argument : message.arguments)
        arguments.push_back(oneLine(english(argument)));
    return fillIn(message.sentence, arguments);
}

Message linePlace(std::int64_t line)
{
    return { QT_TRANSLATE_NOOP("Message", "line %1"), { std::to_string(line) } };
}

Message rowPlace(std::int64_t row)
{
    return { QT_TRANSLATE_NOOP("Message", "row %1"), { std::to_string(row) } };
}

Message bytePlace(std::int64_t byte)
{
    return { QT_TRANSLATE_NOOP("Message", "byte %1"), { std::to_string(byte) } };
}

Message joinedPlace(Message file, Message place)
{
    if (file.empty()) return place;
    if (place.empty()) return file;
    return { QT_TRANSLATE_NOOP("Message", "%1, %2"), { std::move(file), std::move(place) } };
}

Message systemReason(int error)
{
    return std::strerror(error);
}

} // namespace contrastlab
