// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Colour changes are one 3 x 3 matrix and an offset, folded with the standardisation.
#include "data/image_change.h"

#include <algorithm>

namespace contrastlab {

ImageChange drawImageChange(const Augmentation& augmentation, RandomStream& stream)
{
    ImageChange change;
    const auto pixels = [&] {
        const auto range = static_cast<std::uint64_t>(2 * augmentation.shift + 1);
        return static_cast<int>(stream.below(range)) - augmentation.shift;
    };
    change.shiftX = pixels();
    change.shiftY = pixels();
    change.flip = stream.uniform() < 0.5 && augmentation.flip;
    const double c = augmentation.colour;
    const double brightness = stream.uniform(-0.5 * c, 0.5 * c);
    const double contrast = stream.uniform(1 - c, 1 + c);
    const double saturation = stream.uniform(1 - c, 1 + c);
    constexpr double luma[3] = { 0.299, 0.587, 0.114 }; // ITU-R BT.601
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
            const double identity = row == column ? 1 : 0;
            change.mix[row][column] = static_cast<float>(
                contrast * (saturation * identity + (1 - saturation) * luma[column]));
        }
        change.offset[row] = static_cast<float>(brightness + 0.5 * (1 - contrast));
    }
    return change;
}

void changeImage(std::span<const std::uint8_t> pixels, Index height, Index width,
    const ImageChange& change, std::span<const float> mean, std::span<const float> deviation,
    std::span<float> values)
{
    float mix[3][3];
    float offset[3];
    for (std::size_t row = 0; row < 3; ++row) {
        const float scale = 1.0f / deviation[row];
        for (std::size_t column = 0; column < 3; ++column)
            mix[row][column] = change.mix[row][column] * scale / 255.0f;
        offset[row] = (change.offset[row] - mean[row]) * scale;
    }
    float* out = values.data();
    for (Index y = 0; y < height; ++y) {
        const Index fromY = std::clamp<Index>(y - change.shiftY, 0, height - 1);
        for (Index x = 0; x < width; ++x) {
            const Index shifted = std::clamp<Index>(x - change.shiftX, 0, width - 1);
            const Index fromX = change.flip ? width - 1 - shifted : shifted;
            const std::uint8_t* from = pixels.data() + (fromY * width + fromX) * 3;
            const float r = from[0];
            const float g = from[1];
            const float b = from[2];
            for (int channel = 0; channel < 3; ++channel)
                *out++ = mix[channel][0] * r + mix[channel][1] * g + mix[channel][2] * b
                    + offset[channel];
        }
    }
}

} // namespace contrastlab
