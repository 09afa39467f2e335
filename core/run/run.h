// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The history of one run: what was asked for, what happened at each step, and the checkpoints kept
// on the way. Append-only: one writer (the training loop), any number of readers, any thread. A
// recorded run and a run in progress are the same type; only the latter grows.
#pragma once

#include "run/append_log.h"
#include "run/checkpoint.h"
#include "run/metrics.h"

#include <memory>
#include <mutex>
#include <string>

namespace contrastlab {

/// How a run ended.
struct RunOutcome {
    enum class Kind : std::uint8_t { running, completed, stopped, diverged, failed };
    Kind kind = Kind::running;
    std::int64_t step = 0;
    std::string
        cause; ///< diverged: the key of the likeliest parameter; "loss" where none stands out
    std::string message; ///< failed: what was thrown
};

const char* nameOf(RunOutcome::Kind kind);

class Run {
public:
    /// A run from its first step.
    explicit Run(RunSpec spec);
    /// A run that continues from a checkpoint of another: its history up to there is copied.
    Run(const Run& parent, const Checkpoint& from);

    [[nodiscard]] const RunSpec& spec() const { return m_spec; } ///< as the run began
    /// Where it branched off its parent; 0 for a run from its first step.
    [[nodiscard]] std::int64_t branchedAt() const { return m_branchedAt; }

    AppendLog<StepMetrics> steps;
    AppendLog<EvaluationMetrics> evaluations;
    AppendLog<RunEvent> events;

    /// Keeps a checkpoint; when there are too many, every other one goes and the spacing doubles.
    void keep(std::shared_ptr<const Checkpoint> checkpoint);
    /// Steps between kept checkpoints now.
    [[nodiscard]] std::int64_t checkpointSpacing() const;
    /// The newest kept checkpoint at or before a step, or null.
    [[nodiscard]] std::shared_ptr<const Checkpoint> checkpointAtOrBefore(std::int64_t step) const;
    [[nodiscard]] std::vector<std::shared_ptr<const Checkpoint>> checkpoints() const;

    [[nodiscard]] RunOutcome outcome() const;
    void finish(RunOutcome outcome);

    /// Of the steps, evaluations and events, without wall-clock times.
    [[nodiscard]] std::uint64_t digest() const;

private:
    RunSpec m_spec;
    std::int64_t m_branchedAt = 0;
    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<const Checkpoint>> m_checkpoints;
    std::int64_t m_spacing = 50;
    RunOutcome m_outcome;
};

} // namespace contrastlab
