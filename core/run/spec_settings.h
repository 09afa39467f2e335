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
#include "task/learning_task.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace contrastlab {

/// What the choice of a parameter stands for. Throws SpecError where it is none of the meanings: no
/// choice falls to a default.
template <class T>
T chosen(const RunSpec& spec, std::string_view key,
    std::initializer_list<std::pair<std::string_view, T>> meanings)
{
    const std::string& text = spec.text(key);
    for (const auto& [name, meaning] : meanings)
        if (text == name) return meaning;
    throw SpecError({ Problem { std::string(key), text, limitOf(*findParameter(key)) } });
}

/// The objective's own parameters as a spec has them.
ObjectiveSettings objectiveSettingsOf(const RunSpec& spec);
/// What batches are trained by: the spec's objective, or alignment alone where its negatives are
/// switched off. Held-out items are judged by the spec's.
struct TrainedObjective {
    std::string name;
    ObjectiveSettings settings;

    [[nodiscard]] const ObjectiveInfo& info() const { return *findObjective(name); }
};
TrainedObjective trainedObjectiveOf(const RunSpec& spec);
/// The spec with that objective and its values in the place of its own.
RunSpec asTrained(RunSpec spec);
/// Without the learning rate, which depends on the step too.
OptimizerSettings optimizerSettingsOf(const RunSpec& spec);
TaskSettings taskSettingsOf(const RunSpec& spec);
/// Which tower a row named "freeze_a", "rate_factor_b" ... speaks of.
std::string perTowerKey(const char* stem, int tower);
/// The optimiser of the discriminator, where it has one of its own; else empty.
std::string discriminatorOptimizer(const RunSpec& spec);
Augmentation augmentationOf(const RunSpec& spec);
Schedule scheduleOf(const RunSpec& spec);

} // namespace contrastlab
