// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "theme/plot_theme.h"

namespace contrastlab {

PlotTheme PlotTheme::fromPalette(const QPalette& palette)
{
    PlotTheme theme;
    theme.background = palette.color(QPalette::Active, QPalette::Base);
    theme.text = palette.color(QPalette::Active, QPalette::Text);
    theme.dark = theme.background.lightnessF() < theme.text.lightnessF();
    theme.mutedText = mixed(theme.text, theme.background, 0.35);
    theme.axis = mixed(theme.text, theme.background, 0.5);
    theme.grid = mixed(theme.text, theme.background, 0.9);
    theme.unselected = mixed(theme.text, theme.background, 0.82);
    theme.missing = mixed(theme.text, theme.background, 0.7);
    theme.error = errorColor(palette);
    theme.good = goodColor(palette);
    theme.warning = warningColor(palette);
    theme.pictureGround = contrastlab::pictureGround(palette);
    theme.highlight = palette.color(QPalette::Active, QPalette::Highlight);
    const auto& table = seriesColors(theme.dark);
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
