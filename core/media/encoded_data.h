// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opened data whose pictures and texts go through pretrained encoders first: the towers see their
// features as vectors, people see pictures and texts as before. Long; belongs off the GUI thread.
#pragma once

#include "encoder/feature_stage.h"
#include "media/open_data.h"

namespace contrastlab {

/// What image_encoder and text_encoder name an ONNX file for, by their settings, or a built-in
/// encoder (sound_encoder too), becomes features; all else stays.
/// Throws InputError (the file, the runtime), SpecError (data without pictures or texts) or
/// LoadCancelled.
OpenedData withEncoders(OpenedData data, const RunSpec& spec, const ProgressCallback& progress,
    const std::stop_token& stop);

/// Pictures of a modality as an encoder takes them; `ground` is what shows through transparent
/// pixels.
std::shared_ptr<const PictureSource> picturesFor(
    const OpenedData& data, const ModalityData& modality, const std::string& ground);

/// The features of one modality, pictures or texts as the encoder takes them. Throws InputError,
/// Interrupted or LoadCancelled.
std::shared_ptr<const FeatureSource> encodedFeatures(const Encoder& encoder, const OpenedData& data,
    const ModalityData& modality, const std::string& ground, const ProgressCallback& progress,
    const std::stop_token& stop);

} // namespace contrastlab
