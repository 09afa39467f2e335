// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Icons that take their colour from the palette. Window thread.
#pragma once

#include <QIcon>
#include <QPalette>
#include <QPixmap>

namespace contrastlab {

/// The drawing `name` of resources/icons with its currentColor replaced; `side` in
/// device-independent pixels.
QPixmap themedPixmap(const QString& name, const QColor& color, int side, qreal scale = 1);
/// The same as an icon in the palette's text colour, greyed where disabled.
QIcon themedIcon(const QString& name, const QPalette& palette);

} // namespace contrastlab
