// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/group_colors.h"

#include "run/item_names.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <map>

namespace contrastlab {

GroupColors::GroupColors(const Dataset& dataset, const std::vector<Index>& items)
{
    std::map<int, int> counts;
    for (const Index item : items)
        if (!dataset.labels.empty()) ++counts[dataset.labels[std::size_t(item)]];
    std::vector<std::pair<int, int>> byCount(counts.begin(), counts.end());
    std::ranges::stable_sort(byCount, std::greater {}, &std::pair<int, int>::second);
    if (byCount.size() > mostColors + 1) byCount.resize(mostColors);
    for (const auto& [label, count] : byCount)
        m_labels.push_back(label);
    std::ranges::sort(m_labels);
    m_hasOthers = m_labels.size() < counts.size();
}

int GroupColors::colorOf(int label) const
{
    const auto place = std::ranges::lower_bound(m_labels, label);
    const bool known = place != m_labels.end() && *place == label;
    return known ? int(place - m_labels.begin()) : others();
}

QStringList GroupColors::names(const Dataset& dataset) const
{
    QStringList names;
    for (const int label : m_labels)
        names << (label < 0 ? QCoreApplication::translate("GroupColors", "no group")
                            : labelName(dataset, label));
    if (m_hasOthers) names << QCoreApplication::translate("GroupColors", "other groups");
    return names;
}

} // namespace contrastlab
