// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/pair_story.h"

#include "run/item_names.h"
#include "theme/elided_text.h"
#include "theme/fonts.h"
#include "theme/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace contrastlab {

namespace {

constexpr int storyGap = 6;

QFont smallFont(const QFont& font)
{
    return scaledFont(font, 0.88);
}

// From left to right, with a head.
void drawArrow(QPainter& painter, const QPointF& from, const QPointF& to)
{
    painter.drawLine(from, to);
    painter.drawLine(to, to + QPointF(-4, -3));
    painter.drawLine(to, to + QPointF(-4, 3));
}

} // namespace

PairStory::PairStory(
    RunMoment& moment, LiveGuesses& guesses, ItemPictures& pictures, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_guesses(guesses)
    , m_drawing(moment, pictures)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&guesses, &LiveGuesses::changed, this, QOverload<>::of(&QWidget::update));
    connect(&pictures, &ItemPictures::loaded, this, QOverload<>::of(&QWidget::update));
}

// As high as the cards beside it.
QSize PairStory::sizeHint() const
{
    const int line = fontMetrics().height() + 1;
    return { fontMetrics().horizontalAdvance(u'x') * 44,
        m_rows * (3 * line + 6) + 8 * (m_rows - 1) };
}

void PairStory::setRows(int rows)
{
    if (std::exchange(m_rows, rows) == rows) return;
    updateGeometry();
    update();
}

QColor PairStory::colorOf(int half) const
{
    return QColor::fromRgb(
        seriesColors(isDark(palette()), picturePalettes().series)[std::size_t(half)]);
}

QString PairStory::towerText(int tower) const
{
    return tr("%1 tower", "the network of this modality")
        .arg(modalityName(m_moment.setup()->modality(tower).name));
}

void PairStory::paintEvent(QPaintEvent*)
{
    const auto board = m_guesses.board();
    if (!board || board->asked.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Index item = m_moment.probes().projectionItems[std::size_t(board->asked.front())];
    const int disc = std::min(height() - storyGap, width() / 4);
    const QRect left(0, 0, width() - disc - storyGap, height());
    const int half = (left.height() - storyGap) / 2;
    drawHalf(painter, QRect(0, 0, left.width(), half), { item, board->pair.a }, 0);
    drawHalf(painter, QRect(0, half + storyGap, left.width(), half), { item, board->pair.b }, 1);
    drawPoints(painter, QRect(left.right() + storyGap, 0, disc, height()), board->cosines.front());
}

// What it is, an arrow to its tower, an arrow on to its point.
void PairStory::drawHalf(
    QPainter& painter, const QRect& row, const FocusedItem& item, int half) const
{
    QRect seen(row.left(), row.top(), row.height(), row.height());
    if (m_drawing.isPicture(item)) {
        m_drawing.drawPicture(painter, seen, item, palette());
    } else {
        seen.setWidth(row.width() * 2 / 5);
        painter.setPen(palette().color(QPalette::WindowText));
        const int text = std::min(fontMetrics().lineSpacing() * 2, row.height());
        QFont bold = font();
        bold.setBold(true);
        painter.setFont(bold);
        const QString words = tr("“%1”", "an item's words").arg(m_drawing.text(item));
        drawElided(
            painter, QRect(seen.left(), seen.center().y() - text / 2, seen.width(), text), words);
    }
    painter.setFont(smallFont(font()));
    const QFontMetrics metrics(painter.font());
    const QString name = towerText(item.tower);
    const int box = std::min(metrics.horizontalAdvance(name) + 12, row.width() - seen.width() - 40);
    const qreal middle = row.center().y();
    QRectF tower(
        row.right() - box - 18, middle - 0.75 * metrics.height(), box, 1.5 * metrics.height());
    painter.setPen(QPen(palette().color(QPalette::Dark), 1.2));
    drawArrow(painter, { seen.right() + 4.0, middle }, { tower.left() - 3, middle });
    drawArrow(painter, { tower.right() + 3, middle }, { qreal(row.right()), middle });
    painter.setPen(QPen(colorOf(half), 1.5));
    painter.setBrush(mixed(palette().color(QPalette::Window), colorOf(half), 0.18));
    painter.drawRoundedRect(tower, 4, 4);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(tower, Qt::AlignCenter, metrics.elidedText(name, Qt::ElideRight, box - 6));
    painter.setFont(font());
}

// Two points of a circle at the true angle: embeddings are directions.
void PairStory::drawPoints(QPainter& painter, const QRect& rect, float cosine) const
{
    const int caption = QFontMetrics(smallFont(font())).height();
    const qreal side = std::min<qreal>(rect.width(), rect.height() - caption) - 8;
    const QPointF centre(rect.center().x(), rect.top() + side / 2 + 4);
    painter.setBrush(palette().color(QPalette::Base));
    painter.setPen(QPen(palette().color(QPalette::Mid), 1));
    painter.drawEllipse(centre, side / 2, side / 2);
    const QRect text(rect.left(), rect.bottom() - caption + 1, rect.width(), caption);
    painter.setFont(smallFont(font()));
    painter.setPen(palette().color(QPalette::WindowText));
    if (!std::isfinite(cosine)) return painter.drawText(text, Qt::AlignCenter, tr("no number"));
    const double angle = std::acos(std::clamp(double(cosine), -1.0, 1.0));
    painter.drawText(text, Qt::AlignCenter,
        tr("%1°", "the angle between two points").arg(qRound(angle * 180 / std::numbers::pi)));
    for (const int half : { 1, 0 }) {
        const double at = std::numbers::pi / 2 + (half == 0 ? 0.5 : -0.5) * angle;
        const QPointF point = centre + 0.5 * (side - 8) * QPointF(std::cos(at), -std::sin(at));
        painter.setPen(QPen(colorOf(half), 1.5));
        painter.drawLine(centre, point);
        painter.setBrush(colorOf(half));
        painter.drawEllipse(point, 4.5, 4.5);
    }
    painter.setFont(font());
}

bool PairStory::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
        tr("A network turns each half of a pair into a point on a sphere. Training moves the two "
           "points of a pair together, and those of different pairs apart. The angle is the one "
           "between the two points of this pair now."),
        this);
    return true;
}

} // namespace contrastlab
