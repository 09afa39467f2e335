// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Computes what a run's embeddings and its last steps say at one checkpoint
// (run/training_diagnostics.h): what is plotted over time and what the doctor reads. A pure
// function of what is handed in.
#pragma once

#include "analysis/diagnostics.h"
#include "analysis/duplicates.h"
#include "analysis/probe_frame.h"
#include "run/run.h"

#include <span>
#include <vector>

namespace contrastlab {

/// At which end of what may be learnt a temperature lies; `none` where it is not learned.
Clamp clampOf(const RunSpec& spec, double temperature);

/// The last recentSteps steps up to `step`.
std::vector<StepMetrics> stepsUpTo(const Run& run, std::int64_t step);

/// What the embeddings of a frame say by themselves; `spec` as it stood there, `recent` the last
/// steps up to it. No accuracies of classes: they take weights.
TrainingDiagnostics diagnoseFrame(ThreadPool& pool, const RunSetup& setup, const ProbeSet& probes,
    const RunSpec& spec, const ProbeFrame& frame, std::span<const StepMetrics> recent,
    std::span<const Duplicates> duplicates);

/// `frame` is that of `checkpoint`; duplicates of the first pair's two towers.
TrainingDiagnostics diagnoseTraining(ThreadPool& pool, const RunSetup& setup,
    const ProbeSet& probes, const Checkpoint& checkpoint, const ProbeFrame& frame,
    std::span<const StepMetrics> recent, std::span<const Duplicates> duplicates);

} // namespace contrastlab
