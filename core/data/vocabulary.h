// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From text to token ids: words, and the 3- and 4-grams of each word's letters, so that a word
// never seen in training still shares pieces with those that were. Immutable once built; any thread
// may read it.
#pragma once

#include "base/matrix.h"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace contrastlab {

/// Bags of tokens, one a sample: ids[offsets[i]] .. ids[offsets[i + 1]] belong to sample i.
struct TokenBag {
    std::vector<Index> offsets { 0 };
    std::vector<int> ids;
    std::vector<float> weights; ///< one a token; those of a sample sum to 1

    [[nodiscard]] Index size() const { return static_cast<Index>(offsets.size()) - 1; }
    [[nodiscard]] std::span<const int> tokens(Index sample) const
    {
        const auto i = static_cast<std::size_t>(sample);
        return { ids.data() + offsets[i], static_cast<std::size_t>(offsets[i + 1] - offsets[i]) };
    }
    void clear()
    {
        offsets.assign(1, 0);
        ids.clear();
        weights.clear();
    }
    /// Ends a sample. Ids below `words` are words: together they weigh as much as all other tokens
    /// together, so that a word counts no less than its many grams.
    void endSample(Index words = 0);
};

/// Vectors of words that someone trained elsewhere (GloVe, word2vec).
struct WordVectors {
    std::vector<std::string> words; ///< lower case, frequent words first
    Matrix<float> vectors; ///< words x width
};

/// Lower-case words of UTF-8 text in any script: runs of letters, digits and their marks, accents
/// composed; each Chinese, Japanese or Korean character is a word.
std::vector<std::string> wordsOf(std::string_view text);

/// The word's pieces: letter 3- and 4-grams of "<word>"; of a single-character word nothing.
std::vector<std::string> characterGramsOf(std::string_view word);

class Vocabulary {
public:
    /// At most mostWords words and mostGrams grams of the texts, the most frequent first, ties by
    /// text; and the words of `known`, which have a meaning (a vector) before any training.
    static Vocabulary build(std::span<const std::string> texts,
        std::span<const std::string> known = {}, Index mostWords = 20000, Index mostGrams = 40000);

    /// Known words and grams of the text, words first. Unknown ones are left out.
    [[nodiscard]] std::vector<int> tokenize(std::string_view text) const;
    struct WordTokens {
        int word = -1; ///< -1: not known as a whole
        std::vector<int> grams;
    };
    [[nodiscard]] WordTokens tokensOfWord(const std::string& word) const;
    [[nodiscard]] Index size() const { return static_cast<Index>(m_tokens.size()); }
    [[nodiscard]] Index words() const { return m_words; }
    /// The word or gram behind an id; words have ids below words().
    [[nodiscard]] const std::string& token(int id) const
    {
        return m_tokens[static_cast<std::size_t>(id)];
    }

private:
    std::vector<std::string> m_tokens;
    std::unordered_map<std::string, int> m_wordIds;
    std::unordered_map<std::string, int> m_gramIds;
    Index m_words = 0;
};

/// Vocabulary::tokenize() for many texts: each word is looked up once. One thread; the vocabulary
/// outlives it.
class Tokenizer {
public:
    explicit Tokenizer(const Vocabulary& vocabulary) : m_vocabulary(vocabulary) { }
    [[nodiscard]] std::vector<int> operator()(std::string_view text);

private:
    const Vocabulary& m_vocabulary;
    std::unordered_map<std::string, Vocabulary::WordTokens> m_known;
};

} // namespace contrastlab
