// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What simple classifiers can read off frozen embeddings. Pure functions; the result is the same on
// any number of threads.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

#include <span>
#include <vector>

namespace contrastlab {

struct NeighbourProbe {
    Index neighbours = 20;
    double temperature = 0.07;
};
/// Share of labelled rows whose nearest other labelled rows vote for their own label, with weights
/// e^(cosine / temperature) (Wu et al. 2018; defaults as solo-learn). Unit rows; labels: one a row,
/// -1 none. NaN for fewer than two labelled rows.
template <class S>
double neighbourProbeAccuracy(ThreadPool& pool, ConstMatrixView<S> rows,
    std::span<const int> labels, NeighbourProbe probe = {});

/// Multinomial logistic regression with an L2 penalty of weight / n |W|^2 / 2 (the intercept is
/// free) on rows that are centred and brought to a mean variance of 1.
struct LinearProbe {
    double penalty = 1;
    int iterations = 100;
};
/// Fits on the labelled rows at even places (0, 2, ...) and gives the accuracy on those at odd
/// places. Labels below 0 take no part. NaN where either half is empty.
template <class S>
double linearProbeAccuracy(
    ThreadPool& pool, ConstMatrixView<S> rows, std::span<const int> labels, LinearProbe probe = {});

/// The same, trained on these rows and tested on those. NaN where either has no label.
template <class S>
double linearProbeAccuracy(ThreadPool& pool, ConstMatrixView<S> trainingRows,
    std::span<const int> trainingLabels, ConstMatrixView<S> testRows,
    std::span<const int> testLabels, LinearProbe probe = {});

/// Ridge regression onto one column a class (1 for it, 0 for others), with the penalty of
/// LinearProbe on rows brought to its scale: in closed form. Accuracy as above.
template <class S>
double ridgeProbeAccuracy(ThreadPool& pool, ConstMatrixView<S> trainingRows,
    std::span<const int> trainingLabels, ConstMatrixView<S> testRows,
    std::span<const int> testLabels, double penalty = 1);

/// The label of the nearest training row, the earlier one of equals. Accuracy as above.
template <class S>
double nearestProbeAccuracy(ThreadPool& pool, ConstMatrixView<S> trainingRows,
    std::span<const int> trainingLabels, ConstMatrixView<S> testRows,
    std::span<const int> testLabels);

/// The linear probe for "which modality is this?": 0.5 where the two lie mixed, 1 where a plane
/// parts them. a, b: N x d unit rows in pairs; a pair is either fitted or asked, with both its
/// rows.
template <class S>
double modalityProbeAccuracy(
    ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b, LinearProbe probe = {});

} // namespace contrastlab
