// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Computes what the views show of a checkpoint (run/frame.h): a pure function of setup, checkpoint
// and the frame before, which the projection is aligned to.
#pragma once

#include "run/frame.h"
#include "run/trainer.h"

namespace contrastlab {

ProbeSet chooseProbes(const RunSetup& setup);

/// False where a frame, as of a file, has not the sizes that these data and towers give.
bool fits(const ProbeFrame& frame, const RunSetup& setup, const ProbeSet& probes);

/// `previous` may be null: then the signs are fixed by rule instead of by alignment.
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
