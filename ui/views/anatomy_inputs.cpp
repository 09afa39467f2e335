// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Of an image, black and white go through the same standardising, which tells how to undo it.
#include "views/anatomy_scene.h"

#include "plot/color_map.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr Index mostNumbers = 64;

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
                const float range = white[i] - black[i];
                return range == 0 ? 0
                                  : std::clamp(int(255 * (values[i] - black[i]) / range), 0, 255);
            };
            image.setPixel(x, y, qRgb(level(0), level(1), level(2)));
        }
    return image;
}

// Time from left to right, low bands below.
QImage spectrogramOf(const InputShape& shape, const float* values)
{
    const auto [low, high] = std::minmax_element(values, values + shape.size());
    const ColorTable& colors = colorTable(ColorMap::Sequential, false);
    QImage image(int(shape.height), int(shape.width), QImage::Format_RGB32);
    for (int x = 0; x < image.width(); ++x)
        for (int band = 0; band < image.height(); ++band) {
            const int level = colorLevel(values[x * shape.width + band], *low, *high);
            image.setPixel(x, image.height() - 1 - band,
                colors[std::size_t(std::clamp(level, 0, colorLevels - 1))]);
        }
    return image;
}

QString wordsOf(const Vocabulary& vocabulary, std::span<const int> tokens)
{
    QStringList words;
    for (const int token : tokens)
        if (token < vocabulary.words()) words << QString::fromStdString(vocabulary.token(token));
    words.removeDuplicates();
    return words.join(QChar(u' '));
}

} // namespace

std::vector<AnatomyInput> anatomyInputs(
    const RunSetup& setup, const TowerAnatomy& tower, const QStringList& names)
{
    const BatchMaker& batches = setup.batches();
    const InputShape shape = batches.shape(tower.tower);
    const auto count = std::size_t(names.size());
    std::vector<AnatomyInput> inputs(count);
    std::vector<float> black, white;
    if (shape.kind == ModalityKind::image && count > 0) {
        black = standardised(batches, tower.tower, 0);
        white = standardised(batches, tower.tower, 255);
    }
    for (std::size_t i = 0; i < count; ++i) {
        AnatomyInput& input = inputs[i];
        if (shape.kind == ModalityKind::text) {
            input.words =
                wordsOf(*batches.vocabulary(tower.tower), tower.input.tokens.tokens(Index(i)));
            continue;
        }
        const float* values = tower.input.dense.row(Index(i)).data();
        if (shape.kind == ModalityKind::image)
            input.picture = imageOf(shape, values, black, white);
        else if (shape.kind == ModalityKind::sound)
            input.picture = spectrogramOf(shape, values);
        else
            input.numbers.assign(values, values + std::min(mostNumbers, shape.size()));
        if (shape.kind == ModalityKind::sound)
            input.words = QStringLiteral("♪ ") + names[qsizetype(i)];
    }
    return inputs;
}

} // namespace contrastlab
