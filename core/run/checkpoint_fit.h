// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a run of a setup can go on from a checkpoint: asked before anything is resumed, because a
// checkpoint may come from a file, and its data may have changed since. Pure functions.
#pragma once

#include "run/checkpoint.h"
#include "run/run_setup.h"

namespace contrastlab {

/// All that does not fit, each with what was found and what was expected; empty where the
/// checkpoint fits.
std::vector<Problem> checkFits(const Checkpoint& checkpoint, const RunSetup& setup);

/// Throws SpecError with all of them.
void requireFits(const Checkpoint& checkpoint, const RunSetup& setup);

} // namespace contrastlab
