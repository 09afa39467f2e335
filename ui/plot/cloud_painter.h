// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws the points of a cloud, the lines between pairs, and what stands out among them. `places`
// are the points in pixels of the figure, filtered ones too. Window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/cloud_model.h"

#include <functional>

class QPainter;

namespace contrastlab {

/// A picture in the place of a point; null where it is to be a mark. `room`: side of the square
/// that each point in sight has for itself on average, in device-independent pixels.
using PointPicture = std::function<QImage(int point, double room)>;

class CloudPainter {
public:
    void setPictures(PointPicture pictures) { m_pictureOf = std::move(pictures); }
    /// Where the points lie in the frame.
    static std::vector<QPointF> places(const CloudModel& model, const AxesFrame& frame);

    /// Pairs, unless they are hidden, and points as the screen shows them.
    void draw(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
        const std::vector<QPointF>& places, bool pairs);
    /// The same with strokes, unless that would make a huge file.
    void drawForFile(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
        const std::vector<QPointF>& places, bool pairs);

private:
    void choosePictures(
        const CloudModel& model, const AxesFrame& frame, const std::vector<QPointF>& places);
    void drawPictures(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
        const std::vector<QPointF>& places) const;
    QImage rendered(const CloudModel& model, const AxesFrame& frame,
        const std::vector<QPointF>& places, double ratio);

    PointSprites m_sprites;
    PointPicture m_pictureOf;
    std::vector<std::pair<std::size_t, QImage>> m_pictures; ///< in the place of which points
    std::vector<char> m_pictured; ///< by point
};

/// Names and rings of a few selected points, with lines to their partners.
void drawSelection(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const std::vector<QPointF>& places);

/// Dashed lines from a point to others.
void drawHoverLinks(QPainter& painter, const AxesFrame& frame, const std::vector<QPointF>& places,
    int hovered, const std::vector<int>& links);

/// A point, its name and its partners, larger than the others.
void drawHovered(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const std::vector<QPointF>& places, int hovered);

} // namespace contrastlab
