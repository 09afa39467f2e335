// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/neighbour_list.h"

#include "run/item_pictures.h"
#include "theme/colors.h"
#include "views/item_card.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr int markSide = 14, gap = 6;

QString number(float cosine)
{
    return QLocale().toString(double(cosine), 'f', 2);
}

} // namespace

NeighbourList::NeighbourList(RunMoment& moment, ItemPictures& pictures, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_pictures(pictures)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(&pictures, &ItemPictures::loaded, this, QOverload<>::of(&QWidget::update));
}

void NeighbourList::show(CrossNeighbours neighbours, int place)
{
    const bool grown = neighbours.nearest.size() != m_neighbours.nearest.size();
    m_neighbours = std::move(neighbours);
    m_place = place;
    if (grown) updateGeometry();
    update();
}

QString NeighbourList::verdict() const
{
    const CrossNeighbours& n = m_neighbours;
    if (n.partnerRank < 0) return tr("its partner has no cosine: the embeddings are no numbers");
    const QString cosine = number(n.partnerCosine);
    if (n.partnerRank == 0)
        return tr("its partner comes first of %1, cosine %2").arg(n.candidates).arg(cosine);
    return tr("its partner comes at place %1 of %2, cosine %3")
        .arg(n.partnerRank + 1)
        .arg(n.candidates)
        .arg(cosine);
}

int NeighbourList::lineHeight() const
{
    return std::max(28, fontMetrics().height() + 8);
}

QSize NeighbourList::sizeHint() const
{
    return { 240, int(m_neighbours.nearest.size() + 1) * lineHeight() };
}

// A tick or a cross: told apart without their colours, too. One verdict on one partner: where it is
// not the first, its line has no tick but a ring.
void NeighbourList::drawMark(QPainter& painter, const QRect& rect, bool right) const
{
    QRectF mark(0, 0, markSide - 4, markSide - 4);
    mark.moveCenter(QRectF(rect).center());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(
        right ? goodColor(palette()) : errorColor(palette()), 2.2, Qt::SolidLine, Qt::RoundCap));
    if (right) {
        const QPointF bottom(mark.left() + 0.38 * mark.width(), mark.bottom());
        painter.drawLine(QPointF(mark.left(), mark.center().y() + 1), bottom);
        painter.drawLine(bottom, mark.topRight());
    } else {
        painter.drawLine(mark.topLeft(), mark.bottomRight());
        painter.drawLine(mark.topRight(), mark.bottomLeft());
    }
}

void NeighbourList::drawRing(QPainter& painter, const QRect& rect) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QRectF(rect).center(), 0.3 * markSide, 0.3 * markSide);
}

void NeighbourList::drawLine(QPainter& painter, const QRect& rect, const RankedItem& found)
{
    const Index item = m_moment.probes().projectionItems[std::size_t(found.place)];
    const bool partner = found.partner;
    QRect room = rect;
    const bool first = m_neighbours.partnerRank == 0;
    const QRect markPlace(room.left(), room.top(), markSide, room.height());
    if (partner && first) drawMark(painter, markPlace, true);
    if (partner && !first) drawRing(painter, markPlace);
    room.setLeft(room.left() + markSide + gap);
    if (m_pictures.count(item) > 0) {
        const QRect frame(room.left(), room.top() + 1, room.height() - 2, room.height() - 2);
        painter.fillRect(frame, pictureGround(palette()));
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        if (const QImage picture = m_pictures.picture(item); !picture.isNull()) {
            QRect place(QPoint(),
                picture.size().scaled(frame.adjusted(2, 2, -2, -2).size(), Qt::KeepAspectRatio));
            place.moveCenter(frame.center());
            painter.drawImage(place, picture);
        }
        room.setLeft(frame.right() + gap);
    }
    const int digits = fontMetrics().horizontalAdvance(QStringLiteral("−0.00")) + 2;
    const int bar = std::clamp(room.width() / 5, 20, 60);
    const QRect numbers(room.right() - digits, room.top(), digits, room.height());
    QRectF track(numbers.left() - gap - bar, 0, bar, 6);
    track.moveTop(room.center().y() - 3);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Mid));
    painter.drawRoundedRect(track, 3, 3);
    // A cosine below zero has no bar: it is as far as can be told at a glance.
    track.setWidth(track.width() * std::clamp(double(found.cosine), 0.0, 1.0));
    painter.setBrush(
        partner && first ? goodColor(palette()) : palette().color(QPalette::Highlight));
    painter.drawRoundedRect(track, 3, 3);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(numbers, Qt::AlignRight | Qt::AlignVCenter, number(found.cosine));
    QFont bold = font();
    bold.setBold(partner);
    painter.setFont(bold);
    const QRect name(room.left(), room.top(), int(track.left()) - gap - room.left(), room.height());
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(bold).elidedText(itemTitle(m_moment, item), Qt::ElideRight, name.width()));
    painter.setFont(font());
}

void NeighbourList::paintEvent(QPaintEvent*)
{
    const auto& items = m_moment.probes().projectionItems;
    if (m_place < 0 || m_neighbours.candidates != Index(items.size())) return;
    QPainter painter(this);
    QRect line(0, 0, width(), lineHeight());
    for (const RankedItem& found : m_neighbours.nearest) {
        drawLine(painter, line, found);
        line.translate(0, lineHeight());
    }
    drawMark(painter, QRect(line.left(), line.top(), markSide, line.height()),
        m_neighbours.partnerRank == 0);
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect room = line.adjusted(markSide + gap, 0, 0, 0);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
        fontMetrics().elidedText(verdict(), Qt::ElideRight, room.width()));
}

void NeighbourList::mousePressEvent(QMouseEvent* event)
{
    const auto line = std::size_t(std::max(0, event->pos().y() / lineHeight()));
    if (event->button() == Qt::LeftButton && line < m_neighbours.nearest.size())
        emit clicked(int(m_neighbours.nearest[line].place));
}

} // namespace contrastlab
