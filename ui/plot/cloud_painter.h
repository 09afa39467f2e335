// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws the points of a cloud, the lines between pairs, and what stands out among them. `places`
// are the points in pixels of the figure, filtered ones too. Window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/cloud_model.h"

class QPainter;

namespace contrastlab {

class CloudPainter {
public:
    /// Where the points lie in the frame.
    static std::vector<QPointF> places(const CloudModel& model, const AxesFrame& frame);

    /// Pairs, unless they are hidden, and points as the screen shows them.
    void draw(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
        const std::vector<QPointF>& places, bool pairs);
    /// The same with strokes, unless that would make a huge file.
    void drawForFile(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
        const std::vector<QPointF>& places, bool pairs);

private:
    QImage rendered(const CloudModel& model, const AxesFrame& frame,
        const std::vector<QPointF>& places, double ratio);

    PointSprites m_sprites;
};

/// Names and rings of a few selected points, with lines to their partners.
void drawSelection(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const std::vector<QPointF>& places);

/// A point, its name and its partners, larger than the others.
void drawHovered(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const std::vector<QPointF>& places, int hovered);

} // namespace contrastlab
