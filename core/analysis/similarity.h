// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the cosines of positive and negative pairs are spread, and which negatives push. Pure
// functions; the result is the same on any number of threads.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"
#include "run/training_diagnostics.h"

#include <span>

namespace contrastlab {

/// a, b: N x d unit rows in pairs; temperature above 0; labels: N or none (-1: unlike all others).
/// What has no value (negatives where N = 1, false negatives without labels) is NaN;
/// effectiveNegatives is then 0.
template <class S>
SimilarityStatistics similarityStatistics(ThreadPool& pool, ConstMatrixView<S> a,
    ConstMatrixView<S> b, double temperature, std::span<const int> labels = {});

} // namespace contrastlab
