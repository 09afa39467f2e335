// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a frame or a batch knows of the pairs that the matrix shows, with the objective that runs.
// Window thread.
#pragma once

#include "analysis/matrix_faces.h"
#include "analysis/probe_frame.h"
#include "run/pair_choice.h"

namespace contrastlab {

/// Where the items of a matrix are from.
enum class ItemSource { sample, gathered, training };

/// Of `items`, which are the probes' own, or held-out ones that were gathered; no cosines where
/// the frame has none of them all.
MatrixItems matrixItemsOf(const RunMoment& moment, const PairChoice& choice,
    const ProbeFrame& frame, const std::vector<Index>& items, ItemSource source);
/// Of all items of the batch.
MatrixItems matrixItemsOf(
    const RunMoment& moment, const PairChoice& choice, const EmbeddedBatch& batch);

} // namespace contrastlab
