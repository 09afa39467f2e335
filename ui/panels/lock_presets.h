// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ways of training towers that begin differently, by name: one locked (Zhai et al. 2022, LiT),
// unlocked later, slower than the other, or the heads first. Each is a few rows of the form.
#pragma once

#include "run/run_spec.h"

#include <QString>

#include <string>
#include <utility>
#include <vector>

class QToolButton;
class QWidget;

namespace contrastlab {

class ParameterEdits;
class RunMoment;

struct LockPreset {
    QString name;
    QString help;
    std::vector<std::pair<std::string, ParameterValue>> values; ///< of all rows that presets set
};

/// For a run of so many steps (0: without end) on towers of these names that has done `step`: what
/// ends does so at the next quarter or tenth of it.
std::vector<LockPreset> lockPresets(
    const std::vector<QString>& towers, std::int64_t steps, std::int64_t step);

/// A button with a menu of them, made anew each time it is opened; one choice is undone as one.
QToolButton* makeLockPresetButton(RunMoment& moment, ParameterEdits& edits, QWidget* parent);

} // namespace contrastlab
