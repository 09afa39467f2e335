// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A list that only grows. One writer, many readers, any thread. What is in the log never changes.
// Plain records are kept out of memory where there are many (base/scratch_room.h).
#pragma once

#include "base/scratch_room.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <mutex>
#include <optional>
#include <span>
#include <type_traits>
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
    /// A copy of [first, size); at most so many.
    [[nodiscard]] std::vector<T> since(
        std::size_t first, std::size_t most = std::numeric_limits<std::size_t>::max()) const
    {
        return with([&](std::span<const T> values) {
            const auto tail = values.subspan(std::min(first, values.size()));
            const auto slice = tail.first(std::min(most, tail.size()));
            return std::vector<T>(slice.begin(), slice.end());
        });
    }
    [[nodiscard]] std::vector<T> all() const { return since(0); }
    [[nodiscard]] std::optional<T> last() const
    {
        return with([](std::span<const T> values) {
            return values.empty() ? std::nullopt : std::optional<T>(values.back());
        });
    }
    /// Calls read(values) under the lock; for short look-ups only.
    template <class Read> auto with(const Read& read) const
    {
        const std::scoped_lock lock(m_mutex);
        return read(std::span<const T>(m_values.data(), m_values.size()));
    }

private:
    using Values =
        std::conditional_t<std::is_trivially_copyable_v<T>, ScratchVector<T>, std::vector<T>>;

    // Copied without the lock, which the one writer may do: readers of millions of entries would
    // wait for it, the window among them.
    void makeRoom()
    {
        if (m_values.size() < m_values.capacity()) return;
        Values larger = enlarged(m_values);
        const std::scoped_lock lock(m_mutex);
        m_values.swap(larger);
    }
    template <class U> static ScratchVector<U> enlarged(const ScratchVector<U>& values)
    {
        return values.enlarged();
    }
    template <class U> static std::vector<U> enlarged(const std::vector<U>& values)
    {
        std::vector<U> larger;
        larger.reserve(2 * values.size() + 16);
        larger.insert(larger.end(), values.begin(), values.end());
        return larger;
    }

    mutable std::mutex m_mutex;
    Values m_values;
};

} // namespace contrastlab
