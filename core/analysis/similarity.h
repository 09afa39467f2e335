// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the cosines of positive and negative pairs are spread, and which negatives push. Pure
// functions; the result is the same on any number of threads.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

#include <array>
#include <cstdint>
#include <span>

namespace contrastlab {

constexpr std::size_t cosineBins = 64; ///< equal, from -1 to 1

struct SimilarityStatistics {
    std::array<std::int64_t, cosineBins> positives {}; ///< histogram of s_ii
    std::array<std::int64_t, cosineBins> negatives {}; ///< histogram of s_ij, i != j
    double meanPositive = 0;
    double meanNegative = 0;
    /// Chance that a positive pair has a higher cosine than a negative one, ties half.
    double overlapAuc = 0;
    /// Mean over rows of exp(H(r_i)), r_ij = e^(s_ij/tau) / sum over k != i of e^(s_ik/tau): how
    /// many negatives of a row share the push (Wang and Liu 2021, the relative penalty). From 1 to
    /// N - 1.
    double effectiveNegatives = 0;
    /// With labels: share of the pairs i != j whose labels are equal, and the share of r they take.
    double falseNegativeFraction = 0;
    double falseNegativeShare = 0;
};

/// a, b: N x d unit rows in pairs; temperature above 0; labels: N or none (-1: unlike all others).
/// What has no value (negatives where N = 1, false negatives without labels) is NaN;
/// effectiveNegatives is then 0.
template <class S>
SimilarityStatistics similarityStatistics(ThreadPool& pool, ConstMatrixView<S> a,
    ConstMatrixView<S> b, double temperature, std::span<const int> labels = {});

} // namespace contrastlab
