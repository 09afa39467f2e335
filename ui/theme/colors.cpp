// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ten series colours were chosen by greedy farthest-point search in OKLab under normal,
// protanopic, deuteranopic and tritanopic vision (Machado et al. 2009), each at least 3:1 against
// the background; the first ones are the farthest apart. Those after Okabe and Ito (2008) keep
// their hues; how dark each is was searched for by CIEDE2000 under the same four, because yellow,
// orange and sky blue as published have less than 3:1 on white, and black none on black.
#include "theme/colors.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr std::array<QRgb, seriesCount> lightSeries { 0x1f77c4, 0xdd6b10, 0x7e1334, 0x492797,
    0x1a9c96, 0xbf395b, 0xa86ff5, 0x864900, 0x955890, 0x3447c8 };
constexpr std::array<QRgb, seriesCount> darkSeries { 0x47b5fa, 0xea9344, 0xbd557a, 0x6b66ef,
    0x46efd4, 0xd47b7c, 0x8e87bd, 0xf7bc50, 0xd8a1c4, 0xa0ccfa };
constexpr std::array<QRgb, seriesCount> lightOkabeIto { 0x00507d, 0xd96f1a, 0x007a59, 0xa9648a,
    0x000000, 0x4693be, 0x674800, 0x736d20, 0x781e4b, 0x6454b8 };
constexpr std::array<QRgb, seriesCount> darkOkabeIto { 0x489ac8, 0xeebf99, 0x00835f, 0xac668d,
    0xffffff, 0x88caef, 0xe6a002, 0xf2e756, 0xcbcbcb, 0xc4929c };

/// Between the two, as far from `text` as a line is still seen on both grounds.
QColor faintestLine(const QColor& text, const QColor& window, const QColor& base)
{
    double share = 1;
    const auto line = [&] { return mixed(text, window, share); };
    while (share > 0
        && std::min(contrastOf(line(), window), contrastOf(line(), base)) < leastLineContrast)
        share -= 0.01;
    return line();
}

QPalette paletteOf(QColor window, QColor base, QColor text, QColor button, QColor highlight)
{
    QPalette palette(button, window);
    const QColor faint = mixed(text, window, 0.45);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, mixed(base, highlight, 0.09));
    palette.setColor(QPalette::Button, button);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(role, text);
    palette.setColor(QPalette::PlaceholderText, mixed(text, window, 0.32));
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, base.lightnessF() < 0.5f ? Qt::black : Qt::white);
    palette.setColor(QPalette::Link, highlight);
    palette.setColor(QPalette::LinkVisited, mixed(highlight, text, 0.3));
    palette.setColor(QPalette::Mid, faintestLine(text, window, base));
    palette.setColor(QPalette::Midlight, mixed(text, window, 0.9));
    const QColor dark = mixed(text, window, 0.45);
    palette.setColor(QPalette::Dark, dark);
    const bool lightIsBrighter = contrastOf(Qt::white, dark) > contrastOf(Qt::black, dark);
    palette.setColor(QPalette::BrightText, lightIsBrighter ? Qt::white : Qt::black);
    palette.setColor(QPalette::Light, mixed(base, Qt::white, 0.1));
    palette.setColor(QPalette::Shadow, mixed(window, Qt::black, 0.6));
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, faint);
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
    palette.setColor(QPalette::Accent, highlight);
    palette.setColor(QPalette::Disabled, QPalette::Accent, faint);
#endif
    return palette;
}

} // namespace

QPalette lightPalette()
{
    return paletteOf(
        QColor(0xf3f4f6), QColor(0xffffff), QColor(0x1b1f24), QColor(0xf9fafb), QColor(0x1f6fc0));
}

QPalette darkPalette()
{
    return paletteOf(
        QColor(0x1e2227), QColor(0x15181c), QColor(0xe6e9ed), QColor(0x2a3037), QColor(0x47b5fa));
}

QPalette contrastPalette(bool dark)
{
    const QColor ground = dark ? Qt::black : Qt::white, text = dark ? Qt::white : Qt::black;
    const QColor button = mixed(ground, text, 0.1);
    QPalette palette =
        paletteOf(ground, ground, text, button, dark ? QColor(0x7fd0ff) : QColor(0x004a99));
    palette.setColor(QPalette::PlaceholderText, mixed(text, ground, 0.15));
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, mixed(text, ground, 0.35));
    return palette;
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightnessF() < 0.5f;
}

const std::array<QRgb, seriesCount>& seriesColors(bool dark, SeriesPalette palette)
{
    if (palette == SeriesPalette::okabeIto) return dark ? darkOkabeIto : lightOkabeIto;
    return dark ? darkSeries : lightSeries;
}

QColor errorColor(const QPalette& palette)
{
    return isDark(palette) ? QColor(0xff8a80) : QColor(0xb3261e);
}

QColor warningColor(const QPalette& palette)
{
    return isDark(palette) ? QColor(0xf7bc50) : QColor(0x985b00);
}

QColor goodColor(const QPalette& palette)
{
    return isDark(palette) ? QColor(0x58c98b) : QColor(0x197746);
}

namespace {

double luminance(const QColor& color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

} // namespace

double contrastOf(const QColor& a, const QColor& b)
{
    const auto [low, high] = std::minmax({ luminance(a), luminance(b) });
    return (high + 0.05) / (low + 0.05);
}

QColor legibleOn(const QColor& background, const QColor& color, const QColor& text)
{
    for (double share = 0; share < 1; share += 0.05)
        if (const QColor one = mixed(color, text, share);
            contrastOf(one, background) >= leastTextContrast)
            return one;
    return text;
}

QColor pictureGround(const QPalette& palette)
{
    return isDark(palette) ? QColor(0xaab0b8) : QColor(Qt::white);
}

QColor tileGround(const QPalette& palette)
{
    return isDark(palette) ? QColor(0xd5d9df) : QColor(Qt::white);
}

QColor fieldOutline(const QPalette& palette)
{
    return palette.color(QPalette::Active, QPalette::Dark);
}

QColor mixed(const QColor& a, const QColor& b, double t)
{
    const auto channel = [t](int from, int to) { return qRound(from + t * (to - from)); };
    return { channel(a.red(), b.red()), channel(a.green(), b.green()),
        channel(a.blue(), b.blue()) };
}

} // namespace contrastlab
