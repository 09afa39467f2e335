// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the parts of a heat map stand: square cells in whole pixels where that costs little, labels
// and titles around them, the bar of colours beside them. Window thread (fonts).
#pragma once

#include "plot/heat_map_model.h"

namespace contrastlab {

struct HeatMapLayout {
    QRectF cells, bar;
    QRectF rowLabels, columnLabels, rowTitle, columnTitle, caption, barTitle;
    bool verticalColumnLabels = false;
    bool showsColumnLabels = true;

    HeatMapLayout(const HeatMapModel& model, QSize size, const QFont& font);

private:
    /// Room beside the cells, and the width of each part of it.
    struct Sides {
        double left, right, rowLabels, ticks, barWidth;
    };

    double layColumnLabels(const HeatMapModel& model, const QRectF& all, const QFont& font,
        double width, double forCells);
    void place(const QRectF& all, const Sides& sides, double em, double columnLabels,
        double columnTitle, double captionHeight);
};

} // namespace contrastlab
