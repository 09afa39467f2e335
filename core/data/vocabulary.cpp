// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words by Unicode ranges, grams by characters (not bytes).
#include "data/vocabulary.h"

#include <algorithm>
#include <map>
#include <set>

namespace contrastlab {

namespace {

constexpr char32_t illFormed = 0xFFFD; // parts words, like a space

// One code point of UTF-8 and its length.
struct CodePoint {
    char32_t value;
    std::size_t length;
};

CodePoint codePointAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    const std::size_t length = first < 0x80 ? 1
        : first >= 0xF0                     ? 4
        : first >= 0xE0                     ? 3
        : first >= 0xC0                     ? 2
                                            : 1;
    if (length == 1 || at + length > text.size()) return { first < 0x80 ? first : illFormed, 1 };
    char32_t value = first & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0u) != 0x80u) return { illFormed, 1 };
        value = (value << 6) | (byte(at + i) & 0x3Fu);
    }
    return { value, length };
}

bool isIdeograph(char32_t c)
{
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF)
        || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x20000 && c <= 0x3FFFF);
}

bool isWordCharacter(char32_t c)
{
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    const bool punctuation = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F)
        || (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20)
        || (c >= 0xFE00 && c <= 0xFE0F);
    return c >= 0xAA && c != illFormed && !punctuation && c != 0xD7 && c != 0xF7 && c < 0x1F000;
}

// ASCII and Latin-1 letters; the text of this project needs no more.
void appendLower(std::string& word, std::string_view bytes, char32_t c)
{
    if (c >= 'A' && c <= 'Z')
        word += static_cast<char>(c + 32);
    else if (c >= 0xC0 && c <= 0xDE && c != 0xD7)
        word += { bytes[0], static_cast<char>(bytes[1] + 32) };
    else
        word += bytes;
}

using Counts = std::map<std::string, Index>;

std::vector<std::string> mostFrequent(const Counts& counts, Index most)
{
    std::vector<std::pair<std::string, Index>> entries(counts.begin(), counts.end());
    std::stable_sort(entries.begin(), entries.end(),
        [](const auto& a, const auto& b) { return a.second > b.second; });
    entries.resize(std::min(entries.size(), static_cast<std::size_t>(most)));
    std::vector<std::string> texts;
    for (auto& entry : entries)
        texts.push_back(std::move(entry.first));
    return texts;
}

} // namespace

void TokenBag::endSample(Index words)
{
    const auto first = ids.begin() + offsets.back();
    const auto isWord = [words](int id) { return id < words; };
    const auto wordCount = std::count_if(first, ids.end(), isWord);
    const auto gramCount = (ids.end() - first) - wordCount;
    const float kinds = wordCount > 0 && gramCount > 0 ? 2.0f : 1.0f;
    for (auto id = first; id != ids.end(); ++id)
        weights.push_back(1.0f / (kinds * static_cast<float>(isWord(*id) ? wordCount : gramCount)));
    offsets.push_back(static_cast<Index>(ids.size()));
}

std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    const auto flush = [&] {
        if (!word.empty()) words.push_back(std::move(word));
        word.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, length] = codePointAt(text, at);
        const std::string_view bytes = text.substr(at, length);
        if (isIdeograph(c)) {
            flush();
            words.emplace_back(bytes);
        } else if (isWordCharacter(c)) {
            appendLower(word, bytes, c);
        } else {
            flush();
        }
        at += length;
    }
    flush();
    return words;
}

std::vector<std::string> characterGramsOf(std::string_view word)
{
    const std::string marked = "<" + std::string(word) + ">";
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < marked.size(); at += codePointAt(marked, at).length)
        starts.push_back(at);
    starts.push_back(marked.size());
    std::vector<std::string> grams;
    if (starts.size() <= 4) return grams; // "<x>": one character
    for (const std::size_t n : { std::size_t(3), std::size_t(4) })
        for (std::size_t i = 0; i + n < starts.size(); ++i)
            grams.push_back(marked.substr(starts[i], starts[i + n] - starts[i]));
    return grams;
}

Vocabulary Vocabulary::build(std::span<const std::string> texts, std::span<const std::string> known,
    Index mostWords, Index mostGrams)
{
    Counts wordCounts;
    for (const std::string& text : texts)
        for (std::string& word : wordsOf(text))
            ++wordCounts[std::move(word)];
    Counts gramCounts;
    for (const auto& [word, count] : wordCounts)
        for (std::string& gram : characterGramsOf(word))
            gramCounts[std::move(gram)] += 1; // in how many different words
    std::erase_if(gramCounts, [](const auto& entry) { return entry.second < 2; });

    Vocabulary vocabulary;
    vocabulary.m_tokens = mostFrequent(wordCounts, mostWords);
    const std::set<std::string_view> frequent(
        vocabulary.m_tokens.begin(), vocabulary.m_tokens.end());
    std::vector<std::string> besides;
    for (const std::string& word : known)
        if (!frequent.contains(word)) besides.push_back(word);
    vocabulary.m_tokens.insert(vocabulary.m_tokens.end(), besides.begin(), besides.end());
    vocabulary.m_words = vocabulary.size();
    for (std::string& gram : mostFrequent(gramCounts, mostGrams))
        vocabulary.m_tokens.push_back(std::move(gram));
    for (Index id = 0; id < vocabulary.size(); ++id) {
        auto& ids = id < vocabulary.m_words ? vocabulary.m_wordIds : vocabulary.m_gramIds;
        ids.emplace(vocabulary.token(static_cast<int>(id)), static_cast<int>(id));
    }
    return vocabulary;
}

std::vector<int> Vocabulary::tokenize(std::string_view text) const
{
    std::vector<int> ids;
    const std::vector<std::string> words = wordsOf(text);
    for (const std::string& word : words)
        if (const auto found = m_wordIds.find(word); found != m_wordIds.end())
            ids.push_back(found->second);
    for (const std::string& word : words)
        for (const std::string& gram : characterGramsOf(word))
            if (const auto found = m_gramIds.find(gram); found != m_gramIds.end())
                ids.push_back(found->second);
    return ids;
}

} // namespace contrastlab
