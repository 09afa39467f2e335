// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The thread sleeps until a task is submitted.
#include "base/newest_task.h"

#include <utility>

#if defined(__linux__)
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace contrastlab {

namespace {

// Every stretch that another thread takes from one training thread makes the rest wait too. On
// Linux each thread has its own niceness.
void yieldToOthers()
{
#if defined(__linux__)
    constexpr int niceness = 10;
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), niceness);
#endif
}

} // namespace

NewestTask::NewestTask(Urgency urgency)
    : m_thread([this, urgency](std::stop_token stop) { loop(stop, urgency); })
{
}

void NewestTask::submit(std::function<void()> task)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_next = std::move(task);
    }
    m_submitted.notify_one();
}

bool NewestTask::idle() const
{
    const std::scoped_lock lock(m_mutex);
    return !m_running && !m_next;
}

bool NewestTask::waitUntilIdle(std::chrono::milliseconds longest) const
{
    std::unique_lock lock(m_mutex);
    return m_rested.wait_for(lock, longest, [&] { return !m_running && !m_next; });
}

void NewestTask::loop(std::stop_token stop, Urgency urgency)
{
    if (urgency == Urgency::background) yieldToOthers();
    for (;;) {
        std::function<void()> task;
        {
            std::unique_lock lock(m_mutex);
            m_running = false;
            if (!m_next) m_rested.notify_all();
            if (!m_submitted.wait(lock, stop, [&] { return static_cast<bool>(m_next); })) return;
            if (stop.stop_requested()) return;
            task = std::exchange(m_next, {});
            m_running = true;
        }
        runTask(task);
    }
}

// A view without its newest frame is no reason to lose the run.
void NewestTask::runTask(const std::function<void()>& task)
{
    try {
        task();
    } catch (const std::exception& error) {
        const std::scoped_lock lock(m_mutex);
        m_failure = error.what();
    }
}

std::optional<std::string> NewestTask::takeFailure()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_failure, std::nullopt);
}

} // namespace contrastlab
