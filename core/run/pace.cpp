// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The follower does a step once the leader has begun it, so that both compute it at the same time;
// the leader begins one once the follower has done the one before.
#include "run/pace.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace contrastlab {

namespace {

constexpr std::chrono::milliseconds longestPaceWait { 10 };

} // namespace

struct Pace::Both {
    mutable std::mutex mutex;
    std::condition_variable_any changed;
    std::shared_ptr<const Checkpoint> beginning;
    std::int64_t begun = 0; ///< steps of the leader, the one at work included
    std::int64_t followed = 0; ///< that the follower has done
    bool leaderIsOut = false, followerIsOut = false;
};

std::pair<std::shared_ptr<Pace>, std::shared_ptr<Pace>> Pace::ofTwo()
{
    const auto both = std::make_shared<Both>();
    return { std::shared_ptr<Pace>(new Pace(both, true)),
        std::shared_ptr<Pace>(new Pace(both, false)) };
}

Pace::Pace(std::shared_ptr<Both> both, bool leads) : m_both(std::move(both)), m_leads(leads) { }

Pace::~Pace()
{
    {
        const std::scoped_lock lock(m_both->mutex);
        (m_leads ? m_both->leaderIsOut : m_both->followerIsOut) = true;
    }
    m_both->changed.notify_all();
}

void Pace::begin(std::shared_ptr<const Checkpoint> state)
{
    const std::scoped_lock lock(m_both->mutex);
    m_both->begun = m_both->followed = state->step;
    m_both->beginning = std::move(state);
}

std::shared_ptr<const Checkpoint> Pace::beginning() const
{
    const std::scoped_lock lock(m_both->mutex);
    return m_both->beginning;
}

bool Pace::mayStep(std::int64_t done, const std::stop_token& stop)
{
    std::unique_lock lock(m_both->mutex);
    const auto may = [&] {
        return m_leads ? m_both->followerIsOut || m_both->followed >= done : m_both->begun > done;
    };
    m_both->changed.wait_for(
        lock, stop, longestPaceWait, [&] { return may() || (!m_leads && m_both->leaderIsOut); });
    if (!may()) return false;
    if (m_leads) m_both->begun = std::max(m_both->begun, done + 1);
    lock.unlock();
    m_both->changed.notify_all();
    return true;
}

void Pace::tell(std::int64_t done)
{
    if (m_leads) return;
    {
        const std::scoped_lock lock(m_both->mutex);
        m_both->followed = done;
    }
    m_both->changed.notify_all();
}

bool Pace::isOver(std::int64_t done) const
{
    const std::scoped_lock lock(m_both->mutex);
    return !m_leads && m_both->leaderIsOut && m_both->begun <= done;
}

} // namespace contrastlab
