// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads what scripts/make_emoji_speech makes: a voice is one long recording, an index says where
// each name stands in it.
#include "media/emoji/emoji_speech.h"

#include "base/problem.h"
#include "media/decode/sound_decoder.h"
#include "media/emoji/embedded_file.h"

#include <nlohmann/json.hpp>

namespace contrastlab {

namespace {

using Json = nlohmann::json;

/// Where each name begins, silence after each.
std::vector<std::size_t> beginsOf(const std::vector<std::size_t>& lengths, std::size_t gap)
{
    std::vector<std::size_t> begins;
    std::size_t next = 0;
    for (const std::size_t length : lengths) {
        begins.push_back(next);
        next += length + gap;
    }
    return begins;
}

} // namespace

std::shared_ptr<const EmojiSpeech> EmojiSpeech::load()
{
    const QString file = QStringLiteral("emoji/speech.json");
    const QByteArray bytes = embeddedFile(file);
    auto speech = std::make_shared<EmojiSpeech>();
    try {
        const Json index = Json::parse(bytes.begin(), bytes.end());
        for (const Json& voice : index.at("voices")) {
            speech->m_voices.push_back(
                { voice.at("key"), voice.at("language"), { voice.at("en"), voice.at("zh") } });
            Recording recording;
            recording.file = "emoji/speech-" + speech->m_voices.back().key + ".ogg";
            recording.ogg = embeddedFile(QString::fromStdString(recording.file));
            recording.lengths = voice.at("lengths").get<std::vector<std::size_t>>();
            recording.begins = beginsOf(recording.lengths, index.at("gap"));
            speech->m_recordings.push_back(std::move(recording));
        }
    } catch (const Json::exception& error) {
        throw InputError(file.toStdString(), "", error.what());
    }
    return speech;
}

std::size_t EmojiSpeech::length(Index item, int voice) const
{
    return recording(voice).lengths.at(static_cast<std::size_t>(item));
}

SoundSamples EmojiSpeech::name(Index item, int voice) const
{
    const Recording& from = recording(voice);
    const std::size_t begin = from.begins.at(static_cast<std::size_t>(item));
    return decodeSoundRange(from.ogg, static_cast<Index>(begin), length(item, voice), from.file);
}

std::vector<std::vector<float>> EmojiSpeech::names(int voice) const
{
    const Recording& from = recording(voice);
    const std::size_t end = from.begins.back() + from.lengths.back();
    const SoundSamples all = decodeSoundRange(from.ogg, 0, end, from.file);
    if (all.values.size() != end)
        throw InputError(from.file, "",
            { QT_TRANSLATE_NOOP("Message", "expected %1 samples"), { std::to_string(end) } });
    std::vector<std::vector<float>> names;
    for (std::size_t i = 0; i < from.begins.size(); ++i) {
        const auto begin = all.values.begin() + static_cast<std::ptrdiff_t>(from.begins[i]);
        names.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(from.lengths[i]));
    }
    return names;
}

} // namespace contrastlab
