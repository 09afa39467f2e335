// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Counts what grows with the spec; what every run takes is left out.
#include "run/memory_need.h"

#include "base/memory_left.h"
#include "objective/objective.h"
#include "run/run.h"
#include "run/spec_settings.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr double perNumber = sizeof(float);

// Each kept checkpoint stands at a multiple of the spacing; the first and the newest come on top.
double checkpointsKept(const RunSpec& spec)
{
    const std::int64_t steps = spec.integer("steps");
    const auto most = static_cast<double>(mostCheckpoints);
    if (steps == 0) return most;
    return std::min(most, 2 + static_cast<double>(steps) / firstCheckpointSpacing);
}

double valuesOfBatch(const RunSetup& setup)
{
    constexpr Index ofObjective = 6; // unit rows, their gradients, and what is padded of them
    constexpr Index ofTask = 2; // what is decoded, and its gradient
    const bool hasTask = setup.taskOffset() < setup.scaleOffset(0);
    double values = 0;
    for (int t = 0; t < setup.towers(); ++t) {
        const Tower<float>& tower = setup.tower(t);
        values += static_cast<double>(setup.batches().shape(t).size() + 2 * tower.activations()
            + ofObjective * tower.embeddingWidth());
        const InputShape shape = setup.batches().shape(t);
        if (hasTask)
            values += static_cast<double>(
                ofTask * (shape.kind == ModalityKind::text ? shape.vocabulary : shape.size()));
    }
    return values;
}

// The row of the model that the largest block of parameters follows.
std::string keyOfParameters(const RunSetup& setup)
{
    const auto largest = std::ranges::max_element(
        setup.blocks(), {}, [](const auto& block) { return block.size(); });
    if (largest->name.ends_with(".tokens")) return "token_width";
    return largest->name.find(".hidden") != std::string::npos ? "hidden_width" : "embedding_width";
}

} // namespace

MemoryNeed memoryNeedOf(const RunSetup& setup)
{
    const RunSpec& spec = setup.spec();
    const OptimizerInfo& optimizer = *findOptimizer(spec.text("optimizer"));
    const bool keys = findObjective(spec.text("objective"))->usesQueue;
    // A new batch empties the history.
    const std::int64_t pairs = std::min(spec.integer("history"), spec.integer("hold_batch"));
    const OptimizerInfo* second = findOptimizer(discriminatorOptimizer(spec));
    const auto vectors = static_cast<double>(optimizer.vectors + (second ? second->vectors + 1 : 0)
        + optimizer.vectorsAPair * pairs + (keys ? 1 : 0)
        + (spec.real("average_decay") > 0 ? 1 : 0));
    const double vector = perNumber * static_cast<double>(setup.parameters());
    MemoryNeed need;
    if (keys)
        need.queues = perNumber * static_cast<double>(setup.towers() * setup.embeddingWidth())
            * static_cast<double>(spec.integer("queue_size"));
    need.parameters = (3 + vectors) * vector; // themselves, gradient, as before the step
    need.checkpoints = checkpointsKept(spec) * ((1 + vectors) * vector + need.queues);
    need.batch = perNumber * static_cast<double>(spec.integer("batch_size")) * valuesOfBatch(setup);
    return need;
}

std::optional<Problem> memoryProblem(const RunSetup& setup, std::optional<std::int64_t> left)
{
    const MemoryNeed need = memoryNeedOf(setup);
    const double most = std::max({ need.parameters, need.batch, need.queues });
    const std::string key = most == need.batch ? "batch_size"
        : most == need.queues                  ? "queue_size"
                                               : keyOfParameters(setup);
    return memoryProblem(key, toText(setup.spec().value(key)), need.total(), left);
}

void requireMemory(const RunSetup& setup)
{
    if (auto problem = memoryProblem(setup, memoryLeft())) throw SpecError({ std::move(*problem) });
}

} // namespace contrastlab
