// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The spoken names as a modality for the towers. Pure; any thread, and it starts one a voice.
#pragma once

#include "data/dataset.h"
#include "media/emoji/emoji_speech.h"

#include <span>

namespace contrastlab {

/// Modality "sound": log-mel of the names in these voices, a variant a voice, cut after `seconds`
/// or filled up with the mean. Standardised over the names' own frames. Some seconds of work;
/// throws InputError.
ModalityData makeEmojiSounds(
    const EmojiSpeech& speech, std::span<const int> voices, double seconds);

} // namespace contrastlab
