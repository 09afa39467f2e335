// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/legend.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr double groupGap = 0.8; // line heights

}

double Legend::layout(QPointF topLeft, double width, const QFont& font)
{
    m_font = font;
    m_rects.clear();
    if (m_entries.empty()) return 0;
    const QFontMetricsF metrics(font);
    const double height = 1.5 * metrics.height();
    const double markWidth = 1.8 * metrics.height();
    QPointF place = topLeft;
    for (const LegendEntry& entry : m_entries) {
        const double wanted = markWidth + metrics.horizontalAdvance(entry.label) + metrics.height();
        const double entryWidth = std::min(wanted, width);
        if (entry.startsGroup && place.x() > topLeft.x()) place.rx() += groupGap * metrics.height();
        if (place.x() + entryWidth > topLeft.x() + width && place.x() > topLeft.x())
            place = { topLeft.x(), place.y() + height };
        m_rects.emplace_back(place, QSizeF(entryWidth, height));
        place.rx() += entryWidth;
    }
    return place.y() + height - topLeft.y();
}

double Legend::hide()
{
    m_rects.clear();
    return 0;
}

void Legend::draw(QPainter& painter, const PlotTheme& theme, int hoveredEntry) const
{
    painter.save();
    painter.setFont(m_font);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetricsF metrics(m_font);
    for (std::size_t i = 0; i < m_rects.size(); ++i) {
        const LegendEntry& entry = m_entries[i];
        const QRectF rect = m_rects[i];
        const double markWidth = 1.4 * metrics.height();
        const QPointF markCenter(rect.left() + 0.7 * metrics.height(), rect.center().y());
        const bool line = entry.mark == LegendMark::Line || entry.mark == LegendMark::DashedLine;
        drawLegendMark(painter, entry.mark, markCenter, line ? markWidth : 0.66 * metrics.height(),
            entry.shown ? entry.color : theme.unselected);
        if (entry.startsGroup && rect.left() > m_rects.front().left()) {
            const double x = rect.left() - 0.5 * groupGap * metrics.height();
            painter.setPen(QPen(theme.axis, 1));
            painter.drawLine(QPointF(x, rect.center().y() - 0.5 * metrics.height()),
                QPointF(x, rect.center().y() + 0.5 * metrics.height()));
        }
        const bool hovered = static_cast<int>(i) == hoveredEntry;
        painter.setPen(hovered ? theme.text
                : entry.shown  ? mixed(theme.text, theme.background, 0.12)
                               : theme.mutedText);
        const QRectF text = rect.adjusted(1.7 * metrics.height(), 0, -0.4 * metrics.height(), 0);
        painter.drawText(text,
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip,
            metrics.elidedText(entry.label, Qt::ElideRight, text.width() + 1));
        if (hovered)
            painter.drawLine(QPointF(text.left(), text.center().y() + 0.55 * metrics.height()),
                QPointF(
                    text.left() + std::min(text.width(), metrics.horizontalAdvance(entry.label)),
                    text.center().y() + 0.55 * metrics.height()));
    }
    painter.restore();
}

int Legend::entryAt(QPointF position) const
{
    for (std::size_t i = 0; i < m_rects.size(); ++i)
        if (m_rects[i].contains(position)) return static_cast<int>(i);
    return -1;
}

void drawLegendMark(
    QPainter& painter, LegendMark mark, QPointF center, double size, const QColor& color)
{
    const double half = size / 2;
    if (mark == LegendMark::Line || mark == LegendMark::DashedLine) {
        QPen pen(color, 2, Qt::SolidLine, Qt::FlatCap);
        if (mark == LegendMark::DashedLine) pen.setDashPattern({ 2.6, 1.8 });
        painter.setPen(pen);
        painter.drawLine(center - QPointF(half, 0), center + QPointF(half, 0));
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    if (mark == LegendMark::Circle)
        painter.drawEllipse(center, half, half);
    else if (mark == LegendMark::Square) // the same area as the circle
        painter.drawRect(QRectF(
            center.x() - 0.886 * half, center.y() - 0.886 * half, 1.772 * half, 1.772 * half));
    else if (mark == LegendMark::Triangle)
        painter.drawPolygon(QPolygonF { center + QPointF(0, -1.35 * half),
            center + QPointF(1.17 * half, 0.675 * half),
            center + QPointF(-1.17 * half, 0.675 * half) });
    else
        painter.drawRoundedRect(
            QRectF(center.x() - half, center.y() - half, size, size), size / 5, size / 5);
}

std::vector<bool> legendClicked(const std::vector<bool>& shown, std::size_t clicked, bool solo)
{
    std::vector<bool> result = shown;
    if (!solo) {
        result[clicked] = !result[clicked];
        return result;
    }
    const bool alone = shown[clicked] && std::ranges::count(shown, true) == 1;
    std::fill(result.begin(), result.end(), alone);
    result[clicked] = true;
    return result;
}

} // namespace contrastlab
