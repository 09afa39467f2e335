// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The steps of a run file into a log. Inside of core/store.
#pragma once

#include "store/run_file.h"
#include "store/run_store.h"

namespace contrastlab {

/// Appends those that the log has not. Of a long run several connections read side by side: every
/// row is compared with its digest, which for a million takes a second. Throws InputError; the log
/// then has some of those before the damage. `appended`, where there is one, hears after each step
/// how many are still to come, but for those that are read side by side.
void readSteps(RunFile& file, AppendLog<StepMetrics>& log, const StepsLeft& appended);

} // namespace contrastlab
