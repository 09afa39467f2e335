// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "theme/fonts.h"

#include <QFontDatabase>
#include <QRawFont>

#include <algorithm>

namespace contrastlab {

QFont scaledFont(QFont font, double factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(std::max(1, qRound(font.pixelSize() * factor)));
    return font;
}

namespace {

// Where there are none Qt names some all the same, and draws boxes: a font has a table of
// characters.
bool hasFonts()
{
    return !QRawFont::fromFont(QFont()).fontTable("cmap").isEmpty();
}

} // namespace

QString missingFontsText(const QString& language)
{
    if (!hasFonts())
        return QStringLiteral("no fonts are installed: the texts of the window are boxes or empty; "
                              "install a font, such as the package fonts-dejavu-core");
    if (language.startsWith(u"zh")
        && QFontDatabase::families(QFontDatabase::SimplifiedChinese).isEmpty())
        return QStringLiteral("no font with Chinese characters is installed: the texts of the "
                              "window are boxes; install one, such as the package fonts-noto-cjk");
    return {};
}

} // namespace contrastlab
