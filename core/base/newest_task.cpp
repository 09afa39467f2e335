// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The thread sleeps until a task is submitted.
#include "base/newest_task.h"

#include "base/niceness.h"
#include "base/thread_pool.h"

#include <utility>

namespace contrastlab {

NewestTask::NewestTask(Urgency urgency)
    : m_thread([this, urgency](std::stop_token stop) { loop(stop, urgency); })
{
}

NewestTask::~NewestTask()
{
    cancel();
}

void NewestTask::submit(std::function<void(const std::stop_token&)> task)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_next = std::move(task);
    }
    m_submitted.notify_one();
}

void NewestTask::submit(std::function<void()> task)
{
    submit([task = std::move(task)](const std::stop_token&) { task(); });
}

void NewestTask::cancel()
{
    Task dropped; // what it holds may be large: it goes without the lock
    const std::scoped_lock lock(m_mutex);
    dropped.swap(m_next);
    m_stop.request_stop();
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
    if (urgency == Urgency::background) standBack(viewNiceness);
    for (;;) {
        Task task;
        std::stop_token toldToStop;
        {
            std::unique_lock lock(m_mutex);
            m_running = false;
            if (!m_next) m_rested.notify_all();
            if (!m_submitted.wait(lock, stop, [&] { return static_cast<bool>(m_next); })) return;
            if (stop.stop_requested()) return;
            task = std::exchange(m_next, {});
            m_running = true;
            m_stop = {};
            toldToStop = m_stop.get_token();
        }
        runTask(task, toldToStop);
    }
}

// A view without its newest frame is no reason to lose the run.
void NewestTask::runTask(const Task& task, const std::stop_token& stop)
{
    try {
        task(stop);
    } catch (const Interrupted&) {
        return; // it was told to stop
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
