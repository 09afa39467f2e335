// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/heat_map_painter.h"

#include "plot/axis_ticks.h"
#include "plot/plot_text.h"
#include "plot/polyline.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double leastFramed = 3; // pixels of a cell with a frame inside
constexpr double leastParted = 3; // pixels between lines that part groups

// Just outside the cells of the diagonal, above and below, in whole pixels: a cell is not hidden.
QPainterPath diagonalStairs(const std::vector<QRectF>& cells)
{
    QPolygonF above, below;
    const auto pixel = [](QPointF at) { return QPointF(std::ceil(at.x()), std::ceil(at.y())); };
    for (const QRectF& cell : cells) {
        above << pixel(cell.topLeft()) + QPointF(0, -1) << pixel(cell.topRight()) + QPointF(0, -1);
        below << pixel(cell.topLeft()) + QPointF(-1, 0)
              << pixel(cell.bottomLeft()) + QPointF(-1, 0);
    }
    QPainterPath stairs;
    stairs.addPolygon(above);
    stairs.addPolygon(below);
    return stairs;
}

std::vector<QRectF> diagonalCells(const HeatMapModel& model, const AxesFrame& frame)
{
    const QRectF seen = frame.plot.adjusted(-1, -1, 1, 1);
    std::vector<QRectF> cells;
    for (int i = 0; i < std::min(model.rows, model.columns); ++i)
        if (const QRectF cell = cellRect(frame, i, i); seen.contains(cell)) cells.push_back(cell);
    if (!cells.empty() && cells.front().width() >= leastFramed)
        for (const QPoint& place : model.boxed)
            if (const QRectF cell = cellRect(frame, place.y(), place.x()); seen.contains(cell))
                cells.push_back(cell);
    return cells;
}

void drawOutlined(QPainter& painter, const HeatMapModel& model, const AxesFrame& frame)
{
    std::vector<QRectF> bands;
    const auto add = [&](const QRectF& first, const QRectF& last) {
        const QRectF band = first.united(last) & frame.plot;
        if (!band.isEmpty()) bands.push_back(band);
    };
    for (const int row : model.outlinedRows)
        if (row >= 0 && row < model.rows)
            add(cellRect(frame, row, 0), cellRect(frame, row, model.columns - 1));
    for (const int column : model.outlinedColumns)
        if (column >= 0 && column < model.columns)
            add(cellRect(frame, 0, column), cellRect(frame, model.rows - 1, column));
    for (const auto& [color, width] :
        { std::pair { frame.theme.background, 4 }, std::pair { frame.theme.highlight, 2 } })
        for (const QRectF& band : bands) {
            painter.setPen(QPen(color, width));
            painter.drawRect(band.adjusted(-1, -1, 0, 0));
        }
}

bool isWide(const AxisGroup& group, const AxisScale& scale)
{
    return scale.toPixel(group.first + group.count) - scale.toPixel(group.first) >= leastParted;
}

void drawSeparators(QPainter& painter, const HeatMapModel& model, const AxesFrame& frame)
{
    const auto& [plot, x, y, unused, theme, font, locale] = frame;
    // Those are dark at their low end in either theme.
    QColor color = isSequential(model.colorMap, theme) ? QColor(Qt::white) : theme.text;
    color.setAlphaF(theme.dark ? 0.35f : 0.45f);
    painter.setPen(QPen(color, 1));
    for (const AxisGroup& group : model.rowGroups)
        if (const double top = y.toPixel(group.first) - 1;
            group.first > y.lower && top < plot.bottom() && isWide(group, y))
            painter.drawLine(QPointF(plot.left() - 4, top), QPointF(plot.right(), top));
    for (const AxisGroup& group : model.columnGroups)
        if (const double left = x.toPixel(group.first) - 1;
            group.first > x.lower && left < plot.right() && isWide(group, x))
            painter.drawLine(QPointF(left, plot.top()), QPointF(left, plot.bottom() + 4));
}

/// The part of a group that is in sight, in pixels along its axis.
AxisRange seen(const AxisGroup& group, const AxisScale& scale)
{
    const double last = group.first + group.count;
    return { scale.toPixel(std::max<double>(group.first, scale.lower)),
        scale.toPixel(std::min(last, scale.upper)) };
}

void drawBar(QPainter& painter, const AxisGroup& group, const QRectF& place, const AxesFrame& frame)
{
    if (group.color == AxisGroup::noColor || place.width() <= 0 || place.height() <= 0) return;
    const bool tall = place.height() > place.width();
    painter.fillRect(
        place.adjusted(0, 0, tall ? 0 : -1, tall ? -1 : 0), frame.theme.seriesColor(group.color));
}

/// `draw(index, place)` for each row or column of `count` whose whole cell is in sight, or, where
/// they are `thinned`, for every so many that what is drawn has room.
template <typename Draw>
void forEachSeen(const AxisScale& scale, int count, bool thinned, Draw draw)
{
    const int first = std::max(0, static_cast<int>(std::ceil(scale.lower - 1e-6)));
    const double cell = scale.toPixel(1) - scale.toPixel(0);
    const int every =
        thinned ? std::max(1, static_cast<int>(std::ceil(HeatMapLayout::leastLabelled / cell))) : 1;
    for (int i = first; i + 1 <= std::min<double>(count, scale.upper + 1e-6); ++i) {
        const double middle = scale.toPixel(i + 0.5), half = cell * every / 2;
        if (i % every == 0) draw(i, AxisRange { middle - half, middle + half });
    }
}

/// A picture in the middle of `room`, in its proportions; the sizes that are asked for are few.
void drawEdgePicture(QPainter& painter, const HeatMapEdge& edge, int index, const QRectF& room)
{
    const double side = std::min(room.width(), room.height()) - 1;
    const QImage picture = edge.picture(index, static_cast<int>(std::ceil(side)));
    if (picture.isNull()) return;
    QRectF place({}, QSizeF(picture.size()).scaled(side, side, Qt::KeepAspectRatio));
    place.moveCenter(room.center());
    painter.drawImage(place, picture);
}

/// Words as high as a cell allows, and no higher than small print.
QFont edgeFont(const QFont& font, double cell)
{
    QFont small = scaledFont(font, 0.85);
    const double height = QFontMetricsF(small).height();
    return height > cell ? scaledFont(small, cell / height) : small;
}

void drawRowEdge(QPainter& painter, const HeatMapEdge& edge, int row, const QRectF& place,
    const AxesFrame& frame)
{
    if (edge.picture) return drawEdgePicture(painter, edge, row, place);
    painter.setFont(edgeFont(frame.font, place.height()));
    drawElidedText(painter, place, Qt::AlignRight | Qt::AlignVCenter, edge.text(row));
}

// Words hang slanted from their column, so that narrow columns have theirs, too.
void drawColumnEdge(QPainter& painter, const HeatMapEdge& edge, int column, const QRectF& place,
    const AxesFrame& frame)
{
    if (edge.picture)
        return drawEdgePicture(painter, edge, column,
            QRectF(
                place.left(), place.top(), place.width(), std::min(place.height(), place.width())));
    constexpr double slant = 60; // degrees
    const double sine = std::sin(slant * M_PI / 180);
    painter.save();
    painter.setFont(edgeFont(frame.font, place.width() * sine));
    const double height = QFontMetricsF(painter.font()).height();
    painter.translate(place.center().x(), place.top());
    painter.rotate(-slant);
    const double length = (place.height() - 0.3 * height) / sine;
    drawElidedText(painter, QRectF(-length, -0.5 * height, length, height),
        Qt::AlignRight | Qt::AlignVCenter, edge.text(column));
    painter.restore();
}

void drawWinner(QPainter& painter, const QRectF& cell, bool right, const PlotTheme& theme)
{
    const double half = std::clamp(0.3 * std::min(cell.width(), cell.height()), 1.5, 5.0);
    const QPointF middle = cell.center();
    for (const auto& [color, width] :
        { std::pair(theme.background, 3.0), std::pair(right ? theme.good : theme.error, 1.6) }) {
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap));
        if (right) {
            painter.drawEllipse(middle, half, half);
            continue;
        }
        painter.drawLine(middle - QPointF(half, half), middle + QPointF(half, half));
        painter.drawLine(middle - QPointF(half, -half), middle + QPointF(half, -half));
    }
}

void drawWinners(QPainter& painter, const HeatMapModel& model, const AxesFrame& frame)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (int row = 0; row < std::min(model.rows, int(model.winners.size())); ++row) {
        const int column = model.winners[static_cast<std::size_t>(row)];
        const QRectF cell = column < 0 ? QRectF() : cellRect(frame, row, column);
        if (!cell.isEmpty() && frame.plot.contains(cell.center()))
            drawWinner(painter, cell,
                column == row || std::ranges::count(model.boxed, QPoint(column, row)) > 0,
                frame.theme);
    }
    painter.restore();
}

// One part of the bar each, the last kind on top, its name beside it.
void drawKinds(QPainter& painter, const HeatMapModel& model, const HeatMapLayout& layout,
    const AxesFrame& frame)
{
    painter.setFont(scaledFont(frame.font, 0.9));
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double em = QFontMetricsF(painter.font()).height();
    const auto count = static_cast<double>(model.kinds.size());
    QRectF part = layout.bar;
    part.setHeight(layout.bar.height() / count);
    for (auto kind = model.kinds.rbegin(); kind != model.kinds.rend(); ++kind) {
        painter.setPen(QPen(frame.theme.axis, 1));
        painter.setBrush(kind->color(frame.theme));
        painter.drawRect(part.adjusted(-1, -1, 0, 0));
        painter.setPen(frame.theme.text);
        drawElidedText(painter,
            QRectF(part.right() + 6, part.center().y() - em / 2,
                layout.barTitle.left() - part.right() - 6, em),
            Qt::AlignLeft | Qt::AlignVCenter, kind->name);
        part.translate(0, part.height());
    }
    painter.setBrush(Qt::NoBrush);
}

} // namespace

QRectF cellRect(const AxesFrame& frame, int row, int column)
{
    return { frame.toPixel(QPointF(column, row)), frame.toPixel(QPointF(column + 1, row + 1)) };
}

void drawCells(
    QPainter& painter, const AxesFrame& frame, const QImage& image, const QRect& blocks, int side)
{
    const QRectF drawn(frame.toPixel(QPointF(blocks.topLeft()) * side),
        frame.toPixel(
            QPointF(blocks.left() + blocks.width(), blocks.top() + blocks.height()) * side));
    const QRectF shown = drawn & frame.plot;
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (isRaster(painter)) {
        if (shown != drawn) painter.setClipRect(shown);
        painter.drawImage(drawn, image);
    } else {
        // Viewers of vector files smooth small images, so those get large ones; and clip nothing.
        const int factor = std::max(1, 1024 / std::max(image.width(), image.height()));
        const double scale = image.width() * factor / drawn.width();
        const QRectF part((shown.topLeft() - drawn.topLeft()) * scale, shown.size() * scale);
        painter.drawImage(shown, image.scaled(image.size() * factor).copy(part.toRect()));
    }
    painter.restore();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(frame.theme.axis, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(shown.adjusted(-1, -1, 0, 0));
}

void drawDiagonal(
    QPainter& painter, const std::vector<QRectF>& cells, ColorMap map, const AxesFrame& frame)
{
    if (cells.empty()) return;
    QPainterPath outline;
    // Frames inside small cells would hide them: these lie between two stairs.
    if (cells.front().width() < leastFramed)
        outline = diagonalStairs(cells);
    else
        for (const QRectF& cell : cells)
            outline.addRect(cell.adjusted(0, 0, -1, -1));
    // Cells from dark to light leave no one colour that stands out from all of them.
    if (isSequential(map, frame.theme)) {
        painter.setPen(QPen(Qt::black, 1));
        painter.drawPath(outline);
        QPen dashes(Qt::white, 1);
        dashes.setDashPattern({ 2, 2 });
        painter.setPen(dashes);
        return painter.drawPath(outline);
    }
    QColor color = frame.theme.text;
    color.setAlphaF(0.55f);
    painter.setPen(QPen(color, 1));
    painter.drawPath(outline);
}

void drawMarks(QPainter& painter, const HeatMapModel& model, const AxesFrame& frame)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    drawSeparators(painter, model, frame);
    if (model.diagonalOutlined)
        drawDiagonal(painter, diagonalCells(model, frame), model.colorMap, frame);
    if (HeatMapModel::blockSide(frame.left.upper - frame.left.lower, frame.x.upper - frame.x.lower)
        == 1)
        drawWinners(painter, model, frame);
    drawOutlined(painter, model, frame);
}

void drawGroupLabels(QPainter& painter, const HeatMapModel& model, const HeatMapLayout& layout,
    const AxesFrame& frame)
{
    painter.setFont(scaledFont(frame.font, 0.9));
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QFontMetricsF metrics(painter.font());
    for (const AxisGroup& group : model.rowGroups) {
        const AxisRange rows = seen(group, frame.left);
        drawBar(painter, group,
            { layout.rowBars.left(), rows.lower, layout.rowBars.width(), rows.extent() }, frame);
        if (layout.rowNames.isEmpty() || rows.extent() < 0.75 * metrics.height()) continue;
        painter.setPen(frame.theme.text);
        drawWrappedText(painter,
            QRectF(layout.rowNames.left(), rows.lower, layout.rowNames.width(), rows.extent()),
            Qt::AlignRight | Qt::AlignVCenter, group.label);
    }
    for (const AxisGroup& group : model.columnGroups) {
        const AxisRange columns = seen(group, frame.x);
        drawBar(painter, group,
            { columns.lower, layout.columnBars.top(), columns.extent(),
                layout.columnBars.height() },
            frame);
        if (layout.columnNames.isEmpty() || columns.extent() < 2.5 * metrics.height()) continue;
        painter.setPen(frame.theme.text);
        drawElidedText(painter,
            QRectF(columns.lower, layout.columnNames.top(), columns.extent() - 2,
                layout.columnNames.height()),
            Qt::AlignLeft | Qt::AlignVCenter, group.label);
    }
}

void drawEdges(QPainter& painter, const HeatMapModel& model, const HeatMapLayout& layout,
    const AxesFrame& frame)
{
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(frame.theme.text);
    if (!layout.rowEdge.isEmpty())
        forEachSeen(frame.left, model.rows, model.rowEdge.thinned, [&](int row, AxisRange place) {
            drawRowEdge(painter, model.rowEdge, row,
                QRectF(layout.rowEdge.left(), place.lower, layout.rowEdge.width(), place.extent()),
                frame);
        });
    if (!layout.columnEdge.isEmpty())
        forEachSeen(
            frame.x, model.columns, model.columnEdge.thinned, [&](int column, AxisRange place) {
                drawColumnEdge(painter, model.columnEdge, column,
                    QRectF(place.lower, layout.columnEdge.top(), place.extent(),
                        layout.columnEdge.height()),
                    frame);
            });
    painter.restore();
}

void drawColorBar(QPainter& painter, const HeatMapModel& model, const HeatMapLayout& layout,
    const AxesFrame& frame)
{
    if (!model.barShown) return;
    if (!model.kinds.empty()) return drawKinds(painter, model, layout, frame);
    const QRectF& bar = layout.bar;
    const ColorTable& colors = colorTable(model.colorMap, frame.theme);
    QImage strip(1, colorLevels, QImage::Format_RGB32);
    for (int level = 0; level < colorLevels; ++level)
        strip.setPixel(0, colorLevels - 1 - level, colors[static_cast<std::size_t>(level)]);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(bar, isRaster(painter) ? strip : strip.scaled(16, 2 * colorLevels));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(frame.theme.axis, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(-1, -1, 0, 0));

    painter.setFont(scaledFont(frame.font, 0.9));
    const double em = QFontMetricsF(painter.font()).height();
    const AxisScale scale { model.lower, model.upper, bar.bottom(), bar.top() };
    const auto ticks = linearTicks(model.lower, model.upper,
        std::clamp(static_cast<int>(bar.height() / (2 * em)), 2, 5), frame.locale);
    for (std::size_t i = 0; i < ticks.major.size(); ++i) {
        const double y = scale.toPixel(ticks.major[i]);
        painter.setPen(QPen(frame.theme.axis, 1));
        painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + 3, y));
        painter.setPen(frame.theme.mutedText);
        painter.drawText(QRectF(bar.right() + 6, y - em / 2, 10 * em, em),
            Qt::AlignLeft | Qt::AlignVCenter, ticks.labels[i]);
    }
}

void drawTitles(QPainter& painter, const HeatMapModel& model, const HeatMapLayout& layout,
    const AxesFrame& frame, int side)
{
    painter.setPen(frame.theme.text);
    painter.setFont(frame.font);
    drawVerticalText(painter, layout.barTitle, Qt::AlignCenter, model.barTitle);
    QStringList titles;
    if (!model.rowTitle.isEmpty()) titles << QStringLiteral("↓ ") + model.rowTitle;
    if (!model.columnTitle.isEmpty()) titles << QStringLiteral("→ ") + model.columnTitle;
    drawElidedText(painter, layout.title, Qt::AlignLeft | Qt::AlignVCenter,
        titles.join(QStringLiteral("   ")));
    if (layout.caption.isEmpty() || side == 1) return;
    painter.setPen(frame.theme.mutedText);
    painter.setFont(scaledFont(frame.font, 0.9));
    drawElidedText(painter, layout.caption, Qt::AlignCenter, model.reductionCaption.arg(side));
}

void drawHighlight(QPainter& painter, const AxesFrame& frame, const QRectF& rect)
{
    const QRectF cell = rect & frame.plot;
    if (cell.isEmpty()) return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(frame.theme.background, 3));
    painter.drawRect(cell.adjusted(-2, -2, 1, 1));
    painter.setPen(QPen(frame.theme.text, 1));
    painter.drawRect(cell.adjusted(-2, -2, 1, 1));
}

} // namespace contrastlab
