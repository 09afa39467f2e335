// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/guess_cards.h"

#include "run/waiting_text.h"
#include "theme/colors.h"
#include "theme/elided_text.h"
#include "theme/marks.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr int mostCardColumns = 3, cardGap = 8, cardPad = 3;
constexpr int cardCharacters = 21; ///< that the narrowest card has room for, its picture included

} // namespace

GuessCards::GuessCards(RunMoment& moment, ItemFocus& focus, LiveGuesses& guesses,
    ItemPictures& pictures, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_guesses(guesses)
    , m_drawing(moment, pictures)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(&guesses, &LiveGuesses::changed, this, QOverload<>::of(&QWidget::update));
    connect(&focus, &ItemFocus::pinnedChanged, this, QOverload<>::of(&QWidget::update));
    connect(&pictures, &ItemPictures::loaded, this, QOverload<>::of(&QWidget::update));
}

void GuessCards::setRows(int rows)
{
    if (std::exchange(m_rows, rows) == rows) return;
    updateGeometry();
    update();
}

int GuessCards::lineHeight() const
{
    return fontMetrics().height() + 1;
}

QSize GuessCards::sizeHint() const
{
    const int card = fontMetrics().horizontalAdvance(u'x') * cardCharacters;
    return { 4 * card + 3 * cardGap,
        m_rows * (3 * lineHeight() + 2 * cardPad) + (m_rows - 1) * cardGap };
}

QSize GuessCards::minimumSizeHint() const
{
    return { fontMetrics().horizontalAdvance(u'x') * cardCharacters, sizeHint().height() };
}

// The last column goes the other way.
int GuessCards::columns() const
{
    const int least = fontMetrics().horizontalAdvance(u'x') * cardCharacters + cardGap;
    return std::clamp((width() + cardGap) / least, 1, mostCardColumns + 1);
}

int GuessCards::cards() const
{
    return m_rows * std::max(1, columns() - 1);
}

std::vector<GuessCards::Card> GuessCards::layOut() const
{
    const auto board = m_guesses.board();
    std::vector<Card> cards;
    if (!board) return cards;
    const int count = columns();
    const int cardWidth = (width() + cardGap) / count - cardGap;
    const int cardHeight = (height() + cardGap) / m_rows - cardGap;
    for (int i = 0; i < m_rows * count; ++i) {
        const bool back = count > 1 && i % count == count - 1;
        const int forward = std::max(1, count - 1);
        const auto asked = std::size_t(back ? i / count : i / count * forward + i % count);
        if (asked >= board->asked.size()) continue;
        const QPoint corner(i % count * (cardWidth + cardGap), i / count * (cardHeight + cardGap));
        cards.push_back({ QRect(corner, QSize(cardWidth, cardHeight)), asked, back });
    }
    return cards;
}

FocusedItem GuessCards::itemAt(Index place, int tower) const
{
    return { m_moment.probes().projectionItems[std::size_t(place)], tower };
}

void GuessCards::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const std::vector<Card> cards = layOut();
    for (const Card& card : cards)
        drawCard(painter, card);
    if (!cards.empty()) return;
    painter.setPen(palette().color(QPalette::PlaceholderText));
    drawElided(painter, rect(), waitingText(m_moment, tr("Waiting for the first guesses…")));
}

void GuessCards::drawCard(QPainter& painter, const Card& card) const
{
    const auto board = m_guesses.board();
    const TrainedPair pair = board->pair;
    const auto& guesses = (card.back ? board->bToA : board->aToB)[card.asked];
    const FocusedItem item = itemAt(board->asked[card.asked], card.back ? pair.b : pair.a);
    const int answers = card.back ? pair.a : pair.b;
    painter.setRenderHint(QPainter::Antialiasing);
    const auto pinned = m_focus.pinned();
    const bool isPinned = std::ranges::any_of(
        pinned, [&](const FocusedItem& focused) { return focused.item == item.item; });
    painter.setPen(isPinned ? QPen(palette().color(QPalette::Highlight), 1.5) : QPen(Qt::NoPen));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(card.rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    QRect room = card.rect.adjusted(cardPad, cardPad, -cardPad, -cardPad);
    const bool asPictures = m_drawing.isPicture(itemAt(0, answers));
    QRect query = room;
    query.setWidth(m_drawing.isPicture(item) ? room.height() : room.width() * 2 / 5);
    drawQuery(painter, query, item);
    room.setLeft(query.right() + 2 * cardPad);
    if (asPictures)
        drawPictures(painter, room, guesses, answers);
    else
        drawNames(painter, room, guesses, answers);
}

void GuessCards::drawQuery(QPainter& painter, const QRect& rect, const FocusedItem& item) const
{
    if (m_drawing.isPicture(item)) return m_drawing.drawPicture(painter, rect, item, palette());
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    drawElided(painter, rect.adjusted(cardPad, 0, 0, 0), m_drawing.text(item));
    painter.setFont(font());
}

void GuessCards::drawNames(
    QPainter& painter, const QRect& rect, const std::vector<Guess>& guesses, int tower) const
{
    const int mark = lineHeight();
    for (std::size_t i = 0; i < guesses.size(); ++i) {
        const QRect line(
            rect.left(), rect.top() + int(i) * lineHeight(), rect.width(), lineHeight());
        const Guess& guess = guesses[i];
        QFont weight = font();
        weight.setBold(guess.right);
        painter.setFont(weight);
        painter.setPen(guess.right ? goodColor(palette())
                : i == 0           ? palette().color(QPalette::WindowText)
                                   : palette().color(QPalette::PlaceholderText));
        const int room = line.width() - mark;
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(weight).elidedText(
                m_drawing.text(itemAt(guess.item.place, tower)), Qt::ElideRight, room));
        if (guess.right)
            drawTick(painter, QRectF(line.right() - mark + 1, line.top(), mark, mark), palette());
    }
    painter.setFont(font());
}

void GuessCards::drawPictures(
    QPainter& painter, const QRect& rect, const std::vector<Guess>& guesses, int tower) const
{
    const int side = std::min(rect.height(), (rect.width() - 2 * cardPad) / 3);
    for (std::size_t i = 0; i < guesses.size(); ++i) {
        QRect tile(rect.left() + int(i) * (side + cardPad), 0, side, side);
        tile.moveTop(rect.center().y() - side / 2);
        m_drawing.drawPicture(painter, tile, itemAt(guesses[i].item.place, tower), palette());
        if (!guesses[i].right) continue;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(goodColor(palette()), 2));
        painter.drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), 5, 5);
        const int mark = std::min(16, side / 2);
        const QRectF corner(tile.right() - mark, tile.bottom() - mark, mark, mark);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().color(QPalette::Base));
        painter.drawEllipse(corner);
        drawTick(painter, corner, palette());
    }
}

QString GuessCards::tipOf(const Card& card) const
{
    const auto board = m_guesses.board();
    const TrainedPair pair = board->pair;
    const auto& guesses = (card.back ? board->bToA : board->aToB)[card.asked];
    const int answers = card.back ? pair.a : pair.b;
    QStringList names;
    for (const Guess& guess : guesses)
        names << tr("%1 (cosine %2)")
                     .arg(m_drawing.text(itemAt(guess.item.place, answers)),
                         QLocale().toString(double(guess.item.cosine), 'f', 2));
    return tr("%1 – nearest first: %2. Click to pin it.")
        .arg(m_drawing.text(itemAt(board->asked[card.asked], card.back ? pair.b : pair.a)),
            names.join(QStringLiteral(", ")));
}

bool GuessCards::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const Card& card : layOut())
        if (card.rect.contains(help->pos()))
            QToolTip::showText(help->globalPos(), tipOf(card), this);
    return true;
}

void GuessCards::mousePressEvent(QMouseEvent* event)
{
    const auto board = m_guesses.board();
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    for (const Card& card : layOut()) {
        if (!card.rect.contains(event->pos())) continue;
        const int tower = card.back ? board->pair.b : board->pair.a;
        const ItemFocus::Items items { itemAt(board->asked[card.asked], tower) };
        if (items == m_focus.pinned())
            m_focus.clear();
        else
            m_focus.pin(items);
        return;
    }
}

} // namespace contrastlab
