// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sizes of text, and what the installed fonts can show. Window thread.
#pragma once

#include <QFont>
#include <QString>

namespace contrastlab {

/// `font` times `factor`, whether it is sized in points or in pixels.
QFont scaledFont(QFont font, double factor);

/// One line in English where texts in `language` ("en", "zh_CN") would be boxes, because no font
/// that is installed has their characters; else empty.
QString missingFontsText(const QString& language);

} // namespace contrastlab
