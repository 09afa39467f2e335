// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The probe frame has the embeddings already; nothing is embedded twice.
#include "analysis/training_diagnostics.h"

#include "analysis/evaluation.h"
#include "run/spec_settings.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

constexpr double noNumber = std::numeric_limits<double>::quiet_NaN();

// Of the numbers that are finite; NaN where none is.
template <class Value> double meanOver(std::span<const StepMetrics> steps, const Value& value)
{
    double sum = 0;
    int count = 0;
    for (const StepMetrics& step : steps)
        if (const double number = value(step); std::isfinite(number)) {
            sum += number;
            ++count;
        }
    return count > 0 ? sum / count : noNumber;
}

// The metrics keep the two directions of the first pair.
double firstPairLoss(const StepMetrics& step, const ObjectiveInfo& objective)
{
    return objective.oneDirection ? step.lossAToB : 0.5 * (step.lossAToB + step.lossBToA);
}

// Every row takes part in the loss, which is that of an objective.
bool isComplete(const RunSetup& setup, const RunSpec& spec)
{
    if (!isContrast(spec)) return false;
    const TrainedPair pair = setup.pairs().front();
    return setup.modality(pair.a).present.empty() && setup.modality(pair.b).present.empty();
}

// The data's, or else the classes that captions name.
std::vector<int> labelsOf(const RunSetup& setup, const std::vector<Index>& items)
{
    const std::vector<int>& given = setup.dataset().labels;
    const ClassTask task = classTask(setup);
    std::span<const int> labels(given);
    if (given.empty() && task.exists()) labels = setup.classes(task.names);
    std::vector<int> chosen;
    for (const Index item : items)
        if (!labels.empty()) chosen.push_back(labels[static_cast<std::size_t>(item)]);
    return chosen;
}

void summarise(TrainingDiagnostics& result, std::span<const StepMetrics> steps,
    const ObjectiveInfo& objective, bool complete)
{
    using Step = const StepMetrics&;
    result.loss = meanOver(steps, [](Step s) { return s.loss; });
    result.chance = meanOver(steps, [](Step s) { return s.chance; });
    result.updateRatio = meanOver(steps, [](Step s) { return s.updateRatio; });
    for (std::size_t t = 0; t < result.towerGradientNorm.size(); ++t)
        result.towerGradientNorm[t] =
            meanOver(steps, [t](Step s) { return s.towerGradientNorm[t]; });
    // Rows that lack a modality take no part, and how many did is not recorded.
    result.informationBound = complete
        ? meanOver(steps,
            [&](Step s) {
                return informationBound(objective.name, firstPairLoss(s, objective), s.batchSize);
            })
        : noNumber;
}

} // namespace

Clamp clampOf(const RunSpec& spec, double temperature)
{
    if (!trainedObjectiveOf(spec).info().usesScale || !spec.flag("learn_temperature"))
        return Clamp::none;
    if (temperature <= 1.0001 * leastLearnableTemperature) return Clamp::lower;
    return temperature >= 0.9999 * mostLearnableTemperature ? Clamp::upper : Clamp::none;
}

std::vector<StepMetrics> stepsUpTo(const Run& run, std::int64_t step)
{
    return run.steps.with([step](std::span<const StepMetrics> steps) {
        const auto end = std::ranges::upper_bound(steps, step, {}, &StepMetrics::step);
        const auto count = std::min<std::ptrdiff_t>(recentSteps, end - steps.begin());
        return std::vector<StepMetrics>(end - count, end);
    });
}

TrainingDiagnostics diagnoseFrame(ThreadPool& pool, const RunSetup& setup, const ProbeSet& probes,
    const RunSpec& spec, const ProbeFrame& frame, std::span<const StepMetrics> recent,
    std::span<const Duplicates> duplicates)
{
    const TrainedPair pair = setup.pairs().front();
    const std::vector<int> labels = labelsOf(setup, probes.projectionItems);
    const PartnerNumbers numbers = setup.partners(pair, probes.projectionItems);
    const PartnerKey partners[] = { { numbers.a, numbers.a }, { numbers.b, numbers.b } };
    TrainingDiagnostics result;
    result.step = frame.step;
    result.items = static_cast<std::int64_t>(probes.projectionItems.size());
    result.temperature = frame.temperature;
    result.clamp = clampOf(spec, frame.temperature);
    result.batchSize = spec.integer("batch_size");
    result.heldOut = diagnose<float>(pool, view(frame.embeddings[static_cast<std::size_t>(pair.a)]),
        view(frame.embeddings[static_cast<std::size_t>(pair.b)]), frame.temperature, labels,
        partners);
    summarise(result, recent, trainedObjectiveOf(spec).info(), isComplete(setup, spec));
    for (const Duplicates& side : duplicates)
        result.duplicateFloor =
            std::max(result.duplicateFloor, duplicateFloor(side, result.batchSize));
    return result;
}

TrainingDiagnostics diagnoseTraining(ThreadPool& pool, const RunSetup& setup,
    const ProbeSet& probes, const Checkpoint& checkpoint, const ProbeFrame& frame,
    std::span<const StepMetrics> recent, std::span<const Duplicates> duplicates)
{
    TrainingDiagnostics result =
        diagnoseFrame(pool, setup, probes, checkpoint.spec, frame, recent, duplicates);
    if (const ClassTask task = classTask(setup); task.exists())
        result.classAccuracies = judgeClasses(pool, setup, checkpoint.judged(),
            probes.projectionItems, view(frame.embeddings[static_cast<std::size_t>(task.items)]))
                                     .perClass;
    return result;
}

} // namespace contrastlab
