// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws the parts of a heat map. A frame's x axis counts columns, its left axis rows, downwards.
// Window thread.
#pragma once

#include "plot/heat_map_layout.h"

class QPainter;

namespace contrastlab {

/// Where a cell is drawn.
QRectF cellRect(const AxesFrame& frame, int row, int column);

/// `image`, one pixel a block, in the place of its blocks; the part of it that is in the plot.
void drawCells(
    QPainter& painter, const AxesFrame& frame, const QImage& image, const QRect& blocks, int side);
/// The diagonal's frames, the lines between groups, the outlined rows and columns, and each row's
/// winner: a ring where it is right, a cross elsewhere.
void drawMarks(QPainter& painter, const HeatMapModel& model, const AxesFrame& frame);
/// Bars and names of the groups, beside and below the cells; a name is left out where its group has
/// no room for it.
void drawGroupLabels(QPainter& painter, const HeatMapModel& model, const HeatMapLayout& layout,
    const AxesFrame& frame);
/// Pictures and words of the rows and columns in sight.
void drawEdges(QPainter& painter, const HeatMapModel& model, const HeatMapLayout& layout,
    const AxesFrame& frame);
void drawColorBar(QPainter& painter, const HeatMapModel& model, const HeatMapLayout& layout,
    const AxesFrame& frame);
/// Titles, and how much is averaged where `side` cells are.
void drawTitles(QPainter& painter, const HeatMapModel& model, const HeatMapLayout& layout,
    const AxesFrame& frame, int side);
/// Frames a rectangle of the figure.
void drawHighlight(QPainter& painter, const AxesFrame& frame, const QRectF& rect);
/// Frames cells of the diagonal: each by its own, small ones by the stairs beside them.
void drawDiagonal(
    QPainter& painter, const std::vector<QRectF>& cells, ColorMap map, const AxesFrame& frame);

} // namespace contrastlab
