// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person chose to look at, as entries of the undo list: pinned items and chosen ones. It
// watches, because every view chooses for itself; what hovers is no choice, and what a new run or
// its data do to one is none of a person's. Window thread.
#pragma once

#include "run/item_focus.h"
#include "run/undo_list.h"

#include <QElapsedTimer>
#include <QTimer>

namespace contrastlab {

class ChoiceEdits : public QObject {
    Q_OBJECT

public:
    struct Choice {
        ItemFocus::Items pinned;
        std::vector<Index> items;
        ItemSelection::Origin origin = ItemSelection::Origin::none;

        friend bool operator==(const Choice&, const Choice&) = default;
    };

    ChoiceEdits(RunMoment& moment, ItemFocus& focus, UndoList& undo, QObject* parent = nullptr);

    /// Milliseconds within which one pin after the other, or one row of the table after the other,
    /// is one entry: who walks through items leaves one, not a hundred.
    void setWalk(qint64 milliseconds) { m_walk = milliseconds; }

    /// Shows a choice again; what is not drawn of it is left out. False where nothing is left of
    /// it.
    bool show(const Choice& choice);
    /// "Pinned: panda", "Chosen: 12 items".
    [[nodiscard]] QString textOf(const Choice& before, const Choice& after) const;

private:
    [[nodiscard]] Choice current() const;
    void note();

    RunMoment& m_moment;
    ItemFocus& m_focus;
    UndoList& m_undo;
    Choice m_known;
    QTimer m_soon; ///< one click may pin and let go: one entry
    QElapsedTimer m_clock;
    qint64 m_walk = 1000;
};

} // namespace contrastlab
