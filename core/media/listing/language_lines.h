// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Captions of several languages in one text, a line each: "en=A dog.", "af.utf8='n Hond.". Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

struct LanguageLine {
    std::string language; ///< "en": in lower case, without what follows a dot, "_" or "-"
    std::string text;
    long long number = 0; ///< of the line, from 1
};

/// The lines of a text where every one that is not blank begins with a language, and one at least
/// with a usual one; else nothing.
std::vector<LanguageLine> languageLines(std::string_view text);

} // namespace contrastlab
