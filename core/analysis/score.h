// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One objective and all metrics of two sets of embeddings that someone made elsewhere. A pure
// function; the result is the same on any number of threads.
#pragma once

#include "analysis/diagnostics.h"
#include "objective/objective.h"

#include <string>
#include <vector>

namespace contrastlab {

struct ScoreSettings {
    std::string objective = "clip";
    double temperature =
        0.07; ///< weighs the negatives of the metrics too where the objective has none
    double bias = 0;
    ObjectiveSettings settings;
    /// One a pair or none: pairs of equal numbers are one another's partners, -1 is no number.
    /// (Equal embeddings are not: those of a collapsed model are.)
    std::vector<int> groups {};
};

/// What keeps an objective from being evaluated on so many pairs: unknown, labels missing, a queue
/// wanted, too few pairs. Empty where nothing does.
std::vector<Problem> scoreProblems(const ScoreSettings& settings, Index pairs, bool hasLabels);

template <class S> struct Score {
    PairResult<S> result; ///< loss, its two directions, and gradients where they were wanted
    double chanceLoss = 0; ///< NaN where the objective has no such value
    double informationBound = 0; ///< informationBound() of the objective
    Diagnostics diagnostics;
    TwoWayRetrieval byLabel; ///< where any row of the same label is right; without labels NaN
    TwoWayRetrieval chanceByLabel;
};

/// a, b: N x d raw rows in pairs; labels: N or none. Throws SpecError with scoreProblems().
template <class S>
Score<S> score(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b,
    std::span<const int> labels, const ScoreSettings& settings, Want want = Want::loss);

} // namespace contrastlab
