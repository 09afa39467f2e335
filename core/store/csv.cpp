// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// std::to_chars: no locale, all digits that are needed and no more.
#include "store/csv.h"

#include <charconv>
#include <cmath>

namespace contrastlab {

namespace {

template <class S> std::string shortest(S value)
{
    if (!std::isfinite(value)) return {};
    char text[40];
    return { text, std::to_chars(text, text + sizeof text, value).ptr };
}

} // namespace

std::string csvNumber(double value)
{
    return shortest(value);
}

std::string csvNumber(float value)
{
    return shortest(value);
}

std::string csvField(std::string_view text, char separator)
{
    const bool plain = text.find(separator) == std::string_view::npos
        && text.find_first_of("\"\n\r") == std::string_view::npos;
    if (plain) return std::string(text);
    std::string field = "\"";
    for (const char c : text)
        field += c == '"' ? std::string("\"\"") : std::string(1, c);
    return field + '"';
}

} // namespace contrastlab
