// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/decode/row_media.h"

#include <algorithm>

namespace contrastlab {

namespace {

class RowMedia final : public ItemMedia {
public:
    explicit RowMedia(Dataset dataset) : m_dataset(std::move(dataset)) { }

    int variants(std::string_view modality, Index item) const override
    {
        const ModalityData* data = m_dataset.find(modality);
        if (!data || !data->has(item)) return 0;
        return data->images ? data->images->variants(item) : 1;
    }

    /// Whole multiples of small pictures, so that their pixels stay square and sharp.
    QImage picture(
        std::string_view modality, Index item, int variant, int longestSide) const override
    {
        const ModalityData* data = m_dataset.find(modality);
        if (!data || !data->images || !data->has(item)) return {};
        const int width = data->images->width(), height = data->images->height();
        std::vector<std::uint8_t> pixels(
            static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
        data->images->read(item, variant, pixels);
        const QImage image(pixels.data(), width, height, width * 3, QImage::Format_RGB888);
        const int times = longestSide / std::max(width, height);
        if (times == 1) return image.copy(); // scaled() would keep to the pixels of this function
        if (times >= 1) return image.scaled(width * times, height * times);
        return image.scaled(
            longestSide, longestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }

    SoundSamples sound(std::string_view, Index, int) const override { return {}; }

    std::vector<std::string> captions(std::string_view modality, Index item) const override
    {
        const ModalityData* data = m_dataset.find(modality);
        if (!data || data->texts.empty()) return {};
        const Captions& text = data->texts[static_cast<std::size_t>(item)];
        std::vector<std::string> all = text.captions;
        all.insert(all.end(), text.tags.begin(), text.tags.end());
        return all;
    }

    Message origin(Index item) const override { return rowPlace(item + 1); }

private:
    Dataset m_dataset;
};

} // namespace

std::shared_ptr<const ItemMedia> makeRowMedia(const Dataset& dataset)
{
    return std::make_shared<RowMedia>(dataset);
}

} // namespace contrastlab
