// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "theme/marks.h"

#include "theme/colors.h"

#include <QPainter>

#include <algorithm>

namespace contrastlab {

void drawTick(QPainter& painter, const QRectF& rect, const QPalette& palette)
{
    const qreal side = 0.7 * std::min(rect.width(), rect.height());
    QRectF mark(0, 0, side, 0.8 * side);
    mark.moveCenter(rect.center());
    const QPointF bottom(mark.left() + 0.38 * mark.width(), mark.bottom());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(goodColor(palette), 2.2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(mark.left(), mark.center().y() + 1), bottom);
    painter.drawLine(bottom, mark.topRight());
    painter.restore();
}

void drawTile(QPainter& painter, const QRectF& rect, const QPalette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tileGround(palette));
    painter.drawRoundedRect(rect, 5, 5);
    painter.restore();
}

} // namespace contrastlab
