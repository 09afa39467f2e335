// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The embeddings of held-out items in the plane: shape tells the modality, colour the group, a line
// joins what belongs together. Points glide from one analysed frame to the next. Hovering shows the
// item, a click pins it. Window thread.
#pragma once

#include "plot/point_cloud.h"
#include "run/item_focus.h"
#include "views/frame_glide.h"

namespace contrastlab {

class HoverCard;
class ItemHover;
class ItemPictures;
class ItemSounds;

class ProjectionView : public PointCloud {
    Q_OBJECT

public:
    ProjectionView(RunMoment& moment, ItemFocus& focus, ItemPictures& pictures, ItemSounds& sounds,
        QWidget* parent = nullptr);

    [[nodiscard]] HoverCard& card();

protected:
    void changeEvent(QEvent* event) override;

private:
    void follow(const MomentChange& change);
    void clear();
    void makePoints(const ProbeFrame& frame);
    void showFrame();
    void hover(int point, const QPoint& globalPosition);
    [[nodiscard]] ItemFocus::Items itemsOf(int point) const;
    void takeSelection();
    void showFocus();
    void showPinned();
    void retranslate();
    void nameColors();
    [[nodiscard]] int colorOf(Index item) const;

    RunMoment& m_moment;
    ItemFocus& m_focus;
    ItemHover* m_hover;
    FrameGlide m_glide; ///< of the coordinates
    bool m_showing = false; ///< the selection changes by what is pinned, not by a hand
    std::vector<int> m_shownLabels; ///< label of each colour
    bool m_others = false; ///< the last colour stands for all labels that have none
};

} // namespace contrastlab
