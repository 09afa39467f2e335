// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `train` says of a run that is over: a line of JSON on standard output, advice on standard
// error. Plain functions of any one thread.
#pragma once

#include "progress_recorder.h"

#include "run/run.h"
#include "run/trainer.h"

namespace contrastlab {

/// What is to be said beside the summary, one line each.
void printAdvice(const Run& run, const RunSpec& spec, const SearchFailures& failures);

void printSummary(const Run& run, const RunSetup& setup, const SearchFailures& failures);

} // namespace contrastlab
