// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Image augmentation: shift, flip and colour jitter of small pictures, in one pass from bytes to
// floats.
#pragma once

#include "base/random.h"
#include "data/batch_maker.h"

#include <cstdint>
#include <span>

namespace contrastlab {

/// One drawn change of a picture: y = mix x + offset for the colours, after moving pixels.
struct ImageChange {
    int shiftX = 0;
    int shiftY = 0;
    bool flip = false;
    float mix[3][3] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
    float offset[3] = { 0, 0, 0 }; ///< in units of 1 = white
};

/// Draws a change; brightness, contrast and saturation each vary by up to the colour strength.
ImageChange drawImageChange(const Augmentation& augmentation, RandomStream& stream);

/// pixels: height x width x 3 bytes. values: as many floats, (colour - mean) / deviation a channel.
/// Pixels from beyond the edge repeat the edge.
void changeImage(std::span<const std::uint8_t> pixels, Index height, Index width,
    const ImageChange& change, std::span<const float> mean, std::span<const float> deviation,
    std::span<float> values);

} // namespace contrastlab
