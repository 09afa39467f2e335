// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Experiments that have files of their own, each named as its file; experiments.cpp lists them.
#pragma once

#include "lesson/experiments.h"

namespace contrastlab {

Experiment linearModes();
Experiment momentCurve();
Experiment freeSets();
Experiment sigmoidGeometry();
Experiment classMeans();
Experiment gapOverTime();
Experiment twoSeeds();
Experiment connectedModes();

} // namespace contrastlab
