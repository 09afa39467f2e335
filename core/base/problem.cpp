// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Problems as text.
#include "base/problem.h"

namespace contrastlab {

namespace {

constexpr std::size_t mostPrinted = 80;

bool continues(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

} // namespace

std::string describe(const Problem& problem)
{
    const std::string file = problem.file.empty() ? "" : withoutControls(problem.file) + ": ";
    return file + printable(problem.field) + " = " + printable(problem.value) + ": expected "
        + withoutControls(english(problem.limit));
}

std::string describe(const std::vector<Problem>& problems)
{
    std::string text;
    for (const Problem& problem : problems)
        text += (text.empty() ? "" : "\n") + describe(problem);
    return text;
}

std::string withoutControls(std::string_view text)
{
    std::string clean(text);
    for (std::size_t i = 0; i < clean.size(); ++i) {
        const auto c = static_cast<unsigned char>(clean[i]);
        const auto next = i + 1 < clean.size() ? static_cast<unsigned char>(clean[i + 1]) : 0;
        if (c < 0x20 || c == 0x7f)
            clean[i] = '?';
        else if (c == 0xc2 && next >= 0x80 && next < 0xa0) // U+0080 to U+009F in UTF-8
            clean.replace(i, 2, "?");
    }
    return clean;
}

std::string printable(std::string_view text)
{
    if (text.size() <= mostPrinted) return withoutControls(text);
    std::size_t length = mostPrinted;
    while (length > 0 && continues(text[length]))
        --length;
    return withoutControls(text.substr(0, length)) + "...";
}

} // namespace contrastlab
