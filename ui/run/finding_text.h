// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the doctor found, in plain sentences of the reader's language. Window thread.
#pragma once

#include "analysis/doctor.h"

#include <QString>

namespace contrastlab {

/// What was seen and its likely cause, with numbers.
QString findingText(const Finding& finding, const RunSpec& spec);
/// "Set Learning rate η to 0.0007", "Go back to step 50, with Learning rate η 0.002"; empty where
/// there is no remedy.
QString remedyText(const Finding& finding);
/// "Restart with Learning rate η 0.0007"
QString restartText(const Remedy& remedy);
/// "Learning rate η went from 0.002 to 1 at step 50"
QString suspectText(const Suspect& suspect);
/// "ln N = 4.852"
QString landmarkText(const RunSpec& spec, double chance);

} // namespace contrastlab
