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
constexpr double gridShare = 0.8; // of a matrix's height that its cells have
constexpr double leastRow = 1.35; // times as high as its digits
constexpr int fewestRows = 2;

} // namespace

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
    return QSize(14, 7) * fontMetrics().height();
}

QFont AnatomyFigure::lineFont(qsizetype line) const
{
    return line == 0 ? scaledFont(1.15) : font();
}

AnatomyFigure::Layout AnatomyFigure::layOut(const AnatomyScene& scene, QSize size) const
{
    const QRectF all = QRectF(QPointF(), size).adjusted(8, 4, -8, -4);
    QFont bold = font();
    bold.setBold(true);
    Layout layout;
    layout.sentence = all;
    layout.sentence.setHeight(
        QFontMetricsF(bold).boundingRect(all, Qt::TextWordWrap, anatomySentence(scene)).height()
        + 4);
    double total = 0;
    const QStringList lines = anatomyFormula(scene);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QFontMetricsF metrics(lineFont(i));
        const double height = metrics.boundingRect(all, Qt::TextWordWrap, lines[i]).height() + 2;
        // What has no room is left out from the end.
        if (i > 0 && total + height > formulaShare * all.height()) break;
        layout.lines.push_back({ all.left(), total, all.width(), height });
        total += height;
    }
    for (QRectF& line : layout.lines)
        line.translate(0, all.bottom() - total);
    layout.body = all;
    layout.body.setTop(layout.sentence.bottom());
    layout.body.setBottom(all.bottom() - total - 6);
    return layout;
}

int AnatomyFigure::rowsWithRoom(const AnatomyScene& scene) const
{
    const QFontMetricsF metrics(font());
    const double height = layOut(scene, size()).body.height(), line = metrics.height();
    const double row = leastRow * metrics.capHeight();
    const auto rows = [row](double room) { return std::max(fewestRows, int(room / row)); };
    switch (scene.stage) {
    case AnatomyStage::sample:
        return int(scene.anatomy->items.size());
    case AnatomyStage::encode:
    case AnatomyStage::normalise:
        return rows(height - line);
    case AnatomyStage::softmax: // with one for the others
        return rows(gridShare * (height - line) - row);
    case AnatomyStage::loss:
        return rows(height - 2 * line);
    case AnatomyStage::similarity:
    case AnatomyStage::temperature:
    case AnatomyStage::gradient:
    case AnatomyStage::update:
        break;
    }
    return rows(gridShare * height);
}

void AnatomyFigure::drawFigure(QPainter& painter, QSize size)
{
    if (!m_scene.anatomy || m_scene.shown == 0)
        return drawEmptyText(painter, QRectF(QPointF(), size).adjusted(8, 4, -8, -4));
    const Layout layout = layOut(m_scene, size);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(theme().text);
    painter.drawText(
        layout.sentence, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, anatomySentence(m_scene));
    const QStringList lines = anatomyFormula(m_scene);
    for (std::size_t i = 0; i < layout.lines.size(); ++i) {
        painter.setFont(lineFont(qsizetype(i)));
        painter.setPen(i == 0 ? theme().text : theme().mutedText);
        painter.drawText(layout.lines[i], Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignVCenter,
            lines[qsizetype(i)]);
    }
    painter.setFont(font());
    if (layout.body.height() < fontMetrics().height()) return;
    auto places = AnatomyPainter(painter, theme(), m_scene).draw(layout.body);
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
