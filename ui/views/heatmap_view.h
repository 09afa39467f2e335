// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cosines of a fixed set of held-out pairs: the diagonal brightens as partners find each other.
// Between two measured frames the colours glide, so that the eye can follow. Hovering shows the two
// items with the cosine as measured, a click pins them. Window thread.
#pragma once

#include "plot/heat_map.h"
#include "run/item_focus.h"
#include "run/pair_choice.h"
#include "views/frame_glide.h"

namespace contrastlab {

class HoverCard;
class ItemHover;
class ItemPictures;
class ItemSounds;

class HeatmapView : public HeatMap {
    Q_OBJECT

public:
    HeatmapView(RunMoment& moment, ItemFocus& focus, PairChoice& choice, ItemPictures& pictures,
        ItemSounds& sounds, QWidget* parent = nullptr);

    [[nodiscard]] HoverCard& card();

protected:
    void changeEvent(QEvent* event) override;

private:
    void follow(const MomentChange& change);
    void clear();
    void prepare();
    void showFrame();
    void glide();
    void hover(int row, int column, const QPoint& globalPosition);
    void click(int row, int column);
    [[nodiscard]] ItemFocus::Items itemsOf(int row, int column) const;
    [[nodiscard]] QString cosineText(int row, int column) const;
    void showFocus();
    void showPinned();
    void retranslate();

    RunMoment& m_moment;
    ItemFocus& m_focus;
    PairChoice& m_choice;
    ItemHover* m_hover;
    FrameGlide m_glide; ///< of the cosines, row by row
    int m_rows = 0, m_columns = 0;
};

} // namespace contrastlab
