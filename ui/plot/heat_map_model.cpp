// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/heat_map_model.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

int HeatMapModel::blockSide(double rows, double columns)
{
    return std::max(1, static_cast<int>(std::ceil(std::max(rows, columns) / largestSide - 1e-6)));
}

float HeatMapModel::blockMean(int row, int column, int side) const
{
    double sum = 0;
    int count = 0;
    for (int r = row * side; r < std::min((row + 1) * side, rows); ++r)
        for (int c = column * side; c < std::min((column + 1) * side, columns); ++c)
            if (!std::isnan(value(r, c))) {
                sum += value(r, c);
                ++count;
            }
    return count ? static_cast<float>(sum / count) : std::nanf("");
}

QRgb HeatMapModel::colorOf(int row, int column, int side, const PlotTheme& theme) const
{
    if (!kinds.empty()) {
        const float kind = value(row * side, column * side);
        const bool isOne = kind >= 0 && kind < float(kinds.size());
        return (isOne ? kinds[std::size_t(kind)].color(theme) : theme.missing).rgb();
    }
    const float cell = side == 1 ? value(row, column) : blockMean(row, column, side);
    const int level = colorLevel(cell, lower, upper);
    return level < 0 ? theme.missing.rgb()
                     : colorTable(colorMap, theme)[static_cast<std::size_t>(level)];
}

QImage HeatMapModel::colored(const QRect& blocks, int side, const PlotTheme& theme) const
{
    QImage image(blocks.size(), QImage::Format_RGB32);
    for (int y = 0; y < blocks.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < blocks.width(); ++x)
            line[x] = colorOf(blocks.top() + y, blocks.left() + x, side, theme);
    }
    return image;
}

} // namespace contrastlab
