// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far a few labels go: a linear probe on so many a class, from what the tower is given, from
// its principal components, and from what it makes of it. Pure functions; the result is the same on
// any number of threads.
#pragma once

#include "run/run_setup.h"

#include <array>
#include <string>

namespace contrastlab {

/// Labels a class.
constexpr std::array<int, 3> labelCounts { 1, 5, 50 };

/// Share of held-out items whose class a probe finds (linearProbeAccuracy()), the mean over
/// fewLabelDraws draws of labelled training items; NaN where data have no labels, or a modality no
/// rows of numbers (texts). A class of fewer items gives all it has.
struct FewLabels {
    using Accuracies = std::array<double, labelCounts.size()>;
    Accuracies inputs {}; ///< of the first tower, standardised
    /// As many principal components of them as an embedding is wide: what the best linear
    /// autoencoder keeps (Baldi and Hornik 1989).
    Accuracies components {};
    Accuracies embeddings {}; ///< of unit length
};
constexpr int fewLabelDraws = 5;

FewLabels judgeFewLabels(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters);

/// visit("inputs_at_1", value) ...
template <class Visit> void visitColumns(const FewLabels& few, Visit&& visit)
{
    for (const auto& [name, accuracies] : { std::pair("inputs", &few.inputs),
             std::pair("components", &few.components), std::pair("embeddings", &few.embeddings) })
        for (std::size_t i = 0; i < labelCounts.size(); ++i)
            visit(std::string(name) + "_at_" + std::to_string(labelCounts[i]), (*accuracies)[i]);
}

} // namespace contrastlab
