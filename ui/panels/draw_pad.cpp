// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/draw_pad.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr double penWidth = 7;
constexpr int penStep = 4, longPenStep = 16;

/// Where an arrow points; nowhere for other keys.
QPoint directionOf(int key)
{
    return key == Qt::Key_Left ? QPoint(-1, 0)
        : key == Qt::Key_Right ? QPoint(1, 0)
        : key == Qt::Key_Up    ? QPoint(0, -1)
        : key == Qt::Key_Down  ? QPoint(0, 1)
                               : QPoint();
}

bool isOwnKey(const QKeyEvent& key)
{
    if (key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) return false;
    return key.key() == Qt::Key_Space || key.key() == Qt::Key_Delete
        || !directionOf(key.key()).isNull();
}

} // namespace

DrawPad::DrawPad(QWidget* parent) : QWidget(parent), m_picture(side, side, QImage::Format_RGB32)
{
    setFixedSize(side, side);
    setCursor(Qt::CrossCursor);
    setFocusPolicy(Qt::StrongFocus);
    setProperty("takesSpace", true); // which trains elsewhere
    m_picture.fill(Qt::white);
}

void DrawPad::clear()
{
    m_picture.fill(Qt::white);
    m_empty = true;
    m_down = false;
    update();
    emit drawn();
}

void DrawPad::strokeTo(QPoint place)
{
    QPainter painter(&m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::black, penWidth, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(m_last, place);
    m_last = place;
    m_empty = false;
    update();
    emit drawn();
}

void DrawPad::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    m_last = event->pos();
    strokeTo(event->pos());
}

void DrawPad::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton) strokeTo(event->pos());
}

// These keys are the sheet's while the focus is here, not the window's.
bool DrawPad::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (isOwnKey(*key)) key->accept();
    }
    return QWidget::event(event);
}

void DrawPad::keyPressEvent(QKeyEvent* event)
{
    if (!isOwnKey(*event)) return QWidget::keyPressEvent(event);
    if (event->key() == Qt::Key_Delete)
        clear();
    else if (event->key() == Qt::Key_Space) {
        m_down = !m_down;
        if (m_down) strokeTo(m_last);
    } else
        movePen(directionOf(event->key())
            * (event->modifiers() & Qt::ShiftModifier ? longPenStep : penStep));
    update();
    tellReading(*this);
}

void DrawPad::movePen(QPoint by)
{
    const QPoint to = m_last + by;
    const QPoint place { std::clamp(to.x(), 0, side - 1), std::clamp(to.y(), 0, side - 1) };
    if (m_down)
        strokeTo(place);
    else
        m_last = place;
}

QString DrawPad::spokenText() const
{
    const QString where = m_down ? tr("pen down at %1 %, %2 %") : tr("pen up at %1 %, %2 %");
    return where.arg(100 * m_last.x() / (side - 1)).arg(100 * m_last.y() / (side - 1));
}

void DrawPad::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void DrawPad::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    m_down = false;
    update();
}

void DrawPad::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.drawImage(0, 0, m_picture);
    painter.setPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    if (!hasFocus()) return;
    // The pen, seen on paper and on ink: a ring, and a cross in it while it is down.
    constexpr int radius = 6;
    for (const auto& [color, width] : { std::pair(Qt::white, 4), std::pair(Qt::black, 2) }) {
        painter.setPen(QPen(color, width));
        painter.drawEllipse(m_last, radius, radius);
        if (!m_down) continue;
        painter.drawLine(m_last - QPoint(radius, 0), m_last + QPoint(radius, 0));
        painter.drawLine(m_last - QPoint(0, radius), m_last + QPoint(0, radius));
    }
}

} // namespace contrastlab
