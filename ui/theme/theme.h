// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The choice of light or dark. Window thread.
#pragma once

#include "theme/colors.h"

#include <QString>

namespace contrastlab {

enum class Theme { system, light, dark };

/// "system", "light", "dark".
QString nameOf(Theme theme);
/// `system` for names that are none.
Theme themeFromName(const QString& name);

/// Whether the desktop has dark windows now; to be asked again at QEvent::ThemeChange.
bool desktopIsDark();

/// No pulses and no gliding, also where the desktop has animations.
void setReducedMotion(bool reduced);
/// Whether what changes may glide there.
bool animates();

/// From now on the colours of all pictures; those that are shown change at once.
void setPicturePalettes(const PicturePalettes& palettes);
PicturePalettes picturePalettes();
/// "apart", "okabeIto"; the first for names that are none.
QString nameOf(SeriesPalette palette);
SeriesPalette seriesPaletteFromName(const QString& name);
/// "blueOrange", "viridis", "cividis"; likewise.
QString nameOf(MatrixPalette palette);
MatrixPalette matrixPaletteFromName(const QString& name);

/// Sets style and palette of the program; `contrast`: the strongest colours that there are.
void applyTheme(bool dark, bool contrast = false);

} // namespace contrastlab
