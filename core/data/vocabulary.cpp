// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words by Unicode's classes of characters, grams by characters (not bytes).
#include "data/vocabulary.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>

namespace contrastlab {

namespace {

constexpr utf8proc_int32_t softHyphen = 0xAD, capitalSigma = 0x3A3, finalSigma = 0x3C2;

// One code point of UTF-8 and its length; a byte that begins none has the value -1.
struct CodePoint {
    utf8proc_int32_t value;
    std::size_t length;
};

CodePoint codePointAt(std::string_view text, std::size_t at)
{
    utf8proc_int32_t value = -1;
    const auto length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
            static_cast<utf8proc_ssize_t>(text.size() - at), &value);
    return length > 0 ? CodePoint { value, static_cast<std::size_t>(length) } : CodePoint { -1, 1 };
}

void append(std::string& word, utf8proc_int32_t c)
{
    utf8proc_uint8_t bytes[4];
    const auto length = utf8proc_encode_char(c, bytes);
    word.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// What wordsOf() finds where there are no other letters, at a tenth of the time.
std::vector<std::string> asciiWordsOf(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    const auto end = [&] {
        if (!word.empty()) words.push_back(word);
        word.clear();
    };
    for (const char c : text) {
        const bool capital = c >= 'A' && c <= 'Z';
        if (capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            word += capital ? static_cast<char>(c - 'A' + 'a') : c;
        else
            end();
    }
    end();
    return words;
}

// With every accent in the letter that it stands on, where there is such a letter: some systems and
// keyboards write them apart. Text that is not UTF-8 stays as it is.
std::string composed(std::string_view text)
{
    utf8proc_uint8_t* mapped = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
        static_cast<utf8proc_ssize_t>(text.size()), &mapped,
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    if (length < 0) return std::string(text);
    return { reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length) };
}

bool isIdeograph(utf8proc_int32_t c)
{
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF)
        || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x20000 && c <= 0x3FFFF);
}

// What begins a word: letters and digits of any script.
bool isLetterOrDigit(utf8proc_int32_t c)
{
    const auto category = utf8proc_category(c);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO)
        || (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

// What goes on with one: vowel signs and accents that have no letter of their own. How an emoji is
// to look is none.
bool isMark(utf8proc_int32_t c)
{
    const auto category = utf8proc_category(c);
    const bool looks = (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    return !looks && (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC);
}

// A word as its letters come, in lower case as vocabularies of word vectors have it: a capital
// sigma at the end becomes the final one (Unicode 15, table 3-17).
class WordBuilder {
public:
    explicit WordBuilder(std::vector<std::string>& words) : m_words(words) { }
    [[nodiscard]] bool empty() const { return m_word.empty(); }
    void add(utf8proc_int32_t c)
    {
        m_lastSigma = c == capitalSigma && !empty() ? std::optional(m_word.size()) : std::nullopt;
        append(m_word, utf8proc_tolower(c));
    }
    void end()
    {
        if (empty()) return;
        if (m_lastSigma) {
            m_word.resize(*m_lastSigma);
            append(m_word, finalSigma);
        }
        m_words.push_back(std::move(m_word));
        m_word.clear();
        m_lastSigma.reset();
    }

private:
    std::vector<std::string>& m_words;
    std::string m_word;
    std::optional<std::size_t> m_lastSigma; ///< where the word's last letter stands, if it is one
};

using Counts = std::unordered_map<std::string, Index>;

std::vector<std::string> mostFrequent(const Counts& counts, Index most)
{
    std::vector<std::pair<std::string, Index>> entries(counts.begin(), counts.end());
    std::ranges::sort(entries, [](const auto& a, const auto& b) {
        return a.second > b.second || (a.second == b.second && a.first < b.first);
    });
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

std::vector<std::string> wordsOf(std::string_view given)
{
    if (isAscii(given)) return asciiWordsOf(given);
    const std::string text = composed(given);
    std::vector<std::string> words;
    WordBuilder word(words);
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, length] = codePointAt(text, at);
        if (isIdeograph(c)) {
            word.end();
            words.push_back(text.substr(at, length));
        } else if (isLetterOrDigit(c) || (!word.empty() && isMark(c))) {
            word.add(c);
        } else if (c != softHyphen) {
            word.end();
        }
        at += length;
    }
    word.end();
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

Vocabulary::WordTokens Vocabulary::tokensOfWord(const std::string& word) const
{
    WordTokens tokens;
    if (const auto found = m_wordIds.find(word); found != m_wordIds.end())
        tokens.word = found->second;
    for (const std::string& gram : characterGramsOf(word))
        if (const auto found = m_gramIds.find(gram); found != m_gramIds.end())
            tokens.grams.push_back(found->second);
    return tokens;
}

std::vector<int> Vocabulary::tokenize(std::string_view text) const
{
    return Tokenizer(*this)(text);
}

std::vector<int> Tokenizer::operator()(std::string_view text)
{
    std::vector<const Vocabulary::WordTokens*> words;
    for (const std::string& word : wordsOf(text)) {
        auto found = m_known.find(word);
        if (found == m_known.end())
            found = m_known.emplace(word, m_vocabulary.tokensOfWord(word)).first;
        words.push_back(&found->second);
    }
    std::vector<int> ids;
    for (const Vocabulary::WordTokens* word : words)
        if (word->word >= 0) ids.push_back(word->word);
    for (const Vocabulary::WordTokens* word : words)
        ids.insert(ids.end(), word->grams.begin(), word->grams.end());
    return ids;
}

} // namespace contrastlab
