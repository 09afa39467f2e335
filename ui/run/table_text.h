// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parameter table in the reader's language: labels, help, limits, values, and problems that
// the engine reports. Window thread.
#pragma once

#include "base/problem.h"
#include "objective/objective.h"
#include "optimizer/optimizer.h"
#include "run/metrics.h"
#include "run/parameters.h"
#include "run/run_spec.h"

#include <QString>

namespace contrastlab {

QString qString(std::string_view text);

/// All digits, exponents without needless zeros: "2e-6".
QString numberText(double number);

QString labelText(const Parameter& parameter);
QString helpText(const Parameter& parameter);
QString unitText(const Parameter& parameter);
QString sectionText(Section section);
QString choiceText(const Parameter& parameter, const Choice& choice);
/// What the choice is for, and what it stands under; empty where the table says nothing.
QString purposeText(const Parameter& parameter, const Choice& choice);
QString headingText(const Parameter& parameter, const Choice& choice);
/// "above 0, at most 100"
QString limitText(const Parameter& parameter);
/// The value as the form shows it: a choice's label, on or off, a number with its digits.
QString valueText(const Parameter& parameter, const ParameterValue& value);
/// Help, key, default, range, and whether it is live, for a tooltip.
QString tooltipText(const Parameter& parameter);

/// What a run learns by: its objective, or another task than the contrast of pairs.
QString learntText(const RunSpec& spec);
QString objectiveName(const ObjectiveInfo& info);
QString objectivePurpose(const ObjectiveInfo& info);
QString optimizerName(const OptimizerInfo& info);
QString optimizerPurpose(const OptimizerInfo& info);
/// What the objective or optimiser computes, from where, and what it needs, for a tooltip.
QString objectiveTip(const ObjectiveInfo& info);
QString optimizerTip(const OptimizerInfo& info);

/// "a: image, b: text · N = 128 · s = 1/τ = 10": what stands in the formula and its value now.
/// `temperature` and `bias` as the run has them, names of the two modalities in the reader's
/// language.
QString objectiveLegend(
    const ObjectiveInfo& info, const RunSpec& spec, const QString& a, const QString& b);
QString optimizerLegend(const OptimizerInfo& info, const RunSpec& spec);

/// The symbol of a parameter where its label ends in one ("τ", "η", "N"), else its label: for
/// markers.
QString shortLabel(const Parameter& parameter);
/// "τ 0.07 → 0.5"
QString changeText(const RunEvent& event);
/// What the value should have been.
QString limitText(const Problem& problem);
/// "Temperature τ = 0: above 0.001, at most 100"
QString problemText(const Problem& problem);

} // namespace contrastlab
