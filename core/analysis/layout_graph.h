// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The weighted neighbour graph that layouts pull along. A pure function; the result is the same on
// any number of threads.
#pragma once

#include "analysis/neighbours.h"
#include "base/function_ref.h"

#include <vector>

namespace contrastlab {

/// An undirected graph over N points as sparse rows: the edges of point i are
/// starts[i] .. starts[i + 1], by rising neighbour. Each edge stands in the rows of both its ends.
struct LayoutGraph {
    std::vector<Index> starts; ///< N + 1
    std::vector<std::int32_t> neighbours;
    std::vector<float> weights;

    [[nodiscard]] Index points() const { return std::ssize(starts) - 1; }
};

/// Of directed weights (N x k) to the neighbours in `indices` (N x k): the edge between i and j
/// weighs combine(w_ij, w_ji), with 0 for a direction that is not there; combine is symmetric.
LayoutGraph symmetricGraph(ThreadPool& pool, const Matrix<std::int64_t>& indices,
    const Matrix<float>& weights, FunctionRef<float(float, float)> combine);

} // namespace contrastlab
