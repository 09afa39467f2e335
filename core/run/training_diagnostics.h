// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run's embeddings and its last steps say at one moment, as a run keeps it. Plain values;
// the functions that compute them are in core/analysis.
#pragma once

#include "base/matrix.h"
#include "run/metrics.h"

#include <array>
#include <cstdint>

namespace contrastlab {

/// How well queries find their partners.
struct Retrieval {
    double recallAt1 = 0; ///< share of queries whose partner comes first, in [0, 1]
    double recallAt5 = 0;
    double recallAt10 = 0;
    double medianRank = 0; ///< from 1: floor(median of the ranks from 0) + 1
    double meanRank = 0; ///< from 1
    Index queries = 0;
};
struct TwoWayRetrieval {
    Retrieval aToB;
    Retrieval bToA;
};

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

/// Singular values and what follows from them, of N x d rows.
struct Spectrum {
    Vector<double> singularValues; ///< of the rows as they are, falling; min(N, d) of them
    Vector<double> variances; ///< eigenvalues of the covariance (divided by N), falling; min(N, d)
    /// exp of the entropy of p_k = sigma_k / sum + 1e-7 (Garrido et al. 2023): from 1 to min(N, d).
    double rankMe = 0;
    /// (tr C)^2 / tr(C^2) of the covariance C: how many directions share the variance; 0 where none
    /// varies.
    double participationRatio = 0;
    double meanDeviation = 0; ///< mean over columns of the standard deviation (divided by N)
};

/// Complete: all embeddings nearly equal. Dimensional: they fill few of their dimensions (Jing et
/// al. 2022).
enum class Collapse { none, dimensional, complete };

/// What there is to know of one modality.
struct ModalityDiagnostics {
    double uniformity = 0;
    Spectrum spectrum;
    Collapse collapse = Collapse::none;
    double tolerance = 0; ///< this and the two below are NaN without labels
    double neighbourProbe = 0; ///< accuracy
    double linearProbe = 0; ///< accuracy
};

/// All numbers that judge two sets of paired embeddings.
struct Diagnostics {
    TwoWayRetrieval retrieval;
    TwoWayRetrieval chance; ///< of a guess; NaN in files from before it was kept
    SimilarityStatistics similarity;
    double alignment = 0;
    double uniformityBound = 0; ///< of the sphere
    double modalityGap = 0;
    double modalityProbe = 0; ///< accuracy; NaN for one pair
    ModalityDiagnostics a;
    ModalityDiagnostics b;
};

enum class Clamp { none, lower, upper }; ///< at which end of its range the temperature lies

struct TrainingDiagnostics {
    std::int64_t step = 0;
    std::int64_t items = 0; ///< held-out items that `heldOut` is about
    Diagnostics heldOut; ///< of the first pair
    double temperature = 0; ///< of the first pair
    Clamp clamp = Clamp::none;
    std::int64_t batchSize = 0;
    double loss = 0; ///< this and what follows: means over the last recentSteps steps
    double chance = 0; ///< NaN where there is none
    double informationBound = 0; ///< of the first pair; NaN where the loss bounds nothing
    std::array<double, mostModalities> towerGradientNorm {};
    double updateRatio = 0; ///< NaN where it was not measured
    double duplicateFloor = 0; ///< E[ln m] of the first pair's more repetitive modality
    /// Share of each class's held-out items that are right, NaN where it has none; empty where
    /// captions name no classes, and in files from before it was kept.
    Vector<double> classAccuracies;
};

/// Steps that the means are taken over; the update ratio is measured in one of eight.
constexpr std::size_t recentSteps = 16;

/// Room that the entry takes, for the bound of a log.
inline std::size_t bytesOf(const TrainingDiagnostics& entry)
{
    Index numbers = entry.classAccuracies.size();
    for (const ModalityDiagnostics* side : { &entry.heldOut.a, &entry.heldOut.b })
        numbers += side->spectrum.singularValues.size() + side->spectrum.variances.size();
    return sizeof(TrainingDiagnostics) + sizeof(double) * static_cast<std::size_t>(numbers);
}

} // namespace contrastlab
