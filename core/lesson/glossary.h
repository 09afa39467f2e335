// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The field's terms in plain words, and where each stands in a text. Plain values; any thread.
#pragma once

#include "lesson/claim.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

struct GlossaryEntry {
    std::string name; ///< "temperature"
    LessonText term;
    std::map<std::string, std::vector<std::string>>
        aliases; ///< by language: other words for the term
    LessonText text; ///< one or two sentences
    std::string formula; ///< plain text
    std::string source; ///< paper; may be empty
    std::string show; ///< key of a parameter, or of a dock of the window

    /// The term and its aliases in a language.
    [[nodiscard]] std::vector<std::string> wordsIn(const std::string& language) const;
};

/// Throws InputError with file, line and what was expected. `show` is only known to be a text.
std::vector<GlossaryEntry> readGlossary(std::string_view json, const std::string& file);

} // namespace contrastlab
