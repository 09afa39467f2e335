// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Of an image, black and white go through the same standardising, which tells how to undo it.
#include "views/input_pictures.h"

#include <algorithm>

namespace contrastlab {

namespace {

std::vector<float> standardised(const BatchMaker& batches, int tower, std::uint8_t level)
{
    const std::vector<std::uint8_t> pixels(std::size_t(batches.shape(tower).size()), level);
    ModalityBatch<float> batch;
    batches.makeImage(tower, pixels, batch);
    return { batch.dense.data(), batch.dense.data() + batch.dense.size() };
}

QImage imageOf(const InputShape& shape, const float* values, const std::vector<float>& black,
    const std::vector<float>& white)
{
    QImage image(int(shape.width), int(shape.height), QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const auto level = [&](Index channel) {
                const auto i = std::size_t(
                    (y * shape.width + x) * shape.channels + std::min(channel, shape.channels - 1));
                const float of255 = 255 * (values[i] - black[i]) / (white[i] - black[i]);
                return of255 > 0 ? int(std::min(of255, 255.0f)) : 0; // not of what is no number
            };
            image.setPixel(x, y, qRgb(level(0), level(1), level(2)));
        }
    return image;
}

QImage spectrogramOf(const InputShape& shape, const float* values, ColorRange range)
{
    const ColorTable& colors = colorTable(ColorMap::Sequential, false);
    QImage image(int(shape.height), int(shape.width), QImage::Format_RGB32);
    for (int x = 0; x < image.width(); ++x)
        for (int band = 0; band < image.height(); ++band) {
            const int level = colorLevel(values[x * shape.width + band], range.lower, range.upper);
            image.setPixel(x, image.height() - 1 - band,
                colors[std::size_t(std::clamp(level, 0, colorLevels - 1))]);
        }
    return image;
}

} // namespace

InputPictures::InputPictures(const BatchMaker& batches, int tower)
    : m_shape(batches.shape(tower))
    , m_vocabulary(batches.vocabulary(tower))
{
    if (m_shape.kind != ModalityKind::image) return;
    m_black = standardised(batches, tower, 0);
    m_white = standardised(batches, tower, 255);
}

ColorRange InputPictures::rangeOf(const float* values) const
{
    const auto [low, high] = std::minmax_element(values, values + m_shape.size());
    return { *low, *high };
}

QImage InputPictures::picture(const float* values, std::optional<ColorRange> range) const
{
    if (m_shape.kind == ModalityKind::image) return imageOf(m_shape, values, m_black, m_white);
    if (m_shape.kind != ModalityKind::sound) return {};
    return spectrogramOf(m_shape, values, range.value_or(rangeOf(values)));
}

QString InputPictures::word(int token) const
{
    return QString::fromStdString(m_vocabulary->token(token));
}

QStringList InputPictures::words(std::span<const int> tokens) const
{
    QStringList words;
    for (const int token : tokens)
        if (token < m_vocabulary->words()) words << word(token);
    words.removeDuplicates();
    return words;
}

} // namespace contrastlab
