// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a heat map holds, apart from how it is drawn: the matrix, its range of colours, groups,
// what stands along its edges, marks and texts; and the colours of the cells in sight. Owned by one
// map, window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/color_map.h"

#include <QImage>
#include <QRect>
#include <QString>

#include <functional>
#include <vector>

namespace contrastlab {

/// Consecutive rows or columns that belong together.
struct AxisGroup {
    static constexpr int noColor = -2;

    int first = 0;
    int count = 0;
    QString label;
    int color = noColor; ///< of its bar: a series colour, -1 muted; noColor: it has no bar
    friend bool operator==(const AxisGroup&, const AxisGroup&) = default;
};

/// What stands beside each row or below each column once a cell is large enough for it: a picture,
/// else words. Both are asked for what is in sight whenever the labels are drawn.
struct HeatMapEdge {
    std::function<QString(int index)> text;
    std::function<QImage(int index, int side)> picture; ///< empty: words; null image: none yet
    bool thinned = false; ///< where cells are too small for it, every so many have one

    bool isEmpty() const { return !text && !picture; }
};

/// What some cells are, where cells are no numbers.
struct HeatMapKind {
    QString name;
    QColor (*color)(const PlotTheme& theme) = nullptr;
};

struct HeatMapModel {
    /// More rows or columns in sight than this are shown as means over blocks.
    static constexpr int largestSide = 256;

    std::vector<float> values; ///< rows x columns, row-major; NaN: no number
    int rows = 0, columns = 0;
    float lower = -1, upper = 1;
    ColorMap colorMap = ColorMap::Diverging;
    /// Where there are some, a value is the place of its kind in the list; a block that is drawn as
    /// one cell shows the kind of its first.
    std::vector<HeatMapKind> kinds;
    bool diagonalOutlined = false;
    std::vector<AxisGroup> rowGroups, columnGroups;
    HeatMapEdge rowEdge, columnEdge;
    QString rowTitle, columnTitle, barTitle, reductionCaption;
    bool namesShown = true, barShown = true; ///< of groups; of colours
    std::vector<int> outlinedRows, outlinedColumns;
    std::vector<QPoint> boxed; ///< cells beside the diagonal that are as right: column, row
    std::vector<int> winners; ///< the column that each row is marked in; -1: none

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
    QRgb colorOf(int row, int column, int side, const PlotTheme& theme) const;
    float blockMean(int row, int column, int side) const;
};

} // namespace contrastlab
