// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `train` says of a run that is over: a line of JSON on standard output, advice on standard
// error. Plain functions of any one thread.
#pragma once

#include "progress_recorder.h"

#include "analysis/evaluation.h"
#include "run/run.h"
#include "run/trainer.h"

namespace contrastlab {

/// What is to be said beside the summary, one line each.
void printAdvice(const Run& run, const RunSpec& spec, const SearchFailures& failures);

/// How the parameters that are kept were judged: those of the end, or of the best step.
struct KeptJudgement {
    std::optional<EvaluationMetrics> evaluation;
    std::optional<EvaluationMetrics> test; ///< where the data have test items beside held-out ones
    std::optional<ClassAccuracy> classes; ///< where captions name classes
};

void printSummary(const Run& run, const RunSetup& setup, const KeptJudgement& kept,
    const SearchFailures& failures);

/// What is worth knowing of the split before the first step, a line each on standard error: few
/// held-out items, copies on both sides.
void printSplit(const RunSetup& setup);

} // namespace contrastlab
