// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "run/item_selection.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

ItemSelection::ItemSelection(RunMoment& moment, QObject* parent) : QObject(parent), m_moment(moment)
{
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data && m_moment.setup()) checkData();
    });
}

void ItemSelection::set(const std::vector<Index>& items, Origin origin)
{
    std::vector<Index> once;
    std::set<Index> seen;
    for (const Index item : items)
        if (seen.insert(item).second) once.push_back(item);
    if (std::exchange(m_items, once) == once) return;
    m_chosen = std::move(seen);
    m_origin = m_items.empty() ? Origin::none : origin;
    emit changed();
}

void ItemSelection::add(const std::vector<Index>& items, Origin origin)
{
    std::vector<Index> all = m_items;
    all.insert(all.end(), items.begin(), items.end());
    set(all, origin);
}

void ItemSelection::toggle(Index item, Origin origin)
{
    std::vector<Index> all = m_items;
    if (std::erase(all, item) == 0) all.push_back(item);
    set(all, origin);
}

void ItemSelection::setGreyed(const std::vector<Index>& items)
{
    std::set<Index> greyed(items.begin(), items.end());
    if (std::exchange(m_greyed, greyed) != greyed) emit changed();
}

void ItemSelection::keep(const QString& name)
{
    if (m_items.empty()) return;
    const auto found = std::ranges::find(m_kept, name, &Kept::name);
    if (found == m_kept.end())
        m_kept.push_back({ name, m_items });
    else
        found->items = m_items;
    emit keptChanged();
}

void ItemSelection::forget(const QString& name)
{
    if (std::erase_if(m_kept, [&](const Kept& kept) { return kept.name == name; }) > 0)
        emit keptChanged();
}

void ItemSelection::choose(const QString& name)
{
    const auto found = std::ranges::find(m_kept, name, &Kept::name);
    if (found != m_kept.end()) set(found->items, Origin::kept);
}

// Items of other data have other numbers; those that are not drawn cannot be chosen.
void ItemSelection::checkData()
{
    const Dataset& dataset = m_moment.setup()->dataset();
    const std::string data = dataset.name + dataset.digest;
    if (std::exchange(m_data, data) != data) {
        m_greyed.clear();
        m_kept.clear();
        set({}, Origin::none);
        emit dataChanged();
        return;
    }
    const auto& there = m_moment.probes().projectionItems;
    const std::set<Index> drawn(there.begin(), there.end());
    std::vector<Index> left = m_items;
    std::erase_if(left, [&](Index item) { return !drawn.contains(item); });
    set(left, m_origin);
}

} // namespace contrastlab
