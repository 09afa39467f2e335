// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Products of numbers rounded to bfloat16 (8 bits of exponent, 8 of significand) with sums in
// single precision, by the dot product of pairs that some processors have (AVX512-BF16, BFDOT of
// AArch64). Pure functions but for the choice of unit; any thread.
#pragma once

#include "base/matrix.h"

#include <cstdint>

namespace contrastlab {

/// What the factors of a training step's products are rounded to. Weights, sums and everything else
/// stay in single precision.
enum class Precision { float32, bfloat16 };

/// Two numbers that are neighbours along a product's depth, the first in the lower half.
using Bfloat16Pair = std::uint32_t;

enum class Bfloat16Unit {
    processor,
    emulated ///< the same numbers bit for bit (subnormal ones are 0 in either), on any processor of
             ///< its kind
};
/// That this processor, at this engine level, has the dot product of pairs.
bool hasBfloat16Unit();
/// What products are made by: the processor where it can.
Bfloat16Unit bfloat16Unit();
/// For tests. Ignored where the processor cannot.
void setBfloat16Unit(Bfloat16Unit unit);

/// Rounds count numbers, to nearest and ties to even, two to a pair; an odd one has 0 beside it.
void toPairs(const float* from, Index count, Bfloat16Pair* to);
/// The same where pairs stand one below the other: count pairs of first[i] and second[i]; without a
/// second, of 0.
void toPairs(const float* first, const float* second, Index count, Bfloat16Pair* to);

/// Where pairs lie: of row r at depth p, data[r * rowStep + p * step].
struct LeftPairs {
    const Bfloat16Pair* data;
    Index rowStep, step;
};
/// Of depth p and column j, data[p * step + j]: whole vectors, of which the last may stand for less
/// columns.
struct RightPairs {
    const Bfloat16Pair* data;
    Index step;
};
/// c(rows x columns) = factor a b, or += where it adds; sums run along the depth, to nearest and
/// second numbers of pairs first, or, on AArch64, both numbers of a pair together and to odd. At
/// most two vectors of columns.
void multiplyPairs(Index rows, Index columns, Index depth, const LeftPairs& a, const RightPairs& b,
    float factor, bool adds, float* c, Index cStep);

} // namespace contrastlab
