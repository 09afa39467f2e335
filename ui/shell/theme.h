// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Light and dark: palettes, and icons that take their colour from them. Window thread.
#pragma once

#include <QIcon>
#include <QPalette>
#include <QPixmap>

namespace contrastlab {

enum class Theme { system, light, dark };

/// "system", "light", "dark".
QString nameOf(Theme theme);
/// `system` for names that are none.
Theme themeFromName(const QString& name);

/// Sets style and palette of the program. `system` follows the desktop's palette as it was found.
void applyTheme(Theme theme);

QColor errorColor(const QPalette& palette);
QColor warningColor(const QPalette& palette);
/// a + t (b - a)
QColor mixedColor(const QColor& a, const QColor& b, double t);

/// The drawing `name` of resources/icons with its currentColor replaced; `side` in
/// device-independent pixels.
QPixmap themedPixmap(const QString& name, const QColor& color, int side, qreal scale = 1);
/// The same as an icon in the palette's text colour, greyed where disabled.
QIcon themedIcon(const QString& name, const QPalette& palette);

} // namespace contrastlab
