// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the parts of a heat map stand. The cells take all that is left, up to three times as wide
// as high or the reverse, in whole pixels where that costs little; what stands along the edges,
// groups and titles lie around them, the bar of colours beside them. Window thread (fonts).
#pragma once

#include "plot/heat_map_model.h"

namespace contrastlab {

struct HeatMapLayout {
    static constexpr double leastLabelled = 12; ///< pixels of a cell that has something at its edge
    static constexpr double groupBar = 5; ///< width of the coloured bars

    QRectF cells, bar;
    QRectF rowEdge, columnEdge; ///< pictures and words; empty where cells are too small
    QRectF rowBars, columnBars, rowNames, columnNames; ///< of groups
    QRectF title, caption, barTitle;

    /// `seen`: columns and rows in sight.
    HeatMapLayout(const HeatMapModel& model, QSizeF seen, QSize size, const QFont& font);

private:
    /// Room around the cells.
    struct Sides {
        double rowNames = 0, rowBars = 0, rowEdge = 0;
        double columnNames = 0, columnBars = 0, columnEdge = 0;
        double title = 0, caption = 0, ticks = 0, barWidth = 0, barTitle = 0;
    };

    static Sides sidesOf(const HeatMapModel& model, const QRectF& all, const QFont& font);
    static QSizeF roomIn(const QRectF& all, const Sides& sides);
    static void leaveRoomForEdges(
        const HeatMapModel& model, QSizeF seen, const QRectF& all, const QFont& font, Sides& sides);
    void place(const QRectF& all, const Sides& sides, QSizeF matrix, double em);
};

} // namespace contrastlab
