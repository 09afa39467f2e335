// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which items a person looks at: those under the pointer, those pinned by a click, and those
// chosen to be looked at together. Shared by the views, so that each shows what the others point
// at. Window thread.
#pragma once

#include "run/item_selection.h"

#include <QObject>

#include <vector>

namespace contrastlab {

/// An item as one of the run's towers sees it.
struct FocusedItem {
    Index item = 0;
    int tower = 0;

    friend bool operator==(const FocusedItem&, const FocusedItem&) = default;
};

class ItemFocus : public QObject {
    Q_OBJECT

public:
    /// None, one (a point), or two (a cell: its row's item and its column's).
    using Items = std::vector<FocusedItem>;

    explicit ItemFocus(RunMoment& moment, QObject* parent = nullptr);

    void hover(const Items& items);
    void pin(const Items& items);
    /// Nothing pinned, nothing chosen.
    void clear();
    [[nodiscard]] ItemSelection& selection() { return m_selection; }

    [[nodiscard]] const Items& hovered() const { return m_hovered; }
    [[nodiscard]] const Items& pinned() const { return m_pinned; }
    /// That of the items which is to be heard: the one that a tower of sound sees, else the last;
    /// -1 for none.
    [[nodiscard]] Index heardOf(const Items& items) const;

signals:
    void hoveredChanged();
    void pinnedChanged();

private:
    void checkData();

    RunMoment& m_moment;
    ItemSelection m_selection;
    Items m_hovered, m_pinned;
    std::string m_data; ///< what the pinned items belong to
};

/// Where an item stands among the probe items; -1 where it is none of them.
int placeOf(const std::vector<Index>& items, Index item);

} // namespace contrastlab
