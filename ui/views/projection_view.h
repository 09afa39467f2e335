// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The embeddings of items in the plane or in space: shape tells the modality, colour the
// group, a line joins what belongs together, and where few are in sight, pictures and words stand
// in the place of points. Points glide from one analysed frame to the next. Hovering shows the
// item, a click pins it, Shift and a click or a lasso choose items. Window thread.
#pragma once

#include "plot/point_cloud.h"
#include "run/item_focus.h"
#include "run/live_map.h"
#include "views/frame_glide.h"
#include "views/group_colors.h"

#include <QElapsedTimer>
#include <QPointer>

#include <array>
#include <map>

namespace contrastlab {

class HoverCard;
class ItemHover;
class ItemPictures;
class ItemSounds;
class ItemSprites;

class ProjectionView : public PointCloud {
    Q_OBJECT

public:
    ProjectionView(RunMoment& moment, ItemFocus& focus, ItemPictures& pictures, ItemSounds& sounds,
        QWidget* parent = nullptr);

    [[nodiscard]] HoverCard& card();
    [[nodiscard]] LiveMap& map() const { return *m_map; }
    /// What colours tell: the item's group, the modality, the place of its partner among all, the
    /// cosine with it. The last two are of the first pair.
    enum class ColorBy { group, modality, rank, cosine };
    void setColorBy(ColorBy by);
    /// Where the last pictures had what is pinned or chosen, or all where they are few.
    void setTrails(bool shown);
    /// What picture of the embeddings is shown.
    void setMap(LiveMap::Kind kind);
    [[nodiscard]] ColorBy colorBy() const { return m_colorBy; }
    /// The same of another run beside it: from now on the same kind of map of the same items in the
    /// same colours, laid on this one, below this one's legend.
    void setCompanion(ProjectionView& companion);

    /// "PCA · 150 held-out items · step 1,200 · 43% of variance · trust 0.93 ...".
    [[nodiscard]] QString header() const;
    /// What a map of this kind cannot be trusted for, and what the numbers beside it mean.
    [[nodiscard]] QString caution() const;
    /// Item, modality, x and y, one line a point.
    [[nodiscard]] QList<QStringList> table() const;

signals:
    void frameShown(); ///< other points, or other things to say of them

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void takeClick(QPointF at, Qt::KeyboardModifiers modifiers) override;
    void takeLegendClick(int entry, bool alone) override;

private:
    void follow(const MomentChange& change);
    void clear();
    void makePoints();
    void showMap();
    void showNeighbours(int point);
    void hover(int point, const QPoint& globalPosition);
    [[nodiscard]] ItemFocus::Items itemsOf(int point) const;
    [[nodiscard]] QString readingOf(int point) const;
    void takeSelection();
    void tellGreyed();
    void shareFilter();
    void showFocus();
    [[nodiscard]] std::vector<int> pinnedPoints() const;
    void showChosen();
    void sayWaiting();
    void retranslate();
    void nameColors();
    void nameAxes();
    [[nodiscard]] std::array<QString, 3> axisNames() const;
    [[nodiscard]] int colorOf(int point) const;
    void colorPoints();
    [[nodiscard]] QString itemsText() const;
    void readPartners();
    [[nodiscard]] QStringList colorNames() const;
    [[nodiscard]] QImage pictureOf(int point, double room);
    [[nodiscard]] QImage wordOf(Index item, int tower);

    RunMoment& m_moment;
    ItemFocus& m_focus;
    LiveMap* m_map;
    ItemHover* m_hover;
    FrameGlide m_glide; ///< of the coordinates
    bool m_showing = false; ///< the selection changes by what is pinned, not by a hand
    QPointer<ProjectionView> m_companion; ///< of the run that this is compared with; null: none
    GroupColors m_colors;
    ColorBy m_colorBy = ColorBy::group;
    std::vector<int> m_partnerBins; ///< colour of each item where it tells its partner
    QElapsedTimer m_sinceRead;
    int m_reading = 0; ///< what was asked before is of no use
    std::array<QString, 3> m_axisNames;
    ItemSprites* m_sprites;
    std::map<std::pair<Index, int>, QImage> m_words; ///< drawn as they are in this theme

    NewestTask m_partners { NewestTask::Urgency::background }; ///< last: ends before what it uses
};

} // namespace contrastlab
