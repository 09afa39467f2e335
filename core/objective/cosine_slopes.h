// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which way a loss moves each cosine of a batch, of any objective that is a function of cosines
// (isOfCosines()), through its gradients by the embeddings. Any thread.
#pragma once

#include "objective/objective.h"

namespace contrastlab {

/// Derivatives of a loss of N pairs, N x N each.
struct CosineSlopes {
    Matrix<double> across; ///< by the cosine of item i of a and item j of b
    /// By that of items i and k of one modality: symmetric, once for each two, 0 on the diagonal.
    Matrix<double> withinA, withinB;
    double loss = 0;
};

/// Exact but for rounding, for rows of any length, with 2N more dimensions than the rows have. What
/// is no number stays so. Throws as the objective does.
CosineSlopes cosineSlopes(ThreadPool& pool, PairObjective<double>& objective,
    const PairInput<double>& input, const ObjectiveSettings& settings);

} // namespace contrastlab
