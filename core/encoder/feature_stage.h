// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Between data and towers: the features of every item and variant of one modality, out of the cache
// or computed on all processors and put there. A stop leaves in the cache what was done.
#pragma once

#include "data/dataset.h"
#include "encoder/encoder.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace contrastlab {

/// Pictures of items at their own size. Any thread; throws what its files throw.
class PictureSource {
public:
    virtual ~PictureSource() = default;
    [[nodiscard]] virtual Picture picture(Index item, int variant) const = 0;
};

/// Sounds of items, at the rate of the encoder that they are for. Any thread; throws what its files
/// throw.
class ClipSource {
public:
    virtual ~ClipSource() = default;
    [[nodiscard]] virtual SoundClip clip(Index item, int variant) const = 0;
};

/// Where features are kept, and who is told.
struct FeatureStage {
    std::string folder; ///< of the cache
    std::int64_t mostBytes = 0; ///< of the folder
    int threads = 0; ///< 0: one a processor
    std::stop_token stop {};
    /// With the number of rows to compute; then once for each. From any thread, one at a time.
    std::function<void(Index rows)> begin {};
    std::function<void()> advance {};
};

/// At most so many captions of an item are variants.
constexpr int mostEncodedCaptions = 5;

/// Of an image modality: each drawing is a variant. `look` names what was done to the pictures
/// before they came here. Throws InputError (among others where a feature is not finite, with the
/// item), Interrupted where stopped.
std::shared_ptr<const FeatureSource> pictureFeatures(const Encoder& encoder,
    const ModalityData& modality, Index items, const PictureSource& pictures, std::string_view look,
    const FeatureStage& stage);
/// Of a text modality: each caption, with all tags of the item behind it, is a variant.
std::shared_ptr<const FeatureSource> textFeatures(
    const Encoder& encoder, const ModalityData& modality, Index items, const FeatureStage& stage);

/// Of a sound modality: each voice or take is a variant.
std::shared_ptr<const FeatureSource> soundFeatures(const Encoder& encoder,
    const ModalityData& modality, Index items, const ClipSource& clips, const FeatureStage& stage);

/// The texts that textFeatures() encodes for an item.
std::vector<std::string> encodedTexts(const Captions& captions);

} // namespace contrastlab
