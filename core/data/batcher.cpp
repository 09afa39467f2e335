// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An epoch's order is a pure function of seed, epoch and the few items postponed at its start.
#include "data/batcher.h"

#include "base/random.h"

#include <algorithm>

namespace contrastlab {

Batcher::Batcher(std::vector<Index> items, std::uint64_t seed)
    : m_items(std::move(items))
    , m_seed(seed)
{
    arrange();
}

void Batcher::arrange()
{
    RandomStream stream(m_seed, Purpose::sampleOrder, static_cast<std::uint64_t>(m_state.epoch));
    const std::vector<std::int64_t> order =
        permutation(static_cast<std::int64_t>(m_items.size()), stream);
    std::vector<Index> postponed = m_state.postponed;
    std::sort(postponed.begin(), postponed.end());
    m_order.clear();
    std::vector<Index> later;
    for (const std::int64_t place : order) {
        const Index item = m_items[static_cast<std::size_t>(place)];
        const bool front = static_cast<Index>(m_order.size()) < m_state.ahead;
        const bool wait = front && std::binary_search(postponed.begin(), postponed.end(), item);
        (wait ? later : m_order).push_back(item);
    }
    // Those that had to wait come at once after the front.
    m_order.insert(m_order.begin() + m_state.ahead, later.begin(), later.end());
}

void Batcher::next(Index size, std::vector<Index>& batch)
{
    batch.clear();
    while (static_cast<Index>(batch.size()) < size) {
        if (m_state.position == static_cast<Index>(m_order.size())) {
            m_state = { m_state.epoch + 1, 0, batch, size - static_cast<Index>(batch.size()) };
            if (batch.empty()) m_state.ahead = 0;
            arrange();
        }
        batch.push_back(m_order[static_cast<std::size_t>(m_state.position++)]);
    }
}

void Batcher::restore(const State& state)
{
    m_state = state;
    arrange();
}

double Batcher::epochs() const
{
    return static_cast<double>(m_state.epoch)
        + static_cast<double>(m_state.position) / static_cast<double>(m_items.size());
}

} // namespace contrastlab
