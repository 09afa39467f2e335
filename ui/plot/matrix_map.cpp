// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Content, view and drawing; the mouse and the keys are in matrix_map_input.cpp. Window thread.
#include "plot/matrix_map.h"

#include "plot/axes_navigation.h"
#include "plot/heat_map_painter.h"
#include "plot/plot_text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr double leastBordered = 12; // pixels of a cell with lines around it

} // namespace

MatrixMap::MatrixMap(QWidget* parent) : AxesCanvas(parent)
{
    setLook({ .visible = false });
    setLeftDownwards(true);
    setGestures({ .plain = Drag::pan, .shifted = Drag::zoom, .locked = true });
    addDrawing([this](QPainter& painter, const AxesFrame& frame) { drawLabels(painter, frame); });
    m_cellLayer =
        addLayer([this](QPainter& painter, const AxesFrame& frame) { drawMatrix(painter, frame); });
}

void MatrixMap::setSource(MatrixSource source)
{
    const bool sameSide = source.side == side();
    m_source = std::move(source);
    m_model.rows = m_model.columns = side();
    if (!sameSide) {
        hover({}, {});
        resetView();
    }
    forget();
}

// All is read anew.
void MatrixMap::forget()
{
    m_sight = {};
    m_image = {};
    refresh();
}

void MatrixMap::setRange(ColorRange range)
{
    m_automatic = false;
    m_model.lower = range.lower;
    m_model.upper = range.upper;
    forget();
}

void MatrixMap::setRangeAutomatic()
{
    m_automatic = true;
    forget();
}

void MatrixMap::setEdges(HeatMapEdge rows, HeatMapEdge columns)
{
    m_model.rowEdge = std::move(rows);
    m_model.columnEdge = std::move(columns);
    refresh();
}

void MatrixMap::setGroups(const std::vector<AxisGroup>& groups)
{
    m_model.rowGroups = m_model.columnGroups = groups;
    refresh();
}

void MatrixMap::setAxisTitles(const QString& rows, const QString& columns)
{
    m_model.rowTitle = rows;
    m_model.columnTitle = columns;
    refresh();
}

void MatrixMap::setColorBarTitle(const QString& title)
{
    m_model.barTitle = title;
    refresh();
}

void MatrixMap::setColorMap(ColorMap map)
{
    m_model.colorMap = map;
    m_image = {};
    refresh();
}

void MatrixMap::setBlockCaption(const QString& pattern)
{
    m_model.reductionCaption = pattern;
    refresh();
}

void MatrixMap::setPeaksShown(bool shown)
{
    if (std::exchange(m_showsPeaks, shown) != shown) forget();
}

void MatrixMap::setOutlined(std::optional<QPoint> columnRow)
{
    m_model.outlinedRows.clear();
    m_model.outlinedColumns.clear();
    if (columnRow) {
        m_model.outlinedRows = { columnRow->y() };
        m_model.outlinedColumns = { columnRow->x() };
    }
    refreshLayer(m_cellLayer);
}

std::optional<QPoint> MatrixMap::outlined() const
{
    if (m_model.outlinedRows.empty()) return {};
    return QPoint(m_model.outlinedColumns.front(), m_model.outlinedRows.front());
}

void MatrixMap::highlightCell(std::optional<QPoint> columnRow)
{
    highlight(columnRow ? std::optional(blockOf(*columnRow)) : std::nullopt);
}

void MatrixMap::highlight(std::optional<MatrixBlock> block)
{
    if (std::exchange(m_highlighted, block) != block) refreshOverlay();
}

void MatrixMap::themeChanged()
{
    m_image = {};
    AxesCanvas::themeChanged();
}

QSize MatrixMap::sizeHint() const
{
    return QSize(32, 28) * fontMetrics().height();
}
QSize MatrixMap::minimumSizeHint() const
{
    return QSize(14, 6) * fontMetrics().height();
}

// --- view

AxesRanges MatrixMap::whole() const
{
    const AxisRange all { 0, std::max(1.0, double(side())) };
    return { all, all, {} };
}

QSizeF MatrixMap::seen() const
{
    const AxesRanges shown = isFollowing() ? whole() : ranges();
    return { shown.x.extent(), shown.left.extent() };
}

int MatrixMap::levelFor(const QRectF& plot, double leastPixels) const
{
    const double cell =
        std::min(plot.width() / ranges().x.extent(), plot.height() / ranges().left.extent());
    int level = 0;
    while ((1 << level) < side() && cell * (1 << level) < leastPixels)
        ++level;
    return level;
}

QRect MatrixMap::blocksInSight(int level) const
{
    const auto& [x, y, unused] = ranges();
    const double size = 1 << level;
    const auto last = [&](const AxisRange& range) {
        return int(std::ceil(std::min(range.upper, double(side())) / size - 1e-9)) - 1;
    };
    QRect blocks;
    blocks.setCoords(int(x.lower / size), int(y.lower / size), last(x), last(y));
    return blocks;
}

// All that is drawn rests on: called before each drawing.
void MatrixMap::fitRanges(const QRectF& plot)
{
    if (isFollowing()) setRanges(whole());
    if (isEmpty() || (m_sight.ranges == ranges() && m_sight.plot == plot.size())) return;
    const int level = levelFor(plot, leastBlock);
    const QRect blocks = blocksInSight(level);
    const int coarse = levelFor(plot, leastOnDiagonal);
    m_sight = { ranges(), plot.size(), level, coarse, blocks, m_source.means(level, blocks), {} };
    if (coarse > 0 && m_showsPeaks && m_source.peaks)
        m_sight.peaks = m_source.peaks(coarse, blocksInSight(coarse));
    m_image = {};
    if (!m_automatic) return;
    const ColorRange fitted = fittedRange(m_sight.means, range());
    m_model.lower = fitted.lower;
    m_model.upper = fitted.upper;
}

void MatrixMap::resetView()
{
    setRanges(whole());
    AxesCanvas::resetView();
    followZoom();
}

void MatrixMap::takeNavigation()
{
    setRanges(amongCells(ranges(), whole()));
    if (ranges() == whole())
        resetView();
    else if (!isDragging())
        followZoom();
}

std::optional<QRectF> MatrixMap::plotIn(QSize size, double) const
{
    return HeatMapLayout(m_model, seen(), size, font()).cells;
}

MatrixBlock MatrixMap::blockOf(QPoint cell) const
{
    const int onDiagonal = diagonalLevel();
    const bool own = cell.y() >> onDiagonal == cell.x() >> onDiagonal;
    const int size = own ? onDiagonal : level();
    return { size, cell.y() >> size, cell.x() >> size };
}

std::optional<MatrixBlock> MatrixMap::blockAt(QPointF position) const
{
    const QRectF plot = plotRect();
    if (isEmpty() || !plot.contains(position)) return std::nullopt;
    const AxesFrame shown = frame();
    const QPoint cell(int(std::floor(shown.x.toValue(position.x()))),
        int(std::floor(shown.left.toValue(position.y()))));
    if (!QRect(0, 0, side(), side()).contains(cell)) return std::nullopt;
    return blockOf(cell);
}

QRect MatrixMap::cellsOf(const MatrixBlock& block) const
{
    const QRect cells(
        block.column << block.level, block.row << block.level, 1 << block.level, 1 << block.level);
    return cells & QRect(0, 0, side(), side());
}

QRectF MatrixMap::placeOf(const MatrixBlock& block, const AxesFrame& frame) const
{
    const QRectF cells = cellsOf(block);
    return { frame.toPixel(cells.topLeft()), frame.toPixel(cells.bottomRight()) };
}

// --- drawing

QRgb MatrixMap::colorOf(float value, const PlotTheme& theme) const
{
    const int level = colorLevel(value, m_model.lower, m_model.upper);
    return level < 0 ? theme.missing.rgb()
                     : colorTable(m_model.colorMap, theme)[static_cast<std::size_t>(level)];
}

QImage MatrixMap::colored(const PlotTheme& theme) const
{
    QImage image(m_sight.blocks.size(), QImage::Format_RGB32);
    auto value = m_sight.means.begin();
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            line[x] = colorOf(*value++, theme);
    }
    return image;
}

void MatrixMap::drawLabels(QPainter& painter, const AxesFrame& frame)
{
    const HeatMapLayout layout(m_model, seen(), drawnSize(), frame.font);
    drawEdges(painter, m_model, layout, frame);
    drawGroupLabels(painter, m_model, layout, frame);
    drawColorBar(painter, m_model, layout, frame);
    drawTitles(painter, m_model, layout, frame, 1);
    if (layout.caption.isEmpty() || m_sight.level == 0) return;
    const QLocale locale;
    painter.setPen(frame.theme.mutedText);
    painter.setFont(scaledFont(0.9));
    drawElidedText(painter, layout.caption, Qt::AlignCenter,
        m_model.reductionCaption.arg(
            locale.toString(1 << m_sight.level), locale.toString(1 << m_sight.diagonalLevel)));
}

void MatrixMap::drawMatrix(QPainter& painter, const AxesFrame& frame)
{
    if (m_image.isNull()) m_image = colored(frame.theme);
    drawCells(painter, frame, m_image, m_sight.blocks, 1 << m_sight.level);
    drawBorders(painter, frame);
    drawPeaks(painter, frame);
    drawOwnDiagonal(painter, frame);
    drawMarks(painter, m_model, frame);
}

// A dot where it is, whole even at the edge of its cell; what is on the diagonal has its own.
void MatrixMap::drawPeaks(QPainter& painter, const AxesFrame& frame) const
{
    constexpr double side = 3; // pixels
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const MatrixPeak& peak : m_sight.peaks) {
        if (peak.row >> m_sight.diagonalLevel == peak.column >> m_sight.diagonalLevel) continue;
        const QPointF middle = cellRect(frame, peak.row, peak.column).center();
        const QRectF dot(
            std::round(middle.x() - side / 2), std::round(middle.y() - side / 2), side, side);
        if (frame.plot.contains(dot))
            painter.fillRect(dot, QColor(colorOf(peak.value, frame.theme)));
    }
}

void MatrixMap::drawOwnDiagonal(QPainter& painter, const AxesFrame& frame)
{
    const int level = m_sight.diagonalLevel;
    const QRect sight = blocksInSight(level);
    std::vector<QRectF> places;
    painter.setRenderHint(QPainter::Antialiasing, false);
    const int first = std::max(sight.left(), sight.top());
    for (int i = first; i <= std::min(sight.right(), sight.bottom()); ++i) {
        const QRectF place = placeOf({ level, i, i }, frame);
        // In whole pixels, so that the blocks have no seams.
        const QRectF drawn = QRectF(QPointF(std::round(place.left()), std::round(place.top())),
                                 QPointF(std::round(place.right()), std::round(place.bottom())))
            & frame.plot;
        if (drawn.isEmpty()) continue;
        painter.fillRect(drawn, QColor(colorOf(m_source.diagonalMean(level, i), frame.theme)));
        const QPointF margin = 0.35 * QPointF(place.width(), place.height());
        const QRectF core =
            place.adjusted(margin.x(), margin.y(), -margin.x(), -margin.y()) & frame.plot;
        if (level > 0)
            painter.fillRect(core, QColor(colorOf(m_source.diagonalLeast(level, i), frame.theme)));
        if (frame.plot.contains(place.adjusted(1, 1, -1, -1))) places.push_back(drawn);
    }
    painter.setBrush(Qt::NoBrush);
    drawDiagonal(painter, places, m_model.colorMap, frame);
}

void MatrixMap::drawBorders(QPainter& painter, const AxesFrame& frame) const
{
    const QRect& cells = m_sight.blocks;
    if (m_sight.level > 0 || cellRect(frame, 0, 0).width() < leastBordered
        || cellRect(frame, 0, 0).height() < leastBordered)
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(frame.theme.background, 1));
    for (int column = cells.left() + 1; column <= cells.right(); ++column) {
        const double x = std::round(frame.x.toPixel(column));
        painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, frame.plot.bottom() - 1));
    }
    for (int row = cells.top() + 1; row <= cells.bottom(); ++row) {
        const double y = std::round(frame.left.toPixel(row));
        painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right() - 1, y));
    }
}

void MatrixMap::drawOverlay(QPainter& painter, const AxesFrame& frame)
{
    if (m_highlighted && !isEmpty()) drawHighlight(painter, frame, placeOf(*m_highlighted, frame));
}

} // namespace contrastlab
