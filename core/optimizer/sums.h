// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inner products of long single-precision vectors in double precision, the same on any number of
// threads.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

namespace contrastlab {

/// Sum of a_i b_i over [offset, offset + count): products and sums in double, in fixed chunks.
double dot(
    ThreadPool& pool, const Vector<float>& a, const Vector<float>& b, Index offset, Index count);
/// Over the whole vectors, which have the same size.
double dot(ThreadPool& pool, const Vector<float>& a, const Vector<float>& b);

} // namespace contrastlab
