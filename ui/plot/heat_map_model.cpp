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

QImage HeatMapModel::colored(const QRect& blocks, int side, const PlotTheme& theme) const
{
    QImage image(blocks.size(), QImage::Format_RGB32);
    const ColorTable& colors = colorTable(colorMap, theme.dark);
    const QRgb missing = theme.missing.rgb();
    for (int y = 0; y < blocks.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < blocks.width(); ++x) {
            const int row = blocks.top() + y, column = blocks.left() + x;
            const float cell = side == 1 ? value(row, column) : blockMean(row, column, side);
            const int level = colorLevel(cell, lower, upper);
            line[x] = level < 0 ? missing : colors[static_cast<std::size_t>(level)];
        }
    }
    return image;
}

} // namespace contrastlab
