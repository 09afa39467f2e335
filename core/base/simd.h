// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Vectors as wide as the processor that this file is compiled for (the vector extensions of
// GCC and Clang, so every processor has them), and the exponential and logarithm that the
// objectives need on them. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

namespace contrastlab {

#if defined(__AVX512F__)
inline constexpr int vectorBytes = 64;
inline constexpr int vectorRegisters = 32;
#elif defined(__AVX__)
inline constexpr int vectorBytes = 32;
inline constexpr int vectorRegisters = 16;
#else
inline constexpr int vectorBytes = 16;
inline constexpr int vectorRegisters = 16;
#endif

template <class S> struct Simd {
    using Bits = std::conditional_t<sizeof(S) == 4, std::int32_t, std::int64_t>;
    typedef S Vec __attribute__((vector_size(vectorBytes)));
    typedef Bits BitVec __attribute__((vector_size(vectorBytes)));
    static constexpr int width = vectorBytes / static_cast<int>(sizeof(S));
};

template <class S> using Vec = typename Simd<S>::Vec;

/// Rounded up to whole vectors.
template <class S> constexpr std::ptrdiff_t wholeVectors(std::ptrdiff_t count)
{
    return (count + Simd<S>::width - 1) / Simd<S>::width * Simd<S>::width;
}

template <class S> inline Vec<S> load(const S* from)
{
    Vec<S> v;
    std::memcpy(&v, from, sizeof v);
    return v;
}
template <class S> inline void store(S* to, Vec<S> v)
{
    std::memcpy(to, &v, sizeof v);
}
/// The first count lanes; the others are 0, or stay as they are in memory.
template <class S> inline Vec<S> loadSome(const S* from, std::ptrdiff_t count)
{
    Vec<S> v = {};
    std::memcpy(&v, from, static_cast<std::size_t>(count) * sizeof(S));
    return v;
}
template <class S> inline void storeSome(S* to, Vec<S> v, std::ptrdiff_t count)
{
    std::memcpy(to, &v, static_cast<std::size_t>(count) * sizeof(S));
}
/// to[i] = f(from[i]...) for i in [0, count), where f takes and gives vectors.
template <class S, class Function, class... From>
inline void mapVectors(std::ptrdiff_t count, S* to, const Function& f, const From*... from)
{
    std::ptrdiff_t i = 0;
    for (; i + Simd<S>::width <= count; i += Simd<S>::width)
        store<S>(to + i, f(load<S>(from + i)...));
    if (i < count) storeSome<S>(to + i, f(loadSome<S>(from + i, count - i)...), count - i);
}
template <class S> inline Vec<S> broadcast(S value)
{
    return value - Vec<S> {}; // value - 0 keeps -0 and is one instruction
}
/// b where a lane is NaN: larger(bound, x) lets NaN through, larger(x, bound) stops it.
template <class S> inline Vec<S> larger(Vec<S> a, Vec<S> b)
{
    return a > b ? a : b;
}

namespace simd_detail {

// Every lane beside the one whose number differs in the bits of step.
template <class S, int step, int... lane>
inline Vec<S> swapLanes(Vec<S> v, std::integer_sequence<int, lane...>)
{
    return __builtin_shufflevector(v, v, (lane ^ step)...);
}
template <class S, int step, class Combine>
inline Vec<S> combineLanes(Vec<S> v, const Combine& combine)
{
    if constexpr (step == 0)
        return v;
    else
        return combineLanes<S, step / 2>(
            combine(v, swapLanes<S, step>(v, std::make_integer_sequence<int, Simd<S>::width> {})),
            combine);
}

} // namespace simd_detail

/// The lanes in one, pairwise: first with those half a vector away, then a quarter, and so on.
template <class S, class Combine> inline S reduceLanes(Vec<S> v, const Combine& combine)
{
    return simd_detail::combineLanes<S, Simd<S>::width / 2>(v, combine)[0];
}
template <class S> inline S sumOf(Vec<S> v)
{
    return reduceLanes<S>(v, [](Vec<S> a, Vec<S> b) { return a + b; });
}
template <class S> inline S largestOf(Vec<S> v)
{
    return reduceLanes<S>(v, larger<S>);
}

namespace simd_detail {

// q(r) = (exp(r) - 1 - r) / r^2 on |r| <= ln 2 / 2: for float interpolated at the Chebyshev points
// (error of the whole 1.1e-8), for double the series (error 4e-18).
inline constexpr float expFloat[] = { 1.39261761e-3f, 8.36317307e-3f, 4.16665547e-2f, 1.6666577e-1f,
    0.5f };
inline constexpr double expDouble[] = { 1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800,
    1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6,
    0.5 };
// p(y) = (atanh(z) / z - 1) / y with y = z^2 <= 1/9, likewise (errors 1.6e-8 and 4e-18).
inline constexpr float atanhFloat[] = { 0.13425749f, 0.141183099f, 0.200037803f, 0.333333202f };
inline constexpr double atanhDouble[] = { 1.0 / 33, 1.0 / 31, 1.0 / 29, 1.0 / 27, 1.0 / 25,
    1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5,
    1.0 / 3 };

template <class S> struct ExpConstants;
template <> struct ExpConstants<float> {
    static constexpr float low = -87.3f; // exp(low) is the least normal number, nearly
    static constexpr float round = 12582912.0f; // 1.5 * 2^23: adding it rounds to an integer
    static constexpr float ln2High = 0.693359375f; // few digits: n * ln2High is exact
    static constexpr float ln2Low = -2.12194440e-4f; // ln 2 - ln2High
    static constexpr int mantissa = 23;
};
template <> struct ExpConstants<double> {
    static constexpr double low = -708.0;
    static constexpr double round = 6755399441055744.0; // 1.5 * 2^52
    static constexpr double ln2High = 0.693145751953125;
    static constexpr double ln2Low = 1.42860682030941723212e-6;
    static constexpr int mantissa = 52;
};

template <class S, std::size_t count>
inline Vec<S> polynomial(const S (&coefficients)[count], Vec<S> x)
{
    Vec<S> value = broadcast<S>(coefficients[0]);
#pragma GCC unroll 16
    for (std::size_t k = 1; k < count; ++k)
        value = value * x + coefficients[k];
    return value;
}

} // namespace simd_detail

/// exp(x) for x <= 88 (float) or 709 (double), relative error below 2e-7 (float) or 5e-16 (double).
/// Exactly 0 for x < -87.3 or -708, so that a very negative x stands for an excluded entry. NaN for
/// a NaN that arithmetic has made (its lowest bits are 0, and they end up in the exponent).
template <class S> inline Vec<S> expOf(Vec<S> x)
{
    // x = n ln 2 + r, exp(x) = 2^n (1 + r + r^2 q(r)) with 2^n by addition to the exponent's bits.
    using Constants = simd_detail::ExpConstants<S>;
    using BitVec = typename Simd<S>::BitVec;
    const Vec<S> clamped = larger<S>(broadcast<S>(Constants::low), x);
    const Vec<S> shifted = clamped * static_cast<S>(1.442695040888963407) + Constants::round;
    const Vec<S> n = shifted - Constants::round;
    const Vec<S> r = (clamped - n * Constants::ln2High) - n * Constants::ln2Low;
    Vec<S> q;
    if constexpr (sizeof(S) == 4)
        q = simd_detail::polynomial<S>(simd_detail::expFloat, r);
    else
        q = simd_detail::polynomial<S>(simd_detail::expDouble, r);
    const Vec<S> mantissa = (q * r) * r + r + static_cast<S>(1);
    const BitVec exponent = (BitVec)shifted << Constants::mantissa;
    const Vec<S> power = (Vec<S>)((BitVec)mantissa + exponent);
    return x < broadcast<S>(Constants::low) ? Vec<S> {} : power;
}

/// ln(1 + t) for t = exp(-|x|) in [0, 1] and 1 / (1 + t), with one division for both.
template <class S> struct LogAndRatio {
    Vec<S> log1p;
    Vec<S> ratio;
};
template <class S> inline LogAndRatio<S> log1pAndRatio(Vec<S> t)
{
    // ln(1 + t) = 2 atanh(z) with z = t / (2 + t)
    const Vec<S> one = broadcast<S>(1) + t;
    const Vec<S> two = broadcast<S>(2) + t;
    const Vec<S> inverse = static_cast<S>(1) / (one * two);
    const Vec<S> z = t * one * inverse;
    const Vec<S> y = z * z;
    Vec<S> p;
    if constexpr (sizeof(S) == 4)
        p = simd_detail::polynomial<S>(simd_detail::atanhFloat, y);
    else
        p = simd_detail::polynomial<S>(simd_detail::atanhDouble, y);
    return { (z + z) * (p * y + static_cast<S>(1)), two * inverse };
}

/// ln(x) for normal positive x, -infinity for less, NaN for NaN; relative error below 1e-15 away
/// from x = 1, where the absolute error is.
inline Vec<double> logOf(Vec<double> x)
{
    // x = 2^n m with m in [sqrt(1/2), sqrt(2)), ln m = 2 atanh((m - 1) / (m + 1))
    using BitVec = Simd<double>::BitVec;
    constexpr std::int64_t rootHalf = 0x3fe6a09e667f3bcd;
    const BitVec offset = (BitVec)x - rootHalf;
    const BitVec exponent = offset >> 52;
    const Vec<double> m = (Vec<double>)((BitVec)x - (exponent << 52));
    const Vec<double> n = __builtin_convertvector(exponent, Vec<double>);
    const Vec<double> z = (m - 1.0) / (m + 1.0);
    const Vec<double> y = z * z;
    const Vec<double> p = simd_detail::polynomial<double>(simd_detail::atanhDouble, y);
    const Vec<double> value = n * 0.693147180559945309 + (z + z) * (p * y + 1.0);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const Vec<double> orNaN = x == x ? value : x;
    return x < broadcast(std::numeric_limits<double>::min()) ? broadcast(-infinity) : orNaN;
}

} // namespace contrastlab
