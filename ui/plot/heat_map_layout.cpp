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

constexpr double mostOblong = 3; // times as wide as high, or the reverse
constexpr double gap = 3; // between what stands around the cells

double labelWidth(const std::vector<AxisGroup>& groups, const QFontMetricsF& metrics)
{
    double width = 0;
    for (const AxisGroup& group : groups)
        width = std::max(width, metrics.horizontalAdvance(group.label));
    return width;
}

bool haveBars(const std::vector<AxisGroup>& groups)
{
    return std::ranges::any_of(
        groups, [](const AxisGroup& group) { return group.color != AxisGroup::noColor; });
}

/// Whole pixels a cell where that costs little: all cells look alike.
double wholePixels(double cell)
{
    return std::floor(cell) > 0.9 * cell ? std::floor(cell) : cell;
}

QSizeF cellIn(QSizeF room, const HeatMapModel& model)
{
    const int columns = std::max(1, model.columns), rows = std::max(1, model.rows);
    double across = room.width() / columns, down = room.height() / rows;
    across = wholePixels(std::min(across, mostOblong * down));
    down = wholePixels(std::min(down, mostOblong * across));
    return { across, down };
}

bool namesFit(const std::vector<AxisGroup>& groups, double cell, const QFontMetricsF& metrics)
{
    return std::ranges::all_of(groups, [&](const AxisGroup& group) {
        return metrics.horizontalAdvance(group.label) + 2 <= group.count * cell;
    });
}

} // namespace

HeatMapLayout::Sides HeatMapLayout::sidesOf(
    const HeatMapModel& model, const QRectF& all, const QFont& font)
{
    const double em = QFontMetricsF(font).height();
    const QFontMetricsF small(scaledFont(font, 0.9));
    Sides sides;
    sides.barWidth = model.barShown ? 0.9 * em : 0;
    double tick = small.horizontalAdvance(QStringLiteral("−0.55"));
    for (const HeatMapKind& kind : model.kinds)
        tick = std::max(tick, small.horizontalAdvance(kind.name));
    sides.ticks = model.barShown ? tick + 0.6 * em : 0;
    sides.barTitle = model.barTitle.isEmpty() || !model.barShown ? 0 : 1.3 * em;
    sides.title = model.rowTitle.isEmpty() && model.columnTitle.isEmpty() ? 0 : 1.3 * em;
    const double names = model.namesShown ? labelWidth(model.rowGroups, small) : 0;
    if (names > 0) sides.rowNames = std::min(names + 0.5 * em, 0.26 * all.width());
    if (model.namesShown && labelWidth(model.columnGroups, small) > 0) sides.columnNames = 1.2 * em;
    sides.rowBars = haveBars(model.rowGroups) ? groupBar + gap : 0;
    sides.columnBars = haveBars(model.columnGroups) ? groupBar + gap : 0;
    const bool reduced = model.wholeBlockSide() > 1 && !model.reductionCaption.isEmpty();
    sides.caption = reduced ? 1.3 * em : 0;
    return sides;
}

QSizeF HeatMapLayout::roomIn(const QRectF& all, const Sides& sides)
{
    const double barGap = sides.barWidth / 0.9; // one line height
    const double across = sides.rowNames + sides.rowBars + sides.rowEdge + barGap + sides.barWidth
        + sides.ticks + sides.barTitle;
    const double down =
        sides.title + sides.columnEdge + sides.columnBars + sides.columnNames + sides.caption + gap;
    return { std::max(all.width() - across, 1.0), std::max(all.height() - down, 1.0) };
}

// The room for them makes the cells smaller, which must stay large enough for them.
void HeatMapLayout::leaveRoomForEdges(
    const HeatMapModel& model, QSizeF seen, const QRectF& all, const QFont& font, Sides& sides)
{
    const double em = QFontMetricsF(font).height();
    const auto fits = [&](const Sides& wanted, bool rows) {
        if ((rows ? model.rowEdge : model.columnEdge).thinned) return true;
        const QSizeF room = roomIn(all, wanted);
        return (rows ? room.height() / seen.height() : room.width() / seen.width())
            >= leastLabelled;
    };
    if (!model.rowEdge.isEmpty()) {
        Sides wanted = sides;
        wanted.rowEdge = std::min(model.rowEdge.picture ? 2 * em : 6 * em, 0.2 * all.width()) + gap;
        if (fits(wanted, true)) sides = wanted;
    }
    if (!model.columnEdge.isEmpty()) {
        Sides wanted = sides;
        wanted.columnEdge =
            std::min(model.columnEdge.picture ? 2 * em : 4.5 * em, 0.25 * all.height()) + gap;
        if (fits(wanted, false)) sides = wanted;
    }
    // Column labels may have taken the height that row labels need.
    if (sides.rowEdge > 0 && !fits(sides, true)) sides.rowEdge = 0;
}

HeatMapLayout::HeatMapLayout(const HeatMapModel& model, QSizeF seen, QSize size, const QFont& font)
{
    const double em = QFontMetricsF(font).height();
    const QRectF all = QRectF(QPointF(), size).adjusted(0.4 * em, 0.3 * em, -0.3 * em, -0.3 * em);
    Sides sides = sidesOf(model, all, font);
    leaveRoomForEdges(model, seen, all, font, sides);
    QSizeF cell = cellIn(roomIn(all, sides), model);
    // Cut names say less than the colours do, which the rows' names explain.
    if (sides.rowNames > 0
        && !namesFit(model.columnGroups, cell.width(), QFontMetricsF(scaledFont(font, 0.9)))) {
        sides.columnNames = 0;
        cell = cellIn(roomIn(all, sides), model);
    }
    const int columns = std::max(1, model.columns), rows = std::max(1, model.rows);
    place(all, sides, { cell.width() * columns, cell.height() * rows }, em);
}

void HeatMapLayout::place(const QRectF& all, const Sides& sides, QSizeF matrix, double em)
{
    const QSizeF room = roomIn(all, sides);
    const double left = sides.rowNames + sides.rowBars + sides.rowEdge;
    cells = QRectF(QPointF(std::round(all.left() + left + 0.5 * (room.width() - matrix.width())),
                       std::round(all.top() + sides.title)),
        matrix);
    const auto beside = [&](double right, double width) {
        return QRectF(right - width, cells.top(), std::max(0.0, width - gap), cells.height());
    };
    rowEdge = beside(cells.left(), sides.rowEdge);
    rowBars = beside(cells.left() - sides.rowEdge, sides.rowBars);
    rowNames = beside(cells.left() - sides.rowEdge - sides.rowBars, sides.rowNames);
    double top = cells.bottom() + gap;
    const auto below = [&](double height) {
        const QRectF rect(cells.left(), top, cells.width(), std::max(0.0, height - gap));
        top += height;
        return rect;
    };
    columnEdge = below(sides.columnEdge);
    columnBars = below(sides.columnBars);
    columnNames = below(sides.columnNames > 0 ? sides.columnNames + gap : 0);
    caption = QRectF(all.left(), top, all.width(), sides.caption);
    title = QRectF(cells.left(), all.top(), std::max(cells.width(), 1.0), sides.title);
    bar = QRectF(cells.right() + em, cells.top(), sides.barWidth, cells.height());
    barTitle = QRectF(bar.right() + sides.ticks, cells.top(), sides.barTitle, cells.height());
}

} // namespace contrastlab
