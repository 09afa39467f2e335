// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/draw_pad.h"

#include <QMouseEvent>
#include <QPainter>

namespace contrastlab {

namespace {

constexpr double penWidth = 7;

} // namespace

DrawPad::DrawPad(QWidget* parent) : QWidget(parent), m_picture(side, side, QImage::Format_RGB32)
{
    setFixedSize(side, side);
    setCursor(Qt::CrossCursor);
    m_picture.fill(Qt::white);
}

void DrawPad::clear()
{
    m_picture.fill(Qt::white);
    m_empty = true;
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

void DrawPad::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.drawImage(0, 0, m_picture);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace contrastlab
