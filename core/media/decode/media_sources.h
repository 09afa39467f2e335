// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures and sounds in files as the engine's sources: decoded once into a bounded cache, and
// again on demand where that is full. One thread sets them up (decode() may run on many); then any
// thread reads.
#pragma once

#include "data/dataset.h"
#include "media/bytes/file_set.h"
#include "media/decode/image_decoder.h"
#include "media/decode/slot_cache.h"

#include <memory>
#include <vector>

namespace contrastlab {

class ImageFiles final : public ImageSource {
public:
    ImageFiles(std::shared_ptr<const FileSet> files, ImageLook look, std::size_t cacheBytes);

    /// Items are counted from 0 in the order of the names; "" has no picture.
    void setNames(std::vector<std::string> names);
    /// Decodes an item into the cache; different items on any threads. Gives the fingerprint of the
    /// file's content. Throws MediaError.
    std::uint64_t decode(std::size_t item);
    /// Leaves only these items, in this order.
    void keep(const std::vector<std::size_t>& items);

    int width() const override { return m_look.side; }
    int height() const override { return m_look.side; }
    int variants(Index) const override { return 1; }
    /// Ground where an item has no picture. Throws MediaError where its file has gone.
    void read(Index item, int variant, std::span<std::uint8_t> pixels) const override;

private:
    struct Entry {
        std::string name;
        const std::uint8_t* pixels = nullptr;
    };
    std::shared_ptr<const FileSet> m_files;
    ImageLook m_look;
    SlotCache<std::uint8_t> m_cache;
    std::vector<Entry> m_entries;
};

class SoundFiles final : public SoundSource {
public:
    /// `frames` of log-mel an item. The first `seconds` of a file are decoded.
    SoundFiles(std::shared_ptr<const FileSet> files, int frames, std::size_t cacheBytes);

    void setNames(std::vector<std::string> names);
    /// As ImageFiles::decode.
    std::uint64_t decode(std::size_t item);
    /// As ImageFiles::keep; then takes mean and deviation over the items' own frames (not their
    /// padding).
    void keep(const std::vector<std::size_t>& items);

    int frames() const override { return m_frames; }
    int bands() const override;
    int variants(Index) const override { return 1; }
    /// (log-mel - mean) / deviation; frames after the sound's end, and items without sound, are 0,
    /// the mean.
    void read(Index item, int variant, std::span<float> values) const override;

private:
    struct Entry {
        std::string name;
        const float* values = nullptr;
        int frames = 0; ///< of its own
        double sum = 0;
        double squares = 0;
    };
    int spectrogram(
        const QByteArray& bytes, const std::string& name, std::span<float> values) const;

    std::shared_ptr<const FileSet> m_files;
    int m_frames;
    SlotCache<float> m_cache;
    std::vector<Entry> m_entries;
    float m_mean = 0;
    float m_deviation = 1;
};

} // namespace contrastlab
