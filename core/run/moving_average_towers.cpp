// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Queues are rings: one place for all towers, so that a row of each belongs to the same item.
#include "run/moving_average_towers.h"

#include "base/random.h"
#include "objective/unit_rows.h"

namespace contrastlab {

void MovingAverageTowers::begin(const Vector<float>& parameters, Index queueSize)
{
    clear();
    m_parameters = parameters;
    const auto seed = static_cast<std::uint64_t>(m_setup.spec().integer("seed"));
    for (int t = 0; t < m_setup.towers(); ++t) {
        RandomStream stream(seed, Purpose::queue, static_cast<std::uint64_t>(t));
        Matrix<float>& queue = m_queues.emplace_back(queueSize, m_setup.embeddingWidth());
        for (Index i = 0; i < queue.size(); ++i)
            queue.data()[i] = static_cast<float>(stream.normal());
        toUnitRows(queue);
    }
}

void MovingAverageTowers::clear()
{
    m_parameters.resize(0);
    m_queues.clear();
    m_filled = 0;
}

void MovingAverageTowers::restore(const Checkpoint& checkpoint)
{
    m_parameters = checkpoint.keyParameters;
    m_queues = checkpoint.queues;
    m_filled = checkpoint.queueFilled;
}

void MovingAverageTowers::writeTo(Checkpoint& checkpoint) const
{
    checkpoint.keyParameters = m_parameters;
    checkpoint.queues = m_queues;
    checkpoint.queueFilled = m_filled;
}

void MovingAverageTowers::embed(ThreadPool& pool, const std::vector<ModalityBatch<float>>& batch)
{
    m_tapes.resize(batch.size());
    m_keys.resize(batch.size());
    for (int tower = 0; tower < m_setup.towers(); ++tower) {
        const auto t = static_cast<std::size_t>(tower);
        m_keys[t] = m_setup.tower(tower).forward(
            pool, m_parameters.data() + m_setup.towerOffset(tower), batch[t], m_tapes[t]);
    }
}

void MovingAverageTowers::follow(const Vector<float>& parameters, double momentum,
    const std::vector<ModalityBatch<float>>& batch)
{
    const Index size = m_queues.front().rows();
    for (std::size_t t = 0; t < m_queues.size(); ++t) {
        const auto& present = batch[t].present;
        toUnitRows(m_keys[t]);
        for (Index i = 0; i < m_keys[t].rows(); ++i)
            if (present.empty() || present[static_cast<std::size_t>(i)])
                m_queues[t].row((m_filled + i) % size) = m_keys[t].row(i);
    }
    m_filled = (m_filled + m_keys.front().rows()) % size;
    const auto keep = static_cast<float>(momentum);
    m_parameters = keep * m_parameters + (1.0f - keep) * parameters;
}

} // namespace contrastlab
