// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Built for every engine level. The level of AVX-512 and AArch64 have the processor's dot product
// beside the emulation, chosen at run time: no level of glibc's has it, and a processor with AVX10
// tells of AVX512-BF16, too.
#include "base/bfloat16.h"

#include "base/micro_kernel.h"

#include <atomic>
#include <limits>

#if defined(__AVX512F__) && defined(__AVX512BW__)
#include <immintrin.h>
#define CONTRASTLAB_BFLOAT16_UNIT __attribute__((target("avx512bf16")))
#elif defined(__aarch64__) && defined(__linux__)
#include <arm_neon.h>
#include <sys/auxv.h>
#define CONTRASTLAB_BFLOAT16_UNIT __attribute__((target("arch=armv8.2-a+bf16")))
#endif

namespace contrastlab {

namespace {

constexpr Index lanes = Simd<float>::width;
typedef std::uint32_t PairVec __attribute__((vector_size(vectorBytes)));
typedef std::uint16_t HalfVec __attribute__((vector_size(vectorBytes / 2)));

PairVec loadPairs(const Bfloat16Pair* from)
{
    PairVec v;
    std::memcpy(&v, from, sizeof v);
    return v;
}

// In the upper half of each lane. A NaN stays one: its payload must not round up to infinity.
PairVec roundedUp(Vec<float> x)
{
    const auto bits = (PairVec)x;
    const PairVec rounded = bits + 0x7fffu + ((bits >> 16) & 1u);
    return (x == x ? rounded : bits | 0x400000u) & 0xffff0000u;
}

// A number too small for a normal one is 0 of its sign.
Vec<float> flushed(Vec<float> x)
{
    const auto bits = (PairVec)x;
    return (Vec<float>)((bits & 0x7f800000u) == 0u ? bits & 0x80000000u : bits);
}

#ifdef __aarch64__

// The exact sum cut off, its last bit set where anything was. The nearest number s and what it is
// off by (Knuth's two-sum) tell: an odd s is it already, from an even one it is a step towards the
// exact sum.
Vec<float> sumToOdd(Vec<float> x, Vec<float> y)
{
    constexpr PairVec signs = PairVec {} + 0x80000000u, infinity = PairVec {} + 0x7f800000u;
    const auto isFinite = [&](Vec<float> v) { return ((PairVec)v & ~signs) < infinity; };
    const Vec<float> s = x + y;
    const Vec<float> ofX = s - y, ofY = s - ofX;
    const Vec<float> off = (x - ofX) + (y - ofY);
    const auto bits = (PairVec)s;
    const auto outward = (off > 0) == (s > 0);
    const auto steps = isFinite(s) & (off != 0) & ((bits & 1u) == 0u);
    const PairVec odd = steps ? (outward ? bits + 1u : bits - 1u) : bits;
    // Rounded up to infinity, it is cut off to the largest number.
    const auto isLess = isFinite(x) & isFinite(y) & !isFinite(s)
        & isFinite(2 * (Vec<float>)((PairVec)(0.5f * x + 0.5f * y) - 1u));
    return flushed((Vec<float>)(isLess ? bits - 1u : odd));
}

#endif

struct Emulation {
    // Products of two bfloat16 are exact in single precision, so it is the same with or without
    // fused additions.
    static Vec<float> dot(Vec<float> sum, PairVec a, PairVec b)
    {
        const auto upper = [](PairVec v) { return flushed((Vec<float>)(v & 0xffff0000u)); };
        const auto lower = [](PairVec v) { return flushed((Vec<float>)(v << 16)); };
#ifdef __aarch64__
        return sumToOdd(sum, sumToOdd(flushed(lower(a) * lower(b)), flushed(upper(a) * upper(b))));
#else
        sum = flushed(sum + upper(a) * upper(b));
        return flushed(sum + lower(a) * lower(b));
#endif
    }
};

// A row's part of c, by whole vectors and the rest.
struct RowOfSums {
    float factor;
    bool adds;

    void write(Vec<float> sum, float* to, Index columns) const
    {
        sum *= factor;
        if (columns >= lanes)
            store<float>(to, adds ? load<float>(to) + sum : sum);
        else if (columns > 0)
            storeSome<float>(to, adds ? loadSome<float>(to, columns) + sum : sum, columns);
    }
};

struct PairPanel {
    Index columns, depth;
    LeftPairs a;
    RightPairs b;
    RowOfSums row;
    float* c;
    Index cStep;
};

template <int rows, int vectors> void emulatedPanel(const PairPanel& panel)
{
    Vec<float> sums[rows][vectors] = {};
    for (Index p = 0; p < panel.depth; ++p)
        for (int r = 0; r < rows; ++r)
            for (int v = 0; v < vectors; ++v)
                sums[r][v] = Emulation::dot(sums[r][v],
                    PairVec {} + panel.a.data[r * panel.a.rowStep + p * panel.a.step],
                    loadPairs(panel.b.data + p * panel.b.step + v * lanes));
    for (int r = 0; r < rows; ++r)
        for (int v = 0; v < vectors; ++v)
            panel.row.write(
                sums[r][v], panel.c + r * panel.cStep + v * lanes, panel.columns - v * lanes);
}

#ifdef CONTRASTLAB_BFLOAT16_UNIT

CONTRASTLAB_BFLOAT16_UNIT inline Vec<float> dotPairs(Vec<float> sum, PairVec a, PairVec b)
{
#ifdef __aarch64__
    return (Vec<float>)vbfdotq_f32((float32x4_t)sum, (bfloat16x8_t)a, (bfloat16x8_t)b);
#else
    return (Vec<float>)_mm512_dpbf16_ps((__m512)sum, (__m512bh)a, (__m512bh)b);
#endif
}

// As multiplyAdd(), of pairs.
template <int rows, int vectors> CONTRASTLAB_BFLOAT16_UNIT void dotPanel(const PairPanel& panel)
{
    Vec<float> sums[rows][vectors];
#pragma GCC unroll 16
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 2
        for (int v = 0; v < vectors; ++v)
            sums[r][v] = Vec<float> {};
    const Bfloat16Pair* left = panel.a.data;
    const Bfloat16Pair* right = panel.b.data;
    for (Index p = 0; p < panel.depth; ++p, left += panel.a.step, right += panel.b.step) {
        PairVec b[vectors];
#pragma GCC unroll 2
        for (int v = 0; v < vectors; ++v)
            b[v] = loadPairs(right + v * lanes);
#pragma GCC unroll 16
        for (int r = 0; r < rows; ++r) {
            const PairVec a = PairVec {} + left[r * panel.a.rowStep];
#pragma GCC unroll 2
            for (int v = 0; v < vectors; ++v)
                sums[r][v] = dotPairs(sums[r][v], a, b[v]);
        }
    }
#pragma GCC unroll 16
    for (int r = 0; r < rows; ++r)
#pragma GCC unroll 2
        for (int v = 0; v < vectors; ++v)
            panel.row.write(
                sums[r][v], panel.c + r * panel.cStep + v * lanes, panel.columns - v * lanes);
}

#endif

template <int rows, int vectors> void multiplyRows(Bfloat16Unit unit, const PairPanel& panel)
{
#ifdef CONTRASTLAB_BFLOAT16_UNIT
    if (unit == Bfloat16Unit::processor) return dotPanel<rows, vectors>(panel);
#endif
    static_cast<void>(unit);
    emulatedPanel<rows, vectors>(panel);
}

std::atomic<Bfloat16Unit>& chosenUnit()
{
    static std::atomic<Bfloat16Unit> unit =
        hasBfloat16Unit() ? Bfloat16Unit::processor : Bfloat16Unit::emulated;
    return unit;
}

} // namespace

bool hasBfloat16Unit()
{
#ifndef CONTRASTLAB_BFLOAT16_UNIT
    return false;
#elif defined(__aarch64__)
    return (::getauxval(AT_HWCAP2) & HWCAP2_BF16) != 0;
#else
    return __builtin_cpu_supports("avx512bf16");
#endif
}

Bfloat16Unit bfloat16Unit()
{
    return chosenUnit().load(std::memory_order_relaxed);
}

void setBfloat16Unit(Bfloat16Unit unit)
{
    if (hasBfloat16Unit()) chosenUnit().store(unit, std::memory_order_relaxed);
}

void toPairs(const float* from, Index count, Bfloat16Pair* to)
{
    const auto round = [](Vec<float> x) {
        return __builtin_convertvector(roundedUp(x) >> 16, HalfVec);
    };
    auto* bytes = reinterpret_cast<std::byte*>(to);
    Index i = 0;
    for (; i + lanes <= count; i += lanes) {
        const HalfVec rounded = round(load<float>(from + i));
        std::memcpy(bytes + 2 * i, &rounded, sizeof rounded);
    }
    if (i == count) return;
    const HalfVec rounded = round(loadSome<float>(from + i, count - i));
    std::memcpy(bytes + 2 * i, &rounded, static_cast<std::size_t>(2 * (count - i + count % 2)));
}

void toPairs(const float* first, const float* second, Index count, Bfloat16Pair* to)
{
    const auto pairs = [](Vec<float> a, Vec<float> b) {
        return (roundedUp(a) >> 16) | roundedUp(b);
    };
    Index i = 0;
    for (; i + lanes <= count; i += lanes) {
        const PairVec v =
            pairs(load<float>(first + i), second ? load<float>(second + i) : Vec<float> {});
        std::memcpy(to + i, &v, sizeof v);
    }
    if (i == count) return;
    const PairVec v = pairs(loadSome<float>(first + i, count - i),
        second ? loadSome<float>(second + i, count - i) : Vec<float> {});
    std::memcpy(to + i, &v, static_cast<std::size_t>(count - i) * sizeof(Bfloat16Pair));
}

void multiplyPairs(Index rows, Index columns, Index depth, const LeftPairs& a, const RightPairs& b,
    float factor, bool adds, float* c, Index cStep)
{
    const Bfloat16Unit unit = bfloat16Unit();
    forRowPanels(rows, [&](auto panelRows, Index first) {
        constexpr int height = decltype(panelRows)::value;
        const PairPanel panel { columns, depth, { a.data + first * a.rowStep, a.rowStep, a.step },
            b, { factor, adds }, c + first * cStep, cStep };
        if (columns > lanes)
            multiplyRows<height, 2>(unit, panel);
        else
            multiplyRows<height, 1>(unit, panel);
    });
}

} // namespace contrastlab
