// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The contrast of pairs over a batch that is divided into shards. It keeps nothing from step to
// step, so keys and queues are none of its business.
#pragma once

#include "objective/sharded_objective.h"
#include "task/learning_task.h"

#include <memory>

namespace contrastlab {

template <class S> class ShardedContrast {
public:
    explicit ShardedContrast(std::vector<TrainedPair> pairs);

    /// Before the first evaluation, and after each change; of an objective that takes shards.
    void apply(const TaskSettings& settings);

    /// As ContrastiveTask::evaluate(), where no row lacks anything. `embeddings` are N x d a tower,
    /// of which the rows of own shards are filled in; gradEmbeddings get the rows of own shards
    /// alone.
    TaskLoss evaluate(ThreadPool& pool, const Shards& shards, const S* parameters,
        std::vector<Matrix<S>>& embeddings, S* gradParameters,
        std::vector<Matrix<S>>& gradEmbeddings);

private:
    std::vector<TrainedPair> m_pairs;
    std::unique_ptr<ShardedObjective<S>> m_objective;
    TaskSettings m_settings;
    PairResult<S> m_result;
};

} // namespace contrastlab
