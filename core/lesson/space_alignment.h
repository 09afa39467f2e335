// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A rotation that lays one set of embeddings onto another of the same things, where few or none of
// the pairs are known. Pure functions; any thread.
#pragma once

#include "base/matrix.h"

#include <vector>

namespace contrastlab {

/// The row of `second` that each row of `first` goes with, all different, so that the sum of their
/// dot products is largest. Both N x d.
std::vector<Index> bestPartners(const Matrix<double>& first, const Matrix<double>& second);

/// Orthogonal T, d x d, that brings `first` T onto `second`, N unit rows each. Row i of both is one
/// thing, and of `known` evenly spread rows one knows it (at most N; fewer than d leave the other
/// axes' turn open). From their rotation, or where none is known from how near each row has its
/// neighbours, each round takes the best partners for known and rotates again (Artetxe et al. 2018,
/// with one-to-one partners).
Matrix<double> aligningTurn(
    const Matrix<double>& first, const Matrix<double>& second, Index known, int rounds);

} // namespace contrastlab
