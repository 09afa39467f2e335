// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the views show of a checkpoint: the similarities of a fixed probe set and the projection of
// held-out items. A pure function of setup, checkpoint and the frame before (which the projection
// is aligned to).
#pragma once

#include "run/trainer.h"

#include <memory>
#include <vector>

namespace contrastlab {

/// Which items the views look at: chosen once a run, so that pictures stay comparable over time.
struct ProbeSet {
    /// At most 64 of the projection's items, sorted by label.
    std::vector<Index> heatmapItems;
    std::vector<Index>
        projectionItems; ///< at most 1000 held-out items, spread evenly, sorted by label
};

ProbeSet chooseProbes(const RunSetup& setup);

struct ProbeFrame {
    std::int64_t step = 0;
    double temperature = 0; ///< of the first pair
    /// Cosines of heatmapItems x heatmapItems: rows are the pair's first modality, columns its
    /// second. One a pair, in the order of setup.everyPair(): untrained pairs too, so that one sees
    /// them emerge.
    std::vector<Matrix<float>> similarities;
    /// L2-normalised embeddings of projectionItems, one matrix (items x d) a tower.
    std::vector<Matrix<float>> embeddings;
    /// Projected points, one matrix (items x 2) a tower; all towers share one pair of axes.
    std::vector<Matrix<float>> points;
    double explained[2] = { 0, 0 }; ///< share of the variance along each axis
    Matrix<float> basis; ///< d x 2, for aligning the next frame
    Vector<float> centre; ///< d
};

/// `previous` may be null: then the signs are fixed by rule instead of by alignment.
ProbeFrame analyseProbes(ThreadPool& pool, const RunSetup& setup, const ProbeSet& probes,
    const Checkpoint& checkpoint, const ProbeFrame* previous);

/// Judges the held-out items (at most 2,048 of them), averaged over drawing styles: loss of the
/// run's objective, a mean over the trained pairs, and recall of every pair. Ties as in
/// analysis/retrieval.h.
EvaluationMetrics evaluateHeldOut(
    ThreadPool& pool, const RunSetup& setup, const RunSpec& spec, const Vector<float>& parameters);

/// evaluateHeldOut at the trainer's parameters, as RunRecorder wants it.
EvaluationMetrics evaluateTrainer(Trainer& trainer);

} // namespace contrastlab
