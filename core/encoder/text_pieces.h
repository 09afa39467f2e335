// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How tokenizers change a text and cut it into pieces before their vocabulary is asked. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

using TextChange = std::function<std::u32string(std::u32string)>;
using TextPieces = std::vector<std::u32string>;
/// Cuts one piece into smaller ones.
using TextCut = std::function<TextPieces(const std::u32string&)>;

/// As BERT's tokenizers clean texts: no controls, one kind of space, Han characters apart.
struct BertCleaning {
    bool clean = true;
    bool hanApart = true;
    bool stripMarks = true;
    bool lower = true;
};
std::u32string cleanedForBert(std::u32string text, const BertCleaning& cleaning);

/// Runs of spaces become one `space`.
std::u32string withSingleSpaces(const std::u32string& text, char32_t space = U' ');

/// At spaces, which go; each sign of punctuation by itself.
TextPieces cutForBert(const std::u32string& text);
TextPieces cutAtSpaces(const std::u32string& text);
/// \w+|[^\w\s]+
TextPieces cutIntoWords(const std::u32string& text);
/// Each sign of punctuation by itself.
TextPieces cutAtPunctuation(const std::u32string& text);
/// Runs of digits, or each, by itself.
TextPieces cutAtDigits(const std::u32string& text, bool each);
/// GPT-2's expression: contractions, words, numbers and signs, each with the space before it.
TextPieces cutForGpt(const std::u32string& text);
/// CLIP's: contractions, words, single digits, signs; no spaces.
TextPieces cutForClip(const std::u32string& text);
/// Before each `mark`, which stays with what follows.
TextPieces cutBefore(const std::u32string& text, char32_t mark);

/// GPT-2's alphabet: each byte of the UTF-8 text as a sign that can be seen.
std::u32string bytesAsSigns(std::u32string_view text);

} // namespace contrastlab
