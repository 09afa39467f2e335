// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A fixed set of pairs, held out or trained on, or the batch of the last step, by its cosines or as
// the objective sees them: the diagonal darkens as partners find each other, and each row's nearest
// is marked. Between two measured frames the colours glide, so that the eye can follow. Hovering
// shows the two items with their numbers as measured, a click pins them. Window thread.
#pragma once

#include "analysis/matrix_faces.h"
#include "plot/heat_map.h"
#include "run/item_focus.h"
#include "run/pair_choice.h"
#include "views/frame_glide.h"
#include "views/group_colors.h"
#include "views/matrix_items.h"

#include <QElapsedTimer>
#include <QPointer>

namespace contrastlab {

class HoverCard;
class ItemHover;
class ItemPictures;
class ItemSounds;
class ItemSprites;
class LiveBatch;

class HeatmapView : public HeatMap {
    Q_OBJECT

public:
    /// Which items the matrix is of. Gathered items take the place of the held-out sample.
    enum class Items { heldOut, training, batch };
    /// How rows and columns are sorted: by group, by the rank of the row's partner from the first
    /// on, or from the last on, or so that what is near stands together (optimal leaf order).
    enum class Order { group, rank, worst, cluster };

    HeatmapView(RunMoment& moment, ItemFocus& focus, PairChoice& choice, ItemPictures& pictures,
        ItemSounds& sounds, QWidget* parent = nullptr);

    [[nodiscard]] HoverCard& card();
    void setItems(Items items);
    [[nodiscard]] Items shownItems() const { return m_which; }
    void setOrder(Order order);
    [[nodiscard]] Order order() const { return m_sorting; }
    /// What a cell's colour tells, of the items shown at the temperature of their frame.
    void setFace(MatrixFace face);
    [[nodiscard]] MatrixFace face() const { return m_face; }
    /// Both modalities, or one with itself, which has no winners.
    void setBlock(PairBlock block);
    [[nodiscard]] PairBlock block() const { return m_block; }
    /// Colours reach as far as the cosines do, with their middle in the middle; else -1 to 1.
    void setRangeAutomatic(bool automatic);
    [[nodiscard]] bool isRangeAutomatic() const { return m_automatic; }
    /// Cells tell by how much they differ from those of another moment, or of another run on the
    /// same data; null: what they are. `name`: what is taken away, as "at step 100".
    void setAgainst(std::shared_ptr<const ProbeFrame> other, const QString& name = {});

    /// The same of another run beside it: from now on of the same items where it has them, in the
    /// same order, turned to the same face, on one scale of colours.
    void setCompanion(HeatmapView* companion);
    /// All of it is as in the other: a cell here and there is of the same two items.
    [[nodiscard]] bool isComparable(const HeatmapView& other) const;
    /// As measured, in the order that is shown; NaN where there is none.
    [[nodiscard]] float measured(int row, int column) const;
    [[nodiscard]] ItemFocus::Items itemsOf(int row, int column) const;
    /// What a card says of a cell.
    [[nodiscard]] QString footer(int row, int column) const;

    /// What is told of a cell that the keyboard's cursor is at.
    [[nodiscard]] QString readingOf(int row, int column) const;

    /// The items in the order of rows and columns.
    [[nodiscard]] std::vector<Index> itemsInOrder() const;
    /// Rows whose nearest is their partner.
    [[nodiscard]] int rightRows() const { return m_right; }
    /// What a card says of two items: the same one, or of equal content.
    [[nodiscard]] static QString textOf(float cosine, bool same, bool partners);
    /// The cosines as measured, with the names of rows and columns.
    [[nodiscard]] QList<QStringList> table() const;

signals:
    void judged(); ///< other rows are right, or other items are shown
    void glided(); ///< other colours are shown
    void labelled(); ///< something else stands along the edges

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void follow(const MomentChange& change);
    void clear();
    void sayWaiting();
    void prepare();
    void showFrame();
    void showBatch();
    void showMatrix(MatrixItems items);
    void watchBatch();
    void showFace(bool smoothly);
    void showColors();
    void glide();
    void judge();
    void showWinners(const std::vector<int>& winners);
    [[nodiscard]] std::vector<int> orderBy(const std::vector<int>& ranks) const;
    void sortItems(const std::vector<int>& ranks);
    [[nodiscard]] bool isSortingDue() const;
    void fitColors();
    [[nodiscard]] ColorRange faceRange() const;
    [[nodiscard]] bool isDifference() const;
    [[nodiscard]] Matrix<float> shownFace() const;
    [[nodiscard]] std::vector<float> goals() const;
    [[nodiscard]] bool takesOrder() const;
    void hover(int row, int column, const QPoint& globalPosition);
    void click(int row, int column);
    [[nodiscard]] std::pair<int, int> towers() const;
    [[nodiscard]] ItemSource source() const;
    [[nodiscard]] std::vector<Index> sample() const;
    [[nodiscard]] int rowOf(Index item) const;
    [[nodiscard]] QString comparison(int row, int column) const;
    [[nodiscard]] HeatMapEdge edgeOf(int tower);
    [[nodiscard]] std::vector<QPoint> partnerCells() const;
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
    LiveBatch* m_batch;
    QPointer<HeatmapView> m_companion; ///< of the run that this is compared with; null: none
    QPointer<HeatmapView> m_lead; ///< whose companion this is; null: nobody's
    std::optional<PairMatrix> m_matrix; ///< of m_items, as measured
    FrameGlide m_glide; ///< of the face, row by row, in the order of m_items
    Items m_which = Items::heldOut;
    Order m_sorting = Order::group;
    bool m_automatic = false;
    std::shared_ptr<const ProbeFrame> m_against; ///< null: cells are what they are
    QString m_againstName;
    MatrixFace m_face = MatrixFace::cosine;
    PairBlock m_block = PairBlock::across;
    std::vector<Index> m_items; ///< sorted by group
    std::vector<int> m_order; ///< the place in m_items of each row and column
    QElapsedTimer m_sinceSorted;
    GroupColors m_colors;
    int m_right = 0;
};

} // namespace contrastlab
