// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every colour that the window chooses by itself; what a picture of data means by a colour is in
// plot/color_map.h. Plain values; QPalette belongs to the window thread.
#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace contrastlab {

inline constexpr int seriesCount = 10;

QPalette lightPalette();
QPalette darkPalette();
/// Black and white with the strongest colours, for a projector.
QPalette contrastPalette(bool dark);
/// Whether its windows are dark.
bool isDark(const QPalette& palette);

/// Whose colours lines, groups and modalities have: told apart with any kind of colour vision.
enum class SeriesPalette {
    apart, ///< as far apart as ten can be
    okabeIto ///< after Okabe and Ito (2008), whose hues are known from papers
};
/// Whose colours the cells of matrices have.
enum class MatrixPalette {
    blueOrange, ///< two sides of a middle
    viridis, ///< one way from dark to light
    cividis ///< the same to people with red-green blindness and without
};
/// What a person chose for all pictures.
struct PicturePalettes {
    SeriesPalette series = SeriesPalette::apart;
    MatrixPalette matrix = MatrixPalette::blueOrange;
    friend bool operator==(const PicturePalettes&, const PicturePalettes&) = default;
};

const std::array<QRgb, seriesCount>& seriesColors(
    bool dark, SeriesPalette palette = SeriesPalette::apart);

QColor errorColor(const QPalette& palette);
QColor warningColor(const QPalette& palette);
QColor goodColor(const QPalette& palette);

/// Of two opaque colours, 1 to 21 (WCAG 2.1).
double contrastOf(const QColor& a, const QColor& b);
/// What text and lines have at least against what they stand on.
inline constexpr double leastTextContrast = 4.5, leastLineContrast = 3;
/// `color`, mixed with `text` as far as words in it need to be read on `background`.
QColor legibleOn(const QColor& background, const QColor& color, const QColor& text);

/// The ground of pictures with transparent parts: light, as the towers see them, but no glaring
/// tile in a dark window.
QColor pictureGround(const QPalette& palette);
/// What pictures lie on in lists: lighter, as a tile of its own.
QColor tileGround(const QPalette& palette);
/// The outline of fields that are filled in or chosen from.
QColor fieldOutline(const QPalette& palette);

/// a + t (b - a) in sRGB, t in 0..1; opaque.
QColor mixed(const QColor& a, const QColor& b, double t);

} // namespace contrastlab
