// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The history of one run: what was asked for, what happened at each step, and the checkpoints kept
// on the way. Append-only: one writer (the training loop), any number of readers, any thread. A
// recorded run and a run in progress are the same type; only the latter grows.
#pragma once

#include "run/append_log.h"
#include "run/checkpoint.h"
#include "run/frame.h"
#include "run/kept_checkpoint.h"
#include "run/metrics.h"
#include "run/thinned_log.h"
#include "run/training_diagnostics.h"

#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace contrastlab {

/// That a run keeps in memory, and how many steps lie between them at first.
constexpr std::size_t mostCheckpoints = 24;
constexpr std::int64_t firstCheckpointSpacing = 50;

/// How a run ended.
struct RunOutcome {
    enum class Kind : std::uint8_t { running, completed, stopped, diverged, failed };
    Kind kind = Kind::running;
    std::int64_t step = 0;
    /// The key of a parameter: diverged: the likeliest cause; completed: what ended it, empty where
    /// all steps were done.
    std::string cause;
    std::string message; ///< failed: what was thrown
};

const char* nameOf(RunOutcome::Kind kind);

/// Which run it is, in every file and for those that branch off it.
struct RunIdentity {
    std::string id; ///< a UUID; empty where a file of 0.1.0 has none
    std::string name; ///< for people; may be empty
    std::string parentId; ///< of the run that it branched off; empty where there is none
    std::int64_t branchedAt = 0; ///< the parent's step; 0 for a run from its first step
};

/// All of a run but its logs, at one moment: what a file keeps.
struct RunRecord {
    RunSpec spec; ///< as the run began
    double began = 0; ///< seconds since 1970, of a branch its first parent's
    std::int64_t checkpointSpacing = firstCheckpointSpacing;
    KeptCheckpoints checkpoints; ///< in the order of their keeping
    RunOutcome outcome;
    RunIdentity identity;
    std::optional<EvaluationMetrics> test; ///< of the test items, at the end
};

class Run {
public:
    /// A run from its first step.
    explicit Run(RunSpec spec);
    /// A recorded run; its logs are appended afterwards.
    explicit Run(RunRecord record);
    /// A run that continues from a checkpoint of another: its history up to there is copied, its
    /// frames and diagnostics up to there are shared. Of
    /// millions of steps that takes more than a moment, so copyPast() may do it later.
    enum class Past { copied, copiedLater };
    Run(const Run& parent, const Checkpoint& from, Past past = Past::copied);
    /// Appends the parent's steps and evaluations up to continuedAt().
    void copyPast(const Run& parent);

    [[nodiscard]] const RunSpec& spec() const { return m_spec; } ///< as the run began
    /// The step whose checkpoint it goes on from: up to there its history was copied, of its parent
    /// or, where it goes on as the same run, of that. 0 where nothing was.
    [[nodiscard]] std::int64_t continuedAt() const { return m_continuedAt; }
    /// When the clock of `seconds` in the logs stood at 0, in seconds since 1970; not part of the
    /// digest.
    [[nodiscard]] double began() const { return m_began; }

    [[nodiscard]] RunIdentity identity() const;
    void rename(std::string name);
    /// Of a run that goes on where another broke off, and takes its place: it left the parent where
    /// that did, or at an earlier step that it goes on from.
    void takeIdentity(RunIdentity identity);

    AppendLog<StepMetrics> steps;
    AppendLog<EvaluationMetrics> evaluations;
    AppendLog<RunEvent> events;
    /// What the views show, and what it says: written by whoever looks at the run's checkpoints, at
    /// the pace that training can spare. Not part of the digest.
    ThinnedLog<ProbeFrame> frames { 256, 64u << 20 };
    ThinnedLog<TrainingDiagnostics> diagnostics { 2048, 16u << 20 };

    /// Keeps a checkpoint, in place of one of the same step. When there are too many, those between
    /// multiples of the spacing go, oldest first, and when none is left the spacing doubles.
    void keep(std::shared_ptr<const Checkpoint> checkpoint);
    /// Of a run that is read from a file: those that the file has.
    void takeKept(KeptCheckpoints checkpoints);
    /// The checkpoint of the lowest held-out loss, kept beside the others and whatever their
    /// spacing.
    struct Best {
        double loss = std::numeric_limits<double>::infinity();
        std::shared_ptr<const Checkpoint> checkpoint; ///< null while there is none
    };
    void keepBest(Best best);
    [[nodiscard]] Best best() const;
    /// How the test items were judged at the end; nothing where there are none.
    void keepTest(const EvaluationMetrics& test);
    [[nodiscard]] std::optional<EvaluationMetrics> test() const;
    /// Steps between kept checkpoints now.
    [[nodiscard]] std::int64_t checkpointSpacing() const;
    /// The newest kept checkpoint at or before a step, the best included, or null. Of a run read
    /// from a file it may take a moment.
    [[nodiscard]] std::shared_ptr<const Checkpoint> checkpointAtOrBefore(std::int64_t step) const;
    [[nodiscard]] KeptCheckpoints keptCheckpoints() const;
    /// All that can be read, in memory.
    [[nodiscard]] std::vector<std::shared_ptr<const Checkpoint>> checkpoints() const;

    [[nodiscard]] RunOutcome outcome() const;
    void finish(RunOutcome outcome);

    [[nodiscard]] RunRecord record() const;

    /// Of the steps, evaluations and events, without wall-clock times. All NaN count as one, and
    /// -0 as 0, so that a file may keep its numbers as SQL values.
    [[nodiscard]] std::uint64_t digest() const;

private:
    RunSpec m_spec;
    std::int64_t m_continuedAt = 0;
    double m_began = 0;
    mutable std::mutex m_mutex;
    KeptCheckpoints m_checkpoints;
    std::int64_t m_spacing = firstCheckpointSpacing;
    Best m_best;
    std::optional<EvaluationMetrics> m_test;
    RunOutcome m_outcome;
    RunIdentity m_identity;
};

} // namespace contrastlab
