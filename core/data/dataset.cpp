// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sources that hold everything in memory.
#include "data/dataset.h"

#include <algorithm>
#include <cassert>

namespace contrastlab {

namespace {

class MemoryFeatures final : public FeatureSource {
public:
    explicit MemoryFeatures(Matrix<float> rows) : m_rows(std::move(rows)) { }
    Index width() const override { return m_rows.cols(); }
    void read(Index item, std::span<float> values) const override
    {
        std::copy_n(m_rows.row(item).data(), values.size(), values.begin());
    }

private:
    Matrix<float> m_rows;
};

class MemoryImages final : public ImageSource {
public:
    MemoryImages(std::vector<std::uint8_t> pixels, int width, int height, int variants)
        : m_pixels(std::move(pixels))
        , m_width(width)
        , m_height(height)
        , m_variants(variants)
    {
    }
    int width() const override { return m_width; }
    int height() const override { return m_height; }
    int variants(Index) const override { return m_variants; }
    void read(Index item, int variant, std::span<std::uint8_t> pixels) const override
    {
        const Index offset = (item * m_variants + variant) * m_width * m_height * 3;
        std::copy_n(m_pixels.begin() + offset, pixels.size(), pixels.begin());
    }

private:
    std::vector<std::uint8_t> m_pixels;
    int m_width;
    int m_height;
    int m_variants;
};

class MemorySounds final : public SoundSource {
public:
    MemorySounds(std::vector<float> values, int frames, int bands, int variants, SoundScale scale)
        : m_values(std::move(values))
        , m_frames(frames)
        , m_bands(bands)
        , m_variants(variants)
        , m_scale(scale)
    {
    }
    int frames() const override { return m_frames; }
    int bands() const override { return m_bands; }
    int variants(Index) const override { return m_variants; }
    SoundScale scale() const override { return m_scale; }
    void read(Index item, int variant, std::span<float> values) const override
    {
        const Index offset = (item * m_variants + variant) * m_frames * m_bands;
        std::copy_n(m_values.begin() + offset, values.size(), values.begin());
    }

private:
    std::vector<float> m_values;
    int m_frames;
    int m_bands;
    int m_variants;
    SoundScale m_scale;
};

} // namespace

const char* nameOf(ModalityKind kind)
{
    switch (kind) {
    case ModalityKind::image:
        return "image";
    case ModalityKind::text:
        return "text";
    case ModalityKind::sound:
        return "sound";
    case ModalityKind::features:
        return "features";
    }
    return "";
}

const ModalityData* Dataset::find(std::string_view modality) const
{
    const auto found = std::find_if(modalities.begin(), modalities.end(),
        [&](const ModalityData& data) { return data.name == modality; });
    return found == modalities.end() ? nullptr : &*found;
}

std::shared_ptr<const FeatureSource> featuresInMemory(Matrix<float> rows)
{
    return std::make_shared<MemoryFeatures>(std::move(rows));
}

std::shared_ptr<const ImageSource> imagesInMemory(
    std::vector<std::uint8_t> pixels, int width, int height, int variants)
{
    return std::make_shared<MemoryImages>(std::move(pixels), width, height, variants);
}

std::shared_ptr<const SoundSource> soundsInMemory(
    std::vector<float> values, int frames, int bands, int variants, SoundScale scale)
{
    return std::make_shared<MemorySounds>(std::move(values), frames, bands, variants, scale);
}

} // namespace contrastlab
