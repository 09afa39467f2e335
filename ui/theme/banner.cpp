// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "theme/banner.h"

#include <QLayout>
#include <QResizeEvent>

#include <algorithm>

namespace contrastlab {

// Before it is laid out for the first time it has no width of its own: the window would grow for a
// text of many lines, and stay so.
QSize Banner::atThisWidth(QSize size) const
{
    constexpr int around = 24; // at most, by the toolbar
    const int wide = std::max(width(), window()->width() - around);
    if (layout() && layout()->hasHeightForWidth() && wide > size.width())
        size.setHeight(layout()->totalHeightForWidth(wide));
    return size;
}

QSize Banner::sizeHint() const
{
    return atThisWidth({ QFrame::minimumSizeHint().width(), QFrame::sizeHint().height() });
}

QSize Banner::minimumSizeHint() const
{
    return atThisWidth(QFrame::minimumSizeHint());
}

void Banner::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) updateGeometry();
}

} // namespace contrastlab
