// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decoded items of one length, in memory that is bounded, keyed by the content of their files:
// copies of a file share a slot. Nothing is ever evicted: an epoch visits every item once in random
// order, and then the share of hits is the share that fits, which no order of eviction betters.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

namespace contrastlab {

/// put() on any thread; slots never move, so what a slot() call gave stays readable while the cache
/// lives.
template <class T> class SlotCache {
public:
    SlotCache(std::size_t slotLength, std::size_t bytes)
        : m_length(slotLength)
        , m_capacity(bytes / (slotLength * sizeof(T)))
    {
    }

    /// The slot of this content, filled now if it is new; null where there is no room.
    const T* put(std::uint64_t content, std::span<const T> values)
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto found = m_slots.find(content); found != m_slots.end()) return found->second;
        if (m_slots.size() >= m_capacity) return nullptr;
        T* slot = newSlot();
        std::memcpy(slot, values.data(), m_length * sizeof(T));
        m_slots.emplace(content, slot);
        return slot;
    }
    /// Whether nothing new is kept.
    [[nodiscard]] bool full() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_slots.size() >= m_capacity;
    }
    /// Slots that fit.
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }

private:
    static constexpr std::size_t slotsInChunk = 64;

    T* newSlot()
    {
        const std::size_t place = m_slots.size() % slotsInChunk;
        if (place == 0) {
            const std::size_t count = std::min(slotsInChunk, m_capacity - m_slots.size());
            m_chunks.push_back(std::make_unique_for_overwrite<T[]>(count * m_length));
        }
        return m_chunks.back().get() + place * m_length;
    }

    std::size_t m_length;
    std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::unordered_map<std::uint64_t, const T*> m_slots;
    std::vector<std::unique_ptr<T[]>> m_chunks;
};

} // namespace contrastlab
