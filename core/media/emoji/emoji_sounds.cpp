// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread decodes and transforms one voice; sums are added up in the order of the voices.
#include "media/emoji/emoji_sounds.h"

#include "media/decode/log_mel.h"

#include <algorithm>
#include <cmath>
#include <future>

namespace contrastlab {

namespace {

/// items x voices x frames x bands, and how many frames of each name are its own.
struct SpokenFrames {
    std::size_t voices = 0;
    std::size_t frames = 0;
    std::vector<float> values;
    std::vector<std::size_t> own; ///< items x voices

    [[nodiscard]] std::span<float> slot(std::size_t place)
    {
        const std::size_t size = frames * LogMel::bands;
        return { values.data() + place * size, size };
    }
    [[nodiscard]] std::span<float> ownValues(std::size_t place)
    {
        return slot(place).first(own[place] * LogMel::bands);
    }
};

struct SumAndSquares {
    double count = 0;
    double sum = 0;
    double squares = 0;
};

SumAndSquares transformVoice(
    const EmojiSpeech& speech, int voice, std::size_t variant, SpokenFrames& spoken)
{
    LogMel logMel;
    SumAndSquares sums;
    const auto names = speech.names(voice);
    for (std::size_t item = 0; item < names.size(); ++item) {
        const Matrix<float> mel = logMel(names[item]);
        const std::size_t place = item * spoken.voices + variant;
        spoken.own[place] = std::min(static_cast<std::size_t>(mel.rows()), spoken.frames);
        const std::span<float> values = spoken.ownValues(place);
        std::copy_n(mel.data(), values.size(), values.begin());
        sums.count += static_cast<double>(values.size());
        for (const float value : values) {
            sums.sum += value;
            sums.squares += double(value) * value;
        }
    }
    return sums;
}

SumAndSquares transformVoices(
    const EmojiSpeech& speech, std::span<const int> voices, SpokenFrames& spoken)
{
    std::vector<std::future<SumAndSquares>> running;
    for (std::size_t variant = 0; variant < voices.size(); ++variant)
        running.push_back(std::async(std::launch::async, transformVoice, std::cref(speech),
            voices[variant], variant, std::ref(spoken)));
    SumAndSquares total;
    for (auto& voice : running) {
        const SumAndSquares sums = voice.get();
        total.count += sums.count;
        total.sum += sums.sum;
        total.squares += sums.squares;
    }
    return total;
}

SoundScale standardise(SpokenFrames& spoken, const SumAndSquares& sums)
{
    const double mean = sums.sum / sums.count;
    const double deviation = std::sqrt(sums.squares / sums.count - mean * mean);
    for (std::size_t place = 0; place < spoken.own.size(); ++place)
        for (float& value : spoken.ownValues(place))
            value = static_cast<float>((value - mean) / deviation);
    return { static_cast<float>(mean), static_cast<float>(deviation) };
}

} // namespace

ModalityData makeEmojiSounds(const EmojiSpeech& speech, std::span<const int> voices, double seconds)
{
    SpokenFrames spoken;
    spoken.voices = voices.size();
    spoken.frames =
        static_cast<std::size_t>(LogMel::frames(static_cast<std::size_t>(seconds * LogMel::rate)));
    spoken.own.resize(static_cast<std::size_t>(speech.size()) * voices.size());
    spoken.values.resize(spoken.own.size() * spoken.frames * LogMel::bands);
    const SoundScale scale = standardise(spoken, transformVoices(speech, voices, spoken));
    ModalityData sounds;
    sounds.name = "sound";
    sounds.kind = ModalityKind::sound;
    sounds.sounds = soundsInMemory(std::move(spoken.values), static_cast<int>(spoken.frames),
        LogMel::bands, static_cast<int>(voices.size()), scale);
    return sounds;
}

} // namespace contrastlab
