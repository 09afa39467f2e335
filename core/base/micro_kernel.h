// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inner loop of every matrix product: a few rows by two vectors of c in registers, one outer
// product a step. Pure functions.
#pragma once

#include "base/matrix.h"
#include "base/simd.h"

#include <algorithm>
#include <type_traits>

namespace contrastlab {

/// Rows of c in registers: with two vectors a row, as many as leave room for b and a broadcast.
inline constexpr int kernelRows = vectorRegisters == 32 ? 12 : 6;
/// Columns of c in registers.
template <class S> inline constexpr Index kernelColumns = 2 * Simd<S>::width;

/// acc[r][c] += sum over k of a(r, k) b(k, c), with a(r, k) = a[r * aRow + k * aStep] and b(k, c)
/// the vector at b + k * bStep + c * width. Best where aRow is a std::integral_constant: one
/// register then addresses all rows.
template <class S, int rows, int vectors, class RowStep>
inline void multiplyAdd(Index depth, const S* a, RowStep aRow, Index aStep, const S* b, Index bStep,
    Vec<S> (&acc)[rows][vectors])
{
    for (Index k = 0; k < depth; ++k) {
        Vec<S> right[vectors];
#pragma GCC unroll 4
        for (int c = 0; c < vectors; ++c)
            right[c] = load<S>(b + k * bStep + c * Simd<S>::width);
#pragma GCC unroll 16
        for (int r = 0; r < rows; ++r) {
            const Vec<S> left = broadcast<S>(a[r * aRow + k * aStep]);
#pragma GCC unroll 4
            for (int c = 0; c < vectors; ++c)
                acc[r][c] += left * right[c];
        }
    }
}

/// Cuts rows into panels of kernelRows and what is left into powers of two: body(integral_constant
/// R, first).
template <int rows = kernelRows, class Body>
inline void forRowPanels(Index count, const Body& body, Index first = 0)
{
    for (; first + rows <= count; first += rows)
        body(std::integral_constant<int, rows> {}, first);
    if constexpr (rows > 8)
        forRowPanels<8>(count, body, first);
    else if constexpr (rows > 4)
        forRowPanels<4>(count, body, first);
    else if constexpr (rows > 1)
        forRowPanels<rows / 2>(count, body, first);
}

} // namespace contrastlab
