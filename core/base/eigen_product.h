// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Eigen's own matrix product, on the calling thread: inside a task, and for what is small. It is
// compiled here alone, because each file that spelt it out took 5 s for it. Any thread.
#pragma once

#include "base/product.h"

namespace contrastlab {

/// c = factor a b (or c += factor a b), with a: M x K, b: K x N, c: M x N. c must not overlap a or
/// b.
template <class S>
void eigenProduct(ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c,
    Write write = Write::replace, S factor = 1);
/// c (+)= factor a bᵀ, with a: M x K, b: N x K.
template <class S>
void eigenProductTransposedRight(ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c,
    Write write = Write::replace, S factor = 1);
/// c (+)= factor aᵀ b, with a: K x M, b: K x N.
template <class S>
void eigenProductTransposedLeft(ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c,
    Write write = Write::replace, S factor = 1);

} // namespace contrastlab
