// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A list that only grows. One writer, many readers, any thread. What is in the log never changes.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

namespace contrastlab {

template <class T> class AppendLog {
public:
    void append(T value)
    {
        makeRoom();
        const std::scoped_lock lock(m_mutex);
        m_values.push_back(std::move(value));
    }
    [[nodiscard]] std::size_t size() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_values.size();
    }
    /// A copy of [first, size).
    [[nodiscard]] std::vector<T> since(std::size_t first) const
    {
        const std::scoped_lock lock(m_mutex);
        if (first >= m_values.size()) return {};
        return { m_values.begin() + static_cast<std::ptrdiff_t>(first), m_values.end() };
    }
    [[nodiscard]] std::vector<T> all() const { return since(0); }
    [[nodiscard]] std::optional<T> last() const
    {
        const std::scoped_lock lock(m_mutex);
        if (m_values.empty()) return std::nullopt;
        return m_values.back();
    }
    /// Calls read(values) under the lock; for short look-ups only.
    template <class Read> auto with(const Read& read) const
    {
        const std::scoped_lock lock(m_mutex);
        return read(m_values);
    }

private:
    // Copied without the lock, which the one writer may do: readers of millions of entries would
    // wait for it, the window among them.
    void makeRoom()
    {
        if (m_values.size() < m_values.capacity()) return;
        std::vector<T> larger;
        larger.reserve(2 * m_values.size() + 16);
        larger.insert(larger.end(), m_values.begin(), m_values.end());
        const std::scoped_lock lock(m_mutex);
        m_values.swap(larger);
    }

    mutable std::mutex m_mutex;
    std::vector<T> m_values;
};

} // namespace contrastlab
