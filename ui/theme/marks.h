// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small marks that are drawn: told apart without their colours, too. Window thread.
#pragma once

#include <QPalette>
#include <QRectF>

class QPainter;

namespace contrastlab {

/// A tick in the colour of what is right, in the middle of the rectangle.
void drawTick(QPainter& painter, const QRectF& rect, const QPalette& palette);
/// A rounded tile that pictures lie on, light in both themes, because transparent ones are drawn
/// for white, but no glare in a dark window.
void drawTile(QPainter& painter, const QRectF& rect, const QPalette& palette);

} // namespace contrastlab
