// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Discrete Fourier transforms of many sequences side by side. Pure; each thread has its own tile.
#pragma once

#include "base/matrix.h"

#include <vector>

namespace contrastlab {

/// `lanes` complex sequences of one length: element k of sequence l is at k * lanes + l.
struct FourierTile {
    static constexpr Index lanes = 16;

    explicit FourierTile(Index length);
    Vector<float> re, im;
    Vector<float> scratchRe, scratchIm;
};

/// The transform X_k = sum_n x_n e^(-2 pi i k n / length) of each lane (Stockham's autosort form of
/// Cooley and Tukey 1965, radix 4 with 2 and 3 where they are left over).
class FourierTransform {
public:
    /// length = 2^a 3^b.
    explicit FourierTransform(Index length);
    [[nodiscard]] Index length() const { return m_length; }
    void forward(FourierTile& tile) const;
    /// The inverse times length.
    void backward(FourierTile& tile) const;

private:
    Index m_length;
    std::vector<int> m_radices;
    Vector<float> m_cos; ///< cos(2 pi k / length)
    Vector<float> m_sin; ///< -sin(2 pi k / length)
};

} // namespace contrastlab
