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
#include <vector>

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

/// What tells classes apart, from a few labelled items of each.
enum class FewLabelProbe { nearest, linear, logistic };
constexpr std::size_t fewLabelProbes = 3;
/// Where it looks: what a tower is given, standardised, or what it makes of it, of unit length.
enum class FewLabelForm { inputs, embeddings };

/// Accuracy over labels a class.
struct FewLabelCurve {
    /// 1, 2, 5, 10, 20, 50: as far as half of the classes have so many training items, and no more
    /// than mostLabelled items together. Empty where data have no classes, or too many.
    std::vector<int> labels;
    /// [probe][place in labels][draw]: shares of the held-out items. NaN where rows are no numbers.
    std::array<std::vector<std::vector<double>>, fewLabelProbes> accuracies;
    double chance = 0; ///< share of held-out items that are of their largest class
    Index test = 0; ///< items asked

    [[nodiscard]] const std::vector<std::vector<double>>& of(FewLabelProbe probe) const
    {
        return accuracies[static_cast<std::size_t>(probe)];
    }
};
constexpr Index mostLabelled = 2048;

/// Every draw labels other training items, the same ones for every form, model and probe. Texts are
/// given as bags of tokens, where rows of those do not take more than 2^24 numbers. `pool`'s stop
/// token interrupts it.
FewLabelCurve fewLabelCurve(ThreadPool& pool, const RunSetup& setup,
    const Vector<float>& parameters, int tower, FewLabelForm form);

/// visit("inputs_at_1", value) ...
template <class Visit> void visitColumns(const FewLabels& few, Visit&& visit)
{
    for (const auto& [name, accuracies] : { std::pair("inputs", &few.inputs),
             std::pair("components", &few.components), std::pair("embeddings", &few.embeddings) })
        for (std::size_t i = 0; i < labelCounts.size(); ++i)
            visit(std::string(name) + "_at_" + std::to_string(labelCounts[i]), (*accuracies)[i]);
}

} // namespace contrastlab
