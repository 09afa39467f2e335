// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The three kinds of vocabularies of pieces of words: how each cuts a piece of text into its
// tokens. Immutable; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace contrastlab {

class TokenModel {
public:
    virtual ~TokenModel() = default;
    /// Appends the tokens of a piece that is not empty.
    virtual void append(const std::u32string& piece, std::vector<std::int64_t>& tokens) const = 0;
};

using TokenNumbers = std::unordered_map<std::string, std::int64_t>;
constexpr std::int64_t noToken = -1;

/// Of the first of the names that is there; noToken where none is.
std::int64_t tokenNamed(const TokenNumbers& tokens, std::string_view name);

/// The longest that fits, again and again (Devlin et al. 2018).
class WordPieces final : public TokenModel {
public:
    WordPieces(TokenNumbers tokens, std::int64_t unknown, std::string continuation,
        std::size_t longestWord);
    void append(const std::u32string& piece, std::vector<std::int64_t>& tokens) const override;

private:
    TokenNumbers m_tokens;
    std::int64_t m_unknown;
    std::string m_continuation; ///< before what goes on with a word: "##"
    std::size_t m_longestWord;
};

struct BytePairSettings {
    std::int64_t unknown = noToken; ///< noToken: what is not known is left out
    std::string continuation {}; ///< before what goes on with a word
    std::string wordEnd {}; ///< after what ends one: "</w>"
    bool byteFallback = false; ///< unknown ones as <0x00> ... <0xFF>
    bool wholeFirst = false; ///< a piece that is a token needs no merges
    bool fuseUnknown = false; ///< neighbours that are not known are one token
};

/// Merges in the order in which they were learnt (Sennrich et al. 2016).
class BytePairs final : public TokenModel {
public:
    /// Merges whose parts or result are no tokens are never made.
    BytePairs(TokenNumbers tokens, const std::vector<std::pair<std::string, std::string>>& merges,
        BytePairSettings settings);
    void append(const std::u32string& piece, std::vector<std::int64_t>& tokens) const override;

private:
    struct Merge {
        std::int64_t rank;
        std::int64_t result;
    };
    [[nodiscard]] std::vector<std::int64_t> beginOf(const std::u32string& piece) const;
    void appendUnknown(const std::string& sign, std::vector<std::int64_t>& tokens) const;

    TokenNumbers m_tokens;
    std::unordered_map<std::uint64_t, Merge> m_merges; ///< by both numbers
    BytePairSettings m_settings;
};

/// The most probable cut, every token drawn by itself (Kudo 2018), as SentencePiece makes it.
class Unigrams final : public TokenModel {
public:
    /// The number of a token is its place.
    Unigrams(const std::vector<std::pair<std::string, double>>& pieces, std::int64_t unknown,
        bool byteFallback);
    void append(const std::u32string& piece, std::vector<std::int64_t>& tokens) const override;

private:
    struct Scored {
        std::int64_t token;
        double score;
    };
    std::unordered_map<std::string, Scored> m_pieces;
    std::int64_t m_unknown;
    double m_unknownScore = 0;
    std::size_t m_longest = 1; ///< in code points
    std::vector<std::int64_t> m_bytes; ///< <0x00> ... <0xFF>, or empty
};

} // namespace contrastlab
