// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/listing/language_lines.h"

#include "media/bytes/text_file.h"
#include "media/listing/column_names.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr std::size_t longestMark = 16; ///< "zh_Hans.utf8"

/// "af" of "af.utf8=..."; "" where the line does not begin so.
std::string languageOf(std::string_view line)
{
    const auto equals = line.find('=');
    if (equals == std::string_view::npos || equals > longestMark) return {};
    const std::string mark = lowered(trimmed(line.substr(0, equals)));
    const std::string language = mark.substr(0, mark.find_first_of("._-"));
    const bool letters =
        language.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    const bool whole = mark.find_first_of(" \t") == std::string::npos;
    return letters && whole && (language.size() == 2 || language.size() == 3) ? language : "";
}

} // namespace

std::vector<LanguageLine> languageLines(std::string_view text)
{
    std::vector<LanguageLine> found;
    bool usual = false;
    Lines lines(text);
    for (std::string_view line; lines.next(line);) {
        if (trimmed(line).empty()) continue;
        const std::string language = languageOf(trimmed(line));
        if (language.empty()) return {};
        const auto& known = columnLanguages();
        usual = usual || std::find(known.begin(), known.end(), language) != known.end();
        found.push_back(
            { language, std::string(trimmed(line.substr(line.find('=') + 1))), lines.number() });
    }
    return usual ? found : std::vector<LanguageLine>();
}

} // namespace contrastlab
