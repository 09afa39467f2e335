// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Orders of batches are told apart by the number of the epoch that they come from.
#include "lesson/trained_world.h"

#include "data/synthetic.h"

namespace contrastlab {

namespace {

constexpr std::int64_t epochsApart = 1'000'000;
constexpr std::int64_t drawsApart = 1'000'003;

std::shared_ptr<const RunSetup> worldSetup(RunSpec spec, std::uint64_t seed)
{
    spec.set("seed", std::int64_t(seed));
    return std::make_shared<RunSetup>(
        spec, std::make_shared<Dataset>(makeSyntheticWorld(SyntheticWorld(), seed)));
}

} // namespace

TrainedWorld::TrainedWorld(ThreadPool& pool, RunSpec spec, std::uint64_t seed)
    : m_pool(pool)
    , m_setup(worldSetup(std::move(spec), seed))
{
}

RunSpec TrainedWorld::lessonSpec()
{
    RunSpec spec;
    spec.set("dataset", std::string("synthetic"));
    spec.set("embedding_width", std::int64_t(16));
    spec.set("optimizer", std::string("adam"));
    spec.set("weight_decay", 0.0);
    spec.set("learning_rate", 0.003);
    spec.set("warmup_steps", std::int64_t(30));
    return spec;
}

Checkpoint TrainedWorld::begin(int draw) const
{
    Checkpoint checkpoint = Trainer(m_setup, m_pool).checkpoint();
    if (draw == 0) return checkpoint;
    RunSpec other = m_setup->spec();
    other.set("seed", other.integer("seed") + draw * drawsApart);
    const std::shared_ptr<const Dataset> data(m_setup, &m_setup->dataset());
    checkpoint.parameters = RunSetup(other, data).initialParameters();
    return inOtherOrder(std::move(checkpoint), draw);
}

Checkpoint TrainedWorld::train(
    const Checkpoint& from, std::int64_t steps, const std::function<void(Trainer&)>& before) const
{
    Trainer trainer(m_setup, m_pool, from);
    for (std::int64_t step = 0; step < steps && trainer.healthy(); ++step) {
        before(trainer);
        trainer.step();
    }
    return trainer.checkpoint();
}

Checkpoint TrainedWorld::inOtherOrder(Checkpoint from, int draw)
{
    from.batcher = { from.batcher.epoch + draw * epochsApart, 0, {}, 0 };
    from.heldBatch.clear();
    return from;
}

Matrix<float> TrainedWorld::embedded(
    const Checkpoint& at, int tower, const std::vector<Index>& items) const
{
    return m_setup->embed(m_pool, at.judged(), tower, items, 0).rowwise().normalized();
}

} // namespace contrastlab
