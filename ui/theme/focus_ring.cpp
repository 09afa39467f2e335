// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/focus_ring.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QFocusFrame>
#include <QPainter>

namespace contrastlab {

namespace {

class RingFrame final : public QFocusFrame {
public:
    using QFocusFrame::QFocusFrame;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setPen(QPen(palette().color(QPalette::Active, QPalette::Highlight), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
};

bool wantsRing(const QWidget* widget)
{
    return qobject_cast<const QAbstractScrollArea*>(widget)
        || (widget && widget->property("ringed").toBool());
}

} // namespace

FocusRing::FocusRing(QObject* parent) : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this,
        [this](const QWidget*, QWidget* now) { follow(now); });
}

FocusRing::~FocusRing()
{
    delete m_frame;
}

QWidget* FocusRing::ringed() const
{
    return m_frame ? m_frame->widget() : nullptr;
}

// After a click the hand knows where it is.
void FocusRing::follow(QWidget* focus)
{
    const bool shown =
        wantsRing(focus) && focus->window()->testAttribute(Qt::WA_KeyboardFocusChange);
    if (shown && !m_frame) m_frame = new RingFrame;
    if (m_frame) m_frame->setWidget(shown ? focus : nullptr);
}

} // namespace contrastlab
