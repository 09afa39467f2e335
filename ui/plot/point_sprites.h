// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The points of a cloud, drawn once for each colour, shape and state and then copied to where they
// are needed: some 10,000 a frame. Window thread.
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

/// What a point looks like.
struct PointLook {
    int color = 0; ///< -1 is grey
    int shape = 0;
    PointState state = PointState::Normal;
    int level = 0; ///< of nearness: PointSprites::inPlane, or one of space
};

/// How large (times the diameter) a point of a level is, and how much of its colour is left.
struct LevelLook {
    double size = 1, shade = 1;
};
LevelLook lookAt(int level);

/// Draws one point with vector strokes: for files and for the point under the mouse. What is far
/// away is smaller, and pale.
void drawPoint(QPainter& painter, const PlotTheme& theme, QPointF center, double diameter,
    const PointLook& look);

class PointSprites {
public:
    static constexpr int shapeCount = 3;
    static constexpr int inPlane = 0; ///< the level of points that are neither near nor far
    static constexpr int levelCount = 7; ///< with that of the plane; 1 is the farthest
    /// Of a nearness from 0 to 1.
    static int levelAt(float nearness);

    /// Sprites are drawn when they are first wanted, and anew if anything of this changed. Diameter
    /// in device-independent pixels.
    void prepare(const PlotTheme& theme, double diameter, double devicePixelRatio);

    /// Copies one point into `canvas` (premultiplied ARGB, already of device size) with its centre
    /// at `center` in device pixels, to the nearest half pixel.
    void stamp(QImage& canvas, QPointF center, const PointLook& look);

private:
    static constexpr int phases = 2; ///< positions within a pixel, each way

    const QImage& sprite(const PointLook& look, int phaseX, int phaseY);

    std::vector<QImage> m_sprites;
    double m_diameter = 0, m_ratio = 0;
    PlotTheme m_theme;
};

} // namespace contrastlab
