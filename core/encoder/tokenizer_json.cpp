// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HuggingFace's tokenizer.json: a list of parts, each known by its type. What is not understood is
// refused, because tokens that are nearly right give features that look right.
#include "encoder/tokenizer.h"

#include "base/problem.h"
#include "base/translation_marks.h"
#include "encoder/encoder_messages.h"
#include "encoder/side_files.h"
#include "encoder/unicode_text.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr std::int64_t mostTokens = 1 << 24;
constexpr const char* gptExpression =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
constexpr const char* clipExpression =
    R"('s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+)";
constexpr const char* clipExpressionWithSpecials =
    R"(<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+)";

// Parts may be lists of parts.
void eachPart(const Setting& part, const char* members,
    const std::function<void(const Setting&)>& act, int depth = 0)
{
    constexpr int deepest = 8;
    if (part.isNull()) return;
    if (part["type"].text() != "Sequence") return act(part);
    if (depth == deepest) part.fail(QT_TRANSLATE_NOOP("Message", "a list of parts"));
    for (const Setting& inner : part[members].items())
        eachPart(inner, members, act, depth + 1);
}

std::u32string replaced(
    const std::u32string& text, const std::u32string& from, const std::u32string& to)
{
    std::u32string result;
    std::size_t at = 0;
    for (std::size_t found = text.find(from); found != std::u32string::npos;
         found = text.find(from, at)) {
        result += text.substr(at, found - at) + to;
        at = found + from.size();
    }
    return result + text.substr(at);
}

TextChange replacementOf(const Setting& part)
{
    const std::u32string to = decodedText(part["content"].text());
    const Setting pattern = part["pattern"];
    if (pattern["String"].isText()) {
        const std::u32string from = decodedText(pattern["String"].text());
        if (from.empty()) pattern["String"].fail(QT_TRANSLATE_NOOP("Message", "a text"));
        return [from, to](const std::u32string& text) { return replaced(text, from, to); };
    }
    const std::string expression = pattern["Regex"].text();
    if ((expression == "\\s+" || expression == " {2,}") && to.size() == 1)
        return [mark = to.front()](
                   const std::u32string& text) { return withSingleSpaces(text, mark); };
    pattern["Regex"].failUnknown(expression, "\\s+,  {2,}");
}

std::u32string stripped(std::u32string text, bool left, bool right)
{
    while (right && !text.empty() && isSpace(text.back()))
        text.pop_back();
    const auto begin = left ? std::ranges::find_if_not(text, isSpace) : text.begin();
    return { begin, text.end() };
}

TextChange formChange(NormalForm form)
{
    return [form](const std::u32string& text) { return normalForm(text, form); };
}

TextChange changeOf(const Setting& part)
{
    const std::string type = part["type"].text();
    if (type == "NFC") return formChange(NormalForm::nfc);
    if (type == "NFD") return formChange(NormalForm::nfd);
    // The table of SentencePiece is NFKC with some additions.
    if (type == "NFKC" || type == "Precompiled") return formChange(NormalForm::nfkc);
    if (type == "NFKD") return formChange(NormalForm::nfkd);
    if (type == "Lowercase") return [](const std::u32string& text) { return lowerCase(text); };
    if (type == "StripAccents")
        return [](const std::u32string& text) { return withoutMarks(text); };
    if (type == "Replace") return replacementOf(part);
    if (type == "Prepend")
        return [first = decodedText(part["prepend"].text())](
                   const std::u32string& text) { return text.empty() ? text : first + text; };
    if (type == "Strip")
        return [left = part["strip_left"].flag(true), right = part["strip_right"].flag(true)](
                   std::u32string text) { return stripped(std::move(text), left, right); };
    if (type == "BertNormalizer") {
        BertCleaning cleaning;
        cleaning.clean = part["clean_text"].flag(true);
        cleaning.hanApart = part["handle_chinese_chars"].flag(true);
        cleaning.lower = part["lowercase"].flag(true);
        cleaning.stripMarks = part["strip_accents"].flag(cleaning.lower);
        return
            [cleaning](std::u32string text) { return cleanedForBert(std::move(text), cleaning); };
    }
    part["type"].failUnknown(type,
        "NFC, NFD, NFKC, NFKD, Precompiled, Lowercase, StripAccents, Replace, Prepend, Strip, "
        "BertNormalizer, Sequence");
}

TextCut byteLevelCut(const Setting& part)
{
    const bool spaceFirst = part["add_prefix_space"].flag(true);
    const bool cuts = part["use_regex"].flag(true);
    return [spaceFirst, cuts](const std::u32string& given) {
        const bool lacksSpace = spaceFirst && !given.empty() && !isSpace(given.front());
        const std::u32string text = lacksSpace ? U' ' + given : given;
        TextPieces pieces;
        for (const std::u32string& piece : cuts ? cutForGpt(text) : TextPieces { text })
            pieces.push_back(bytesAsSigns(piece));
        return pieces;
    };
}

TextCut metaspaceCut(const Setting& part)
{
    const std::u32string mark = decodedText(part["replacement"].text("\u2581"));
    if (mark.size() != 1) part["replacement"].fail(QT_TRANSLATE_NOOP("Message", "one sign"));
    const bool prepends =
        part["prepend_scheme"].text("always") != "never" && part["add_prefix_space"].flag(true);
    const bool cuts = part["split"].flag(true);
    return [mark, prepends, cuts](const std::u32string& given) {
        std::u32string text = replaced(given, U" ", mark);
        if (prepends && !text.empty() && text.front() != mark.front()) text = mark + text;
        return cuts ? cutBefore(text, mark.front()) : TextPieces { text };
    };
}

TextCut splitOf(const Setting& part)
{
    const Setting pattern = part["pattern"];
    const std::string expression = pattern["Regex"].text(pattern["String"].text(""));
    const std::string behaviour = part["behavior"].text();
    if ((expression == clipExpression || expression == clipExpressionWithSpecials)
        && behaviour == "Removed" && part["invert"].flag(false))
        return cutForClip;
    if (expression == gptExpression && (behaviour == "Isolated" || part["invert"].flag(false)))
        return cutForGpt;
    if ((expression == "\\s+" || expression == " ") && behaviour == "Removed") return cutAtSpaces;
    pattern.failUnknown(expression, "the expressions of GPT-2 and CLIP, \\s+");
}

TextCut cutOf(const Setting& part)
{
    const std::string type = part["type"].text();
    if (type == "BertPreTokenizer") return cutForBert;
    if (type == "Whitespace") return cutIntoWords;
    if (type == "WhitespaceSplit") return cutAtSpaces;
    if (type == "Punctuation") return cutAtPunctuation;
    if (type == "Digits")
        return [each = part["individual_digits"].flag(false)](
                   const std::u32string& text) { return cutAtDigits(text, each); };
    if (type == "ByteLevel") return byteLevelCut(part);
    if (type == "Metaspace") return metaspaceCut(part);
    if (type == "Split") return splitOf(part);
    part["type"].failUnknown(type,
        "BertPreTokenizer, Whitespace, WhitespaceSplit, Punctuation, Digits, ByteLevel, Metaspace, "
        "Split, Sequence");
}

TokenNumbers vocabularyOf(const Setting& vocabulary)
{
    if (!vocabulary.isObject())
        vocabulary.fail(QT_TRANSLATE_NOOP("Message", "an object of tokens and their numbers"));
    TokenNumbers tokens;
    for (const auto& [text, number] : vocabulary.value().items())
        tokens.emplace(text,
            Setting(number, vocabulary.file(), "vocab " + printable(text)).whole(0, mostTokens));
    return tokens;
}

// "a b", or ["a", "b"] as newer files have it.
std::vector<std::pair<std::string, std::string>> mergesOf(const Setting& list)
{
    std::vector<std::pair<std::string, std::string>> merges;
    for (const Setting& merge : list.items()) {
        if (merge.isArray()) {
            const auto parts = merge.items();
            if (parts.size() != 2) merge.fail(QT_TRANSLATE_NOOP("Message", "two tokens"));
            merges.emplace_back(parts[0].text(), parts[1].text());
            continue;
        }
        const std::string text = merge.text();
        const std::size_t space = text.find(' ');
        if (space == std::string::npos)
            merge.fail(QT_TRANSLATE_NOOP("Message", "two tokens with a space between them"));
        merges.emplace_back(text.substr(0, space), text.substr(space + 1));
    }
    return merges;
}

std::shared_ptr<const TokenModel> unigramsOf(const Setting& model, TokenNumbers& tokens)
{
    std::vector<std::pair<std::string, double>> pieces;
    for (const Setting& piece : model["vocab"].items()) {
        const auto parts = piece.items();
        if (parts.size() != 2) piece.fail(QT_TRANSLATE_NOOP("Message", "a token and its score"));
        tokens.emplace(parts[0].text(), static_cast<std::int64_t>(pieces.size()));
        pieces.emplace_back(parts[0].text(), parts[1].real());
    }
    if (pieces.empty())
        model["vocab"].fail(QT_TRANSLATE_NOOP("Message", "a list of tokens and their scores"));
    const std::int64_t unknown = model["unk_id"].isNull()
        ? noToken
        : model["unk_id"].whole(0, static_cast<std::int64_t>(pieces.size()) - 1);
    return std::make_shared<Unigrams>(
        pieces, std::max<std::int64_t>(unknown, 0), model["byte_fallback"].flag(false));
}

std::shared_ptr<const TokenModel> modelOf(const Setting& model, TokenNumbers& tokens)
{
    // Older files leave the type out, where the vocabulary tells.
    const std::string type = model["type"].text(model["vocab"].isArray() ? "Unigram"
            : model["merges"].isArray()                                  ? "BPE"
                                                                         : "WordPiece");
    if (type == "Unigram") return unigramsOf(model, tokens);
    if (type != "BPE" && type != "WordPiece")
        model["type"].failUnknown(type, "WordPiece, BPE, Unigram");
    tokens = vocabularyOf(model["vocab"]);
    const std::string unknownName = model["unk_token"].text("");
    const std::int64_t unknown = tokenNamed(tokens, unknownName);
    if (type == "WordPiece") {
        constexpr std::int64_t standard = 100, most = 100'000;
        const Setting longest = model["max_input_chars_per_word"];
        if (unknown == noToken)
            throw InputError(model.file(), "model.unk_token",
                { sentences::tokenMissing, { printable(unknownName) } });
        return std::make_shared<WordPieces>(tokens, unknown,
            model["continuing_subword_prefix"].text("##"),
            static_cast<std::size_t>(longest.isNull() ? standard : longest.whole(1, most)));
    }
    return std::make_shared<BytePairs>(tokens, mergesOf(model["merges"]),
        BytePairSettings { unknown, model["continuing_subword_prefix"].text(""),
            model["end_of_word_suffix"].text(""), model["byte_fallback"].flag(false),
            model["ignore_merges"].flag(false), model["fuse_unk"].flag(false) });
}

// [token, number], as BERT's and RoBERTa's parts have it.
std::int64_t numberIn(const Setting& pair)
{
    const auto parts = pair.items();
    if (parts.size() != 2) pair.fail(QT_TRANSLATE_NOOP("Message", "a token and its number"));
    return parts[1].whole(0, mostTokens);
}

void addTemplate(const Setting& part, SubwordTokenizer& tokenizer)
{
    bool after = false;
    for (const Setting& step : part["single"].items()) {
        if (step["Sequence"].isObject()) {
            after = true;
            continue;
        }
        const std::string name = step["SpecialToken"]["id"].text();
        const Setting special = part["special_tokens"][name.c_str()];
        for (const Setting& number : special["ids"].items())
            (after ? tokenizer.end : tokenizer.begin).push_back(number.whole(0, mostTokens));
    }
}

void addFrame(const Setting& part, SubwordTokenizer& tokenizer)
{
    const std::string type = part["type"].text();
    if (type == "TemplateProcessing") return addTemplate(part, tokenizer);
    if (type == "ByteLevel") return; // of places in the text alone
    if (type != "BertProcessing" && type != "RobertaProcessing")
        part["type"].failUnknown(
            type, "TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel, Sequence");
    tokenizer.begin.push_back(numberIn(part["cls"]));
    tokenizer.end.push_back(numberIn(part["sep"]));
}

void addPadding(const Setting& all, const TokenNumbers& tokens, SubwordTokenizer& tokenizer)
{
    const Setting number = all["padding"]["pad_id"];
    if (!number.isNull()) {
        tokenizer.padding = number.whole(0, mostTokens);
        return;
    }
    for (const char* name : { "[PAD]", "<pad>", "<|endoftext|>" })
        if (const std::int64_t token = tokenNamed(tokens, name); token != noToken) {
            tokenizer.padding = token;
            return;
        }
}

} // namespace

SubwordTokenizer readTokenizerJson(const std::string& path)
{
    const nlohmann::json json = sideJson(path);
    const Setting all(json, path);
    if (!all["model"].isObject()) all["model"].fail(QT_TRANSLATE_NOOP("Message", "an object"));
    SubwordTokenizer tokenizer { path };
    eachPart(all["normalizer"], "normalizers",
        [&](const Setting& part) { tokenizer.changes.push_back(changeOf(part)); });
    eachPart(all["pre_tokenizer"], "pretokenizers",
        [&](const Setting& part) { tokenizer.cuts.push_back(cutOf(part)); });
    TokenNumbers tokens;
    tokenizer.model = modelOf(all["model"], tokens);
    if (!all["added_tokens"].isNull())
        for (const Setting& added : all["added_tokens"].items())
            tokens.insert_or_assign(added["content"].text(), added["id"].whole(0, mostTokens));
    eachPart(all["post_processor"], "processors",
        [&](const Setting& part) { addFrame(part, tokenizer); });
    addPadding(all, tokens, tokenizer);
    for (const auto& [text, number] : tokens)
        tokenizer.largest = std::max(tokenizer.largest, number);
    constexpr std::int64_t longest = 1'000'000;
    if (const Setting most = all["truncation"]["max_length"]; !most.isNull())
        tokenizer.mostTokens = most.whole(2, longest);
    if (const auto found = besideFile(path, "tokenizer_config.json");
        found && !tokenizer.mostTokens) {
        const nlohmann::json config = sideJson(*found);
        const Setting most = Setting(config, *found)["model_max_length"];
        if (most.isNumber() && most.real() <= static_cast<double>(longest))
            tokenizer.mostTokens = most.whole(2, longest);
    }
    return tokenizer;
}

} // namespace contrastlab
