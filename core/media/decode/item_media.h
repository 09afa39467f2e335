// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person sees, hears and reads of one item: for hover cards, the inspector and sprites. It
// stands beside the Dataset, which holds what the towers see. Implementations are immutable or
// locked: any thread.
#pragma once

#include "base/message.h"
#include "data/dataset.h"

#include <QImage>

#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// Mono sound, values in [-1, 1].
struct SoundSamples {
    int rate = 0; ///< samples a second; 0 where there is no sound
    std::vector<float> values;

    [[nodiscard]] bool empty() const { return values.empty(); }
};

/// What an item is called in one language.
struct ItemText {
    std::string language; ///< "en", "zh"; empty where the data do not say
    std::vector<std::string> captions;
    std::vector<std::string> tags;
};

/// Looks items of one data set up for people. No call throws: what cannot be had is empty.
/// `modality` is a name in the Dataset ("image", "sound" ...); `variant` counts drawings, voices,
/// takes.
class ItemMedia {
public:
    virtual ~ItemMedia() = default;

    /// How many drawings (image) or voices (sound) the item has in this modality; 0 where it lacks
    /// it.
    [[nodiscard]] virtual int variants(std::string_view modality, Index item) const = 0;
    /// "Noto", "Twemoji", "English, woman" ...; empty where variants have no names of their own.
    [[nodiscard]] virtual DisplayName variantName(std::string_view, int /*variant*/) const
    {
        return {};
    }

    /// The picture, upright, its longer side at most `longestSide` pixels and its aspect kept; a
    /// picture that can be drawn at any size (a vector drawing) fills that side. Transparent where
    /// it is transparent.
    [[nodiscard]] virtual QImage picture(
        std::string_view modality, Index item, int variant, int longestSide) const = 0;
    /// The sound as it was recorded, at its own rate, at most its first 30 seconds.
    [[nodiscard]] virtual SoundSamples sound(
        std::string_view modality, Index item, int variant) const = 0;
    /// Every caption (and tag) of the item, in the order of the data.
    [[nodiscard]] virtual std::vector<std::string> captions(
        std::string_view modality, Index item) const = 0;
    /// All that the item is called, in every language that the data have, trained on or not.
    [[nodiscard]] virtual std::vector<ItemText> texts(std::string_view modality, Index item) const
    {
        std::vector<std::string> all = captions(modality, item);
        if (all.empty()) return {};
        return { { {}, std::move(all), {} } };
    }
    /// Where the item came from, for people: a file's path inside the data set, a row, a code
    /// point.
    [[nodiscard]] virtual Message origin(Index item) const = 0;
    /// Of one modality, where each has a file of its own.
    [[nodiscard]] virtual Message originOf(std::string_view /*modality*/, Index item) const
    {
        return origin(item);
    }
};

} // namespace contrastlab
