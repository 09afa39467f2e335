// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/state_cache.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <utility>

namespace contrastlab {

std::size_t bytesOf(const Checkpoint& state)
{
    Index floats =
        state.parameters.size() + state.averageParameters.size() + state.keys.parameters.size();
    for (const Vector<float>& vector : state.optimizer.vectors)
        floats += vector.size();
    for (const Matrix<float>& queue : state.keys.queues)
        floats += queue.size();
    return sizeof(Checkpoint) + sizeof(float) * static_cast<std::size_t>(floats)
        + sizeof(Index) * (state.batcher.postponed.size() + state.heldBatch.size())
        + sizeof(double) * state.optimizer.scalars.size();
}

std::int64_t StepFocus::distanceOf(std::int64_t other) const
{
    return std::max({ std::int64_t(0), first - other, other - last });
}

StepFocus StateCache::focusOn(std::int64_t step, std::int64_t newest)
{
    const std::int64_t last = step > newest - reach ? newest : step + reach / 2;
    return { step, std::max(std::int64_t(0), last - reach), last };
}

void StateCache::keep(std::shared_ptr<const Checkpoint> state, const StepFocus& focus)
{
    auto& place = m_states[state->step];
    if (place) m_bytes -= bytesOf(*place);
    m_bytes += bytesOf(*state);
    place = std::move(state);
    while (m_bytes > m_mostBytes && m_states.size() > 1) {
        const auto least = leastMissed(focus);
        m_bytes -= bytesOf(*least->second);
        m_states.erase(least);
    }
}

std::int64_t StateCache::leastSpacing(const Checkpoint& state) const
{
    const auto most = static_cast<std::int64_t>(m_mostBytes / bytesOf(state));
    return reach / std::max(std::int64_t(1), most) + 1;
}

// The first and the last have a gap on one side alone: they hold what is beyond. Those at multiples
// of the spacing go after all others: together they fill the room evenly.
StateCache::States::iterator StateCache::leastMissed(const StepFocus& focus)
{
    const auto first = m_states.begin(), last = std::prev(m_states.end());
    const auto farness = [&](std::int64_t step) {
        return std::pair(focus.distanceOf(step), std::abs(step - focus.step));
    };
    const auto farthest = farness(first->first) > farness(last->first) ? first : last;
    if (m_states.size() < 3 || focus.distanceOf(farthest->first) > 0) return farthest;
    const std::int64_t apart = leastSpacing(*first->second);
    auto least = last;
    std::pair smallest(true, std::numeric_limits<std::int64_t>::max());
    for (auto state = std::next(first); state != last; ++state) {
        const std::int64_t gap = std::next(state)->first - std::prev(state)->first;
        const std::pair missed(state->first % apart == 0, gap);
        if (missed < smallest && state->first != focus.step) {
            smallest = missed;
            least = state;
        }
    }
    return least;
}

std::shared_ptr<const Checkpoint> StateCache::atOrBefore(std::int64_t step) const
{
    const auto after = m_states.upper_bound(step);
    return after == m_states.begin() ? nullptr : std::prev(after)->second;
}

std::vector<std::shared_ptr<const Checkpoint>> StateCache::all() const
{
    std::vector<std::shared_ptr<const Checkpoint>> states;
    for (const auto& step : m_states)
        states.push_back(step.second);
    return states;
}

void StateCache::clear()
{
    m_states.clear();
    m_bytes = 0;
}

} // namespace contrastlab
