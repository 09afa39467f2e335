// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/heat_map.h"

#include "plot/axes_navigation.h"
#include "plot/heat_map_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

HeatMap::HeatMap(QWidget* parent) : AxesCanvas(parent)
{
    setLook({ .visible = false });
    setLeftDownwards(true);
    setGestures({ .plain = Drag::pan, .shifted = Drag::zoom, .locked = true });
    addDrawing([this](QPainter& painter, const AxesFrame& frame) { drawLabels(painter, frame); });
    m_cellLayer =
        addLayer([this](QPainter& painter, const AxesFrame& frame) { drawMatrix(painter, frame); });
}

void HeatMap::setMatrix(std::vector<float> values, int rows, int columns)
{
    Q_ASSERT(values.size() == static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
    const bool cellsOnly = !isEmpty() && rows == m_model.rows && columns == m_model.columns;
    m_model.values = std::move(values);
    m_model.rows = rows;
    m_model.columns = columns;
    m_image = {};
    if (cellsOnly) return refreshLayer(m_cellLayer);
    resetView();
}

void HeatMap::recolor()
{
    m_image = {};
    refresh();
}

void HeatMap::setRange(float lower, float upper)
{
    m_model.lower = lower;
    m_model.upper = upper;
    recolor();
}

void HeatMap::setBoxed(std::vector<QPoint> cells)
{
    if (std::exchange(m_model.boxed, std::move(cells)) != m_model.boxed) refresh();
}

void HeatMap::setWinners(std::vector<int> winners)
{
    m_model.winners = std::move(winners);
    refreshLayer(m_cellLayer);
}

void HeatMap::setEdges(HeatMapEdge rows, HeatMapEdge columns)
{
    m_model.rowEdge = std::move(rows);
    m_model.columnEdge = std::move(columns);
    refresh();
}

void HeatMap::setCellDrawing(CellDrawing drawing)
{
    m_cellDrawing = std::move(drawing);
    refreshCells();
}

void HeatMap::setColorMap(ColorMap map)
{
    m_model.colorMap = map;
    recolor();
}

void HeatMap::setKinds(std::vector<HeatMapKind> kinds)
{
    m_model.kinds = std::move(kinds);
    recolor();
}

void HeatMap::setDiagonalOutlined(bool outlined)
{
    m_model.diagonalOutlined = outlined;
    refreshLayer(m_cellLayer);
}

void HeatMap::setGroups(std::vector<AxisGroup> rows, std::vector<AxisGroup> columns)
{
    m_model.rowGroups = std::move(rows);
    m_model.columnGroups = std::move(columns);
    refresh();
}

void HeatMap::setAxisTitles(const QString& rows, const QString& columns)
{
    m_model.rowTitle = rows;
    m_model.columnTitle = columns;
    refresh();
}

void HeatMap::setNamesShown(bool shown)
{
    if (std::exchange(m_model.namesShown, shown) != shown) refresh();
}

void HeatMap::setBarShown(bool shown)
{
    if (std::exchange(m_model.barShown, shown) != shown) refresh();
}

void HeatMap::takeLabels(const HeatMap& other)
{
    m_model.rowEdge = other.m_model.rowEdge;
    m_model.columnEdge = other.m_model.columnEdge;
    m_model.rowGroups = other.m_model.rowGroups;
    m_model.columnGroups = other.m_model.columnGroups;
    m_model.rowTitle = other.m_model.rowTitle;
    m_model.columnTitle = other.m_model.columnTitle;
    refresh();
}

void HeatMap::setColorBarTitle(const QString& title)
{
    m_model.barTitle = title;
    refresh();
}

void HeatMap::setReductionCaption(const QString& pattern)
{
    m_model.reductionCaption = pattern;
    refresh();
}

void HeatMap::setHighlightedCell(std::optional<QPoint> columnRow)
{
    if (m_highlighted == columnRow) return;
    m_highlighted = columnRow;
    refreshOverlay();
}

void HeatMap::setOutlined(std::vector<int> rows, std::vector<int> columns)
{
    m_model.outlinedRows = std::move(rows);
    m_model.outlinedColumns = std::move(columns);
    refreshLayer(m_cellLayer);
}

void HeatMap::themeChanged()
{
    m_image = {};
    AxesCanvas::themeChanged();
}

QSize HeatMap::sizeHint() const
{
    return QSize(32, 28) * fontMetrics().height();
}
QSize HeatMap::minimumSizeHint() const
{
    return QSize(14, 6) * fontMetrics().height();
}

// --- view

AxesRanges HeatMap::whole() const
{
    return { { 0, std::max(1.0, double(m_model.columns)) },
        { 0, std::max(1.0, double(m_model.rows)) }, {} };
}

QSizeF HeatMap::seen() const
{
    const AxesRanges shown = isFollowing() ? whole() : ranges();
    return { shown.x.extent(), shown.left.extent() };
}

void HeatMap::fitRanges(const QRectF&)
{
    if (isFollowing()) setRanges(whole());
}

void HeatMap::resetView()
{
    m_image = {};
    setRanges(whole());
    AxesCanvas::resetView();
}

void HeatMap::takeNavigation()
{
    m_image = {};
    setRanges(amongCells(ranges(), whole()));
    if (ranges() == whole()) resetView();
}

std::optional<QRectF> HeatMap::plotIn(QSize size, double) const
{
    return HeatMapLayout(m_model, seen(), size, font()).cells;
}

int HeatMap::blockSide() const
{
    return HeatMapModel::blockSide(ranges().left.extent(), ranges().x.extent());
}

std::optional<QPoint> HeatMap::cellAt(QPointF position) const
{
    const QRectF plot = plotRect();
    if (isEmpty() || !plot.contains(position)) return std::nullopt;
    const auto& [x, y, unused] = ranges();
    const QPointF share(
        (position.x() - plot.left()) / plot.width(), (position.y() - plot.top()) / plot.height());
    const int column = static_cast<int>(std::floor(x.lower + share.x() * x.extent()));
    const int row = static_cast<int>(std::floor(y.lower + share.y() * y.extent()));
    if (column < 0 || row < 0 || column >= columns() || row >= rows()) return std::nullopt;
    return QPoint(column, row);
}

// --- drawing

void HeatMap::drawLabels(QPainter& painter, const AxesFrame& frame)
{
    const HeatMapLayout layout(m_model, seen(), drawnSize(), frame.font);
    drawEdges(painter, m_model, layout, frame);
    drawGroupLabels(painter, m_model, layout, frame);
    drawColorBar(painter, m_model, layout, frame);
    drawTitles(painter, m_model, layout, frame, blockSide());
}

void HeatMap::drawMatrix(QPainter& painter, const AxesFrame& frame)
{
    const int side = blockSide();
    if (m_image.isNull()) {
        const auto first = [side](double cell) { return static_cast<int>(cell / side); };
        const auto last = [side](double cell) {
            return static_cast<int>(std::ceil(cell / side - 1e-9));
        };
        m_blocks.setCoords(first(frame.x.lower), first(frame.left.lower), last(frame.x.upper) - 1,
            last(frame.left.upper) - 1);
        m_image = m_model.colored(m_blocks, side, frame.theme);
    }
    drawCells(painter, frame, m_image, m_blocks, side);
    if (m_cellDrawing && side == 1) drawOverCells(painter, frame);
    drawMarks(painter, m_model, frame);
}

void HeatMap::drawOverCells(QPainter& painter, const AxesFrame& frame) const
{
    const QRect cells = m_blocks & QRect(0, 0, m_model.columns, m_model.rows);
    painter.save();
    painter.setClipRect(frame.plot);
    for (int row = cells.top(); row <= cells.bottom(); ++row)
        for (int column = cells.left(); column <= cells.right(); ++column)
            m_cellDrawing(painter, frame, { column, row }, cellRect(frame, row, column));
    painter.restore();
}

void HeatMap::drawOverlay(QPainter& painter, const AxesFrame& frame)
{
    if (m_highlighted && !isEmpty())
        drawHighlight(painter, frame, cellRect(frame, m_highlighted->y(), m_highlighted->x()));
}

// --- mouse and keys

void HeatMap::hover(std::optional<QPoint> cell, QPointF at)
{
    if (cell == m_highlighted) return;
    setHighlightedCell(cell);
    if (cell)
        emit cellHovered(cell->y(), cell->x(), mapToGlobal(at).toPoint());
    else
        emit cellLeft();
}

void HeatMap::takePointer(std::optional<QPointF> at)
{
    hover(at ? cellAt(*at) : std::nullopt, at.value_or(QPointF()));
}

void HeatMap::takeClick(QPointF at, Qt::KeyboardModifiers)
{
    if (const auto cell = cellAt(at)) emit cellClicked(cell->y(), cell->x());
}

bool HeatMap::moveCursor(QPoint direction)
{
    if (isEmpty()) return false;
    const auto at = cellAt(cursorPosition().value_or(plotRect().center()));
    const QPoint moved = at.value_or(QPoint()) + (m_highlighted ? direction : QPoint());
    const QPoint cell(
        std::clamp(moved.x(), 0, columns() - 1), std::clamp(moved.y(), 0, rows() - 1));
    const QPointF place = cellRect(frame(), cell.y(), cell.x()).center();
    if (plotRect().contains(place)) hover(cell, place);
    return true;
}

std::optional<QPointF> HeatMap::cursorPosition() const
{
    if (!m_highlighted) return {};
    const QPointF place = cellRect(frame(), m_highlighted->y(), m_highlighted->x()).center();
    return plotRect().contains(place) ? std::optional(place) : std::nullopt;
}

} // namespace contrastlab
