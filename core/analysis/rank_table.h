// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How many of a fixed set of values lie above another, in nearly constant time: equal bins from the
// least to the largest value say where to look. Constant once made, so any thread may ask it.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace contrastlab {

template <class S> class RankTable {
public:
    /// Values are finite; at least one.
    explicit RankTable(std::span<const S> values) : m_sorted(values.begin(), values.end())
    {
        std::ranges::sort(m_sorted);
        const S range = m_sorted.back() - m_sorted.front();
        m_binsPerUnit = range > S(0) ? static_cast<S>(bins) / range : S(0);
        m_begin.resize(bins + 1);
        for (const S value : m_sorted)
            ++m_begin[binOf(value) + 1];
        for (std::size_t bin = 0; bin < bins; ++bin)
            m_begin[bin + 1] += m_begin[bin];
    }

    /// The values above `value`, and half of those equal to it, times two.
    [[nodiscard]] std::int64_t twiceAbove(S value) const
    {
        const std::size_t bin = binOf(value);
        const auto first = m_sorted.begin() + m_begin[bin];
        const auto last = m_sorted.begin() + m_begin[bin + 1];
        const auto lower = std::lower_bound(first, last, value);
        const auto upper = std::upper_bound(lower, last, value);
        return (m_sorted.end() - lower) + (m_sorted.end() - upper);
    }

private:
    static constexpr std::size_t bins = 4096;

    // Never falls as the value rises, which is all that the search needs.
    [[nodiscard]] std::size_t binOf(S value) const
    {
        const S place = (value - m_sorted.front()) * m_binsPerUnit;
        return place > S(0) ? static_cast<std::size_t>(std::min(place, static_cast<S>(bins - 1)))
                            : 0;
    }

    std::vector<S> m_sorted;
    std::vector<std::uint32_t> m_begin; ///< of each bin in m_sorted
    S m_binsPerUnit = 0;
};

} // namespace contrastlab
