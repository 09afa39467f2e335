// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a heat map holds, apart from how it is drawn: the matrix, its range of colours, groups,
// outlines and texts; and the colours of the cells in sight. Owned by one map, window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/color_map.h"

#include <QImage>
#include <QRect>
#include <QString>

#include <vector>

namespace contrastlab {

/// Consecutive rows or columns that belong together.
struct AxisGroup {
    int first = 0;
    int count = 0;
    QString label;
    friend bool operator==(const AxisGroup&, const AxisGroup&) = default;
};

struct HeatMapModel {
    /// More rows or columns in sight than this are shown as means over blocks.
    static constexpr int largestSide = 256;

    std::vector<float> values; ///< rows x columns, row-major; NaN: no number
    int rows = 0, columns = 0;
    float lower = -1, upper = 1;
    ColorMap colorMap = ColorMap::Diverging;
    bool diagonalOutlined = false;
    std::vector<AxisGroup> rowGroups, columnGroups;
    QString rowTitle, columnTitle, barTitle, reductionCaption;
    std::vector<int> outlinedRows, outlinedColumns;

    float value(int row, int column) const
    {
        return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns)
            + static_cast<std::size_t>(column)];
    }

    /// Side of the blocks that one drawn cell averages where so many cells are in sight.
    static int blockSide(double rows, double columns);
    int wholeBlockSide() const { return blockSide(rows, columns); }

    /// One pixel a block of `side` cells, for the blocks of a rectangle (x, y, width and height in
    /// blocks).
    QImage colored(const QRect& blocks, int side, const PlotTheme& theme) const;

private:
    float blockMean(int row, int column, int side) const;
};

} // namespace contrastlab
