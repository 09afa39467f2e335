// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every number that the trainer uses as a size or a place.
#include "run/checkpoint_fit.h"

#include "objective/objective.h"
#include "optimizer/optimizer_groups.h"
#include "run/spec_settings.h"

#include <algorithm>
#include <unordered_set>

namespace contrastlab {

namespace {

class Examination {
public:
    Examination(const Checkpoint& checkpoint, const RunSetup& setup)
        : m_checkpoint(checkpoint)
        , m_setup(setup)
        , m_training(setup.split().training.begin(), setup.split().training.end())
    {
    }
    std::vector<Problem> examine();

private:
    void expect(bool fits, const char* field, const std::string& found, std::string limit);
    void expectNumber(std::int64_t number, std::int64_t least, std::int64_t most, const char* field,
        const std::string& what);
    void expectTrainingItems(const std::vector<Index>& items, const char* field);
    void lookAtProgress();
    void lookAtBatches();
    void lookAtOptimizer();
    void lookAtKeys(bool expected);

    const Checkpoint& m_checkpoint;
    const RunSetup& m_setup;
    std::unordered_set<Index> m_training;
    std::vector<Problem> m_problems;
};

std::string sizeOf(const Matrix<float>& matrix)
{
    return std::to_string(matrix.rows()) + " x " + std::to_string(matrix.cols());
}

void Examination::expect(bool fits, const char* field, const std::string& found, std::string limit)
{
    if (!fits)
        m_problems.push_back({ std::string("checkpoint.") + field, found, std::move(limit), {} });
}

void Examination::expectNumber(std::int64_t number, std::int64_t least, std::int64_t most,
    const char* field, const std::string& what)
{
    expect(number >= least && number <= most, field, std::to_string(number),
        "from " + std::to_string(least) + " to " + std::to_string(most) + ", " + what);
}

void Examination::expectTrainingItems(const std::vector<Index>& items, const char* field)
{
    const auto stranger =
        std::ranges::find_if(items, [&](Index item) { return !m_training.contains(item); });
    if (stranger != items.end())
        expect(false, field, "item " + std::to_string(*stranger),
            "one of the " + std::to_string(m_training.size()) + " training items");
}

void Examination::lookAtProgress()
{
    const Checkpoint& c = m_checkpoint;
    expect(c.step >= 0, "step", std::to_string(c.step), "at least 0");
    expect(c.evaluations >= 0, "evaluations", std::to_string(c.evaluations), "at least 0");
    expect(c.parameters.size() == m_setup.parameters(), "parameters",
        std::to_string(c.parameters.size()) + " numbers",
        std::to_string(m_setup.parameters()) + ", as many as the towers have on the data set "
            + m_setup.dataset().name);
    expect(m_setup.hasRoomFor(c.spec), "task", c.spec.text("task"),
        "a task whose parameters the run has");
    expect(c.averageParameters.size() == 0 || c.averageParameters.size() == m_setup.parameters(),
        "average_parameters", std::to_string(c.averageParameters.size()) + " numbers",
        "none or " + std::to_string(m_setup.parameters()) + ", one a parameter");
}

void Examination::lookAtBatches()
{
    const Checkpoint& c = m_checkpoint;
    const auto items = static_cast<std::int64_t>(m_training.size());
    expect(c.batcher.epoch >= 0, "epoch", std::to_string(c.batcher.epoch), "at least 0");
    expectNumber(c.batcher.position, 0, items, "position", "the training items of an epoch");
    expectNumber(c.batcher.ahead, 0, items - std::ssize(c.batcher.postponed), "ahead",
        "the training items that are not postponed");
    expectTrainingItems(c.batcher.postponed, "postponed");
    const std::int64_t size = c.spec.integer("batch_size");
    const auto held = std::ssize(c.heldBatch);
    expect(held == 0 || held == size, "held_batch", std::to_string(held) + " items",
        "none or " + std::to_string(size) + ", the batch size");
    expectTrainingItems(c.heldBatch, "held_batch");
    expectNumber(c.heldSince, 0, std::max<std::int64_t>(0, c.step), "held_since", "steps done");
}

// The optimiser itself knows how many vectors it has.
void Examination::lookAtOptimizer()
{
    const OptimizerState& state = m_checkpoint.optimizer;
    const std::string& name = m_checkpoint.spec.text("optimizer");
    const auto wrong = std::ranges::find_if(state.vectors, [&](const Vector<float>& vector) {
        return vector.size() != 0 && vector.size() != m_setup.parameters();
    });
    if (wrong != state.vectors.end())
        return expect(false, "optimizer", std::to_string(wrong->size()) + " numbers in a vector",
            std::to_string(m_setup.parameters()) + ", one a parameter");
    try {
        OptimizerGroups optimizers;
        optimizers.use(name, discriminatorOptimizer(m_checkpoint.spec));
        optimizers.restore(state);
    } catch (const InputError& error) {
        expect(false, "optimizer",
            std::to_string(state.vectors.size()) + " vectors and "
                + std::to_string(state.scalars.size()) + " numbers",
            "the state of " + name + ": " + error.expectation());
    }
}

void Examination::lookAtKeys(bool expected)
{
    const Checkpoint& c = m_checkpoint;
    const Index parameters = expected ? m_setup.parameters() : 0;
    const auto towers = static_cast<std::ptrdiff_t>(expected ? m_setup.towers() : 0);
    const std::int64_t size = c.spec.integer("queue_size");
    const std::string& objective = c.spec.text("objective");
    expect(c.keys.parameters.size() == parameters, "key_parameters",
        std::to_string(c.keys.parameters.size()) + " numbers",
        std::to_string(parameters) + " for the objective " + objective);
    expect(std::ssize(c.keys.queues) == towers, "queues", std::to_string(c.keys.queues.size()),
        std::to_string(towers) + " for the objective " + objective);
    for (const Matrix<float>& queue : c.keys.queues)
        expect(queue.rows() == size && queue.cols() == m_setup.embeddingWidth(), "queue",
            sizeOf(queue),
            std::to_string(size) + " x " + std::to_string(m_setup.embeddingWidth())
                + ", keys of the embeddings' width");
    expectNumber(c.keys.filled, 0, expected ? size - 1 : 0, "queue_filled", "a place in the queue");
}

// What names no objective or optimiser says nothing of their state.
std::vector<Problem> Examination::examine()
{
    m_problems = validate(m_checkpoint.spec, m_setup.facts());
    lookAtProgress();
    lookAtBatches();
    if (findOptimizer(m_checkpoint.spec.text("optimizer"))) lookAtOptimizer();
    if (const ObjectiveInfo* info = findObjective(m_checkpoint.spec.text("objective")))
        lookAtKeys(info->usesQueue && isContrast(m_checkpoint.spec));
    return std::move(m_problems);
}

} // namespace

std::vector<Problem> checkFits(const Checkpoint& checkpoint, const RunSetup& setup)
{
    return Examination(checkpoint, setup).examine();
}

void requireFits(const Checkpoint& checkpoint, const RunSetup& setup)
{
    if (auto problems = checkFits(checkpoint, setup); !problems.empty())
        throw SpecError(std::move(problems));
}

} // namespace contrastlab
