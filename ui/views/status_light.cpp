// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/status_light.h"

#include "theme/colors.h"
#include "theme/icons.h"

#include <QPainter>

namespace contrastlab {

namespace {

constexpr int lightSide = 14;

QColor lightColor(Severity severity, const QPalette& palette)
{
    switch (severity) {
    case Severity::problem:
        return errorColor(palette);
    case Severity::warning:
        return warningColor(palette);
    case Severity::note:
        return palette.color(QPalette::Highlight);
    case Severity::good:
        break;
    }
    return goodColor(palette);
}

} // namespace

QPixmap statusLight(Severity severity, const QPalette& palette, qreal scale)
{
    const QColor color = lightColor(severity, palette);
    if (severity >= Severity::warning)
        return themedPixmap(QStringLiteral("warning"), color, lightSide, scale);
    QPixmap pixmap(QSize(lightSide, lightSide) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 2));
    painter.setBrush(severity == Severity::good ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QRectF(2, 2, lightSide - 4, lightSide - 4));
    return pixmap;
}

} // namespace contrastlab
