// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws the points of a cloud, the lines between pairs, and what stands out among them. `places`
// are the points in pixels of the figure, filtered ones too. Window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/cloud_model.h"
#include "plot/cloud_places.h"
#include "plot/cloud_raster.h"

#include <functional>
#include <map>
#include <vector>

class QPainter;

namespace contrastlab {

/// A picture in the place of a point; null where it is to be a mark. `room`: side of the square
/// that each point in sight has for itself on average, in device-independent pixels.
using PointPicture = std::function<QImage(int point, double room)>;

class CloudPainter {
public:
    void setPictures(PointPicture pictures) { m_pictureOf = std::move(pictures); }
    /// Pairs, unless they are hidden, and points as the screen shows them.
    /// `index`: as for CloudRaster.
    void draw(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
        const CloudPlaces& places, bool pairs, const PointIndex* index = nullptr);
    /// The same with strokes, unless that would make a huge file.
    void drawForFile(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
        const CloudPlaces& places, bool pairs);

    /// So many are in sight that they are drawn as pixels, without pictures.
    static constexpr std::size_t crowd = 20000;

private:
    using Points = std::vector<std::uint32_t>;

    void choosePictures(const CloudModel& model, const AxesFrame& frame, const Points& seen);
    void drawPictures(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
        const CloudPlaces& places) const;
    QImage stamped(const CloudModel& model, const AxesFrame& frame, const CloudPlaces& places,
        const Points& points, double ratio);
    void drawCrowd(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
        const CloudPlaces& places, double ratio, const PointIndex* index);

    PointSprites m_sprites;
    CloudRaster m_raster;
    PointPicture m_pictureOf;
    std::map<std::uint32_t, QImage> m_pictures; ///< in the place of which points
};

/// Names and rings of a few selected points, with lines to their partners.
void drawSelection(
    QPainter& painter, const CloudModel& model, const AxesFrame& frame, const CloudPlaces& places);

/// Dashed lines from a point to others.
void drawHoverLinks(QPainter& painter, const AxesFrame& frame, const CloudPlaces& places,
    int hovered, const std::vector<int>& links);

/// A point, its name and its partners, larger than the others.
void drawHovered(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const CloudPlaces& places, int hovered);

} // namespace contrastlab
