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
/// "Set Learning rate η to 0.0007"; empty where there is no remedy.
QString remedyText(const Finding& finding);
/// "ln N = 4.852"
QString landmarkText(const RunSpec& spec, double chance);

} // namespace contrastlab
