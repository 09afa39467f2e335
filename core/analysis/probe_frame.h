// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Computes what the views show of a checkpoint (run/frame.h): a pure function of setup, checkpoint
// and the frame before, which the projection is aligned to.
#pragma once

#include "run/frame.h"
#include "run/trainer.h"

namespace contrastlab {

/// `most` of the items, evenly spaced.
std::vector<Index> evenlySpread(const std::vector<Index>& items, std::size_t most);

/// By label, otherwise in the order given; unchanged where there are no labels.
void sortByLabel(std::vector<Index>& items, const std::vector<int>& labels);

ProbeSet chooseProbes(const RunSetup& setup);
/// Of items of which each has all modalities; `labels` of the whole data, or none.
ProbeSet chooseProbes(const std::vector<Index>& heldOut, const std::vector<Index>& training,
    const std::vector<int>& labels);

/// False where a frame, as of a file, has not the sizes that these data and towers give.
bool fits(const ProbeFrame& frame, const RunSetup& setup, const ProbeSet& probes);

/// What the objective compared in the last step before a checkpoint.
struct EmbeddedBatch {
    std::int64_t step = 0;
    std::vector<Index> items; ///< at most 128 complete ones of the batch, by label
    std::vector<Matrix<float>> embeddings; ///< unit rows, one matrix (items x d) a tower
    Vector<double> temperatures; ///< of every trained pair
    double bias = 0;
};
/// By the weights of the checkpoint, without augmentation. No items before the first step.
EmbeddedBatch embedBatch(ThreadPool& pool, const RunSetup& setup, const Checkpoint& checkpoint);

/// Cosines of the heat map's items by the rows (L2-normalised, one matrix a tower) of the
/// projection's, for every one of the pairs.
std::vector<Matrix<float>> similaritiesOf(const ProbeSet& probes,
    const std::vector<Matrix<float>>& embeddings, std::span<const TrainedPair> pairs);

/// Points, axes and shares of a frame by its embeddings. `previous` may be null: then the signs are
/// fixed by rule instead of by alignment.
void projectFrame(ThreadPool& pool, ProbeFrame& frame, const ProbeFrame* previous);

/// `previous` as in projectFrame().
ProbeFrame analyseProbes(ThreadPool& pool, const RunSetup& setup, const ProbeSet& probes,
    const Checkpoint& checkpoint, const ProbeFrame* previous);

} // namespace contrastlab
