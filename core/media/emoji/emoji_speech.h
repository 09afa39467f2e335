// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names of the embedded emoji as spoken by two voices in English and two in Mandarin, at 16,000
// Hz. Immutable; any thread.
#pragma once

#include "data/dataset.h"
#include "media/decode/item_media.h"

#include <QByteArray>

#include <memory>
#include <string>
#include <vector>

namespace contrastlab {

struct EmojiVoice {
    std::string key; ///< "en-us-f3"
    std::string language; ///< "en" or "zh"
    DisplayName name; ///< "English, woman"
};

class EmojiSpeech {
public:
    /// Reads the embedded index; sounds are decoded when asked for. Throws InputError where it is
    /// not what it should be.
    static std::shared_ptr<const EmojiSpeech> load();

    [[nodiscard]] const std::vector<EmojiVoice>& voices() const { return m_voices; }
    /// Items: those of the EmojiPack.
    [[nodiscard]] Index size() const { return static_cast<Index>(m_recordings[0].begins.size()); }
    /// Samples of a name.
    [[nodiscard]] std::size_t length(Index item, int voice) const;
    /// One name, about 1 ms. Throws InputError.
    [[nodiscard]] SoundSamples name(Index item, int voice) const;
    /// All names by item, about 0.3 s: half of what they take one by one. Throws InputError.
    [[nodiscard]] std::vector<std::vector<float>> names(int voice) const;

private:
    struct Recording {
        std::string file;
        QByteArray ogg;
        std::vector<std::size_t> begins; ///< one an item
        std::vector<std::size_t> lengths;
    };
    [[nodiscard]] const Recording& recording(int voice) const
    {
        return m_recordings.at(static_cast<std::size_t>(voice));
    }

    std::vector<EmojiVoice> m_voices;
    std::vector<Recording> m_recordings;
};

} // namespace contrastlab
