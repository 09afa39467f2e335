// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The model's own extents go before all; then the files beside it; then what is usual.
#include "encoder/encoder_plan.h"

#include "base/joined.h"
#include "base/problem.h"
#include "base/translation_marks.h"
#include "encoder/encoder_messages.h"
#include "encoder/side_files.h"

#include <algorithm>
#include <array>

namespace contrastlab {

namespace {

constexpr std::int64_t mostSide = 4096;
constexpr std::int64_t mostItemsARun = 4096;

// What exporters call the one vector of an item, the best first.
constexpr std::array<std::string_view, 13> vectorNames { "image_embeds", "text_embeds",
    "audio_embeds", "sentence_embedding", "image_features", "text_features", "audio_features",
    "embeddings", "embedding", "pooler_output", "features", "last_hidden_state", "output" };

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::ranges::find(names, name) != names.end();
}

bool isReal(int type)
{
    return type == onnx::elementFloat || type == onnx::elementFloat16 || type == onnx::elementDouble
        || type == onnx::elementUint8;
}

bool isWhole(int type)
{
    return type == onnx::elementInt64 || type == onnx::elementInt32;
}

bool isPicture(const TensorPlace& input)
{
    return input.extents.size() == 4 && isReal(input.type);
}

// Samples or log-mel frames, by what stands beside the file where pictures could be meant as well.
bool isSound(const OnnxSession& session, const TensorPlace& input)
{
    const std::size_t rank = input.extents.size();
    if (!isReal(input.type) || rank < 2 || rank > 4) return false;
    if (rank < 4 || input.extents[1] == 1) return true;
    const auto told = besideFile(session.path(), "preprocessor_config.json");
    return input.extents[1] < 0 && told && tellsOfSounds(*told);
}

bool isTokens(const TensorPlace& input)
{
    return input.extents.size() == 2 && isWhole(input.type);
}

[[noreturn]] void refuseInputs(const OnnxSession& session, const char* expected)
{
    throw InputError(
        session.path(), "", { sentences::modelInputs, { expected, describe(session.inputs()) } });
}

void requireSide(const OnnxSession& session, std::int64_t side)
{
    if (side < 1 || side > mostSide)
        throw InputError(session.path(), "",
            { sentences::pictureSide, { std::to_string(mostSide), std::to_string(side) } });
}

std::int64_t batchIn(const OnnxSession& session, const TensorPlace& input, const char* expected)
{
    const std::int64_t batch = input.extents.front();
    if (batch == 0 || batch > mostItemsARun) refuseInputs(session, expected);
    return std::max<std::int64_t>(0, batch);
}

// Nothing where no file says it.
std::optional<PicturePreparation> preparationBeside(const std::string& file)
{
    if (const auto found = besideFile(file, "preprocessor_config.json"))
        return readPreprocessorConfig(*found);
    if (const auto found = besideFile(file, "open_clip_config.json"))
        return readOpenClipConfig(*found);
    if (const auto found = besideFile(file, "config.json")) {
        const nlohmann::json json = sideJson(*found);
        if (Setting(json, *found)["pretrained_cfg"].isObject()) return readTimmConfig(*found);
    }
    return {};
}

// The input that is sounds, beside which a mask of the samples may stand; null where none is.
const TensorPlace* soundInput(const OnnxSession& session)
{
    const TensorPlace* found = nullptr;
    for (const TensorPlace& input : session.inputs()) {
        const bool isMask = input.name == "attention_mask" && isTokens(input);
        if (isMask) continue;
        if (found || !isSound(session, input)) return nullptr;
        found = &input;
    }
    return found;
}

// A plan makes pictures of one size, whatever it is given, and it is the model's.
void requireOneSize(const OnnxSession& session, const TensorPlace& input, const EncoderPlan& plan,
    const char* sentence)
{
    const PicturePreparation& preparation = plan.preparation;
    const bool oneSize = preparation.cut || preparation.fit == PictureFit::stretched;
    const int height = preparation.cut ? preparation.cutHeight : preparation.height;
    const int width = preparation.cut ? preparation.cutWidth : preparation.width;
    const std::array<std::int64_t, 3> made = plan.planes
        ? std::array<std::int64_t, 3> { 3, height, width }
        : std::array<std::int64_t, 3> { height, width, 3 };
    bool fits = oneSize;
    for (std::size_t i = 0; i < made.size(); ++i)
        fits &= input.extents[i + 1] < 0 || input.extents[i + 1] == made[i];
    if (!fits)
        throw InputError(session.path(), "",
            { sentence,
                { joined(
                      made, [](std::int64_t side) { return std::to_string(side); }, " x "),
                    describe(input) } });
}

void planPictures(const OnnxSession& session, const TensorPlace& input, EncoderPlan& plan)
{
    plan.kind = EncoderKind::pictures;
    plan.input = input.name;
    plan.fixedBatch = batchIn(session, input, sentences::encodersOfPictures);
    plan.planes = input.extents[3] != 3;
    const std::int64_t channels = input.extents[plan.planes ? 1 : 3];
    if (channels >= 0 && channels != 3) refuseInputs(session, sentences::encodersOfPictures);
    const auto told = preparationBeside(session.path());
    PicturePreparation& preparation = plan.preparation;
    preparation = told.value_or(PicturePreparation {});
    const std::int64_t height = input.extents[plan.planes ? 2 : 1];
    const std::int64_t width = input.extents[plan.planes ? 3 : 2];
    if (height >= 0 || width >= 0) {
        requireSide(session, height);
        requireSide(session, width);
    }
    const bool isFixed = height > 0;
    if (!told && isFixed) { // the usual: an eighth more, and the centre of it
        preparation.cutHeight = static_cast<int>(height);
        preparation.cutWidth = static_cast<int>(width);
        preparation.height = static_cast<int>(std::min(height, width) * 8 / 7);
        preparation.width = preparation.height;
    }
    if (told && isFixed && preparation.fit == PictureFit::asIs && !preparation.cut) {
        preparation.fit = PictureFit::stretched;
        preparation.height = static_cast<int>(height);
        preparation.width = static_cast<int>(width);
    }
    requireOneSize(session, input, plan, sentences::picturesDoNotFit);
    if (input.type == onnx::elementUint8) { // bytes go in as they are
        preparation.scale = 1;
        preparation.mean = { 0, 0, 0 };
        preparation.deviation = { 1, 1, 1 };
    }
}

std::optional<std::int64_t> wholeIn(
    const std::string& file, const char* name, std::initializer_list<const char*> keys)
{
    const auto found = besideFile(file, name);
    if (!found) return {};
    const nlohmann::json json = sideJson(*found);
    Setting value(json, *found);
    for (const char* key : keys)
        value = value[key];
    if (value.isNull()) return {};
    return value.whole(1, std::int64_t(1) << 30);
}

std::int64_t lengthBeside(const std::string& file)
{
    std::int64_t most = mostEncodedTokens;
    const auto atMost = [&](std::optional<std::int64_t> length) {
        if (length) most = std::min(most, *length);
    };
    auto positions = wholeIn(file, "config.json", { "max_position_embeddings" });
    const auto padding = wholeIn(file, "config.json", { "pad_token_id" });
    // RoBERTa's places begin after that of the padding, which is 1.
    if (positions && padding == 1 && *positions > 2) *positions -= 2;
    atMost(positions);
    atMost(wholeIn(file, "config.json", { "text_config", "max_position_embeddings" }));
    atMost(wholeIn(file, "sentence_bert_config.json", { "max_seq_length" }));
    atMost(wholeIn(file, "open_clip_config.json", { "model_cfg", "text_cfg", "context_length" }));
    return most == mostEncodedTokens ? EncoderPlan().mostTokens : most;
}

void planTexts(const OnnxSession& session, const TensorPlace& input, EncoderPlan& plan)
{
    plan.kind = EncoderKind::texts;
    plan.input = input.name;
    plan.fixedBatch = batchIn(session, input, sentences::encodersOfTexts);
    plan.mostTokens = lengthBeside(session.path());
    plan.fixedLength = input.extents[1] >= 0;
    if (plan.fixedLength) plan.mostTokens = input.extents[1];
    if (plan.mostTokens < 2 || plan.mostTokens > mostEncodedTokens)
        throw InputError(session.path(), "",
            { sentences::sequenceLength,
                { std::to_string(mostEncodedTokens), std::to_string(plan.mostTokens) } });
    for (const TensorPlace& other : session.inputs())
        if (other.name != input.name
            && (!isTokens(other)
                || !isOneOf(other.name, { "attention_mask", "token_type_ids", "position_ids" })))
            refuseInputs(session, sentences::encodersOfTexts);
}

// As sentence-transformers' files have it.
std::optional<Pooling> poolingBeside(const std::string& file)
{
    const auto found = besideFile(file, "1_Pooling/config.json");
    if (!found) return {};
    const nlohmann::json json = sideJson(*found);
    const Setting all(json, *found);
    if (all["pooling_mode_cls_token"].flag(false)) return Pooling::first;
    if (all["pooling_mode_max_tokens"].flag(false)) return Pooling::max;
    if (all["pooling_mode_lasttoken"].flag(false)) return Pooling::last;
    if (all["pooling_mode_mean_tokens"].flag(false)) return Pooling::mean;
    all.fail(QT_TRANSLATE_NOOP("Message",
        "one way of pooling: pooling_mode_cls_token, pooling_mode_mean_tokens, "
        "pooling_mode_max_tokens or pooling_mode_lasttoken"));
}

bool normalisesBeside(const std::string& file)
{
    const auto found = besideFile(file, "modules.json");
    if (!found) return false;
    const nlohmann::json json = sideJson(*found);
    for (const Setting& module : Setting(json, *found).items())
        if (module["type"].text("").ends_with("Normalize")) return true;
    return false;
}

Pooling usualPooling(const OnnxSession& session, const TensorPlace& output, const EncoderPlan& plan)
{
    if (output.extents.size() == 2) return Pooling::none;
    if (output.extents.size() == 4) return Pooling::mean;
    const bool isAst = plan.kind == EncoderKind::sounds && plan.sound.mel == MelKind::kaldi;
    const bool hasClass = plan.kind == EncoderKind::pictures || isAst;
    return poolingBeside(session.path()).value_or(hasClass ? Pooling::first : Pooling::mean);
}

[[noreturn]] void refuseOutput(const OnnxSession& session)
{
    throw InputError(
        session.path(), "", { sentences::modelOutput, { describe(session.outputs()) } });
}

void planOutput(const OnnxSession& session, EncoderPlan& plan)
{
    const TensorPlace* best = nullptr;
    for (const std::string_view name : vectorNames)
        for (const TensorPlace& output : session.outputs())
            if (!best && output.name == name) best = &output;
    if (!best && !session.outputs().empty()) best = &session.outputs().front();
    if (!best || !givesFeatures(*best)) refuseOutput(session);
    plan.output = best->name;
    plan.unitLength = normalisesBeside(session.path());
    plan.pooling = usualPooling(session, *best, plan);
}

} // namespace

EncoderPlan planOf(const OnnxSession& session)
{
    EncoderPlan plan;
    const auto& inputs = session.inputs();
    const auto named = std::ranges::find(inputs, "input_ids", &TensorPlace::name);
    const TensorPlace* tokens = named != inputs.end() ? &*named : nullptr;
    if (!tokens && inputs.size() == 1 && isTokens(inputs.front())) tokens = &inputs.front();
    const TensorPlace* sounds = tokens ? nullptr : soundInput(session);
    if (tokens && isTokens(*tokens))
        planTexts(session, *tokens, plan);
    else if (sounds) {
        plan.fixedBatch = batchIn(session, *sounds, sentences::encodersOfSounds);
        planSounds(session, *sounds, plan);
    } else if (inputs.size() == 1 && isPicture(inputs.front()))
        planPictures(session, inputs.front(), plan);
    else
        refuseInputs(session, tokens ? sentences::encodersOfTexts : sentences::encodersOfPictures);
    planOutput(session, plan);
    return plan;
}

bool givesFeatures(const TensorPlace& output)
{
    return isReal(output.type) && output.extents.size() >= 2 && output.extents.size() <= 4;
}

EncoderPlan fitToModel(const OnnxSession& session, EncoderPlan plan)
{
    const TensorPlace& input = *std::ranges::find(session.inputs(), plan.input, &TensorPlace::name);
    if (plan.kind == EncoderKind::pictures)
        requireOneSize(session, input, plan, sentences::settingsDoNotFit);
    else if (plan.kind == EncoderKind::sounds)
        requireSoundsFit(session, input, plan, sentences::settingsMakeOtherSounds);
    else if (plan.fixedLength && plan.mostTokens != input.extents[1])
        throw InputError(session.path(), "tokens",
            { sentences::settingKind, { std::to_string(input.extents[1]) } });
    const auto output = std::ranges::find(session.outputs(), plan.output, &TensorPlace::name);
    if (output == session.outputs().end() || !givesFeatures(*output)) refuseOutput(session);
    const std::size_t rank = output->extents.size();
    if (rank > 2 && plan.pooling == Pooling::none)
        plan.pooling = usualPooling(session, *output, plan);
    const char* needed = rank == 2 && plan.pooling != Pooling::none ? "none"
        : rank == 4 && plan.pooling != Pooling::mean                ? "mean"
                                                                    : nullptr;
    if (needed)
        throw InputError(session.path(), "",
            { sentences::poolingNeeded, { std::string(needed), describe(*output) } });
    return plan;
}

std::string describe(const EncoderPlan& plan)
{
    std::string text = printable(plan.input);
    if (plan.kind == EncoderKind::pictures)
        text += plan.planes ? " (3 x height x width): " : " (height x width x 3): ";
    if (plan.kind == EncoderKind::pictures)
        text += describe(plan.preparation);
    else if (plan.kind == EncoderKind::sounds)
        text += ": " + describe(plan.sound);
    else
        text += std::string(": ") + (plan.fixedLength ? "" : "at most ")
            + std::to_string(plan.mostTokens) + " tokens";
    text += "; " + printable(plan.output);
    constexpr std::array<const char*, 5> poolings { "", ", first token", ", mean", ", maximum",
        ", last token" };
    text += poolings[static_cast<std::size_t>(plan.pooling)];
    return text + (plan.unitLength ? ", of length 1" : "");
}

} // namespace contrastlab
