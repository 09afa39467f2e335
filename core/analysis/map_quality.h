// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far a picture may be believed: whether neighbours in it are neighbours among the embeddings,
// and the other way round. A pure function; the same on any number of threads.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

namespace contrastlab {

/// Of k-neighbourhoods; 1 is best. For a random picture of many rows the first two are about 1/2
/// and the overlap about k / N.
struct MapQuality {
    double trustworthiness = 1; ///< falls with strangers that the picture makes neighbours
    double continuity = 1; ///< falls with neighbours that the picture tears apart
    double neighbourOverlap = 1; ///< share of neighbours that are neighbours in both
};

/// Venna and Kaski 2001, of points (N x dims) against rows (N x d), by Euclidean distances (of unit
/// rows, these order as cosines do); of equal ones the earlier row is nearer. k is cut to
/// (N - 1) / 2, and all three are 1 where that is 0. Ranks are among all N; for more than 2,000
/// rows, they are those of 2,000 rows spaced evenly. Rows that are not finite lie at the origin.
MapQuality mapQuality(
    ThreadPool& pool, ConstMatrixView<float> rows, ConstMatrixView<float> points, Index k = 15);

} // namespace contrastlab
