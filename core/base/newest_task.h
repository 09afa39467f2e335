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
    /// Replaces a task that waits; one that runs goes on.
    void submit(std::function<void()> task);
    /// What the last task threw that threw something, once; or nothing.
    [[nodiscard]] std::optional<std::string> takeFailure();
    /// Neither running nor waiting.
    [[nodiscard]] bool idle() const;
    /// Waits until it is, but no longer than this; whether it is.
    bool waitUntilIdle(std::chrono::milliseconds longest) const;

private:
    void runTask(const std::function<void()>& task);
    void loop(std::stop_token stop, Urgency urgency);

    mutable std::mutex m_mutex;
    std::condition_variable_any m_submitted;
    mutable std::condition_variable_any m_rested;
    std::function<void()> m_next;
    bool m_running = false;
    std::optional<std::string> m_failure;
    std::jthread m_thread; ///< last: ends before the rest goes
};

} // namespace contrastlab
