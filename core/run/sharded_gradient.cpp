// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A shard is embedded by itself, whoever has it, because sums inside a product depend on its shape.
#include "run/sharded_gradient.h"

#include "run/spec_settings.h"

#include <algorithm>

namespace contrastlab {

ShardedGradient::ShardedGradient(std::shared_ptr<const RunSetup> setup, Exchange& exchange)
    : m_setup(std::move(setup))
    , m_shards(exchange, static_cast<int>(m_setup->spec().integer("shards")))
    , m_contrast(m_setup->pairs())
    , m_batches(static_cast<std::size_t>(m_shards.own().count()))
    , m_tapes(m_batches.size())
    , m_embeddings(static_cast<std::size_t>(m_setup->towers()))
    , m_gradEmbeddings(m_embeddings.size())
{
    for (auto& tapes : m_tapes)
        tapes.resize(m_embeddings.size());
}

void ShardedGradient::makeBatch(ThreadPool& pool, std::span<const Index> items,
    const Augmentation& augmentation, const BatchDamage& damage, std::uint64_t step)
{
    m_each = std::ssize(items) / m_shards.count();
    m_pairRows.assign(m_setup->pairs().size(), { true, std::ssize(items), {}, {} });
    for (std::size_t shard = 0; shard < m_batches.size(); ++shard) {
        const Index first = m_each * (m_shards.own().first + static_cast<int>(shard));
        m_batches[shard].make(pool, *m_setup,
            items.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(m_each)),
            augmentation, damage, step, first);
    }
}

void ShardedGradient::embed(ThreadPool& pool, const Vector<float>& parameters)
{
    const Index own = m_each * m_shards.own().first;
    for (std::size_t t = 0; t < m_embeddings.size(); ++t) {
        const int tower = static_cast<int>(t);
        m_embeddings[t].resize(m_each * m_shards.count(), m_setup->embeddingWidth());
        for (std::size_t shard = 0; shard < m_batches.size(); ++shard)
            m_embeddings[t].middleRows(own + static_cast<Index>(shard) * m_each, m_each) =
                m_setup->tower(tower).forward(pool, parameters.data() + m_setup->towerOffset(tower),
                    m_batches[shard].modalities()[t], m_tapes[shard][t]);
    }
}

TaskLoss ShardedGradient::evaluate(ThreadPool& pool, const RunSpec& spec,
    const std::vector<bool>& locked, const Vector<float>& parameters, Vector<float>& gradient)
{
    m_contrast.apply(taskSettingsOf(spec));
    embed(pool, parameters);
    gradient.resize(parameters.size());
    gradient.tail(parameters.size() - m_setup->taskOffset()).setZero();
    const Index own = m_setup->taskOffset(spec);
    const TaskLoss loss = m_contrast.evaluate(pool, m_shards, parameters.data() + own, m_embeddings,
        gradient.data() + own, m_gradEmbeddings);
    sumTowerGradients(pool, locked, parameters, gradient);
    return loss;
}

void ShardedGradient::sumTowerGradients(ThreadPool& pool, const std::vector<bool>& locked,
    const Vector<float>& parameters, Vector<float>& gradient)
{
    const Index ofTowers = m_setup->taskOffset();
    m_towerSum.begin(m_shards, ofTowers);
    for (std::size_t shard = 0; shard < m_batches.size(); ++shard) {
        float* gradients = m_towerSum.room();
        for (std::size_t t = 0; t < m_embeddings.size(); ++t) {
            const int tower = static_cast<int>(t);
            const Index offset = m_setup->towerOffset(tower);
            if (locked[t]) {
                std::fill_n(gradients + offset, m_setup->tower(tower).parameters(), 0.0f);
                continue;
            }
            m_gradShard =
                m_gradEmbeddings[t].middleRows(static_cast<Index>(shard) * m_each, m_each);
            m_setup->tower(tower).backward(pool, parameters.data() + offset,
                m_batches[shard].modalities()[t], m_tapes[shard][t], m_gradShard,
                gradients + offset);
        }
        m_towerSum.put(pool);
    }
    m_towerSum.toAll(pool, m_shards, gradient.data());
}

} // namespace contrastlab
