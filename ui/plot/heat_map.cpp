// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/heat_map.h"

#include "plot/axis_ticks.h"
#include "plot/plot_text.h"

#include <QMouseEvent>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace contrastlab {

HeatMap::HeatMap(QWidget* parent) : Figure(parent)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void HeatMap::setMatrix(std::vector<float> values, int rows, int columns)
{
    Q_ASSERT(values.size() == static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
    const bool cellsOnly = !m_values.empty() && rows == m_rows && columns == m_columns;
    m_values = std::move(values);
    m_rows = rows;
    m_columns = columns;
    m_image = {};
    if (cellsOnly && !m_values.empty())
        update(places(size()).cells.toAlignedRect());
    else
        update();
}

float HeatMap::value(int row, int column) const
{
    return m_values[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns)
        + static_cast<std::size_t>(column)];
}

void HeatMap::setRange(float lower, float upper)
{
    m_lower = lower;
    m_upper = upper;
    m_image = {};
    update();
}

void HeatMap::setColorMap(ColorMap map)
{
    m_colorMap = map;
    m_image = {};
    update();
}

void HeatMap::setDiagonalOutlined(bool outlined)
{
    m_diagonalOutlined = outlined;
    update();
}

void HeatMap::setGroups(std::vector<AxisGroup> rows, std::vector<AxisGroup> columns)
{
    m_rowGroups = std::move(rows);
    m_columnGroups = std::move(columns);
    update();
}

void HeatMap::setAxisTitles(const QString& rows, const QString& columns)
{
    m_rowTitle = rows;
    m_columnTitle = columns;
    update();
}

void HeatMap::setColorBarTitle(const QString& title)
{
    m_barTitle = title;
    update();
}

void HeatMap::setReductionCaption(const QString& pattern)
{
    m_reductionCaption = pattern;
    update();
}

void HeatMap::setHighlightedCell(std::optional<QPoint> columnRow)
{
    if (m_highlighted == columnRow) return;
    m_highlighted = columnRow;
    update();
}

void HeatMap::setOutlined(std::vector<int> rows, std::vector<int> columns)
{
    m_outlinedRows = std::move(rows);
    m_outlinedColumns = std::move(columns);
    update();
}

int HeatMap::blockSide() const
{
    return std::max(1, (std::max(m_rows, m_columns) + largestSide - 1) / largestSide);
}

QSize HeatMap::sizeHint() const
{
    return QSize(32, 28) * fontMetrics().height();
}
QSize HeatMap::minimumSizeHint() const
{
    return QSize(14, 12) * fontMetrics().height();
}

void HeatMap::themeChanged()
{
    m_image = {};
    update();
}

float HeatMap::blockMean(int row, int column) const
{
    const int side = blockSide();
    double sum = 0;
    int count = 0;
    for (int r = row * side; r < std::min((row + 1) * side, m_rows); ++r)
        for (int c = column * side; c < std::min((column + 1) * side, m_columns); ++c)
            if (!std::isnan(value(r, c))) {
                sum += value(r, c);
                ++count;
            }
    return count ? static_cast<float>(sum / count) : std::nanf("");
}

void HeatMap::renderCells()
{
    const int side = blockSide();
    m_image =
        QImage((m_columns + side - 1) / side, (m_rows + side - 1) / side, QImage::Format_RGB32);
    const ColorTable& colors = colorTable(m_colorMap, theme().dark);
    const QRgb missing = theme().missing.rgb();
    for (int row = 0; row < m_image.height(); ++row) {
        auto* line = reinterpret_cast<QRgb*>(m_image.scanLine(row));
        for (int column = 0; column < m_image.width(); ++column) {
            const float cell = side == 1 ? value(row, column) : blockMean(row, column);
            const int level = colorLevel(cell, m_lower, m_upper);
            line[column] = level < 0 ? missing : colors[static_cast<std::size_t>(level)];
        }
    }
}

double HeatMap::labelWidth(const std::vector<AxisGroup>& groups) const
{
    const QFontMetricsF metrics(scaledFont(0.9));
    double width = 0;
    for (const AxisGroup& group : groups)
        width = std::max(width, metrics.horizontalAdvance(group.label));
    return width;
}

HeatMap::Places HeatMap::places(QSize size) const
{
    Places p;
    const double em = fontMetrics().height();
    const QRectF all = QRectF(QPointF(), size).adjusted(0.4 * em, 0.6 * em, -0.4 * em, -0.3 * em);
    const QFontMetricsF small(scaledFont(0.9));
    const double barWidth = 0.9 * em;
    const double ticks = small.horizontalAdvance(QStringLiteral("−0.55")) + 0.6 * em;
    const double title = m_barTitle.isEmpty() ? 0 : 1.3 * em;
    const double right = barWidth + ticks + title + 0.9 * em;
    const double rowLabels =
        m_rowGroups.empty() ? 0 : std::min(labelWidth(m_rowGroups) + 0.5 * em, 0.26 * all.width());
    const double left = (m_rowTitle.isEmpty() ? 0 : 1.4 * em) + rowLabels;
    const double caption = blockSide() > 1 && !m_reductionCaption.isEmpty() ? 1.3 * em : 0;
    const double columnTitle = m_columnTitle.isEmpty() ? 0 : 1.4 * em;
    const double width = std::max(all.width() - left - right, 1.0);

    // Column labels lie flat where each fits over its group, else they stand.
    double cell = width / std::max(1, m_columns);
    for (const AxisGroup& group : m_columnGroups)
        p.verticalColumnLabels |= small.horizontalAdvance(group.label) > group.count * cell - 2;
    double columnLabels = m_columnGroups.empty() ? 0
        : p.verticalColumnLabels
        ? std::min(labelWidth(m_columnGroups) + 0.5 * em, 0.26 * all.height())
        : 1.4 * em;
    const double forCells = all.height() - columnTitle - caption;
    // Standing labels that only say again what the rows say give their room to the cells.
    const bool costCells = forCells - columnLabels < width / std::max(1, m_columns) * m_rows;
    p.showsColumnLabels = !(p.verticalColumnLabels && costCells && m_columnGroups == m_rowGroups);
    if (!p.showsColumnLabels) columnLabels = 0.4 * em; // for the ends of the separators
    const double height = std::max(forCells - columnLabels, 1.0);
    cell = std::min(cell, height / std::max(1, m_rows));
    // Whole pixels a cell where that costs little: all cells look alike.
    if (std::floor(cell) > 0.9 * cell) cell = std::floor(cell);
    const QSizeF matrix(cell * m_columns, cell * m_rows);
    const QPointF origin(std::round(all.left() + left + 0.5 * (width - matrix.width())),
        std::round(all.top() + 0.5 * (height - matrix.height())));
    p.cells = QRectF(origin, matrix);
    p.rowLabels = QRectF(origin.x() - rowLabels, origin.y(), rowLabels - 0.3 * em, matrix.height());
    p.rowTitle = QRectF(origin.x() - left, origin.y(), 1.3 * em, matrix.height());
    p.columnLabels =
        QRectF(origin.x(), p.cells.bottom() + 0.2 * em, matrix.width(), columnLabels - 0.3 * em);
    p.columnTitle =
        QRectF(origin.x(), p.cells.bottom() + columnLabels + 0.1 * em, matrix.width(), columnTitle);
    p.caption = QRectF(all.left(), p.columnTitle.bottom(), all.width(), caption);
    p.bar = QRectF(p.cells.right() + 0.9 * em, origin.y(), barWidth, matrix.height());
    p.barTitle = QRectF(p.bar.right() + ticks, origin.y(), 1.3 * em, matrix.height());
    return p;
}

QRectF HeatMap::cellRect(const QRectF& cells, int row, int column) const
{
    const double cell = cells.width() / m_columns;
    return { cells.left() + column * cell, cells.top() + row * cell, cell, cell };
}

std::optional<QPoint> HeatMap::cellAt(QPointF position) const
{
    if (m_values.empty()) return std::nullopt;
    const QRectF cells = places(size()).cells;
    const int column =
        static_cast<int>(std::floor((position.x() - cells.left()) / cells.width() * m_columns));
    const int row =
        static_cast<int>(std::floor((position.y() - cells.top()) / cells.height() * m_rows));
    if (column < 0 || row < 0 || column >= m_columns || row >= m_rows) return std::nullopt;
    return QPoint(column, row);
}

void HeatMap::drawFigure(QPainter& painter, QSize size)
{
    painter.setFont(font());
    if (m_values.empty()) return drawEmptyText(painter, QRectF(QPointF(), size));
    const Places p = places(size);
    drawCells(painter, p.cells);
    drawGroups(painter, p);
    if (m_diagonalOutlined) drawDiagonal(painter, p.cells);
    drawOutlined(painter, p.cells);
    if (isPainted(p.bar.united(p.barTitle))) drawColorBar(painter, p);
    painter.setPen(theme().text);
    painter.setFont(font());
    if (isPainted(p.rowTitle)) drawVerticalText(painter, p.rowTitle, Qt::AlignCenter, m_rowTitle);
    if (isPainted(p.columnTitle))
        drawElidedText(painter, p.columnTitle, Qt::AlignCenter, m_columnTitle);
    if (!p.caption.isEmpty() && isPainted(p.caption)) {
        painter.setPen(theme().mutedText);
        painter.setFont(scaledFont(0.9));
        drawElidedText(painter, p.caption, Qt::AlignCenter, m_reductionCaption.arg(blockSide()));
    }
    if (!m_highlighted || isExporting()) return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF cell = cellRect(p.cells, m_highlighted->y(), m_highlighted->x());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().background, 3));
    painter.drawRect(cell.adjusted(-2, -2, 1, 1));
    painter.setPen(QPen(theme().text, 1));
    painter.drawRect(cell.adjusted(-2, -2, 1, 1));
}

void HeatMap::drawCells(QPainter& painter, const QRectF& cells)
{
    if (m_image.isNull()) renderCells();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    const bool raster = painter.paintEngine()->type() == QPaintEngine::Raster;
    // Viewers of vector files smooth small images, so those get large ones.
    const int factor = raster ? 1 : std::max(1, 1024 / std::max(m_image.width(), m_image.height()));
    const int side = blockSide();
    const QSizeF drawn(m_image.width() * side * cells.width() / m_columns,
        m_image.height() * side * cells.height() / m_rows);
    painter.drawImage(QRectF(cells.topLeft(), drawn),
        factor == 1 ? m_image : m_image.scaled(m_image.size() * factor));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme().axis, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(cells.topLeft(), drawn).adjusted(-1, -1, 0, 0));
}

// Just outside the cells of the diagonal, above and below.
QPainterPath HeatMap::diagonalStairs(const QRectF& cells) const
{
    QPolygonF above, below;
    for (int i = 0; i < std::min(m_rows, m_columns); ++i) {
        const QRectF cell = cellRect(cells, i, i);
        above << cell.topLeft() + QPointF(0, -1) << cell.topRight() + QPointF(0, -1);
        below << cell.topLeft() + QPointF(-1, 0) << cell.bottomLeft() + QPointF(-1, 0);
    }
    QPainterPath stairs;
    stairs.addPolygon(above);
    stairs.addPolygon(below);
    return stairs;
}

void HeatMap::drawDiagonal(QPainter& painter, const QRectF& cells) const
{
    QPainterPath outline;
    // Frames inside small cells would hide them: these lie between two stairs.
    if (cells.width() < 3 * m_columns)
        outline = diagonalStairs(cells);
    else
        for (int i = 0; i < std::min(m_rows, m_columns); ++i)
            outline.addRect(cellRect(cells, i, i).adjusted(0, 0, -1, -1));
    QColor color = theme().text;
    color.setAlphaF(0.55f);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(color, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
}

void HeatMap::drawOutlined(QPainter& painter, const QRectF& cells) const
{
    std::vector<QRectF> bands;
    for (const int row : m_outlinedRows)
        if (row >= 0 && row < m_rows)
            bands.push_back(cellRect(cells, row, 0).united(cellRect(cells, row, m_columns - 1)));
    for (const int column : m_outlinedColumns)
        if (column >= 0 && column < m_columns)
            bands.push_back(cellRect(cells, 0, column).united(cellRect(cells, m_rows - 1, column)));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    for (const auto& [color, width] :
        { std::pair { theme().background, 4 }, std::pair { theme().highlight, 2 } })
        for (const QRectF& band : bands) {
            painter.setPen(QPen(color, width));
            painter.drawRect(band.adjusted(-1, -1, 0, 0));
        }
}

void HeatMap::drawGroups(QPainter& painter, const Places& p) const
{
    const double cell = p.cells.width() / m_columns;
    painter.setFont(scaledFont(0.9));
    const double lineHeight = QFontMetricsF(painter.font()).height();
    // Viridis is dark at its low end in either theme.
    QColor separator = m_colorMap == ColorMap::Sequential ? QColor(Qt::white) : theme().text;
    separator.setAlphaF(theme().dark ? 0.35f : 0.45f);
    const auto label = [&](const QRectF& rect, bool vertical, const QString& text) {
        if (!isPainted(rect)) return;
        painter.setPen(mixed(theme().text, theme().background, 0.15));
        if (vertical)
            drawVerticalText(painter, rect, Qt::AlignRight | Qt::AlignVCenter, text);
        else
            drawElidedText(painter, rect, Qt::AlignRight | Qt::AlignVCenter, text);
    };
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const AxisGroup& group : m_rowGroups) {
        const double top = p.cells.top() + group.first * cell;
        painter.setPen(QPen(separator, 1));
        if (group.first > 0)
            painter.drawLine(
                QPointF(p.cells.left() - 4, top - 1), QPointF(p.cells.right(), top - 1));
        if (group.count * cell < 0.75 * lineHeight) continue;
        label(QRectF(p.rowLabels.left(), top, p.rowLabels.width(), group.count * cell), false,
            group.label);
    }
    for (const AxisGroup& group : m_columnGroups) {
        const double left = p.cells.left() + group.first * cell;
        const double width = group.count * cell;
        painter.setPen(QPen(separator, 1));
        if (group.first > 0)
            painter.drawLine(
                QPointF(left - 1, p.cells.top()), QPointF(left - 1, p.cells.bottom() + 4));
        if (!p.showsColumnLabels) continue;
        const QRectF rect(left, p.columnLabels.top(), width, p.columnLabels.height());
        if (p.verticalColumnLabels) {
            if (width >= 0.75 * lineHeight) label(rect, true, group.label);
        } else if (isPainted(rect)) {
            painter.setPen(mixed(theme().text, theme().background, 0.15));
            drawElidedText(painter, rect, Qt::AlignCenter, group.label);
        }
    }
}

void HeatMap::drawColorBar(QPainter& painter, const Places& p) const
{
    const ColorTable& colors = colorTable(m_colorMap, theme().dark);
    QImage strip(1, colorLevels, QImage::Format_RGB32);
    for (int level = 0; level < colorLevels; ++level)
        strip.setPixel(0, colorLevels - 1 - level, colors[static_cast<std::size_t>(level)]);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const bool raster = painter.paintEngine()->type() == QPaintEngine::Raster;
    painter.drawImage(p.bar, raster ? strip : strip.scaled(16, 2 * colorLevels));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme().axis, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(p.bar.adjusted(-1, -1, 0, 0));

    painter.setFont(scaledFont(0.9));
    const double em = QFontMetricsF(painter.font()).height();
    const auto ticks = linearTicks(
        m_lower, m_upper, std::clamp(static_cast<int>(p.bar.height() / (2 * em)), 2, 5), locale());
    for (std::size_t i = 0; i < ticks.major.size(); ++i) {
        const double share = (ticks.major[i] - m_lower) / (m_upper - m_lower);
        const double y = p.bar.bottom() - share * p.bar.height();
        painter.setPen(QPen(theme().axis, 1));
        painter.drawLine(QPointF(p.bar.right(), y), QPointF(p.bar.right() + 3, y));
        painter.setPen(theme().mutedText);
        painter.drawText(QRectF(p.bar.right() + 6, y - em / 2, 10 * em, em),
            Qt::AlignLeft | Qt::AlignVCenter, ticks.labels[i]);
    }
    painter.setPen(theme().text);
    painter.setFont(font());
    drawVerticalText(painter, p.barTitle, Qt::AlignCenter, m_barTitle);
}

void HeatMap::mouseMoveEvent(QMouseEvent* event)
{
    const auto cell = cellAt(event->position());
    if (cell == m_highlighted) return;
    setHighlightedCell(cell);
    if (cell)
        emit cellHovered(cell->y(), cell->x(), event->globalPosition().toPoint());
    else
        emit cellLeft();
}

void HeatMap::mousePressEvent(QMouseEvent* event)
{
    const auto cell = cellAt(event->position());
    if (cell && event->button() == Qt::LeftButton) emit cellClicked(cell->y(), cell->x());
}

void HeatMap::leaveEvent(QEvent* event)
{
    if (m_highlighted) emit cellLeft();
    setHighlightedCell({});
    Figure::leaveEvent(event);
}

} // namespace contrastlab
