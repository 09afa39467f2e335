// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts as code points, with what tokenizers ask of them. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace contrastlab {

/// What is no UTF-8 becomes U+FFFD, a byte at a time.
std::u32string decodedText(std::string_view text);
std::string encodedText(std::u32string_view text);

enum class NormalForm { nfc, nfd, nfkc, nfkd };
std::u32string normalForm(std::u32string_view text, NormalForm form);
std::u32string lowerCase(std::u32string_view text);
/// Without the marks that stand on letters (category Mn).
std::u32string withoutMarks(std::u32string_view text);

// By Unicode's categories.
bool isLetter(char32_t c);
bool isNumber(char32_t c);
bool isSpace(char32_t c);
bool isPunctuation(char32_t c); ///< and every ASCII sign that is no letter, digit or space
bool isOther(char32_t c); ///< controls, formats, private and unassigned ones
bool isWordSign(char32_t c); ///< \w of regular expressions
bool isHanCharacter(char32_t c);

} // namespace contrastlab
