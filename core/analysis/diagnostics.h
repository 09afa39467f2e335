// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All numbers that judge two sets of paired embeddings, in one call: what the diagnostics dock
// plots over time and `score` prints. A pure function; the result is the same on any number of
// threads.
#pragma once

#include "analysis/geometry.h"
#include "analysis/retrieval.h"
#include "analysis/similarity.h"

namespace contrastlab {

/// What there is to know of one modality.
struct ModalityDiagnostics {
    double uniformity = 0;
    Spectrum spectrum;
    Collapse collapse = Collapse::none;
    double tolerance = 0; ///< this and the two below are NaN without labels
    double neighbourProbe = 0; ///< accuracy
    double linearProbe = 0; ///< accuracy
};

struct Diagnostics {
    TwoWayRetrieval retrieval;
    SimilarityStatistics similarity;
    double alignment = 0;
    double uniformityBound = 0; ///< of the sphere
    double modalityGap = 0;
    double modalityProbe = 0; ///< accuracy; NaN for one pair
    ModalityDiagnostics a;
    ModalityDiagnostics b;
};

/// Probes look at no more than so many items, spread evenly.
constexpr Index mostProbedItems = 2048;

/// a, b: N x d raw rows in pairs, N and d at least 1: all is measured on their unit rows. labels: N
/// or none. temperature above 0 weighs the negatives.
template <class S>
Diagnostics diagnose(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b,
    double temperature, std::span<const int> labels = {});

} // namespace contrastlab
