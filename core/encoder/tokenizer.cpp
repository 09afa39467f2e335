// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The older files: their tokenizers are known by their names alone.
#include "encoder/tokenizer.h"

#include "base/problem.h"
#include "base/translation_marks.h"
#include "encoder/encoder_messages.h"
#include "encoder/side_files.h"
#include "encoder/unicode_text.h"

#include <algorithm>
#include <filesystem>

namespace contrastlab {

namespace {

constexpr std::size_t longestWord = 100; // of WordPiece
constexpr std::size_t mostTextBytes = 1 << 20;
constexpr std::int64_t noLimit = 1'000'000; // model_max_length beyond it means none

Setting configBeside(const std::string& file, nlohmann::json& json)
{
    const auto found = besideFile(file, "tokenizer_config.json");
    if (found) json = sideJson(*found);
    return { json, found.value_or(file) };
}

std::optional<std::int64_t> mostTokensIn(const Setting& config)
{
    const Setting most = config["model_max_length"];
    if (!most.isNumber() || most.real() > noLimit) return {};
    return most.whole(2, noLimit);
}

std::int64_t requireToken(
    const TokenNumbers& tokens, const std::string& name, const std::string& file)
{
    const std::int64_t token = tokenNamed(tokens, name);
    if (token == noToken)
        throw InputError(file, "", { sentences::tokenMissing, { printable(name) } });
    return token;
}

std::int64_t largestOf(const TokenNumbers& tokens)
{
    std::int64_t largest = 0;
    for (const auto& [text, number] : tokens)
        largest = std::max(largest, number);
    return largest;
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const bool carriage = end > begin && text[end - 1] == '\r';
        lines.push_back(text.substr(begin, end - begin - (carriage ? 1 : 0)));
        begin = end + 1;
    }
    return lines;
}

TokenNumbers numbersIn(const std::string& file)
{
    constexpr std::int64_t mostTokenNumbers = 1 << 24;
    const nlohmann::json json = sideJson(file);
    if (!json.is_object())
        Setting(json, file)
            .fail(QT_TRANSLATE_NOOP("Message", "an object of tokens and their numbers"));
    TokenNumbers tokens;
    for (const auto& [text, number] : json.items())
        tokens.emplace(text, Setting(number, file, printable(text)).whole(0, mostTokenNumbers));
    return tokens;
}

// As CLIP's own tokenizer, which open_clip and HuggingFace have too.
void prepareForClip(SubwordTokenizer& tokenizer, const TokenNumbers& tokens)
{
    tokenizer.changes = { [](std::u32string text) { return normalForm(text, NormalForm::nfc); },
        [](const std::u32string& text) { return withSingleSpaces(text); },
        [](const std::u32string& text) { return lowerCase(text); } };
    tokenizer.cuts = { cutForClip,
        [](const std::u32string& piece) { return TextPieces { bytesAsSigns(piece) }; } };
    tokenizer.begin = { requireToken(tokens, "<|startoftext|>", tokenizer.file) };
    tokenizer.end = { requireToken(tokens, "<|endoftext|>", tokenizer.file) };
    tokenizer.padding = tokenizer.end.front();
    tokenizer.mostTokens = tokenizer.mostTokens.value_or(77);
}

void prepareForGpt(SubwordTokenizer& tokenizer, const TokenNumbers& tokens, bool spaceFirst)
{
    if (spaceFirst)
        tokenizer.changes.emplace_back([](std::u32string text) {
            return text.empty() || isSpace(text.front()) ? text : U' ' + text;
        });
    tokenizer.cuts = { cutForGpt,
        [](const std::u32string& piece) { return TextPieces { bytesAsSigns(piece) }; } };
    if (tokenNamed(tokens, "<s>") == noToken) return;
    tokenizer.begin = { requireToken(tokens, "<s>", tokenizer.file) };
    tokenizer.end = { requireToken(tokens, "</s>", tokenizer.file) };
    tokenizer.padding = requireToken(tokens, "<pad>", tokenizer.file);
}

} // namespace

std::vector<std::int64_t> SubwordTokenizer::encode(std::string_view text, std::size_t most) const
{
    std::u32string changed = decodedText(text.substr(0, mostTextBytes));
    for (const TextChange& change : changes)
        changed = change(std::move(changed));
    TextPieces pieces { std::move(changed) };
    for (const TextCut& cut : cuts) {
        TextPieces smaller;
        for (const std::u32string& piece : pieces)
            for (std::u32string& part : cut(piece))
                smaller.push_back(std::move(part));
        pieces = std::move(smaller);
    }
    std::vector<std::int64_t> tokens = begin;
    const std::size_t room = most - std::min(most, end.size());
    for (const std::u32string& piece : pieces) {
        if (tokens.size() >= room) break;
        if (!piece.empty()) model->append(piece, tokens);
    }
    tokens.resize(std::min(tokens.size(), room));
    tokens.insert(tokens.end(), end.begin(), end.end());
    return tokens;
}

SubwordTokenizer readWordPieceVocabulary(const std::string& path)
{
    TokenNumbers tokens;
    std::int64_t number = 0;
    for (std::string& line : linesOf(sideText(path)))
        tokens.insert_or_assign(std::move(line), number++);
    nlohmann::json json;
    const Setting config = configBeside(path, json);
    BertCleaning cleaning;
    cleaning.lower = config["do_lower_case"].flag(true);
    cleaning.hanApart = config["tokenize_chinese_chars"].flag(true);
    cleaning.stripMarks = config["strip_accents"].flag(cleaning.lower);
    SubwordTokenizer tokenizer { path };
    tokenizer.changes = { [cleaning](std::u32string text) {
        return cleanedForBert(std::move(text), cleaning);
    } };
    tokenizer.cuts = { cutForBert };
    tokenizer.begin = { requireToken(tokens, config["cls_token"].text("[CLS]"), path) };
    tokenizer.end = { requireToken(tokens, config["sep_token"].text("[SEP]"), path) };
    tokenizer.padding = requireToken(tokens, config["pad_token"].text("[PAD]"), path);
    const std::int64_t unknown = requireToken(tokens, config["unk_token"].text("[UNK]"), path);
    tokenizer.largest = largestOf(tokens);
    tokenizer.mostTokens = mostTokensIn(config);
    tokenizer.model = std::make_shared<WordPieces>(std::move(tokens), unknown, "##", longestWord);
    return tokenizer;
}

SubwordTokenizer readBytePairFiles(const std::string& vocabulary, const std::string& mergesFile)
{
    TokenNumbers tokens = numbersIn(vocabulary);
    std::vector<std::pair<std::string, std::string>> merges;
    std::int64_t number = 0;
    for (const std::string& line : linesOf(sideText(mergesFile))) {
        ++number;
        if (line.empty() || (number == 1 && line.starts_with("#version"))) continue;
        const std::size_t space = line.find(' ');
        if (space == std::string::npos || line.find(' ', space + 1) != std::string::npos)
            throw InputError(mergesFile, linePlace(number),
                { sentences::settingKind,
                    { Message(
                        QT_TRANSLATE_NOOP("Message", "two tokens with a space between them")) } });
        merges.emplace_back(line.substr(0, space), line.substr(space + 1));
    }
    nlohmann::json json;
    const Setting config = configBeside(vocabulary, json);
    SubwordTokenizer tokenizer { vocabulary };
    tokenizer.mostTokens = mostTokensIn(config);
    const bool isClip = tokenNamed(tokens, "<|startoftext|>") != noToken;
    BytePairSettings settings;
    if (isClip) {
        prepareForClip(tokenizer, tokens);
        settings.wordEnd = "</w>";
        settings.unknown = tokenizer.end.front();
    } else {
        prepareForGpt(tokenizer, tokens, config["add_prefix_space"].flag(false));
        settings.unknown = tokenNamed(tokens, "<unk>");
    }
    tokenizer.largest = largestOf(tokens);
    tokenizer.model = std::make_shared<BytePairs>(std::move(tokens), merges, settings);
    return tokenizer;
}

SubwordTokenizer readTokenizer(const std::string& encoderFile)
{
    if (const auto json = besideFile(encoderFile, "tokenizer.json"))
        return readTokenizerJson(*json);
    if (const auto words = besideFile(encoderFile, "vocab.txt"))
        return readWordPieceVocabulary(*words);
    const auto vocabulary = besideFile(encoderFile, "vocab.json");
    const auto merges = besideFile(encoderFile, "merges.txt");
    if (vocabulary && merges) return readBytePairFiles(*vocabulary, *merges);
    throw InputError(encoderFile, "", sentences::tokenizerMissing);
}

SubwordTokenizer readTokenizerFile(const std::string& path)
{
    const std::string name = std::filesystem::path(path).filename().string();
    if (name == "merges.txt" || name == "vocab.json") {
        const auto vocabulary = besideFile(path, "vocab.json");
        const auto merges = besideFile(path, "merges.txt");
        if (!vocabulary || !merges) throw InputError(path, "", sentences::tokenizerMissing);
        return readBytePairFiles(*vocabulary, *merges);
    }
    return name.ends_with(".txt") ? readWordPieceVocabulary(path) : readTokenizerJson(path);
}

} // namespace contrastlab
