// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ways in which HuggingFace's feature extractors prepare sounds, and what of them fits a model.
#include "base/joined.h"
#include "base/problem.h"
#include "base/translation_marks.h"
#include "encoder/encoder_messages.h"
#include "encoder/encoder_plan.h"
#include "encoder/side_files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace contrastlab {

namespace {

constexpr double mostScale =
    1e6; ///< of numbers that values are multiplied by, or that are taken off
constexpr std::int64_t mostSoundValues = std::int64_t(1) << 24;
constexpr const char* extractorKey = "feature_extractor_type";

std::string shortNumber(double number)
{
    std::array<char, 32> text {};
    std::snprintf(text.data(), text.size(), "%g", number);
    return text.data();
}

// How a whole number of a file comes to be one of a preparation.
void readWhole(const Setting& setting, std::int64_t least, std::int64_t most, int& value)
{
    if (!setting.isNull()) value = static_cast<int>(setting.whole(least, most));
}

void readBetween(const Setting& setting, double least, double most, double& value)
{
    if (setting.isNull()) return;
    value = setting.real();
    if (value < least || value > most)
        setting.fail({ sentences::settingBetween, { shortNumber(least), shortNumber(most) } });
}

// The highest band ends at half of the rate at most.
void readBands(const Setting& all, const char* key, SoundPreparation& preparation)
{
    readWhole(all[key], 1, clipLimits::bands, preparation.bands);
    preparation.high = std::min(preparation.high, preparation.rate / 2.0);
}

void readSamples(const Setting& all, SoundPreparation& preparation)
{
    int channels = 1;
    readWhole(all["feature_size"], 1, 1, channels);
    preparation.unitVariance = all["do_normalize"].flag(true);
    readBetween(
        all["max_length_s"], clipLimits::shortest, clipLimits::longest, preparation.seconds);
    readBetween(all["min_length_s"], 0, preparation.seconds, preparation.least);
    preparation.least = std::min(preparation.least, preparation.seconds);
    double gain = 1;
    readBetween(all["rescale_factor"], 1e-6, mostScale, gain);
    preparation.gain = static_cast<float>(gain);
}

// The Audio Spectrogram Transformer's: 25 ms every 10 ms.
void readAst(const Setting& all, SoundPreparation& preparation)
{
    preparation.mel = MelKind::kaldi;
    preparation.bands = 128;
    preparation.window = preparation.rate / 40;
    preparation.hop = preparation.rate / 100;
    preparation.low = 20;
    preparation.high = preparation.rate / 2.0;
    preparation.frames = 1024;
    readBands(all, "num_mel_bins", preparation);
    readWhole(all["max_length"], 1, clipLimits::frames, preparation.frames);
    preparation.seconds = std::min(clipLimits::longest,
        static_cast<double>(preparation.window + (preparation.frames - 1) * preparation.hop)
            / preparation.rate);
    if (!all["do_normalize"].flag(true)) return;
    double mean = -4.2677393, spread = 4.5689974;
    readBetween(all["mean"], -mostScale, mostScale, mean);
    readBetween(all["std"], 1e-6, mostScale, spread);
    preparation.offset = static_cast<float>(mean);
    preparation.divisor = static_cast<float>(2 * spread);
}

void readWhisper(const Setting& all, SoundPreparation& preparation)
{
    preparation.mel = MelKind::whisper;
    preparation.bandsFirst = true;
    preparation.fill = SoundFill::zeros;
    preparation.unitVariance = all["do_normalize"].flag(false);
    preparation.seconds = clipLimits::longest;
    readBands(all, "feature_size", preparation);
    readWhole(
        all["n_fft"], clipLimits::narrowestWindow, clipLimits::widestWindow, preparation.window);
    readWhole(all["hop_length"], leastHop(preparation), preparation.window, preparation.hop);
    readBetween(all["chunk_length"], 0.1, clipLimits::longest, preparation.seconds);
}

// Of the two ways to take sounds that are too long, the one that takes a part of them.
void readClap(const Setting& all, SoundPreparation& preparation)
{
    preparation.mel = MelKind::clap;
    preparation.bands = 64;
    preparation.window = 1024;
    preparation.hop = 480;
    preparation.high = 14000;
    const std::string truncation = all["truncation"].text("fusion");
    if (truncation != "rand_trunc") all["truncation"].failUnknown(truncation, "rand_trunc");
    const std::string padding = all["padding"].text("repeatpad");
    if (padding != "repeatpad" && padding != "pad")
        all["padding"].failUnknown(padding, "repeatpad, pad");
    preparation.fill = padding == "pad" ? SoundFill::zeros : SoundFill::repeated;
    readBetween(all["frequency_min"], 0, preparation.rate / 2.0, preparation.low);
    readBetween(
        all["frequency_max"], preparation.low + 1, preparation.rate / 2.0, preparation.high);
    readBands(all, "feature_size", preparation);
    if (!(preparation.low < preparation.high))
        all["frequency_min"].fail(
            { sentences::settingBetween, { "0", shortNumber(preparation.high) } });
    readWhole(all["fft_window_size"], clipLimits::narrowestWindow, clipLimits::widestWindow,
        preparation.window);
    readWhole(all["hop_length"], leastHop(preparation), preparation.window, preparation.hop);
    readBetween(all["max_length_s"], 0.1, clipLimits::longest, preparation.seconds);
}

struct Extractor {
    const char* name;
    int rate; ///< where the file does not say it
    void (*read)(const Setting&, SoundPreparation&);
};

constexpr std::array<Extractor, 4> extractors { {
    { "Wav2Vec2FeatureExtractor", 16000, readSamples },
    { "ASTFeatureExtractor", 16000, readAst },
    { "WhisperFeatureExtractor", 16000, readWhisper },
    { "ClapFeatureExtractor", 48000, readClap },
} };

const Extractor* extractorNamed(std::string_view name)
{
    const auto* found = std::ranges::find(extractors, name, &Extractor::name);
    return found != extractors.end() ? found : nullptr;
}

// Extents of what goes in after the items; -1 where it depends on the sound.
std::vector<std::int64_t> madeExtents(const TensorPlace& input, const SoundPreparation& preparation)
{
    const std::size_t samples = samplesIn(preparation.seconds, preparation);
    const bool oneLength = hasOneLength(preparation);
    std::vector<std::int64_t> made;
    if (preparation.mel == MelKind::none) {
        made = { oneLength ? static_cast<std::int64_t>(samples) : -1 };
    } else {
        made = { oneLength ? framesOf(samples, preparation) : -1, preparation.bands };
        if (preparation.bandsFirst) std::swap(made[0], made[1]);
    }
    if (made.size() + 2 == input.extents.size()) made.insert(made.begin(), 1);
    return made;
}

// What a clip of full length takes while it is prepared.
std::int64_t valuesOf(const SoundPreparation& preparation)
{
    const std::size_t samples = samplesIn(preparation.seconds, preparation);
    return preparation.mel == MelKind::none ? static_cast<std::int64_t>(samples)
                                            : framesOf(samples, preparation) * preparation.bands;
}

} // namespace

SoundPreparation readSoundConfig(const std::string& path)
{
    const nlohmann::json json = sideJson(path);
    const Setting all(json, path);
    if (!all.isObject()) all.fail(QT_TRANSLATE_NOOP("Message", "an object"));
    const std::string type = all[extractorKey].text("");
    const Extractor* extractor = extractorNamed(type);
    if (!extractor)
        all[extractorKey].failUnknown(
            type, joined(extractors, [](const Extractor& one) { return std::string(one.name); }));
    SoundPreparation preparation;
    preparation.rate = extractor->rate;
    readWhole(
        all["sampling_rate"], clipLimits::lowestRate, clipLimits::highestRate, preparation.rate);
    extractor->read(all, preparation);
    return preparation;
}

bool tellsOfSounds(const std::string& path)
{
    const nlohmann::json json = sideJson(path);
    const Setting type = Setting(json, path)[extractorKey];
    return type.isText() && extractorNamed(type.text());
}

void planSounds(const OnnxSession& session, const TensorPlace& input, EncoderPlan& plan)
{
    plan.kind = EncoderKind::sounds;
    plan.input = input.name;
    const auto told = besideFile(session.path(), "preprocessor_config.json");
    const std::size_t rank = input.extents.size();
    const bool isLong = rank == 2 || (rank == 3 && input.extents[1] == 1);
    if (told)
        plan.sound = readSoundConfig(*told);
    else if (!isLong)
        throw InputError(
            session.path(), "", { sentences::soundConfigMissing, { describe(input) } });
    const std::int64_t length = input.extents.back();
    if (plan.sound.mel == MelKind::none && length >= 0) {
        const std::int64_t least = plan.sound.rate / 1000;
        const std::int64_t most = std::llround(clipLimits::longest * plan.sound.rate);
        if (length < least || length > most)
            throw InputError(session.path(), "",
                { sentences::soundLength,
                    { std::to_string(least), std::to_string(most), std::to_string(length) } });
        plan.sound.seconds = static_cast<double>(length) / plan.sound.rate;
        plan.sound.least = std::min(plan.sound.least, plan.sound.seconds);
        plan.sound.fill = SoundFill::zeros;
    }
    requireSoundsFit(session, input, plan, sentences::soundsDoNotFit);
}

void requireSoundsFit(const OnnxSession& session, const TensorPlace& input, const EncoderPlan& plan,
    const char* sentence)
{
    const std::vector<std::int64_t> made = madeExtents(input, plan.sound);
    bool fits = made.size() + 1 == input.extents.size();
    for (std::size_t i = 0; fits && i < made.size(); ++i)
        fits = input.extents[i + 1] < 0 || input.extents[i + 1] == made[i];
    if (!fits)
        throw InputError(session.path(), "",
            { sentence,
                { joined(
                      made,
                      [](std::int64_t extent) {
                          return extent < 0 ? std::string("N") : std::to_string(extent);
                      },
                      " x "),
                    describe(input) } });
    if (const std::int64_t values = valuesOf(plan.sound); values > mostSoundValues)
        throw InputError(session.path(), "",
            { sentences::soundTooLarge,
                { std::to_string(mostSoundValues), std::to_string(values) } });
}

} // namespace contrastlab
