// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rule by which a run ends where it is good enough: a function of its logs alone, so that a run
// that is resumed ends where it would have ended. Any thread.
#pragma once

#include "run/run.h"

#include <cstddef>
#include <optional>

namespace contrastlab {

/// Among so few items a guess has recall@10 = 1, and no target says anything.
constexpr std::size_t leastTargetItems = 11;

/// What target_recall is held against: recall@10 of the first pair among the held-out items, the
/// mean of both ways. The window's status line shows the two.
double targetedRecall(const EvaluationMetrics& evaluation);

/// The note of the end (key "target_recall", from the target to the recall) where the newest
/// judgement was made after `step` steps and reaches the target of the spec as it stands. Nothing
/// where the run has ended by that target before: who goes on from there has it behind him, until
/// it is changed.
std::optional<RunEvent> reachedTarget(const Run& run, const RunSpec& spec, std::int64_t step);

} // namespace contrastlab
