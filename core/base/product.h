// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parallel matrix product that every layer and objective is built on.
#pragma once

#include "base/bfloat16.h"
#include "base/matrix.h"
#include "base/thread_pool.h"

namespace contrastlab {

enum class Write { replace, add };

/// c = a b (or c += a b), with a: M x K, b: K x N, c: M x N. Cut into tiles of c that depend on the
/// shape alone, so the result does not depend on the number of threads. c must not overlap a or b.
/// With bfloat16 single-precision factors are rounded to it; double ones are not.
template <class S>
void product(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c,
    Write write = Write::replace, Precision precision = Precision::float32);
/// c (+)= a bᵀ, with a: M x K, b: N x K.
template <class S>
void productTransposedRight(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b,
    MatrixView<S> c, Write write = Write::replace, Precision precision = Precision::float32);
/// c (+)= aᵀ b, with a: K x M, b: K x N.
template <class S>
void productTransposedLeft(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b,
    MatrixView<S> c, Write write = Write::replace, Precision precision = Precision::float32);

} // namespace contrastlab
