// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run's embeddings and its last steps say at one checkpoint: the values that are plotted
// over time and that the doctor reads. A pure function of what is handed in.
#pragma once

#include "analysis/diagnostics.h"
#include "analysis/duplicates.h"
#include "analysis/probe_frame.h"
#include "run/run.h"

#include <span>
#include <vector>

namespace contrastlab {

/// A learned temperature is kept from 0.01 to 1, as CLIP keeps its scale.
constexpr double leastLearnedTemperature = 0.01;
constexpr double mostLearnedTemperature = 1;
enum class Clamp { none, lower, upper }; ///< at which end of these the temperature lies
/// `none` where the temperature is not learned.
Clamp clampOf(const RunSpec& spec, double temperature);

/// ln(candidates) - loss in nats, a lower bound on the information that the modalities share (van
/// den Oord et al. 2018): ln N for clip, cmc and infonce, ln(2N - 1) for nt-xent. NaN for others.
double informationBound(std::string_view objective, double loss, std::int64_t batch);

struct TrainingDiagnostics {
    std::int64_t step = 0;
    std::int64_t items = 0; ///< held-out items that `heldOut` is about
    Diagnostics heldOut; ///< of the first pair
    double temperature = 0; ///< of the first pair
    Clamp clamp = Clamp::none;
    std::int64_t batchSize = 0;
    double loss = 0; ///< this and what follows: means over the last recentSteps steps
    double chance = 0; ///< NaN where there is none
    double informationBound = 0; ///< of the first pair; NaN where the loss bounds nothing
    std::array<double, mostModalities> towerGradientNorm {};
    double updateRatio = 0; ///< NaN where it was not measured
    double duplicateFloor = 0; ///< E[ln m] of the first pair's more repetitive modality
};

/// Steps that the means are taken over; the update ratio is measured in one of eight.
constexpr std::size_t recentSteps = 16;
/// The last recentSteps steps up to `step`.
std::vector<StepMetrics> stepsUpTo(const Run& run, std::int64_t step);

/// `frame` is that of `checkpoint`; duplicates of the first pair's two towers.
TrainingDiagnostics diagnoseTraining(ThreadPool& pool, const RunSetup& setup,
    const ProbeSet& probes, const Checkpoint& checkpoint, const ProbeFrame& frame,
    std::span<const StepMetrics> recent, std::span<const Duplicates> duplicates);

} // namespace contrastlab
