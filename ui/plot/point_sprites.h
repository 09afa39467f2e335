// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The points of a cloud, drawn once for each colour, shape and state and then copied to where they
// are needed: about 100,000 a frame. Window thread.
#pragma once

#include "plot/legend.h"

#include <QImage>

#include <vector>

namespace contrastlab {

enum class PointState { Normal, Muted, Selected };

/// Shapes by index: circle, square, triangle, and again.
LegendMark pointShape(int shape);

/// Of a point in series colour `color`; -1 is grey.
QColor pointColor(const PlotTheme& theme, int color);

/// Draws one point with vector strokes: for files and for the point under the mouse.
void drawPoint(QPainter& painter, const PlotTheme& theme, QPointF center, double diameter,
    int color, int shape, PointState state);

class PointSprites {
public:
    static constexpr int shapeCount = 3;

    /// Draws all sprites anew if anything changed. Diameter in device-independent pixels.
    void prepare(const PlotTheme& theme, double diameter, double devicePixelRatio);

    /// Copies one point into `canvas` (premultiplied ARGB, already of device size) with its centre
    /// at `center` in device pixels, to the nearest half pixel.
    void stamp(QImage& canvas, QPointF center, int color, int shape, PointState state) const;

private:
    static constexpr int phases = 2; ///< positions within a pixel, each way

    static std::size_t spriteIndex(int color, int shape, PointState state, int phaseX, int phaseY);

    std::vector<QImage> m_sprites;
    int m_side = 0; ///< device pixels
    double m_diameter = 0, m_ratio = 0;
    QColor m_background, m_firstColor;
};

} // namespace contrastlab
