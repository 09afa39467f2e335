// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "theme/wheel_focus.h"

#include <QEvent>
#include <QWidget>

namespace contrastlab {

namespace {

class WheelFocus final : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* object, QEvent* event) override
    {
        if (event->type() != QEvent::Wheel || static_cast<QWidget*>(object)->hasFocus())
            return false;
        event->ignore(); // so that it goes on to what scrolls
        return true;
    }
};

} // namespace

void turnOnlyWithFocus(QWidget& widget)
{
    widget.setFocusPolicy(Qt::StrongFocus);
    widget.installEventFilter(new WheelFocus(&widget));
}

} // namespace contrastlab
