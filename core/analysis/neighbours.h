// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Exact nearest neighbours by tiles, without N x N. A pure function; the result is the same on any
// number of threads.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

namespace contrastlab {

/// The nearest rows of each row, nearest first; of equally near ones the earlier first.
struct Neighbours {
    Matrix<std::int64_t> indices; ///< N x k
    Matrix<double> squaredDistances; ///< N x k, Euclidean
};

/// The k nearest others of each of N rows; k is cut to N - 1.
template <class S> Neighbours nearestNeighbours(ThreadPool& pool, ConstMatrixView<S> rows, Index k);

} // namespace contrastlab
