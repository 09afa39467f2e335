// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opened data whose pictures, texts and sounds go through pretrained encoders first: the towers see
// their features as vectors, people see and hear them as before. Long; belongs off the GUI thread.
#pragma once

#include "encoder/feature_stage.h"
#include "media/open_data.h"

class QColor;
class QImage;

namespace contrastlab {

/// What image_encoder, text_encoder and sound_encoder name an ONNX file for, by their settings, or
/// a built-in encoder, becomes features; all else stays. Throws InputError (the file, the runtime),
/// SpecError (data without pictures, texts or sounds) or LoadCancelled.
OpenedData withEncoders(OpenedData data, const RunSpec& spec, const ProgressCallback& progress,
    const std::stop_token& stop);

/// Without transparency, `ground` in its place; one pixel of it where there is no picture.
Picture pictureOf(const QImage& image, const QColor& ground);

/// Pictures of a modality as an encoder takes them; `ground` is what shows through transparent
/// pixels.
std::shared_ptr<const PictureSource> picturesFor(
    const OpenedData& data, const ModalityData& modality, const std::string& ground);

/// Sounds of a modality, resampled to `rate`.
std::shared_ptr<const ClipSource> clipsFor(
    const OpenedData& data, const ModalityData& modality, int rate);

/// The kind of modality that an encoder takes.
ModalityKind kindFor(EncoderKind kind);
/// "image_encoder", "text_encoder", "sound_encoder": the parameter that names encoders of a kind.
const char* parameterOf(EncoderKind kind);

/// The features of one modality, of a kind that the encoder takes. Throws InputError,
/// Interrupted or LoadCancelled.
std::shared_ptr<const FeatureSource> encodedFeatures(const Encoder& encoder, const OpenedData& data,
    const ModalityData& modality, const std::string& ground, const ProgressCallback& progress,
    const std::stop_token& stop);

} // namespace contrastlab
