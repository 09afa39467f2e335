// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A list that only grows. One writer, many readers, any thread. What is in the log never changes;
// its oldest entries may go where a file keeps them, and the others keep their places.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
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
    /// Entries appended, those that have gone too.
    [[nodiscard]] std::size_t size() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_gone + m_values.size();
    }
    /// Places below this one are empty.
    [[nodiscard]] std::size_t gone() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_gone;
    }
    /// A copy of [first, size), without what has gone; at most so many.
    [[nodiscard]] std::vector<T> since(
        std::size_t first, std::size_t most = std::numeric_limits<std::size_t>::max()) const
    {
        const std::scoped_lock lock(m_mutex);
        const std::size_t begin = std::max(first, m_gone) - m_gone;
        if (begin >= m_values.size()) return {};
        const auto from = m_values.begin() + static_cast<std::ptrdiff_t>(begin);
        return { from,
            from + static_cast<std::ptrdiff_t>(std::min(most, m_values.size() - begin)) };
    }
    /// Lets go of the entries before `place`. Of the writer alone.
    void forgetBefore(std::size_t place)
    {
        const std::scoped_lock lock(m_mutex);
        if (place <= m_gone) return;
        const std::size_t count = std::min(place - m_gone, m_values.size());
        m_values.erase(m_values.begin(), m_values.begin() + static_cast<std::ptrdiff_t>(count));
        m_gone += count;
    }
    [[nodiscard]] std::vector<T> all() const { return since(0); }
    [[nodiscard]] std::optional<T> last() const
    {
        const std::scoped_lock lock(m_mutex);
        if (m_values.empty()) return std::nullopt;
        return m_values.back();
    }
    /// Calls read(values) under the lock, without what has gone; for short look-ups only.
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
    std::size_t m_gone = 0;
};

} // namespace contrastlab
