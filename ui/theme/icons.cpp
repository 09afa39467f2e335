// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "theme/icons.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace contrastlab {

QPixmap themedPixmap(const QString& name, const QColor& color, int side, qreal scale)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QSvgRenderer drawing(file.readAll().replace("currentColor", color.name().toLatin1()));
    QPixmap pixmap(QSize(side, side) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawing.render(&painter, QRectF(0, 0, side, side));
    return pixmap;
}

QIcon themedIcon(const QString& name, const QPalette& palette)
{
    QIcon icon;
    for (const qreal scale : { 1.0, 2.0 }) {
        icon.addPixmap(
            themedPixmap(name, palette.color(QPalette::Active, QPalette::ButtonText), 24, scale));
        icon.addPixmap(
            themedPixmap(name, palette.color(QPalette::Disabled, QPalette::ButtonText), 24, scale),
            QIcon::Disabled);
    }
    return icon;
}

} // namespace contrastlab
