// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether the straight way between two trained networks leads over a barrier: two branches of one
// run, or two draws of the weights, as they are or matched by weights (1) or by activations (2).
#include "lesson/experiment_list.h"

#include "analysis/weight_matching.h"
#include "lesson/trained_world.h"

#include <algorithm>

namespace contrastlab {

namespace {

using BarrierNumbers = std::map<std::string, double>;

// Both ends of the way.
std::pair<Vector<float>, Vector<float>> bothEnds(
    const TrainedWorld& world, std::int64_t steps, std::int64_t branch)
{
    if (branch < 0)
        return { world.train(world.begin(0), steps).judged(),
            world.train(world.begin(1), steps).judged() };
    const std::int64_t together = std::min(branch, steps);
    const Checkpoint shared = world.train(world.begin(0), together);
    return { world.train(shared, steps - together).judged(),
        world.train(TrainedWorld::inOtherOrder(shared, 1), steps - together).judged() };
}

BarrierNumbers walkBetween(ThreadPool& pool, const BarrierNumbers& settings, std::uint64_t seed)
{
    const auto steps = std::int64_t(settings.at("steps"));
    RunSpec spec = TrainedWorld::lessonSpec();
    spec.set("steps", steps);
    spec.set("hidden_width", std::int64_t(settings.at("hidden_width")));
    spec.set("hidden_layers", std::int64_t(settings.at("hidden_layers")));
    spec.set("learning_rate", settings.at("learning_rate"));
    const TrainedWorld world(pool, spec, seed);
    auto [from, to] = bothEnds(world, steps, std::int64_t(settings.at("branch")));
    if (settings.at("matched") == 1) from = matchedWeights(world.setup(), from, to);
    if (settings.at("matched") == 2)
        from = matchedActivations(pool, world.setup(), from, to, world.setup().split().training);
    const Barrier barrier =
        barrierBetween(pool, world.setup(), from, to, world.setup().split().heldOut);
    return { { "barrier", barrier.height }, { "loss_of_middle", barrier.lossOfMiddle },
        { "loss_of_ends", barrier.lossOfEnds }, { "recall_of_middle", barrier.recallOfMiddle },
        { "recall_of_ends", barrier.recallOfEnds } };
}

} // namespace

Experiment connectedModes()
{
    return { "connected-modes",
        "The straight way between two networks trained on the synthetic world: branches of one run "
        "from a step on, or two draws of the weights (-1) (Frankle et al. 2020; Entezari et al. "
        "2022)",
        { { "steps", 600, 1, 20000 }, { "branch", -1, -1, 20000 }, { "matched", 0, 0, 2 },
            { "hidden_width", 64, 1, 1024 }, { "hidden_layers", 1, 1, 4 },
            { "learning_rate", 0.003, 0.00001, 1 } },
        { "barrier", "loss_of_middle", "loss_of_ends", "recall_of_middle", "recall_of_ends" },
        &walkBetween };
}

} // namespace contrastlab
