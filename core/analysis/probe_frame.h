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

/// `previous` may be null: then the signs are fixed by rule instead of by alignment.
ProbeFrame analyseProbes(ThreadPool& pool, const RunSetup& setup, const ProbeSet& probes,
    const Checkpoint& checkpoint, const ProbeFrame* previous);

} // namespace contrastlab
