// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/plot_export.h"

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

bool saveDrawing(QPainter& painter, const QString& path, QSize size, const QColor& background,
    const DrawFunction& draw)
{
    const auto drawOnBackground = [&] {
        painter.fillRect(QRect(QPoint(), size), background);
        draw();
    };
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix != u"png" && suffix != u"svg" && suffix != u"pdf") return false;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    const bool drawn = suffix == u"png"
        ? drawnImage(painter, size, 2, background, draw).save(&file, "PNG")
        : suffix == u"svg" ? drawSvg(painter, file, size, drawOnBackground)
                           : drawPdf(painter, file, size, drawOnBackground);
    return drawn && file.commit();
}

} // namespace contrastlab
