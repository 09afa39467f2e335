// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The expressions are spelt out: they are few, and the standard library's know no categories of
// Unicode.
#include "encoder/text_pieces.h"

#include "encoder/unicode_text.h"

#include <algorithm>
#include <array>

namespace contrastlab {

namespace {

void addPiece(TextPieces& pieces, std::u32string piece)
{
    if (!piece.empty()) pieces.push_back(std::move(piece));
}

// How far a run of signs of one kind goes.
template <class Is> std::size_t runEnd(const std::u32string& text, std::size_t at, const Is& is)
{
    while (at < text.size() && is(text[at]))
        ++at;
    return at;
}

bool isSign(char32_t c)
{
    return !isSpace(c) && !isLetter(c) && !isNumber(c);
}

// Of 's, 't, 're, 've, 'm, 'll, 'd at this place; 0 where there is none.
std::size_t contractionLength(const std::u32string& text, std::size_t at)
{
    static const std::array<std::u32string, 7> endings { U"'s", U"'t", U"'re", U"'ve", U"'m",
        U"'ll", U"'d" };
    for (const std::u32string& ending : endings)
        if (text.compare(at, ending.size(), ending) == 0) return ending.size();
    return 0;
}

// One letter, number or sign run with at most one space before it; where it ends.
std::size_t gptRunEnd(const std::u32string& text, std::size_t at)
{
    const std::size_t begin = text[at] == U' ' && at + 1 < text.size() ? at + 1 : at;
    const char32_t first = text[begin];
    if (isLetter(first)) return runEnd(text, begin, isLetter);
    if (isNumber(first)) return runEnd(text, begin, isNumber);
    if (isSign(first)) return runEnd(text, begin, isSign);
    return at;
}

// Spaces up to the last one, which goes with what follows.
std::size_t gptSpacesEnd(const std::u32string& text, std::size_t at)
{
    const std::size_t end = runEnd(text, at, isSpace);
    return end == text.size() || end - at == 1 ? end : end - 1;
}

} // namespace

std::u32string cleanedForBert(std::u32string text, const BertCleaning& cleaning)
{
    std::u32string clean;
    for (const char32_t c : text) {
        const bool space = isSpace(c);
        if (cleaning.clean && !space && (c == 0 || c == 0xFFFD || isOther(c))) continue;
        // Some spaces are controls too, and go.
        if (cleaning.clean && space && c != U'\t' && c != U'\n' && c != U'\r' && isOther(c))
            continue;
        const bool apart = cleaning.hanApart && isHanCharacter(c);
        if (apart) clean += U' ';
        clean += cleaning.clean && space ? U' ' : c;
        if (apart) clean += U' ';
    }
    if (cleaning.stripMarks) clean = withoutMarks(normalForm(clean, NormalForm::nfd));
    return cleaning.lower ? lowerCase(clean) : clean;
}

std::u32string withSingleSpaces(const std::u32string& text, char32_t space)
{
    std::u32string result;
    bool inside = false;
    for (const char32_t c : text) {
        const bool isOne = isSpace(c);
        if (isOne && !inside) result += space;
        if (!isOne) result += c;
        inside = isOne;
    }
    return result;
}

TextPieces cutForBert(const std::u32string& text)
{
    TextPieces pieces;
    for (const std::u32string& word : cutAtSpaces(text))
        for (std::u32string& piece : cutAtPunctuation(word))
            pieces.push_back(std::move(piece));
    return pieces;
}

TextPieces cutAtSpaces(const std::u32string& text)
{
    TextPieces pieces;
    std::u32string word;
    for (const char32_t c : text) {
        if (!isSpace(c)) {
            word += c;
            continue;
        }
        addPiece(pieces, std::move(word));
        word.clear();
    }
    addPiece(pieces, std::move(word));
    return pieces;
}

TextPieces cutIntoWords(const std::u32string& text)
{
    TextPieces pieces;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = runEnd(text, at, isWordSign);
        if (end == at)
            end = runEnd(text, at, [](char32_t c) { return !isWordSign(c) && !isSpace(c); });
        addPiece(pieces, text.substr(at, end - at));
        at = std::max(end, at + 1);
    }
    return pieces;
}

TextPieces cutAtPunctuation(const std::u32string& text)
{
    TextPieces pieces;
    std::u32string word;
    for (const char32_t c : text) {
        if (!isPunctuation(c)) {
            word += c;
            continue;
        }
        addPiece(pieces, std::move(word));
        word.clear();
        pieces.emplace_back(1, c);
    }
    addPiece(pieces, std::move(word));
    return pieces;
}

TextPieces cutAtDigits(const std::u32string& text, bool each)
{
    TextPieces pieces;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = runEnd(text, at, isNumber);
        if (end > at && each) end = at + 1;
        if (end == at) end = runEnd(text, at, [](char32_t c) { return !isNumber(c); });
        addPiece(pieces, text.substr(at, end - at));
        at = end;
    }
    return pieces;
}

TextPieces cutForGpt(const std::u32string& text)
{
    TextPieces pieces;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + contractionLength(text, at);
        if (end == at) end = gptRunEnd(text, at);
        if (end == at) end = gptSpacesEnd(text, at);
        addPiece(pieces, text.substr(at, end - at));
        at = end;
    }
    return pieces;
}

TextPieces cutForClip(const std::u32string& text)
{
    TextPieces pieces;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + contractionLength(text, at);
        if (end == at) end = runEnd(text, at, isLetter);
        if (end == at && isNumber(text[at])) end = at + 1;
        if (end == at) end = runEnd(text, at, isSign);
        addPiece(pieces, text.substr(at, end - at));
        at = std::max(end, at + 1); // past a space
    }
    return pieces;
}

TextPieces cutBefore(const std::u32string& text, char32_t mark)
{
    TextPieces pieces;
    std::size_t begin = 0;
    for (std::size_t at = 1; at < text.size(); ++at)
        if (text[at] == mark) {
            addPiece(pieces, text.substr(begin, at - begin));
            begin = at;
        }
    addPiece(pieces, text.substr(begin));
    return pieces;
}

std::u32string bytesAsSigns(std::u32string_view text)
{
    static const std::array<char32_t, 256> signs = [] {
        std::array<char32_t, 256> all {};
        char32_t next = 256;
        for (char32_t byte = 0; byte < 256; ++byte) {
            const bool visible = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172)
                || (byte >= 174 && byte <= 255);
            all[byte] = visible ? byte : next++;
        }
        return all;
    }();
    std::u32string result;
    for (const char byte : encodedText(text))
        result += signs[static_cast<unsigned char>(byte)];
    return result;
}

} // namespace contrastlab
