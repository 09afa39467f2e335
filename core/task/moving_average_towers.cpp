// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Queues are rings: one place for all towers, so that a row of each belongs to the same item.
#include "task/moving_average_towers.h"

#include "base/random.h"
#include "objective/unit_rows.h"

namespace contrastlab {

template <class S>
void MovingAverageTowers<S>::begin(const Vector<S>& parameters, Index queueSize, std::uint64_t seed)
{
    clear();
    m_state.parameters = parameters;
    for (std::size_t t = 0; t < m_model.towers.size(); ++t) {
        RandomStream stream(seed, Purpose::queue, t);
        Matrix<S>& queue =
            m_state.queues.emplace_back(queueSize, m_model.towers[t].embeddingWidth());
        for (Index i = 0; i < queue.size(); ++i)
            queue.data()[i] = static_cast<S>(stream.normal());
        toUnitRows(queue);
    }
}

template <class S>
void MovingAverageTowers<S>::embed(ThreadPool& pool, const std::vector<ModalityBatch<S>>& batch)
{
    m_tapes.resize(batch.size());
    m_keys.resize(batch.size());
    for (std::size_t t = 0; t < batch.size(); ++t)
        m_keys[t] = m_model.towers[t].forward(
            pool, m_state.parameters.data() + m_model.offsets[t], batch[t], m_tapes[t]);
}

template <class S>
void MovingAverageTowers<S>::follow(
    const Vector<S>& parameters, double momentum, const std::vector<ModalityBatch<S>>& batch)
{
    std::vector<Matrix<S>>& queues = m_state.queues;
    const Index size = queues.front().rows();
    for (std::size_t t = 0; t < queues.size(); ++t) {
        const auto& present = batch[t].present;
        toUnitRows(m_keys[t]);
        for (Index i = 0; i < m_keys[t].rows(); ++i)
            if (present.empty() || present[static_cast<std::size_t>(i)])
                queues[t].row((m_state.filled + i) % size) = m_keys[t].row(i);
    }
    m_state.filled = (m_state.filled + m_keys.front().rows()) % size;
    const auto keep = static_cast<S>(momentum);
    m_state.parameters = keep * m_state.parameters + (S(1) - keep) * parameters;
}

template class MovingAverageTowers<float>;
template class MovingAverageTowers<double>;

} // namespace contrastlab
