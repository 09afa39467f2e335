// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How an encoder wants to be fed and read: from its inputs and outputs, and from the files beside
// it (preprocessor_config.json and config.json of HuggingFace and timm, open_clip_config.json,
// sentence_bert_config.json, 1_Pooling/config.json, modules.json). Pure but for reading; any
// thread.
#pragma once

#include "encoder/onnx_session.h"
#include "encoder/picture.h"
#include "encoder/sound.h"

#include <optional>
#include <string>

namespace contrastlab {

enum class EncoderKind { pictures, texts, sounds };

constexpr std::int64_t mostEncodedTokens = 8192; ///< of a text

/// What becomes of an output with several vectors an item.
enum class Pooling {
    none, ///< there is one
    first, ///< that of the first token or patch, as [CLS]
    mean, ///< over the tokens of the text, or over the places of a picture or a sound
    max,
    last ///< that of the last token of the text
};

struct EncoderPlan {
    EncoderKind kind = EncoderKind::pictures;
    std::string input; ///< pixels, token numbers, samples or log-mel frames
    std::string output;
    Pooling pooling = Pooling::none;
    bool unitLength = false; ///< features are divided by their norm
    std::int64_t fixedBatch = 0; ///< items a run; 0: any
    // Pictures:
    PicturePreparation preparation {};
    bool planes = true; ///< N x 3 x height x width, else N x height x width x 3
    // Texts:
    std::string tokenizer {}; ///< a file of the tokenizer; empty: beside the encoder
    std::int64_t mostTokens = 512;
    bool fixedLength = false; ///< every text is filled up to mostTokens
    // Sounds: N x samples or N x 1 x samples, N x frames x bands or N x 1 x frames x bands.
    SoundPreparation sound {};
};

/// Of a model that takes pictures, texts or sounds; throws InputError where it takes none of them,
/// or where what the files say does not fit it.
EncoderPlan planOf(const OnnxSession& session);

/// Of a plan that was changed: with the usual pooling of its output where there has to be one and
/// none is chosen. Throws InputError where the model cannot be fed or read in that way.
EncoderPlan fitToModel(const OnnxSession& session, EncoderPlan plan);

/// What can be an encoder's output: real numbers, a vector an item or several.
bool givesFeatures(const TensorPlace& output);

/// One line: what comes in, what is made of it, what comes out. Equal for plans that are equal but
/// for the tokenizer.
std::string describe(const EncoderPlan& plan);

// Each of one file; throws InputError with its place where something is not understood.
PicturePreparation readPreprocessorConfig(const std::string& path);
PicturePreparation readTimmConfig(const std::string& path);
PicturePreparation readOpenClipConfig(const std::string& path);
/// A preprocessor_config.json of Wav2Vec2FeatureExtractor (samples), ASTFeatureExtractor,
/// WhisperFeatureExtractor or ClapFeatureExtractor; of samples also max_length_s, min_length_s and
/// rescale_factor, which are no library's.
SoundPreparation readSoundConfig(const std::string& path);

/// Whether that is a preprocessor_config.json that tells of sounds.
bool tellsOfSounds(const std::string& path);
/// Fills the plan for a model with this input; throws InputError as planOf() does.
void planSounds(const OnnxSession& session, const TensorPlace& input, EncoderPlan& plan);
/// Throws InputError with the sentence where its tensors do not fit the input.
void requireSoundsFit(const OnnxSession& session, const TensorPlace& input, const EncoderPlan& plan,
    const char* sentence);

} // namespace contrastlab
