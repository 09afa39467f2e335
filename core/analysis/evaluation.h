// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Judges items that do not train: loss, recall of every pair, accuracy of class names, and what a
// guess reaches beside each. Pure functions; the result is the same on any number of threads.
#pragma once

#include "run/trainer.h"

#include <span>
#include <string>
#include <vector>

namespace contrastlab {

/// The data's labels of some items; none where the data have none.
std::vector<int> labelsOf(const Dataset& dataset, const std::vector<Index>& items);

/// Which tower's captions name classes, and the first other that an objective sees together with
/// it.
struct ClassTask {
    int names = -1; ///< -1: no captions do
    int items = -1;
    [[nodiscard]] bool exists() const { return names >= 0; }
};
ClassTask classTask(const RunSetup& setup);

/// Zero-shot classification, as of CLIP: an item is taken for the class whose name is nearest.
struct ClassAccuracy {
    double all = 0; ///< share of the items that are right; NaN without any
    Vector<double> perClass; ///< NaN where a class has no item
    std::vector<Index> items; ///< judged, of each class
};
/// Of items by their unit rows in the task's tower. The setup has a classTask().
ClassAccuracy judgeClasses(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters,
    std::span<const Index> items, ConstMatrixView<float> rows);
/// Of the held-out items, by the first drawing style.
ClassAccuracy judgeClasses(
    ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters);
/// In the order of the classes; the setup has a classTask().
std::vector<std::string> classNames(const RunSetup& setup);

/// Judges the items of a split (at most 2,048 of them), averaged over drawing styles: loss of the
/// run's objective, a mean over the trained pairs, and recall of every pair, with ties as in
/// analysis/retrieval.h. Items that hold the same are one another's partners.
EvaluationMetrics evaluateItems(ThreadPool& pool, const RunSetup& setup, const RunSpec& spec,
    const Vector<float>& parameters, const std::vector<Index>& items);
/// The held-out ones.
EvaluationMetrics evaluateHeldOut(
    ThreadPool& pool, const RunSetup& setup, const RunSpec& spec, const Vector<float>& parameters);

/// The same at the trainer's parameters.
EvaluationMetrics evaluateTrainer(Trainer& trainer);
/// evaluateItems at the trainer's parameters, as RunRecorder wants it.
EvaluationMetrics evaluatePart(Trainer& trainer, const std::vector<Index>& items);

} // namespace contrastlab
