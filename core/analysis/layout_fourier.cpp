// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pass of radix r takes sub-sequences of length n, s of them interleaved, to r s of length n / r;
// the lanes make every inner loop contiguous.
#include "analysis/layout_fourier.h"

#include "base/simd.h"

#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

namespace contrastlab {

namespace {

struct Complex {
    Vec<float> re, im;

    friend Complex operator+(Complex a, Complex b) { return { a.re + b.re, a.im + b.im }; }
    friend Complex operator-(Complex a, Complex b) { return { a.re - b.re, a.im - b.im }; }
};

struct Twiddle {
    float re, im;

    friend Complex operator*(Complex a, Twiddle w)
    {
        return { a.re * w.re - a.im * w.im, a.re * w.im + a.im * w.re };
    }
};

Complex timesMinusI(Complex a)
{
    return { a.im, -a.re };
}

template <int radix> std::array<Complex, radix> butterfly(const std::array<Complex, radix>& a)
{
    if constexpr (radix == 2) {
        return { a[0] + a[1], a[0] - a[1] };
    } else if constexpr (radix == 3) {
        const Complex sum = a[1] + a[2];
        const Complex middle = { a[0].re - 0.5f * sum.re, a[0].im - 0.5f * sum.im };
        const Complex turned = timesMinusI(a[1] - a[2]);
        const float half = std::numbers::sqrt3_v<float> / 2;
        const Complex side = { half * turned.re, half * turned.im };
        return { a[0] + sum, middle + side, middle - side };
    } else {
        const Complex evenSum = a[0] + a[2], evenDifference = a[0] - a[2];
        const Complex oddSum = a[1] + a[3], oddDifference = timesMinusI(a[1] - a[3]);
        return { evenSum + oddSum, evenDifference + oddDifference, evenSum - oddSum,
            evenDifference - oddDifference };
    }
}

/// Where a pass reads and writes.
struct Pass {
    const float *fromRe, *fromIm;
    float *toRe, *toIm;
    Index parts; ///< n / radix
    Index stride; ///< s times the lanes
};

/// twiddle(j) of part p: e^(-2 pi i j p / n).
template <int radix, class TwiddleOf> void runPass(const Pass& pass, const TwiddleOf& twiddleOf)
{
    for (Index p = 0; p < pass.parts; ++p) {
        std::array<Twiddle, radix> twiddles;
        for (int j = 1; j < radix; ++j)
            twiddles[static_cast<std::size_t>(j)] = twiddleOf(p, j);
        for (Index q = 0; q < pass.stride; q += Simd<float>::width) {
            std::array<Complex, radix> a;
            for (int j = 0; j < radix; ++j) {
                const Index from = (p + pass.parts * j) * pass.stride + q;
                a[static_cast<std::size_t>(j)] = { load(pass.fromRe + from),
                    load(pass.fromIm + from) };
            }
            const std::array<Complex, radix> b = butterfly<radix>(a);
            for (int j = 0; j < radix; ++j) {
                const auto k = static_cast<std::size_t>(j);
                const Complex value = j == 0 ? b[k] : b[k] * twiddles[k];
                const Index to = (radix * p + j) * pass.stride + q;
                store<float>(pass.toRe + to, value.re);
                store<float>(pass.toIm + to, value.im);
            }
        }
    }
}

} // namespace

FourierTile::FourierTile(Index length)
    : re(length * lanes)
    , im(length * lanes)
    , scratchRe(length * lanes)
    , scratchIm(length * lanes)
{
}

FourierTransform::FourierTransform(Index length) : m_length(length), m_cos(length), m_sin(length)
{
    for (const int radix : { 4, 2, 3 })
        for (; length % radix == 0; length /= radix)
            m_radices.push_back(radix);
    assert(length == 1);
    for (Index k = 0; k < m_length; ++k) {
        const double angle =
            2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(m_length);
        m_cos[k] = static_cast<float>(std::cos(angle));
        m_sin[k] = static_cast<float>(-std::sin(angle));
    }
}

void FourierTransform::forward(FourierTile& tile) const
{
    Index n = m_length;
    Index s = 1;
    for (const int radix : m_radices) {
        const Pass pass { tile.re.data(), tile.im.data(), tile.scratchRe.data(),
            tile.scratchIm.data(), n / radix, s * FourierTile::lanes };
        const auto twiddleOf = [&](Index p, int j) -> Twiddle {
            return { m_cos[p * j * s], m_sin[p * j * s] };
        };
        if (radix == 4)
            runPass<4>(pass, twiddleOf);
        else if (radix == 3)
            runPass<3>(pass, twiddleOf);
        else
            runPass<2>(pass, twiddleOf);
        tile.re.swap(tile.scratchRe);
        tile.im.swap(tile.scratchIm);
        n /= radix;
        s *= radix;
    }
}

void FourierTransform::backward(FourierTile& tile) const
{
    // Real and imaginary parts exchanged, before and after, conjugate the transform.
    tile.re.swap(tile.im);
    forward(tile);
    tile.re.swap(tile.im);
}

} // namespace contrastlab
