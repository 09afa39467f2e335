// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loss and gradient of a batch in shards: every member makes and embeds the rows of its own shards,
// and all have the whole gradient in the end. Part of a trainer.
#pragma once

#include "base/shard_sum.h"
#include "run/training_batch.h"
#include "task/sharded_contrast.h"

#include <memory>
#include <span>
#include <vector>

namespace contrastlab {

class ShardedGradient {
public:
    /// The exchange outlives it.
    ShardedGradient(std::shared_ptr<const RunSetup> setup, Exchange& exchange);

    /// The same items at every member; the shards divide their number.
    void makeBatch(ThreadPool& pool, std::span<const Index> items, const Augmentation& augmentation,
        const BatchDamage& damage, std::uint64_t step);
    /// All rows of the batch, as a task counts them; the inputs are not there.
    [[nodiscard]] TaskBatch<float> forTask() const { return { m_noInputs, m_pairRows, {} }; }

    /// `spec` as it stands now. The gradient is that of all parameters; of `locked` towers, told by
    /// number, it is 0.
    TaskLoss evaluate(ThreadPool& pool, const RunSpec& spec, const std::vector<bool>& locked,
        const Vector<float>& parameters, Vector<float>& gradient);

private:
    void embed(ThreadPool& pool, const Vector<float>& parameters);
    void sumTowerGradients(ThreadPool& pool, const std::vector<bool>& locked,
        const Vector<float>& parameters, Vector<float>& gradient);

    std::shared_ptr<const RunSetup> m_setup;
    Shards m_shards;
    ShardedContrast<float> m_contrast;
    Index m_each = 0; ///< rows a shard
    std::vector<ModalityBatch<float>> m_noInputs;
    std::vector<PairRows> m_pairRows;
    std::vector<TrainingBatch> m_batches; ///< of each own shard
    std::vector<std::vector<TowerTape<float>>> m_tapes; ///< likewise, one a tower
    std::vector<Matrix<float>> m_embeddings; ///< one a tower, of the whole batch
    std::vector<Matrix<float>> m_gradEmbeddings; ///< of own shards
    Matrix<float> m_gradShard;
    ShardSum<float> m_towerSum;
};

} // namespace contrastlab
