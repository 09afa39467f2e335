// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A data set: items x modalities. Items are what belongs together (a picture, its words, its
// sound); a modality is one way of seeing them. Immutable once made, so any thread may read it.
#pragma once

#include "base/matrix.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

struct WordVectors;

enum class ModalityKind { image, text, sound, features };

/// "image", "text", "sound", "features".
const char* nameOf(ModalityKind kind);

/// Pictures of one size, decoded on demand. All calls are thread-safe.
class ImageSource {
public:
    virtual ~ImageSource() = default;
    [[nodiscard]] virtual int width() const = 0;
    [[nodiscard]] virtual int height() const = 0;
    /// Drawings, crops or views of the item; at least 1. Each is a positive of the same item.
    [[nodiscard]] virtual int variants(Index item) const = 0;
    /// Writes height x width x 3 bytes, red green blue, rows from the top.
    virtual void read(Index item, int variant, std::span<std::uint8_t> pixels) const = 0;
};

/// A vector a row that someone computed elsewhere.
class FeatureSource {
public:
    virtual ~FeatureSource() = default;
    [[nodiscard]] virtual Index width() const = 0;
    /// The first variant.
    virtual void read(Index item, std::span<float> values) const = 0;
    /// Views of the item that were computed (drawings, mirrored ones, captions); at least 1.
    [[nodiscard]] virtual int variants(Index /*item*/) const { return 1; }
    virtual void readVariant(Index item, int /*variant*/, std::span<float> values) const
    {
        read(item, values);
    }
};

/// What log-mel values are standardised by: (value - mean) / deviation.
struct SoundScale {
    float mean = 0;
    float deviation = 1;
};

/// Log-mel spectrograms of one size: frames x bands, padded or cut.
class SoundSource {
public:
    virtual ~SoundSource() = default;
    [[nodiscard]] virtual int frames() const = 0;
    [[nodiscard]] virtual int bands() const = 0;
    /// Voices or takes of the item; at least 1.
    [[nodiscard]] virtual int variants(Index item) const = 0;
    /// Writes frames x bands values, standardised to about zero mean and unit variance.
    virtual void read(Index item, int variant, std::span<float> values) const = 0;
    /// Of the values that it writes; frames after a sound's end are 0.
    [[nodiscard]] virtual SoundScale scale() const = 0;
};

/// What may stand for an item in words: one caption is drawn each time, or a caption with some of
/// the tags.
struct Captions {
    std::vector<std::string> captions; ///< at least one where the item has text
    std::vector<std::string> tags; ///< short words; may be empty
};

/// One way of seeing the items. The member that `kind` names is set, the others are empty.
struct ModalityData {
    std::string name; ///< unique in the data set: "image", "text", "a", "b" ...
    ModalityKind kind = ModalityKind::features;
    std::shared_ptr<const ImageSource> images;
    std::shared_ptr<const FeatureSource> features;
    std::shared_ptr<const SoundSource> sounds;
    std::vector<Captions> texts; ///< one an item
    /// Text: what the word embeddings begin from; null for random numbers.
    std::shared_ptr<const WordVectors> wordVectors;
    std::vector<std::uint8_t>
        present; ///< one an item, 0 where it lacks this modality; empty: all have it
    /// One an item: equal where the content is (data/contents.h); empty where nobody has looked.
    std::vector<std::uint64_t> contents {};

    [[nodiscard]] bool has(Index item) const
    {
        return present.empty() || present[static_cast<std::size_t>(item)] != 0;
    }
};

/// A name for people in both languages; `zh` may be empty.
struct DisplayName {
    std::string en;
    std::string zh;
};

/// One way in which items differ by design: every item has one of its values.
struct Factor {
    DisplayName name;
    std::vector<DisplayName> values;
    std::vector<int> ofItems; ///< one an item
};

/// Held out is what steers: judged all along. What `test` has is judged once, at the end.
enum class Part : std::uint8_t { training, heldOut, unused, test };

struct Dataset {
    std::string name;
    Index items = 0;
    std::vector<ModalityData> modalities;
    std::vector<int> labels; ///< one an item or empty; -1 for none
    std::vector<DisplayName> labelNames; ///< indexed by label
    std::vector<DisplayName> itemNames; ///< one an item or empty
    std::vector<Factor> factors {}; ///< whose combinations the items are; empty for most data
    std::vector<Part> parts; ///< a split that came with the data; empty: split by seed
    std::string digest; ///< names the content, for the record of a run

    [[nodiscard]] const ModalityData* find(std::string_view modality) const;
};

/// Features held in memory, rows x width.
std::shared_ptr<const FeatureSource> featuresInMemory(Matrix<float> rows);
/// Pictures held in memory: items x variants x height x width x 3 bytes.
std::shared_ptr<const ImageSource> imagesInMemory(
    std::vector<std::uint8_t> pixels, int width, int height, int variants);
/// Spectrograms held in memory: items x variants x frames x bands values, standardised by `scale`.
std::shared_ptr<const SoundSource> soundsInMemory(
    std::vector<float> values, int frames, int bands, int variants, SoundScale scale = {});

} // namespace contrastlab
