// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/hover_card.h"

#include "sound/waveform.h"
#include "theme/colors.h"

#include <QPainter>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int dwellMs = 125, leaveMs = 260;
constexpr int fromPointer = 22; ///< pixels between card and pointer
constexpr int padding = 10, gap = 14;
constexpr int tileWidth = 130;
constexpr int waveHeight = 26;

} // namespace

HoverCard::HoverCard(QWidget* owner) : QFrame(owner), m_owner(owner)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_OpaquePaintEvent);
    hide();
    setFocusPolicy(Qt::NoFocus);
    m_dwell.setSingleShot(true);
    m_dwell.setInterval(dwellMs);
    m_leave.setSingleShot(true);
    m_leave.setInterval(leaveMs);
    connect(&m_dwell, &QTimer::timeout, this, &HoverCard::open);
    connect(&m_leave, &QTimer::timeout, this, &QWidget::hide);
}

void HoverCard::showSoon(const QPoint& globalPosition, std::function<CardContent()> make)
{
    m_leave.stop();
    m_position = globalPosition;
    m_make = std::move(make);
    if (isVisible())
        open();
    else
        m_dwell.start();
}

void HoverCard::hideSoon()
{
    m_dwell.stop();
    if (isVisible()) m_leave.start();
}

void HoverCard::open()
{
    m_content = m_make();
    if (m_content.items.empty() && m_content.footer.isEmpty()) return hide();
    if (parentWidget() != m_owner->window()) setParent(m_owner->window());
    fit();
    show();
    raise();
}

void HoverCard::change(const std::function<void(CardContent&)>& edit)
{
    if (!isVisible()) return;
    edit(m_content);
    fit();
}

void HoverCard::fit()
{
    resize(contentSize());
    place();
    update();
}

// Two lines at least: what the key plays is known only when the sound is.
int HoverCard::soundRoom() const
{
    const int line = fontMetrics().height();
    int room = 0;
    for (const CardItem& item : m_content.items) {
        if (!item.sound) continue;
        const QRect hint = fontMetrics().boundingRect(
            QRect(0, 0, tileWidth, 8 * line), Qt::TextWordWrap, item.sound->hint);
        room = std::max(room, waveHeight + 4 + std::max(hint.height(), 2 * line) + 4);
    }
    return room;
}

int HoverCard::tilesWidth() const
{
    const int count = int(m_content.items.size());
    return count * tileWidth + (count - 1) * gap;
}

QSize HoverCard::footerSize() const
{
    return m_content.footer.isEmpty() ? QSize() : fontMetrics().size(0, m_content.footer);
}

QSize HoverCard::contentSize() const
{
    const QSize footer = footerSize();
    if (m_content.items.empty()) return footer + QSize(2 * padding, 2 * padding);
    const int line = fontMetrics().height();
    bool pictures = false;
    int lines = 1;
    for (const CardItem& item : m_content.items) {
        pictures |= item.hasPicture;
        const QRect name = fontMetrics().boundingRect(
            QRect(0, 0, tileWidth, 6 * line), Qt::TextWordWrap, item.name);
        lines = std::max(lines, std::clamp(name.height() / line, 1, 4));
    }
    const int height = 2 * padding + (pictures ? pictureSide + 6 : 0) + (lines + 2) * line
        + soundRoom() + (footer.isEmpty() ? 0 : footer.height() + 6);
    return { 2 * padding + std::max(footer.width(), tilesWidth()), height };
}

// Above the pointer, and where there is no room, beside it; it never flips below, where the hand
// would cover it.
void HoverCard::place()
{
    const QRect area = parentWidget()->rect();
    const QPoint pointer = parentWidget()->mapFromGlobal(m_position);
    const auto held = [](int wanted, int length, int room) {
        return std::clamp(wanted, 0, std::max(0, room - length));
    };
    QPoint corner(held(pointer.x() - width() / 2, width(), area.width()),
        pointer.y() - fromPointer - height());
    if (corner.y() < 0) {
        const bool right = pointer.x() + fromPointer + width() <= area.width();
        corner.setX(right ? pointer.x() + fromPointer : pointer.x() - fromPointer - width());
        corner.setY(held(pointer.y() - height() / 2, height(), area.height()));
    }
    move(corner);
}

void HoverCard::drawSound(QPainter& painter, const QRect& rect, const CardSound& sound) const
{
    const QColor muted = palette().color(QPalette::PlaceholderText);
    drawWaveform(painter, QRect(rect.left(), rect.top(), rect.width(), waveHeight), sound.waveform,
        sound.played, muted, palette().color(QPalette::Highlight));
    painter.setPen(muted);
    painter.drawText(rect.adjusted(0, waveHeight + 4, 0, 0),
        Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, sound.hint);
}

void HoverCard::drawItem(
    QPainter& painter, const QRect& place, const CardItem& item, int soundRoom) const
{
    const int line = fontMetrics().height();
    if (item.sound)
        drawSound(painter, place.adjusted(0, place.height() - soundRoom + 6, 0, 0), *item.sound);
    const QRect rect = place.adjusted(0, 0, 0, -soundRoom);
    int top = rect.top();
    if (!item.picture.isNull()) {
        QSize size = item.picture.size() / item.picture.devicePixelRatio();
        size.scale(pictureSide, pictureSide, Qt::KeepAspectRatio);
        QRect picture(QPoint(), size);
        picture.moveCenter(QPoint(rect.center().x(), top + pictureSide / 2));
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.fillRect(picture.adjusted(-3, -3, 3, 3), pictureGround(palette()));
        painter.drawImage(picture, item.picture);
    }
    if (item.hasPicture) top += pictureSide + 6;
    const QColor muted = palette().color(QPalette::PlaceholderText);
    painter.setPen(muted);
    painter.drawText(QRect(rect.left(), top, rect.width(), line), Qt::AlignHCenter,
        fontMetrics().elidedText(item.role, Qt::ElideRight, rect.width()));
    top += line;
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::Text));
    const QRect room(rect.left(), top, rect.width(), rect.bottom() - top - line);
    painter.drawText(room, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, item.name);
    painter.setFont(font());
    painter.setPen(muted);
    painter.drawText(QRect(rect.left(), rect.bottom() - line + 1, rect.width(), line),
        Qt::AlignHCenter, fontMetrics().elidedText(item.group, Qt::ElideRight, rect.width()));
}

void HoverCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Dark));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    QRect area = rect().adjusted(padding, padding, -padding, -padding);
    if (!m_content.footer.isEmpty()) {
        const int height = footerSize().height();
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRect(area.left(), area.bottom() - height + 1, area.width(), height),
            Qt::AlignHCenter, m_content.footer);
        area.setBottom(area.bottom() - height - 6);
    }
    QRect tile(area.topLeft(), QSize(tileWidth, area.height()));
    tile.translate((area.width() - tilesWidth()) / 2, 0);
    for (const CardItem& item : m_content.items) {
        drawItem(painter, tile, item, soundRoom());
        tile.translate(tileWidth + gap, 0);
    }
}

} // namespace contrastlab
