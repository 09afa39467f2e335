// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/experiment_embeddings.h"

#include "analysis/retrieval.h"
#include "run/drive.h"

#include <memory>

namespace contrastlab {

RunSpec experimentSpec(Index embeddingWidth, std::int64_t steps, std::uint64_t seed)
{
    RunSpec spec;
    spec.set("dataset", std::string("synthetic"));
    spec.set("embedding_width", std::int64_t(embeddingWidth));
    spec.set("batch_size", std::int64_t(128));
    spec.set("steps", steps);
    spec.set("optimizer", std::string("adam"));
    spec.set("weight_decay", 0.0);
    spec.set("learning_rate", 0.003);
    spec.set("warmup_steps", std::int64_t(30));
    spec.set("seed", std::int64_t(seed));
    return spec;
}

TrainedSides trainedSides(
    ThreadPool& pool, const SyntheticWorld& world, std::uint64_t worldSeed, const RunSpec& spec)
{
    return trainedSides(
        pool, std::make_shared<Dataset>(makeSyntheticWorld(world, worldSeed)), spec);
}

TrainedSides trainedSides(
    ThreadPool& pool, std::shared_ptr<const Dataset> data, const RunSpec& spec)
{
    const auto setup = std::make_shared<RunSetup>(spec, std::move(data));
    Trainer trainer(setup, pool);
    RunObserver nobody;
    (void)drive(trainer, nobody, nullptr, {});
    const auto side = [&](int tower, const std::vector<Index>& items) {
        return unitRowsOf(setup->embed(pool, trainer.judged(), tower, items, 0));
    };
    const TrainedPair pair = setup->pairs().front();
    const Split& split = setup->split();
    return { side(pair.a, split.training), side(pair.b, split.training),
        side(pair.a, split.heldOut), side(pair.b, split.heldOut) };
}

Matrix<float> unitRowsOf(Matrix<float> rows)
{
    rows.rowwise().normalize();
    return rows;
}

double recallAtTen(ThreadPool& pool, const Matrix<float>& a, const Matrix<float>& b)
{
    const TwoWayRetrieval found = summary(retrievalRanks<float>(pool, view(a), view(b)));
    return (found.aToB.recallAt10 + found.bToA.recallAt10) / 2;
}

} // namespace contrastlab
