// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cosines of a fixed set of pairs, held out or trained on: the diagonal darkens as partners find
// each other, and each row's nearest is marked. Between two measured frames the colours glide, so
// that the eye can follow. Hovering shows the two items with the cosine as measured, a click pins
// them. Window thread.
#pragma once

#include "analysis/matrix_faces.h"
#include "plot/heat_map.h"
#include "run/item_focus.h"
#include "run/pair_choice.h"
#include "views/frame_glide.h"
#include "views/group_colors.h"

#include <QElapsedTimer>

namespace contrastlab {

class HoverCard;
class ItemHover;
class ItemPictures;
class ItemSounds;
class ItemSprites;

class HeatmapView : public HeatMap {
    Q_OBJECT

public:
    /// Which items the matrix is of. Gathered items take the place of the held-out sample.
    enum class Items { heldOut, training };
    /// How rows and columns are sorted: by group, by the rank of the row's partner from the first
    /// on, or from the last on.
    enum class Order { group, rank, worst };

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
    /// Colours reach as far as the cosines do, with their middle in the middle; else -1 to 1.
    void setRangeAutomatic(bool automatic);
    [[nodiscard]] bool isRangeAutomatic() const { return m_automatic; }

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

protected:
    void changeEvent(QEvent* event) override;

private:
    void follow(const MomentChange& change);
    void clear();
    void prepare();
    void showFrame();
    void glide();
    [[nodiscard]] Matrix<float> squareOf(const std::vector<float>& cosines) const;
    void judge();
    void sortItems(const std::vector<int>& ranks);
    [[nodiscard]] bool isSortingDue() const;
    void fitColors();
    [[nodiscard]] ColorRange faceRange() const;
    void hover(int row, int column, const QPoint& globalPosition);
    void click(int row, int column);
    [[nodiscard]] ItemFocus::Items itemsOf(int row, int column) const;
    [[nodiscard]] Matrix<float> cosinesOf(const ProbeFrame& frame) const;
    [[nodiscard]] std::vector<Index> sample() const;
    [[nodiscard]] float measured(int row, int column) const;
    [[nodiscard]] int rowOf(Index item) const;
    [[nodiscard]] QString cosineText(int row, int column) const;
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
    FrameGlide m_glide; ///< of the cosines, row by row, in the order of m_items
    PartnerNumbers m_partners; ///< of m_items
    Items m_which = Items::heldOut;
    Order m_sorting = Order::group;
    bool m_automatic = false;
    MatrixFace m_face = MatrixFace::cosine;
    double m_temperature = 1; ///< of the frame
    std::vector<Index> m_items; ///< sorted by group
    std::vector<int> m_order; ///< the place in m_items of each row and column
    QElapsedTimer m_sinceSorted;
    GroupColors m_colors;
    int m_right = 0;
};

} // namespace contrastlab
