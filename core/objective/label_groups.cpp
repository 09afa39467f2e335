// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows sorted by label, and each row's place in that order.
#include "objective/label_groups.h"

#include "base/problem.h"

#include <algorithm>
#include <numeric>

namespace contrastlab {

void LabelGroups::assign(std::span<const int> labels, Index rows, std::string_view objective)
{
    if (std::ssize(labels) != rows)
        throw SpecError({ { "objective", std::string(objective),
            "data with a label for every item; choose clip or nt-xent where there are none" } });
    const auto count = static_cast<std::size_t>(rows);
    m_members.resize(count);
    m_first.resize(count);
    m_count.resize(count);
    std::iota(m_members.begin(), m_members.end(), Index(0));
    const auto label = [&](Index row) { return labels[static_cast<std::size_t>(row)]; };
    std::ranges::stable_sort(m_members, {}, label);
    for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
        const int shared = label(m_members[begin]);
        for (end = begin + 1; shared >= 0 && end < count && label(m_members[end]) == shared;)
            ++end;
        for (std::size_t k = begin; k < end; ++k) {
            m_first[static_cast<std::size_t>(m_members[k])] = static_cast<Index>(begin);
            m_count[static_cast<std::size_t>(m_members[k])] = static_cast<Index>(end - begin);
        }
    }
}

std::span<const Index> LabelGroups::of(Index row) const
{
    const auto i = static_cast<std::size_t>(row);
    return std::span(m_members).subspan(
        static_cast<std::size_t>(m_first[i]), static_cast<std::size_t>(m_count[i]));
}

} // namespace contrastlab
