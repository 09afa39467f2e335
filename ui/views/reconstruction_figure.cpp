// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/reconstruction_figure.h"

#include "plot/plot_text.h"
#include "theme/fonts.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr double columnGap = 8;
constexpr double leastCellLines = 3.2, mostCellLines = 7; // heights, in lines of text
constexpr double wordsShare = 1.2; // as wide as so many pictures

QString errorText(double error)
{
    return QLocale().toString(error, 'f', error < 10 ? 2 : 1);
}

} // namespace

ReconstructionFigure::ReconstructionFigure(QWidget* parent) : Figure(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMouseTracking(true);
}

void ReconstructionFigure::show(ReconstructionScene scene)
{
    m_scene = std::move(scene);
    QStringList errors;
    for (const RetoldColumn& column : m_scene.columns)
        if (std::isfinite(column.error))
            errors << column.modality + u' ' + column.title + u' ' + errorText(column.error);
    setAccessibleDescription(errors.join(QStringLiteral(", ")));
    update();
}

QSize ReconstructionFigure::sizeHint() const
{
    return QSize(40, 26) * fontMetrics().height();
}

QSize ReconstructionFigure::minimumSizeHint() const
{
    return QSize(14, 8) * fontMetrics().height();
}

// Pictures are as wide as they are high, words and bars share the rest.
ReconstructionFigure::Layout ReconstructionFigure::layOut(QSize size) const
{
    Layout layout;
    if (m_scene.columns.empty() || m_scene.items.empty()) return layout;
    const double line = fontMetrics().height();
    const QRectF all = QRectF(QPointF(), size).adjusted(8, 4, -8, -4);
    layout.top = all.top() + 3.2 * line;
    const double room = all.bottom() - layout.top, gap = 1.4 * line; // the item's name
    layout.rows =
        std::clamp(int(room / (leastCellLines * line + gap)), 1, int(m_scene.items.size()));
    layout.row = std::min(room / layout.rows, mostCellLines * line + gap);
    double shares = 0;
    for (const RetoldColumn& column : m_scene.columns)
        shares += column.words ? wordsShare : 1;
    double left = all.left();
    for (const RetoldColumn& column : m_scene.columns) {
        layout.edges.push_back(left);
        left += all.width() * (column.words ? wordsShare : 1) / shares;
    }
    layout.edges.push_back(left);
    return layout;
}

int ReconstructionFigure::rows() const
{
    return layOut(size()).rows;
}

QRectF ReconstructionFigure::placeOf(int row, int column) const
{
    const Layout layout = layOut(size());
    const double line = fontMetrics().height();
    const double left = layout.edges[std::size_t(column)];
    const double right = layout.edges[std::size_t(column) + 1];
    return { left, layout.top + row * layout.row + 1.25 * line, right - left - columnGap,
        layout.row - 1.4 * line };
}

void ReconstructionFigure::drawFigure(QPainter& painter, QSize size)
{
    const Layout layout = layOut(size);
    if (layout.rows == 0)
        return drawEmptyText(painter, QRectF(QPointF(), size).adjusted(8, 4, -8, -4));
    const double line = fontMetrics().height();
    drawHeadings(painter, layout);
    for (int row = 0; row < layout.rows; ++row) {
        const double top = layout.top + row * layout.row;
        const double left = layout.edges.front(), width = layout.edges.back() - left;
        painter.setPen(theme().grid);
        painter.drawLine(QPointF(left, top), QPointF(left + width, top));
        painter.setPen(theme().mutedText);
        painter.setFont(scaledFont(0.88));
        drawElidedText(painter, { left, top + 1, width, 1.2 * line },
            Qt::AlignLeft | Qt::AlignVCenter, m_scene.names.value(row));
        for (std::size_t c = 0; c < m_scene.columns.size(); ++c)
            drawCell(painter,
                { layout.edges[c], top + 1.25 * line,
                    layout.edges[c + 1] - layout.edges[c] - columnGap, layout.row - 1.4 * line },
                m_scene.columns[c], std::size_t(row));
    }
    painter.setFont(font());
}

// The modality over its columns; over each whose code is decoded, and its mean error.
void ReconstructionFigure::drawHeadings(QPainter& painter, const Layout& layout) const
{
    const double line = fontMetrics().height();
    QFont bold = font();
    bold.setBold(true);
    for (std::size_t c = 0; c < m_scene.columns.size(); ++c) {
        const RetoldColumn& column = m_scene.columns[c];
        const double left = layout.edges[c];
        if (column.original) {
            std::size_t end = c + 1;
            while (end < m_scene.columns.size() && !m_scene.columns[end].original)
                ++end;
            painter.setFont(bold);
            painter.setPen(theme().text);
            drawElidedText(painter, { left, 4, layout.edges[end] - left - columnGap, line },
                Qt::AlignLeft | Qt::AlignVCenter, column.modality);
        }
        painter.setFont(scaledFont(0.88));
        painter.setPen(column.original ? theme().mutedText : theme().text);
        const double width = layout.edges[c + 1] - left - columnGap;
        drawElidedText(painter, { left, 4 + line, width, line }, Qt::AlignLeft | Qt::AlignVCenter,
            column.title);
        if (!std::isfinite(column.error)) continue;
        painter.setPen(theme().mutedText);
        drawElidedText(painter, { left, 4 + 1.95 * line, width, line },
            Qt::AlignLeft | Qt::AlignVCenter, tr("mean %1").arg(errorText(column.error)));
    }
}

void ReconstructionFigure::drawCell(
    QPainter& painter, const QRectF& rect, const RetoldColumn& column, std::size_t item) const
{
    const RetoldCell& cell = column.cells[item];
    const double line = fontMetrics().height();
    painter.setFont(scaledFont(0.82));
    QRectF place = rect;
    if (!column.original && std::isfinite(cell.error)) {
        place.setBottom(rect.bottom() - 0.95 * line);
        painter.setPen(theme().mutedText);
        painter.drawText(QRectF(rect.left(), place.bottom(), rect.width(), 0.95 * line),
            Qt::AlignLeft | Qt::AlignVCenter, errorText(cell.error));
    } else if (!column.words) {
        place.setBottom(rect.bottom() - 0.95 * line); // as large as what is told of it
    }
    if (!cell.isThere) {
        painter.setPen(theme().mutedText);
        drawWrappedText(painter, place, Qt::AlignLeft | Qt::AlignTop, tr("not there"));
    } else if (!cell.picture.isNull()) {
        QSizeF size = cell.picture.size();
        size.scale(place.size(), Qt::KeepAspectRatio);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, size.width() < cell.picture.width());
        painter.drawImage(QRectF(place.topLeft(), size), cell.picture);
    } else if (column.words) {
        drawWords(painter, place, column, cell);
    } else {
        drawBars(painter, place, column, cell, m_scene.largest[item]);
    }
}

// Right words stand out; what has no room is left out from the end.
void ReconstructionFigure::drawWords(
    QPainter& painter, const QRectF& rect, const RetoldColumn& column, const RetoldCell& cell) const
{
    QFont plain = scaledFont(0.88), bold = plain;
    bold.setBold(true);
    if (cell.words.empty()) {
        painter.setFont(plain);
        painter.setPen(theme().mutedText);
        return drawElidedText(painter, rect, Qt::AlignLeft | Qt::AlignTop, tr("no known word"));
    }
    const QFontMetricsF metrics(bold);
    QPointF at = rect.topLeft();
    for (const RetoldWord& word : cell.words) {
        painter.setFont(word.right ? bold : plain);
        const double width =
            std::min(QFontMetricsF(painter.font()).horizontalAdvance(word.text), rect.width());
        if (at.x() > rect.left() && at.x() + width > rect.right())
            at = { rect.left(), at.y() + metrics.height() };
        if (at.y() + metrics.height() > rect.bottom() + 1) return;
        painter.setPen(word.right ? theme().legible(theme().good)
                : column.original ? theme().text
                                  : theme().mutedText);
        drawElidedText(painter, { at.x(), at.y(), width + 1, metrics.height() },
            Qt::AlignLeft | Qt::AlignVCenter, word.text);
        at.rx() += width + metrics.horizontalAdvance(u' ') + 2;
    }
}

// Up and down from a middle line, as long as the item's largest number is half the cell.
void ReconstructionFigure::drawBars(QPainter& painter, const QRectF& rect,
    const RetoldColumn& column, const RetoldCell& cell, double most) const
{
    const double width = rect.width() / double(std::max<std::size_t>(1, cell.numbers.size()));
    const double middle = rect.center().y();
    painter.setPen(QPen(theme().grid, 1));
    painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().seriesColor(column.original ? 0 : 1));
    for (std::size_t i = 0; i < cell.numbers.size(); ++i) {
        const double value = double(cell.numbers[i]);
        if (!std::isfinite(value)) continue;
        const double height = 0.5 * rect.height() * value / most;
        painter.drawRect(QRectF(rect.left() + double(i) * width, middle - std::max(0.0, height),
            std::max(1.0, width - 1), std::abs(height)));
    }
}

Index ReconstructionFigure::itemAt(QPointF at) const
{
    const Layout layout = layOut(size());
    if (layout.rows == 0 || at.y() < layout.top) return -1;
    const int row = int((at.y() - layout.top) / layout.row);
    return row < layout.rows ? m_scene.items[std::size_t(row)] : -1;
}

void ReconstructionFigure::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && itemAt(event->position()) >= 0)
        return emit itemClicked(itemAt(event->position()));
    Figure::mousePressEvent(event);
}

void ReconstructionFigure::mouseMoveEvent(QMouseEvent* event)
{
    emit itemHovered(itemAt(event->position()));
}

void ReconstructionFigure::leaveEvent(QEvent* event)
{
    emit itemHovered(-1);
    Figure::leaveEvent(event);
}

} // namespace contrastlab
