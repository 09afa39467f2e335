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
#include "media/decode/late_problems.h"
#include "media/decode/slot_cache.h"

#include <atomic>
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

namespace contrastlab {

class ImageFiles final : public ImageSource {
public:
    ImageFiles(std::shared_ptr<const FileSet> files, ImageLook look, std::size_t cacheBytes,
        std::shared_ptr<LateProblems> late);

    /// Items are counted from 0 in the order of the names; "" has no picture.
    void setNames(std::vector<std::string> names);
    /// Decodes an item into the cache; different items on any threads. Gives the fingerprint of the
    /// file's content. Throws MediaError.
    std::uint64_t decode(std::size_t item);
    /// In place of decode(): no more than a look at the header. Gives a fingerprint of the file's
    /// size and ends. Throws MediaError.
    std::uint64_t check(std::size_t item) const;
    /// Leaves only these items, in this order.
    void keep(const std::vector<std::size_t>& items);
    /// Decodes what was only checked, in the order of the items, on a thread of its own, until all
    /// is or the cache is full. Once, after keep().
    void decodeAhead();

    int width() const override { return m_look.side; }
    int height() const override { return m_look.side; }
    int variants(Index) const override { return 1; }
    /// Ground where an item has no picture, and where its file was checked and turns out damaged:
    /// that depends on the file alone, not on who reads it first. Throws MediaError where it has
    /// gone.
    void read(Index item, int variant, std::span<std::uint8_t> pixels) const override;

private:
    struct Entry {
        std::string name;
        mutable const std::uint8_t* pixels = nullptr; ///< through kept() once threads share it
    };
    static std::atomic_ref<const std::uint8_t*> kept(const Entry& entry)
    {
        return std::atomic_ref(entry.pixels);
    }
    void fillGround(std::span<std::uint8_t> pixels) const;
    /// Decodes, keeps while there is room, and notes what is damaged, which becomes ground.
    void decodeLate(const Entry& entry, std::span<std::uint8_t> pixels) const;
    void runAhead(const std::stop_token& stop) const;

    std::shared_ptr<const FileSet> m_files;
    ImageLook m_look;
    mutable SlotCache<std::uint8_t> m_cache;
    std::vector<Entry> m_entries;
    std::shared_ptr<LateProblems> m_late; ///< files that were checked, and cannot be decoded
    bool m_checkedOnly = false;
    std::jthread m_ahead; ///< the last member: it is stopped and waited for before the others go
};

class SoundFiles final : public SoundSource {
public:
    /// `frames` of log-mel an item. The first `seconds` of a file are decoded.
    SoundFiles(std::shared_ptr<const FileSet> files, int frames, std::size_t cacheBytes,
        std::shared_ptr<LateProblems> late);

    void setNames(std::vector<std::string> names);
    /// As ImageFiles::decode.
    std::uint64_t decode(std::size_t item);
    /// As ImageFiles::check.
    std::uint64_t check(std::size_t item) const;
    /// As ImageFiles::keep; then takes mean and deviation over the items' own frames (not their
    /// padding).
    void keep(const std::vector<std::size_t>& items);
    /// As ImageFiles::decodeAhead, with mean and deviation of the items that were decoded by then.
    void decodeAhead();

    int frames() const override { return m_frames; }
    int bands() const override;
    int variants(Index) const override { return 1; }
    SoundScale scale() const override { return { m_mean, m_deviation }; }
    /// (log-mel - mean) / deviation; frames after the sound's end, items without sound, and files
    /// that were checked and turn out damaged, are 0, the mean.
    void read(Index item, int variant, std::span<float> values) const override;

private:
    struct Entry {
        std::string name;
        mutable const float* values = nullptr; ///< through kept() once threads share it
        mutable int frames = 0; ///< of its own; likewise, through framesOf()
        double sum = 0;
        double squares = 0;
    };
    static std::atomic_ref<const float*> kept(const Entry& entry)
    {
        return std::atomic_ref(entry.values);
    }
    static std::atomic_ref<int> framesOf(const Entry& entry)
    {
        return std::atomic_ref(entry.frames);
    }
    int spectrogram(
        const QByteArray& bytes, const std::string& name, std::span<float> values) const;
    int fill(const Entry& entry, std::span<float> values) const;
    /// Decodes, keeps while there is room, and notes what is damaged, which has no frames.
    int decodeLate(const Entry& entry, std::span<float> values) const;
    void runAhead(const std::stop_token& stop) const;
    void standardise();

    std::shared_ptr<const FileSet> m_files;
    int m_frames;
    mutable SlotCache<float> m_cache;
    std::vector<Entry> m_entries;
    float m_mean = 0;
    float m_deviation = 1;
    std::shared_ptr<LateProblems> m_late;
    bool m_checkedOnly = false;
    std::jthread m_ahead; ///< the last member
};

} // namespace contrastlab
