// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text along the edges of a picture. Window thread.
#pragma once

#include "theme/fonts.h"

#include <QRectF>

class QPainter;

namespace contrastlab {

/// Draws `text` into `rect` reading from bottom to top, elided where it is too long; `flags` are
/// the alignment of the text before it is turned (left = bottom).
void drawVerticalText(QPainter& painter, const QRectF& rect, int flags, const QString& text);

/// Draws `text` into `rect` on as many lines as its words need; on one, elided, where that is not
/// enough or the words do not fit.
void drawWrappedText(QPainter& painter, const QRectF& rect, int flags, const QString& text);

/// Draws one line of `text` into `rect`, elided where it is too long.
void drawElidedText(QPainter& painter, const QRectF& rect, int flags, const QString& text);

} // namespace contrastlab
