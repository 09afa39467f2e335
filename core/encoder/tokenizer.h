// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts to the token numbers that an encoder was trained on, as the files beside it say. Immutable
// once read; any thread.
//
//     text -> changes (normal form, case) -> cuts (words) -> model (pieces of words) -> the tokens
//     that begin and end every text
//
// Read are HuggingFace's tokenizer.json (WordPiece, BPE, Unigram; a "Precompiled" normaliser of
// SentencePiece as NFKC), BERT's vocab.txt, and vocab.json with merges.txt (GPT-2, RoBERTa, CLIP).
// Special tokens spelt out in a text count as its words.
#pragma once

#include "encoder/text_pieces.h"
#include "encoder/token_models.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

struct SubwordTokenizer {
    std::string file; ///< that the vocabulary was read from
    std::vector<TextChange> changes {};
    std::vector<TextCut> cuts {};
    std::shared_ptr<const TokenModel> model {};
    std::vector<std::int64_t> begin {}; ///< before every text
    std::vector<std::int64_t> end {}; ///< after it
    std::int64_t padding = 0;
    std::int64_t largest = 0; ///< token number
    std::optional<std::int64_t> mostTokens {}; ///< of a text, as the files say

    /// At most `most` tokens, those of begin and end among them.
    [[nodiscard]] std::vector<std::int64_t> encode(std::string_view text, std::size_t most) const;
};

/// Of an encoder's file, from its neighbours. Throws InputError with file and place: no tokenizer
/// there, not understood, or not whole.
SubwordTokenizer readTokenizer(const std::string& encoderFile);

/// Of a file of a tokenizer, by its name; merges.txt and vocab.json stand for both.
SubwordTokenizer readTokenizerFile(const std::string& path);

// Each of one file or two, with what tokenizer_config.json beside it says.
SubwordTokenizer readTokenizerJson(const std::string& path);
SubwordTokenizer readWordPieceVocabulary(const std::string& path);
SubwordTokenizer readBytePairFiles(const std::string& vocabulary, const std::string& merges);

} // namespace contrastlab
