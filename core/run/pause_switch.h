// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Holds any number of threads while it is on: one asks before each step, which costs no more than a
// look. Any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace contrastlab {

class PauseSwitch {
public:
    void set(bool paused)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_paused = paused;
        }
        m_changed.notify_all();
    }
    [[nodiscard]] bool isSet() const { return m_paused.load(std::memory_order_relaxed); }
    /// Returns when it is off, or a stop is requested.
    void wait(const std::stop_token& stop)
    {
        if (!isSet()) return;
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return !isSet(); });
    }

private:
    std::atomic<bool> m_paused { false };
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
};

} // namespace contrastlab
