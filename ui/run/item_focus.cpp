// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "run/item_focus.h"

#include "run/picture_modality.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

ItemFocus::ItemFocus(RunMoment& moment, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_selection(moment)
{
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run == MomentChange::Run::other) hover({});
        if (change.data && m_moment.setup()) checkData();
    });
}

void ItemFocus::hover(const Items& items)
{
    if (std::exchange(m_hovered, items) != items) emit hoveredChanged();
}

void ItemFocus::pin(const Items& items)
{
    if (std::exchange(m_pinned, items) != items) emit pinnedChanged();
}

void ItemFocus::clear()
{
    pin({});
    m_selection.clear();
}

Index ItemFocus::heardOf(const Items& items) const
{
    const auto setup = m_moment.setup();
    if (!setup || items.empty()) return -1;
    for (const FocusedItem& focused : items)
        if (isOfSounds(setup->modality(focused.tower))) return focused.item;
    return items.back().item;
}

// A run begun anew on the same items keeps what is pinned.
void ItemFocus::checkData()
{
    const auto setup = m_moment.setup();
    std::string data = setup->dataset().name + setup->dataset().digest;
    for (int tower = 0; tower < setup->towers(); ++tower)
        data += ',' + setup->modality(tower).name;
    const bool same = std::exchange(m_data, data) == data;
    const auto& probes = m_moment.probes().projectionItems;
    const bool there = std::ranges::all_of(
        m_pinned, [&](const FocusedItem& pinned) { return placeOf(probes, pinned.item) >= 0; });
    if (!same || !there) pin({});
}

int placeOf(const std::vector<Index>& items, Index item)
{
    const auto found = std::ranges::find(items, item);
    return found == items.end() ? -1 : int(found - items.begin());
}

} // namespace contrastlab
