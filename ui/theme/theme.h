// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The choice of light or dark. Window thread.
#pragma once

#include <QString>

namespace contrastlab {

enum class Theme { system, light, dark };

/// "system", "light", "dark".
QString nameOf(Theme theme);
/// `system` for names that are none.
Theme themeFromName(const QString& name);

/// Sets style and palette of the program. `system` goes by the desktop's palette as it is now: to
/// be called again when that changes (QEvent::ThemeChange).
void applyTheme(Theme theme);

} // namespace contrastlab
