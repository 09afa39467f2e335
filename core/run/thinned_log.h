// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A log of large entries over the steps of a run, in bounded room: where it would outgrow it, the
// entries that lie closer together than a spacing go, and the spacing doubles. The newest is always
// there, and an entry never changes. One writer, many readers, any thread. Of a run read from a
// file the entries stand there until they are asked for.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <vector>

namespace contrastlab {

/// Of entries with a member `step` and a function bytesOf(entry).
template <class T> class ThinnedLog {
public:
    using Entry = std::shared_ptr<const T>;

    /// Keeps at most so many entries, in at most so many bytes; but always two.
    ThinnedLog(std::size_t mostEntries, std::size_t mostBytes)
        : m_mostEntries(mostEntries)
        , m_mostBytes(mostBytes)
    {
    }
    /// Before anything is appended: entries of these ascending steps stand elsewhere, and those of
    /// a call before no longer. `read` is called when one is asked for, and only who asks holds it;
    /// where it gives null there is none.
    using Read = std::function<Entry(std::int64_t step)>;
    void recall(const std::vector<std::int64_t>& steps, Read read)
    {
        const std::scoped_lock lock(m_mutex);
        m_read = std::move(read);
        m_recalled.clear();
        for (const std::int64_t step : steps)
            m_recalled.push_back({ step, {} });
    }
    /// Steps ascend; an entry of the newest's step takes its place.
    void append(Entry entry)
    {
        const std::scoped_lock lock(m_mutex);
        while (!m_recalled.empty() && m_recalled.back().step >= entry->step)
            m_recalled.pop_back();
        if (!m_entries.empty() && replaces(*entry)) dropNewest();
        m_bytes += bytesOf(*entry);
        m_entries.push_back(std::move(entry));
        while (m_entries.size() > 2 && (m_entries.size() > m_mostEntries || m_bytes > m_mostBytes))
            thin();
    }
    void append(T entry) { append(std::make_shared<const T>(std::move(entry))); }

    [[nodiscard]] std::size_t size() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_recalled.size() + m_entries.size();
    }
    /// Null where there is none.
    [[nodiscard]] Entry newest() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_entries.empty() ? recalledUpTo(latest) : m_entries.back();
    }
    /// The newest at or before a step, or null.
    [[nodiscard]] Entry atOrBefore(std::int64_t step) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto end = after(step);
        return end == m_entries.begin() ? recalledUpTo(step) : *std::prev(end);
    }
    /// In the order of their steps.
    [[nodiscard]] std::vector<Entry> all() const
    {
        return since(std::numeric_limits<std::int64_t>::min());
    }
    /// Those of later steps than this.
    [[nodiscard]] std::vector<Entry> since(std::int64_t step) const
    {
        const std::scoped_lock lock(m_mutex);
        Entries entries;
        for (Recalled& recalled : m_recalled)
            if (Entry entry = recalled.step > step ? taken(recalled) : nullptr)
                entries.push_back(std::move(entry));
        entries.insert(entries.end(), after(step), m_entries.end());
        return entries;
    }

private:
    using Entries = std::vector<Entry>;
    static constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();
    struct Recalled {
        std::int64_t step = 0;
        std::weak_ptr<const T> entry; ///< who asks again while it is held gets the same
    };

    [[nodiscard]] Entry taken(Recalled& recalled) const
    {
        Entry entry = recalled.entry.lock();
        if (!entry) recalled.entry = entry = m_read(recalled.step);
        return entry;
    }
    // What cannot be read is not asked for again.
    [[nodiscard]] Entry recalledUpTo(std::int64_t step) const
    {
        auto end = std::ranges::upper_bound(m_recalled, step, {}, &Recalled::step);
        while (end != m_recalled.begin()) {
            if (Entry entry = taken(*--end)) return entry;
            end = m_recalled.erase(end);
        }
        return nullptr;
    }
    [[nodiscard]] typename Entries::const_iterator after(std::int64_t step) const
    {
        return std::ranges::upper_bound(
            m_entries, step, {}, [](const Entry& entry) { return entry->step; });
    }
    // The newest was there because nothing newer was; now it is too close to the one before.
    [[nodiscard]] bool replaces(const T& entry) const
    {
        const std::int64_t newest = m_entries.back()->step;
        const bool close =
            m_entries.size() > 1 && newest - m_entries[m_entries.size() - 2]->step < m_spacing;
        return entry.step == newest || close;
    }
    void dropNewest()
    {
        m_bytes -= bytesOf(*m_entries.back());
        m_entries.pop_back();
    }
    void thin()
    {
        m_spacing *= 2;
        std::int64_t last = m_entries.front()->step;
        const auto tooClose = [&](const Entry& entry) {
            if (entry->step - last < m_spacing && entry->step != last
                && entry != m_entries.back()) {
                m_bytes -= bytesOf(*entry);
                return true;
            }
            last = entry->step;
            return false;
        };
        // In order and each once, which std::erase_if does not promise for a predicate with state.
        Entries kept;
        for (const Entry& entry : m_entries)
            if (!tooClose(entry)) kept.push_back(entry);
        m_entries.swap(kept);
    }

    const std::size_t m_mostEntries, m_mostBytes;
    mutable std::mutex m_mutex;
    mutable std::vector<Recalled> m_recalled;
    Read m_read;
    Entries m_entries;
    std::size_t m_bytes = 0;
    std::int64_t m_spacing = 1; ///< steps at least between two entries but the newest
};

} // namespace contrastlab
