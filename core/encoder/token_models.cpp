// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every loop is bounded by the piece's length and the longest token's.
#include "encoder/token_models.h"

#include "encoder/unicode_text.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <queue>

namespace contrastlab {

namespace {

constexpr double unknownPenalty = 10; // below the least probable token, as SentencePiece has it

std::string byteToken(unsigned char byte)
{
    char name[8];
    std::snprintf(name, sizeof name, "<0x%02X>", byte);
    return name;
}

constexpr std::uint64_t pairOf(std::int64_t a, std::int64_t b)
{
    return static_cast<std::uint64_t>(a) << 32 | static_cast<std::uint64_t>(b);
}

} // namespace

std::int64_t tokenNamed(const TokenNumbers& tokens, std::string_view name)
{
    const auto found = tokens.find(std::string(name));
    return found == tokens.end() ? noToken : found->second;
}

WordPieces::WordPieces(
    TokenNumbers tokens, std::int64_t unknown, std::string continuation, std::size_t longestWord)
    : m_tokens(std::move(tokens))
    , m_unknown(unknown)
    , m_continuation(std::move(continuation))
    , m_longestWord(longestWord)
{
}

void WordPieces::append(const std::u32string& piece, std::vector<std::int64_t>& tokens) const
{
    const std::size_t before = tokens.size();
    std::size_t begin = piece.size() > m_longestWord ? piece.size() : 0;
    const bool tooLong = begin > 0;
    while (begin < piece.size()) {
        std::size_t end = piece.size();
        std::int64_t token = noToken;
        for (; end > begin; --end) {
            token = tokenNamed(m_tokens,
                (begin > 0 ? m_continuation : std::string())
                    + encodedText(std::u32string_view(piece).substr(begin, end - begin)));
            if (token != noToken) break;
        }
        if (token == noToken) break;
        tokens.push_back(token);
        begin = end;
    }
    if (!tooLong && begin == piece.size()) return;
    tokens.resize(before);
    tokens.push_back(m_unknown);
}

BytePairs::BytePairs(TokenNumbers tokens,
    const std::vector<std::pair<std::string, std::string>>& merges, BytePairSettings settings)
    : m_tokens(std::move(tokens))
    , m_settings(std::move(settings))
{
    for (std::size_t rank = 0; rank < merges.size(); ++rank) {
        const auto& [first, second] = merges[rank];
        const bool continues =
            !m_settings.continuation.empty() && second.starts_with(m_settings.continuation);
        const std::string whole =
            first + (continues ? second.substr(m_settings.continuation.size()) : second);
        const std::int64_t a = tokenNamed(m_tokens, first), b = tokenNamed(m_tokens, second);
        const std::int64_t result = tokenNamed(m_tokens, whole);
        if (a == noToken || b == noToken || result == noToken) continue;
        m_merges.try_emplace(pairOf(a, b), Merge { static_cast<std::int64_t>(rank), result });
    }
}

void BytePairs::appendUnknown(const std::string& sign, std::vector<std::int64_t>& tokens) const
{
    if (m_settings.byteFallback) {
        std::vector<std::int64_t> bytes;
        for (const char byte : sign)
            bytes.push_back(tokenNamed(m_tokens, byteToken(static_cast<unsigned char>(byte))));
        if (std::ranges::find(bytes, noToken) == bytes.end()) {
            tokens.insert(tokens.end(), bytes.begin(), bytes.end());
            return;
        }
    }
    if (m_settings.unknown == noToken) return;
    if (m_settings.fuseUnknown && !tokens.empty() && tokens.back() == m_settings.unknown) return;
    tokens.push_back(m_settings.unknown);
}

std::vector<std::int64_t> BytePairs::beginOf(const std::u32string& piece) const
{
    std::vector<std::int64_t> tokens;
    for (std::size_t i = 0; i < piece.size(); ++i) {
        const std::string sign = encodedText(std::u32string_view(piece).substr(i, 1));
        const std::int64_t token = tokenNamed(m_tokens,
            (i > 0 ? m_settings.continuation : std::string()) + sign
                + (i + 1 == piece.size() ? m_settings.wordEnd : std::string()));
        if (token != noToken)
            tokens.push_back(token);
        else
            appendUnknown(sign, tokens);
    }
    return tokens;
}

void BytePairs::append(const std::u32string& piece, std::vector<std::int64_t>& tokens) const
{
    if (m_settings.wholeFirst)
        if (const auto token = tokenNamed(m_tokens, encodedText(piece)); token != noToken)
            return tokens.push_back(token);
    std::vector<std::int64_t> parts = beginOf(piece);
    const std::size_t count = parts.size();
    // A list by neighbours: merged parts are noToken.
    std::vector<std::size_t> next(count), previous(count);
    for (std::size_t i = 0; i < count; ++i) {
        next[i] = i + 1;
        previous[i] = i == 0 ? count : i - 1;
    }
    struct Candidate {
        std::int64_t rank;
        std::size_t place;
        std::uint64_t pair;
        bool operator>(const Candidate& other) const
        {
            return std::pair(rank, place) > std::pair(other.rank, other.place);
        }
    };
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue;
    const auto offer = [&](std::size_t place) {
        if (place >= count || next[place] >= count) return;
        const std::uint64_t pair = pairOf(parts[place], parts[next[place]]);
        const auto found = m_merges.find(pair);
        if (found != m_merges.end()) queue.push({ found->second.rank, place, pair });
    };
    for (std::size_t i = 0; i < count; ++i)
        offer(i);
    while (!queue.empty()) {
        const Candidate best = queue.top();
        queue.pop();
        const std::size_t place = best.place, other = next[place];
        // Stale where one of both has been merged meanwhile.
        if (parts[place] == noToken || other >= count
            || pairOf(parts[place], parts[other]) != best.pair)
            continue;
        parts[place] = m_merges.at(best.pair).result;
        parts[other] = noToken;
        next[place] = next[other];
        if (next[other] < count) previous[next[other]] = place;
        offer(place);
        offer(previous[place]);
    }
    std::ranges::copy_if(
        parts, std::back_inserter(tokens), [](std::int64_t part) { return part != noToken; });
}

Unigrams::Unigrams(const std::vector<std::pair<std::string, double>>& pieces, std::int64_t unknown,
    bool byteFallback)
    : m_unknown(unknown)
{
    double least = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto& [text, score] = pieces[i];
        m_pieces.try_emplace(text, Scored { static_cast<std::int64_t>(i), score });
        m_longest = std::max(m_longest, decodedText(text).size());
        least = std::min(least, score);
    }
    m_unknownScore = least - unknownPenalty;
    for (int byte = 0; byteFallback && byte < 256; ++byte) {
        const auto found = m_pieces.find(byteToken(static_cast<unsigned char>(byte)));
        if (found != m_pieces.end()) m_bytes.push_back(found->second.token);
    }
    if (m_bytes.size() != 256) m_bytes.clear();
}

void Unigrams::append(const std::u32string& piece, std::vector<std::int64_t>& tokens) const
{
    struct Best {
        double score = -std::numeric_limits<double>::infinity();
        std::size_t begin = 0;
        std::int64_t token = noToken;
    };
    std::vector<Best> best(piece.size() + 1);
    best[0].score = 0;
    for (std::size_t begin = 0; begin < piece.size(); ++begin) {
        bool single = false;
        const auto offer = [&](std::size_t end, double score, std::int64_t token) {
            const double sum = best[begin].score + score;
            if (sum > best[end].score) best[end] = { sum, begin, token };
        };
        std::string text;
        const std::size_t last = std::min(piece.size(), begin + m_longest);
        for (std::size_t end = begin + 1; end <= last; ++end) {
            text += encodedText(std::u32string_view(piece).substr(end - 1, 1));
            const auto found = m_pieces.find(text);
            if (found == m_pieces.end()) continue;
            single = single || end == begin + 1;
            offer(end, found->second.score, found->second.token);
        }
        if (!single) offer(begin + 1, m_unknownScore, m_unknown);
    }
    std::vector<std::pair<std::size_t, std::size_t>> cuts;
    for (std::size_t end = piece.size(); end > 0; end = best[end].begin)
        cuts.emplace_back(best[end].begin, end);
    std::ranges::reverse(cuts);
    bool afterUnknown = false;
    for (const auto& [begin, end] : cuts) {
        const std::int64_t token = best[end].token;
        const bool isUnknown = token == m_unknown;
        if (isUnknown && !m_bytes.empty()) {
            for (const char byte :
                encodedText(std::u32string_view(piece).substr(begin, end - begin)))
                tokens.push_back(m_bytes[static_cast<unsigned char>(byte)]);
        } else if (!isUnknown || !afterUnknown) { // neighbours that are not known are one
            tokens.push_back(token);
        }
        afterUnknown = isUnknown;
    }
}

} // namespace contrastlab
