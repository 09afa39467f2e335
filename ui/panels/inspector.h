// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of the pinned item: what it is, and, from the frame of the playhead, what lies nearest
// to it in the other modality. Window thread.
#pragma once

#include "run/item_focus.h"
#include "run/pair_choice.h"

#include <QScrollArea>

#include <array>

class QLabel;

namespace contrastlab {

class ItemPictures;
class ItemSheet;
class ItemSounds;
class NeighbourList;
class ViewHint;

class Inspector : public QScrollArea {
    Q_OBJECT

public:
    Inspector(RunMoment& moment, ItemFocus& focus, PairChoice& choice, ItemPictures& pictures,
        ItemSounds& sounds, QWidget* parent = nullptr);

    [[nodiscard]] ItemSheet& sheet(int index) { return *m_sheets[std::size_t(index)]; }
    /// One a direction of the pair.
    [[nodiscard]] NeighbourList& neighbours(int side) { return *m_sides[std::size_t(side)].list; }
    [[nodiscard]] QString headingText(int side) const;
    [[nodiscard]] QString relationText() const;

    /// What lies nearest on either side, with titles.
    [[nodiscard]] QList<QStringList> table() const;

    /// Follows the frames only while it can be seen; a dock behind another one cannot.
    void setInSight(bool inSight);
    [[nodiscard]] bool isInSight() const { return m_inSight; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Side {
        QLabel* heading;
        NeighbourList* list;
    };

    void makeLayout();
    void showItems();
    void showFrame();
    void showSide(std::size_t side, const FocusedItem& asked, int to);
    void showRelation(const ProbeFrame& frame);
    void showOutside();
    void pinPlace(std::size_t side, int place);

    RunMoment& m_moment;
    ItemFocus& m_focus;
    PairChoice& m_choice;
    ViewHint* m_hint;
    QLabel* m_empty;
    QLabel* m_relation;
    QLabel* m_outside; ///< that the matrix has no row of the item
    bool m_inSight = true;
    std::array<ItemSheet*, 2> m_sheets {};
    std::array<Side, 2> m_sides {};
    std::array<int, 2> m_targets {}; ///< tower that each side looks into
};

} // namespace contrastlab
