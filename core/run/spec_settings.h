// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the values of a spec mean to the parts of the engine. Any thread.
#pragma once

#include "data/batch_maker.h"
#include "objective/objective.h"
#include "optimizer/optimizer.h"
#include "optimizer/schedule.h"
#include "run/run_spec.h"

namespace contrastlab {

/// The objective's own parameters as a spec has them.
ObjectiveSettings objectiveSettingsOf(const RunSpec& spec);
/// Without the learning rate, which depends on the step too.
OptimizerSettings optimizerSettingsOf(const RunSpec& spec);
Augmentation augmentationOf(const RunSpec& spec);
Schedule scheduleOf(const RunSpec& spec);

} // namespace contrastlab
