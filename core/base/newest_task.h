// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread for work of which only the newest matters: one task running, one next, and a newer
// next replaces an older. The views' mathematics runs here, off both the window's and the training
// thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace contrastlab {

class NewestTask {
public:
    NewestTask();
    /// Replaces a task that waits; one that runs goes on.
    void submit(std::function<void()> task);
    /// Neither running nor waiting.
    [[nodiscard]] bool idle() const;

private:
    void loop(std::stop_token stop);

    mutable std::mutex m_mutex;
    std::condition_variable_any m_submitted;
    std::function<void()> m_next;
    bool m_running = false;
    std::jthread m_thread; ///< last: ends before the rest goes
};

} // namespace contrastlab
