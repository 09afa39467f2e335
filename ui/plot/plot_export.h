// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws a picture into an image or a file. Window thread (fonts), but for what is said to be for
// any.
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

#include <functional>

class QPainter;

namespace contrastlab {

/// Draws with the painter given to the functions below, active and in device-independent pixels.
using DrawFunction = std::function<void()>;

/// Of a picture in pixels, against the screen's device-independent ones.
constexpr qreal usualScale = 2;

/// `painter` is one that is not active yet; `size` in device-independent pixels; the image has
/// size * scale pixels.
QImage drawnImage(
    QPainter& painter, QSize size, qreal scale, const QColor& background, const DrawFunction& draw);

/// The bytes of a picture; empty where they cannot be had. Any thread, once.
using EncodeFunction = std::function<QByteArray()>;
/// Draws now, for the suffix "png" (of so many times the size), "svg" or "pdf"; vector formats keep
/// text and lines as such. Packing the pixels, which takes longer than drawing, is left to what is
/// returned; null for another suffix.
EncodeFunction drawnAs(QPainter& painter, const QString& suffix, QSize size,
    const QColor& background, const DrawFunction& draw, qreal scale = usualScale);

/// Writes PNG (at twice the size), SVG or PDF by the suffix of `path`; vector formats keep text and
/// lines as such. False if the suffix is another one or the file cannot be written.
bool saveDrawing(QPainter& painter, const QString& path, QSize size, const QColor& background,
    const DrawFunction& draw);

} // namespace contrastlab
