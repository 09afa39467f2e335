// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/anatomy_figure.h"

#include "theme/fonts.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr double formulaShare = 0.48; // of the height, at most

}

AnatomyFigure::AnatomyFigure(QWidget* parent) : Figure(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void AnatomyFigure::show(AnatomyScene scene)
{
    m_scene = std::move(scene);
    m_places.clear();
    setToolTip({});
    if (m_scene.anatomy && m_scene.shown > 0) {
        const QStringList lines = anatomyFormula(m_scene);
        setAccessibleDescription(anatomySentence(m_scene) + u' ' + lines.join(u' '));
        setToolTip(lines.join(u'\n'));
    }
    update();
}

QRectF AnatomyFigure::placeOf(int row, int column) const
{
    const auto found = std::ranges::find_if(m_places,
        [&](const AnatomyPlace& place) { return place.row == row && place.column == column; });
    return found == m_places.end() ? QRectF() : found->rect;
}

QSize AnatomyFigure::sizeHint() const
{
    return QSize(40, 26) * fontMetrics().height();
}

QSize AnatomyFigure::minimumSizeHint() const
{
    return QSize(14, 10) * fontMetrics().height();
}

// At the foot, the first line larger; returns its height.
double AnatomyFigure::drawFormula(QPainter& painter, const QRectF& rect) const
{
    const QStringList lines = anatomyFormula(m_scene);
    const QFont large = scaledFont(1.15);
    std::vector<double> heights;
    double total = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QFontMetricsF metrics(i == 0 ? large : font());
        heights.push_back(metrics.boundingRect(rect, Qt::TextWordWrap, lines[i]).height() + 2);
        total += heights.back();
    }
    // What has no room is left out from the end.
    while (heights.size() > 1 && total > rect.height()) {
        total -= heights.back();
        heights.pop_back();
    }
    double top = rect.bottom() - std::min(total, rect.height());
    const double start = top;
    for (qsizetype i = 0; i < std::ssize(heights); ++i) {
        painter.setFont(i == 0 ? large : font());
        painter.setPen(i == 0 ? theme().text : theme().mutedText);
        const double left = rect.bottom() - top;
        painter.drawText(
            QRectF(rect.left(), top, rect.width(), std::min(heights[std::size_t(i)], left)),
            Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignVCenter, lines[i]);
        top += heights[std::size_t(i)];
    }
    painter.setFont(font());
    return rect.bottom() - start;
}

void AnatomyFigure::drawFigure(QPainter& painter, QSize size)
{
    const double margin = 8;
    const QRectF rect = QRectF(QPointF(), size).adjusted(margin, 4, -margin, -4);
    if (!m_scene.anatomy || m_scene.shown == 0) return drawEmptyText(painter, rect);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(theme().text);
    const QString sentence = anatomySentence(m_scene);
    const double head =
        QFontMetricsF(bold).boundingRect(rect, Qt::TextWordWrap, sentence).height() + 4;
    painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), head),
        Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, sentence);
    painter.setFont(font());
    QRectF foot = rect;
    foot.setTop(rect.bottom() - formulaShare * rect.height());
    const double formula = drawFormula(painter, foot);
    const QRectF body = rect.adjusted(0, head, 0, -formula - 6);
    if (body.height() < fontMetrics().height()) return;
    auto places = AnatomyPainter(painter, theme(), m_scene).draw(body);
    if (!isExporting()) m_places = std::move(places);
}

void AnatomyFigure::mousePressEvent(QMouseEvent* event)
{
    for (const AnatomyPlace& place : m_places)
        if (event->button() == Qt::LeftButton && place.rect.contains(event->position()))
            return emit pairClicked(place.row, place.column);
    Figure::mousePressEvent(event);
}

} // namespace contrastlab
