// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "theme/plot_theme.h"

#include "theme/theme.h"

namespace contrastlab {

PlotTheme PlotTheme::fromPalette(const QPalette& palette)
{
    PlotTheme theme;
    theme.background = palette.color(QPalette::Active, QPalette::Base);
    theme.text = palette.color(QPalette::Active, QPalette::Text);
    theme.dark = theme.background.lightnessF() < theme.text.lightnessF();
    theme.mutedText = mixed(theme.text, theme.background, 0.35);
    theme.axis = mixed(theme.text, theme.background, 0.5);
    // What stands back is still seen by who asked for the strongest contrast.
    const bool strong = contrastOf(theme.text, theme.background) > 20.9;
    theme.grid = mixed(theme.text, theme.background, strong ? 0.8 : 0.9);
    theme.unselected = mixed(theme.text, theme.background, strong ? 0.56 : 0.82);
    theme.missing = mixed(theme.text, theme.background, strong ? 0.56 : 0.7);
    theme.error = errorColor(palette);
    theme.good = goodColor(palette);
    theme.warning = warningColor(palette);
    theme.pictureGround = contrastlab::pictureGround(palette);
    theme.highlight = palette.color(QPalette::Active, QPalette::Highlight);
    const PicturePalettes chosen = picturePalettes();
    theme.matrix = chosen.matrix;
    const auto& table = seriesColors(theme.dark, chosen.series);
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
