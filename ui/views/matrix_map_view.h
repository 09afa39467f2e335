// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cosines of all items as a map. They are embedded in the background from the checkpoint at the
// playhead, again once that has moved on and the work has rested six times as long as it took, so
// that it takes about a seventh of one core; only while the map is chosen and in sight. Window
// thread.
#pragma once

#include "analysis/item_cosines.h"
#include "plot/matrix_map.h"
#include "run/checkpoint_task.h"
#include "run/item_focus.h"
#include "run/pair_choice.h"
#include "views/group_colors.h"

namespace contrastlab {

class HoverCard;
class ItemHover;
class ItemPictures;
class ItemSounds;
class ItemSprites;

class MatrixMapView : public MatrixMap {
    Q_OBJECT

public:
    MatrixMapView(RunMoment& moment, ItemFocus& focus, PairChoice& choice, ItemPictures& pictures,
        ItemSounds& sounds, QWidget* parent = nullptr);

    [[nodiscard]] HoverCard& card();
    /// While it is not, nothing is held and nothing computed. What is held is the pyramid
    /// (SimilarityPyramid), and a second one while that is made anew.
    void setChosen(bool chosen);
    /// Null while there are none.
    [[nodiscard]] std::shared_ptr<const ItemCosines> cosines() const { return m_cosines; }
    /// How many items, and of which step.
    [[nodiscard]] QString stateText() const;
    /// The means in sight, in blocks of which there are at most 256 a side, with the names of rows
    /// and columns.
    [[nodiscard]] QList<QStringList> table() const;
    /// What a menu may offer to pin of what is under the pointer; empty where there is nothing.
    [[nodiscard]] QString pinText() const;

signals:
    void stateChanged();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    using Cosines = std::shared_ptr<const ItemCosines>;

    void follow(const MomentChange& change);
    void forget();
    void askSoon();
    [[nodiscard]] CheckpointTask::Work work(const std::shared_ptr<const Checkpoint>& checkpoint);
    void keep(const Cosines& cosines);
    void say(std::function<QString()> text);

    void hover(const MatrixBlock& block, const QPoint& globalPosition);
    void click(int row, int column);
    [[nodiscard]] Index itemAt(Index place) const;
    [[nodiscard]] int placeOf(Index item) const;
    [[nodiscard]] ItemFocus::Items itemsOf(Index row, Index column) const;
    [[nodiscard]] QString textOf(const MatrixBlock& block) const;
    [[nodiscard]] QString readingOf(const MatrixBlock& block) const;
    [[nodiscard]] QString blockName(int level, int block) const;
    [[nodiscard]] QString groupOf(int level, int block) const;
    [[nodiscard]] HeatMapEdge edgeOf(int tower);
    [[nodiscard]] std::vector<AxisGroup> groups() const;
    void showFocus();
    void showPinned();
    void showLabels();
    void retranslate();

    RunMoment& m_moment;
    ItemFocus& m_focus;
    PairChoice& m_choice;
    ItemHover* m_hover;
    ItemSprites* m_sprites;
    bool m_chosen = false;
    Cosines m_cosines;
    GroupColors m_colors;
    std::function<QString()> m_waiting; ///< why there is nothing to see
    std::optional<SimilarityPyramid::Cell> m_nearest; ///< in the block under the pointer
    QPoint m_pointed; ///< where that is, on the screen
    CheckpointTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
