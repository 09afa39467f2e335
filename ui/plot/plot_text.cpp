// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/plot_text.h"

#include <QPainter>

namespace contrastlab {

void drawVerticalText(QPainter& painter, const QRectF& rect, int flags, const QString& text)
{
    painter.save();
    painter.translate(rect.bottomLeft());
    painter.rotate(-90);
    drawElidedText(painter, QRectF(0, 0, rect.height(), rect.width()), flags, text);
    painter.restore();
}

void drawWrappedText(QPainter& painter, const QRectF& rect, int flags, const QString& text)
{
    const QFontMetricsF metrics(painter.font());
    const QSizeF lines = metrics.boundingRect(rect, Qt::TextWordWrap, text).size();
    const bool needed = metrics.horizontalAdvance(text) > rect.width() + 0.5;
    if (needed && lines.width() <= rect.width() && lines.height() <= rect.height())
        painter.drawText(rect, flags | Qt::TextWordWrap, text);
    else
        drawElidedText(painter, rect, flags, text);
}

void drawElidedText(QPainter& painter, const QRectF& rect, int flags, const QString& text)
{
    // Half a pixel of grace: a rectangle made to measure must not elide its own text.
    const QString fitting =
        QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, rect.width() + 0.5);
    painter.drawText(rect, flags | Qt::TextSingleLine | Qt::TextDontClip, fitting);
}

} // namespace contrastlab
