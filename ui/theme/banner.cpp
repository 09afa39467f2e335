// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "theme/banner.h"

#include <QLayout>
#include <QResizeEvent>

namespace contrastlab {

QSize Banner::atThisWidth(QSize size) const
{
    if (layout() && layout()->hasHeightForWidth() && width() > size.width())
        size.setHeight(layout()->totalHeightForWidth(width()));
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
