// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The modality gap of a long run whose temperature is fixed, learnt, or led from one value to
// another.
#include "lesson/experiment_list.h"

#include "analysis/evaluation.h"
#include "analysis/geometry.h"
#include "lesson/trained_world.h"

#include <cmath>

namespace contrastlab {

namespace {

using GapNumbers = std::map<std::string, double>;

// Of the items trained: the means of some hundred held-out ones differ by chance as much as a small
// gap.
double trainedGap(const TrainedWorld& world, const Checkpoint& at)
{
    const std::vector<Index>& items = world.setup().split().training;
    const Matrix<float> a = world.embedded(at, 0, items), b = world.embedded(at, 1, items);
    return modalityGap(view(a), view(b));
}

GapNumbers followGap(ThreadPool& pool, const GapNumbers& settings, std::uint64_t seed)
{
    const auto steps = std::int64_t(settings.at("steps"));
    const double first = settings.at("temperature"), last = settings.at("last_temperature");
    RunSpec spec = TrainedWorld::lessonSpec();
    spec.set("steps", steps);
    spec.set("schedule", std::string("constant"));
    spec.set("learning_rate", settings.at("learning_rate"));
    spec.set("hidden_layers", std::int64_t(settings.at("hidden_layers")));
    spec.set("temperature", first);
    spec.set("learn_temperature", settings.at("learnt") > 0);
    const TrainedWorld world(pool, spec, seed);
    const auto lead = [&](Trainer& trainer) { // evenly on the scale of its logarithm
        if (first == last || settings.at("learnt") > 0) return;
        const double share = double(trainer.steps()) / double(steps);
        trainer.change("temperature", first * std::pow(last / first, share));
    };
    const Checkpoint begin = world.begin(0);
    const Checkpoint early = world.train(begin, steps / 10, lead);
    const Checkpoint end = world.train(early, steps - steps / 10, lead);
    const double gap = trainedGap(world, end), earlyGap = trainedGap(world, early);
    const auto timesLogSquared = [](double value, std::int64_t step) {
        return value * std::pow(std::log(double(std::max<std::int64_t>(2, step))), 2);
    };
    const EvaluationMetrics judged = evaluateHeldOut(pool, world.setup(), end.spec, end.judged());
    return { { "first_gap", trainedGap(world, begin) }, { "early_gap", earlyGap }, { "gap", gap },
        { "early_gap_log2", timesLogSquared(earlyGap, steps / 10) },
        { "gap_log2", timesLogSquared(gap, steps) },
        { "temperature", std::exp(-double(end.judged()[world.setup().scaleOffset(0)])) },
        { "recall", (judged.aToB.recallAt1 + judged.bToA.recallAt1) / 2 } };
}

} // namespace

Experiment gapOverTime()
{
    return { "gap-over-time",
        "The modality gap on the synthetic world under a temperature that is fixed, learnt or led "
        "to another value (Yaras et al. 2024, arXiv 2412.07909)",
        { { "steps", 3000, 10, 30000 }, { "temperature", 0.07, 0.01, 1 },
            { "last_temperature", 0.07, 0.01, 1 }, { "learnt", 0, 0, 1 },
            { "learning_rate", 0.003, 0.00001, 1 }, { "hidden_layers", 1, 1, 4 } },
        { "first_gap", "early_gap", "gap", "early_gap_log2", "gap_log2", "temperature", "recall" },
        &followGap };
}

} // namespace contrastlab
