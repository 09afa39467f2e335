// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An encoder that is built in: of the embedded emoji its features come with the program; of other
// pictures, texts and sounds they are made by the ONNX file that scripts/make_encoders puts where
// programs keep their data. Any thread.
#pragma once

#include "media/emoji/emoji_dataset.h"
#include "media/open_data.h"

#include <memory>
#include <string>

namespace contrastlab {

class Digest;

/// What caption_language says.
EmojiLanguage emojiLanguage(const RunSpec& spec);

inline constexpr const char* builtInEncoder = "built-in";

/// What that encoder gives of this modality of the spec's data, where it came with the program;
/// else null. Its content goes into `digest`. Throws InputError.
std::shared_ptr<const FeatureSource> embeddedFeaturesOf(const RunSpec& spec, const std::string& key,
    const Dataset& dataset, const ModalityData& modality, Digest& digest);

/// Where the ONNX file of the built-in encoder is that this parameter chooses; empty where it is
/// not.
std::string builtInEncoderPlace(const std::string& key);

/// The same. Throws SpecError where it is not there (how to make it), and for emoji whose captions
/// are not English.
std::string builtInEncoderFile(const RunSpec& spec, const std::string& key);

} // namespace contrastlab
