// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The repulsion of t-SNE over all pairs. The same on any number of threads.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

namespace contrastlab {

/// push (N x dims): sum over j of w^2 (y_i - y_j) with w = 1 / (1 + |y_i - y_j|^2), for points
/// (N x dims, 2 or 3). Returns the sum of w over all ordered pairs.
template <int dims>
double repulsionOfAllPairs(ThreadPool& pool, const Matrix<float>& points, Matrix<float>& push);

} // namespace contrastlab
