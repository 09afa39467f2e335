// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trains the runs of a sweep, several at once, and hands out what each comes to when it has ended.
// A run is the one that it would be alone: its digest does not depend on how many go on beside it.
#pragma once

#include "run/pause_switch.h"
#include "run/run_recorder.h"
#include "run/sweep.h"

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace contrastlab {

/// A run of a sweep that has ended, or was read from a file.
struct EndedRun {
    std::size_t cell = 0; ///< of Sweep::cells()
    std::shared_ptr<const RunSetup> setup;
    std::shared_ptr<const Run> run;
    std::shared_ptr<const Checkpoint> last; ///< null where it ended without
};

/// What it comes to.
struct SweepResult {
    std::size_t cell = 0;
    RunOutcome outcome;
    std::uint64_t digest = 0;
    std::vector<double> values; ///< one a measure; NaN of a run that did not complete
    double seconds = 0; ///< that it trained
    std::string unkept; ///< why it could not be kept; empty where it was
    std::shared_ptr<const Run> run; ///< null where it failed before its first step
};

struct SweepWork;

/// Returns when all have ended, or soon after a stop is requested: what is at work then is given
/// up, and nothing is heard of it. Nothing is thrown but what onResult throws.
void runSweep(const Sweep& sweep, const SweepWork& work, const std::stop_token& stop = {});

/// What is done with the runs.
struct SweepWork {
    std::vector<std::size_t> cells; ///< to train, in this order
    Evaluator evaluator; ///< as of a run alone; may be null
    /// The numbers of a run that has completed; on its own thread, several at once.
    std::function<std::vector<double>(ThreadPool&, const EndedRun&)> measure;
    std::size_t measures = 0; ///< how many it tells
    /// Keeps a run, in a file; on its own thread, several at once. What it throws is told with the
    /// run's result.
    std::function<void(const EndedRun&)> keep = [](const EndedRun&) {};
    /// Each run that has ended, whatever its outcome; on any thread, one at a time.
    std::function<void(const SweepResult&)> onResult = [](const SweepResult&) {};
    PauseSwitch* pause = nullptr; ///< holds the runs between two steps
    /// What trains them: threads of this process, unless others do.
    std::function<void(const Sweep&, const SweepWork&, const std::stop_token&)> runner = &runSweep;
};

/// Of a run that has completed or diverged.
SweepResult resultOf(ThreadPool& pool, const SweepWork& work, const EndedRun& ended);

} // namespace contrastlab
