// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/plot_export.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QPicture>
#include <QSaveFile>
#include <QSvgGenerator>

namespace contrastlab {

namespace {

/// Files measure fonts at the same dots an inch as widgets do, or text and lines would part ways.
int widgetDpi()
{
    return QPicture().logicalDpiX();
}

bool drawSvg(QPainter& painter, QIODevice& file, QSize size, const DrawFunction& draw)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setResolution(widgetDpi());
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    if (!painter.begin(&generator)) return false;
    draw();
    return painter.end();
}

bool drawPdf(QPainter& painter, QIODevice& file, QSize size, const DrawFunction& draw)
{
    QPdfWriter writer(&file);
    writer.setResolution(widgetDpi());
    writer.setPageSize(
        QPageSize(QSizeF(size) / widgetDpi(), QPageSize::Inch, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    if (!painter.begin(&writer)) return false;
    draw();
    return painter.end();
}

} // namespace

QImage drawnImage(
    QPainter& painter, QSize size, qreal scale, const QColor& background, const DrawFunction& draw)
{
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.setDotsPerMeterX(qRound(widgetDpi() / 0.0254));
    image.setDotsPerMeterY(qRound(widgetDpi() / 0.0254));
    image.fill(background);
    painter.begin(&image);
    draw();
    painter.end();
    return image;
}

EncodeFunction drawnAs(QPainter& painter, const QString& suffix, QSize size,
    const QColor& background, const DrawFunction& draw, qreal scale)
{
    if (suffix.compare(u"png", Qt::CaseInsensitive) == 0)
        return [image = drawnImage(painter, size, scale, background, draw)] {
            QBuffer buffer;
            buffer.open(QIODevice::WriteOnly);
            return image.save(&buffer, "PNG") ? buffer.data() : QByteArray();
        };
    const bool svg = suffix.compare(u"svg", Qt::CaseInsensitive) == 0;
    if (!svg && suffix.compare(u"pdf", Qt::CaseInsensitive) != 0) return {};
    const auto drawOnBackground = [&] {
        painter.fillRect(QRect(QPoint(), size), background);
        draw();
    };
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const bool drawn = svg ? drawSvg(painter, buffer, size, drawOnBackground)
                           : drawPdf(painter, buffer, size, drawOnBackground);
    return [bytes = drawn ? buffer.data() : QByteArray()] { return bytes; };
}

bool saveDrawing(QPainter& painter, const QString& path, QSize size, const QColor& background,
    const DrawFunction& draw)
{
    const auto encode = drawnAs(painter, QFileInfo(path).suffix(), size, background, draw);
    QSaveFile file(path);
    if (!encode || !file.open(QIODevice::WriteOnly)) return false;
    const QByteArray bytes = encode();
    return !bytes.isEmpty() && file.write(bytes) == bytes.size() && file.commit();
}

} // namespace contrastlab
