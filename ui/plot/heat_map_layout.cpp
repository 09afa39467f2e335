// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/heat_map_layout.h"

#include "plot/plot_text.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

double labelWidth(const std::vector<AxisGroup>& groups, const QFontMetricsF& metrics)
{
    double width = 0;
    for (const AxisGroup& group : groups)
        width = std::max(width, metrics.horizontalAdvance(group.label));
    return width;
}

} // namespace

HeatMapLayout::HeatMapLayout(const HeatMapModel& model, QSize size, const QFont& font)
{
    const double em = QFontMetrics(font).height();
    const QFontMetricsF small(scaledFont(font, 0.9));
    const QRectF all = QRectF(QPointF(), size).adjusted(0.4 * em, 0.6 * em, -0.4 * em, -0.3 * em);
    Sides sides {};
    sides.barWidth = 0.9 * em;
    sides.ticks = small.horizontalAdvance(QStringLiteral("−0.55")) + 0.6 * em;
    sides.right =
        sides.barWidth + sides.ticks + (model.barTitle.isEmpty() ? 0 : 1.3 * em) + 0.9 * em;
    if (!model.rowGroups.empty())
        sides.rowLabels =
            std::min(labelWidth(model.rowGroups, small) + 0.5 * em, 0.26 * all.width());
    sides.left = (model.rowTitle.isEmpty() ? 0 : 1.4 * em) + sides.rowLabels;
    const bool reduced = model.wholeBlockSide() > 1 && !model.reductionCaption.isEmpty();
    const double captionHeight = reduced ? 1.3 * em : 0;
    const double columnTitleHeight = model.columnTitle.isEmpty() ? 0 : 1.4 * em;
    const double width = std::max(all.width() - sides.left - sides.right, 1.0);
    const double forCells = all.height() - columnTitleHeight - captionHeight;
    const double labels = layColumnLabels(model, all, font, width, forCells);

    const double height = std::max(forCells - labels, 1.0);
    double cell = std::min(width / std::max(1, model.columns), height / std::max(1, model.rows));
    // Whole pixels a cell where that costs little: all cells look alike.
    if (std::floor(cell) > 0.9 * cell) cell = std::floor(cell);
    const QSizeF matrix(cell * model.columns, cell * model.rows);
    cells = QRectF(QPointF(std::round(all.left() + sides.left + 0.5 * (width - matrix.width())),
                       std::round(all.top() + 0.5 * (height - matrix.height()))),
        matrix);
    place(all, sides, em, labels, columnTitleHeight, captionHeight);
}

/// The height of the labels below the columns.
double HeatMapLayout::layColumnLabels(
    const HeatMapModel& model, const QRectF& all, const QFont& font, double width, double forCells)
{
    const double em = QFontMetrics(font).height();
    const QFontMetricsF small(scaledFont(font, 0.9));
    // Column labels lie flat where each fits over its group, else they stand.
    const double cell = width / std::max(1, model.columns);
    for (const AxisGroup& group : model.columnGroups)
        verticalColumnLabels |= small.horizontalAdvance(group.label) > group.count * cell - 2;
    const double standing =
        std::min(labelWidth(model.columnGroups, small) + 0.5 * em, 0.26 * all.height());
    const double height = model.columnGroups.empty() ? 0
        : verticalColumnLabels                       ? standing
                                                     : 1.4 * em;
    // Standing labels that only say again what the rows say give their room to the cells.
    const bool costCells = forCells - height < cell * model.rows;
    showsColumnLabels =
        !(verticalColumnLabels && costCells && model.columnGroups == model.rowGroups);
    return showsColumnLabels ? height : 0.4 * em; // for the ends of the separators
}

void HeatMapLayout::place(const QRectF& all, const Sides& sides, double em, double labels,
    double columnTitleHeight, double captionHeight)
{
    const double left = cells.left(), top = cells.top();
    rowLabels = QRectF(left - sides.rowLabels, top, sides.rowLabels - 0.3 * em, cells.height());
    rowTitle = QRectF(left - sides.left, top, 1.3 * em, cells.height());
    columnLabels = QRectF(left, cells.bottom() + 0.2 * em, cells.width(), labels - 0.3 * em);
    columnTitle =
        QRectF(left, cells.bottom() + labels + 0.1 * em, cells.width(), columnTitleHeight);
    caption = QRectF(all.left(), columnTitle.bottom(), all.width(), captionHeight);
    bar = QRectF(cells.right() + 0.9 * em, top, sides.barWidth, cells.height());
    barTitle = QRectF(bar.right() + sides.ticks, top, 1.3 * em, cells.height());
}

} // namespace contrastlab
