// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread. The ten series colours were chosen by greedy farthest-point search in OKLab under
// normal, protanopic, deuteranopic and tritanopic vision (Machado et al. 2009), each at least 2.5:1
// against the background; the first ones are the farthest apart.
#include "plot/plot_theme.h"

namespace contrastlab {

namespace {

constexpr std::array<QRgb, PlotTheme::seriesCount> lightSeries { 0x1f77c4, 0xdd6b10, 0x7e1334,
    0x492797, 0x1faaa4, 0xbf395b, 0xb385fb, 0x864900, 0x955890, 0x3447c8 };
constexpr std::array<QRgb, PlotTheme::seriesCount> darkSeries { 0x47b5fa, 0xea9344, 0xbd557a,
    0x6b66ef, 0x46efd4, 0xd47b7c, 0x8e87bd, 0xf7bc50, 0xd8a1c4, 0xa0ccfa };

} // namespace

QColor mixed(const QColor& a, const QColor& b, double t)
{
    const auto channel = [t](int from, int to) { return qRound(from + t * (to - from)); };
    return QColor(
        channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue()));
}

PlotTheme PlotTheme::fromPalette(const QPalette& palette)
{
    PlotTheme theme;
    theme.background = palette.color(QPalette::Active, QPalette::Base);
    theme.text = palette.color(QPalette::Active, QPalette::Text);
    theme.dark = theme.background.lightnessF() < theme.text.lightnessF();
    theme.mutedText = mixed(theme.text, theme.background, 0.35);
    theme.axis = mixed(theme.text, theme.background, 0.6);
    theme.grid = mixed(theme.text, theme.background, 0.9);
    theme.unselected = mixed(theme.text, theme.background, 0.82);
    theme.missing = mixed(theme.text, theme.background, 0.7);
    theme.highlight = palette.color(QPalette::Active, QPalette::Highlight);
    const auto& table = theme.dark ? darkSeries : lightSeries;
    for (std::size_t i = 0; i < table.size(); ++i)
        theme.series[i] = QColor(table[i]);
    return theme;
}

QColor PlotTheme::seriesColor(int index) const
{
    return index < 0 ? mutedText : series[static_cast<std::size_t>(index % seriesCount)];
}

QColor PlotTheme::faint(const QColor& color, double strength) const
{
    return mixed(background, color, strength);
}

} // namespace contrastlab
