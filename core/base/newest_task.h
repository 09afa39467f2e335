// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread for work of which only the newest matters: one task running, one next, and a newer
// next replaces an older. The views' mathematics runs here, off both the window's and the training
// thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace contrastlab {

class NewestTask {
public:
    enum class Urgency { normal, background };

    /// In the background the thread takes what other threads leave of the processors.
    explicit NewestTask(Urgency urgency = Urgency::normal);
    NewestTask(const NewestTask&) = delete;
    NewestTask& operator=(const NewestTask&) = delete;
    /// Ends when the task that runs does, which is told to stop.
    ~NewestTask();

    /// Replaces a task that waits; one that runs goes on. The token tells the task that it is of no
    /// use any more; it may then throw Interrupted.
    void submit(std::function<void(const std::stop_token&)> task);
    void submit(std::function<void()> task);
    /// Forgets a task that waits, and tells one that runs to stop.
    void cancel();
    /// What the last task threw that threw something, once; or nothing.
    [[nodiscard]] std::optional<std::string> takeFailure();
    /// Neither running nor waiting.
    [[nodiscard]] bool idle() const;
    /// Waits until it is, but no longer than this; whether it is.
    bool waitUntilIdle(std::chrono::milliseconds longest) const;

private:
    using Task = std::function<void(const std::stop_token&)>;

    void runTask(const Task& task, const std::stop_token& stop);
    void loop(std::stop_token stop, Urgency urgency);

    mutable std::mutex m_mutex;
    std::condition_variable_any m_submitted;
    mutable std::condition_variable_any m_rested;
    Task m_next;
    bool m_running = false;
    std::stop_source m_stop; ///< of the task that runs
    std::optional<std::string> m_failure;
    std::jthread m_thread; ///< last: ends before the rest goes
};

} // namespace contrastlab
