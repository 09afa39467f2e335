// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a tower takes in, for people to look at: standardised values as a picture, tokens as words.
// Any thread.
#pragma once

#include "data/batch_maker.h"
#include "plot/color_map.h"

#include <QImage>
#include <QStringList>

#include <optional>
#include <span>
#include <vector>

namespace contrastlab {

class InputPictures {
public:
    InputPictures(const BatchMaker& batches, int tower);

    [[nodiscard]] const InputShape& shape() const { return m_shape; }
    /// Of an image as it was before standardising, what lies outside of black and white cut off; of
    /// a sound its spectrogram, time from left to right, low bands below, in the colours of a range
    /// (by default its own); null of other kinds. `values`: shape().size().
    [[nodiscard]] QImage picture(const float* values, std::optional<ColorRange> range = {}) const;
    /// From the lowest of the values to the highest.
    [[nodiscard]] ColorRange rangeOf(const float* values) const;
    /// The words among tokens, each once; pieces of words are left out.
    [[nodiscard]] QStringList words(std::span<const int> tokens) const;
    [[nodiscard]] QString word(int token) const;

private:
    InputShape m_shape;
    const Vocabulary* m_vocabulary;
    std::vector<float> m_black, m_white; ///< of an image, standardised
};

} // namespace contrastlab
