// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A mailbox of one slot: a newer value replaces an unread one, and nothing is made unless asked
// for. Any thread. A mutex around a pointer swap, because a sanitizer can see it (it cannot see
// into atomic<shared_ptr>).
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

namespace contrastlab {

template <class T> class LatestValue {
public:
    /// Reader: a new value is wanted.
    void request() { m_wanted.store(true, std::memory_order_relaxed); }
    /// Writer, between two steps: true once for each time that a value became wanted.
    [[nodiscard]] bool claimRequest()
    {
        return m_wanted.load(std::memory_order_relaxed)
            && m_wanted.exchange(false, std::memory_order_relaxed);
    }
    void publish(std::shared_ptr<const T> value)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_value.swap(value);
        }
        // The old value dies here, outside the lock.
    }
    [[nodiscard]] std::shared_ptr<const T> latest() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_value;
    }

private:
    std::atomic<bool> m_wanted { false };
    mutable std::mutex m_mutex;
    std::shared_ptr<const T> m_value;
};

} // namespace contrastlab
