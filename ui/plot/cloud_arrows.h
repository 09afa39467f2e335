// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Forces on points of a cloud: lines from those that act, arrows for their sums. Window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/cloud_places.h"

#include <vector>

class QPainter;

namespace contrastlab {

/// What acts on a point. Told apart without colours, too: what pulls is a whole line, what pushes a
/// dashed one.
struct CloudForce {
    enum class Kind { pull, push, sum };

    int on = -1; ///< the point
    Kind kind = Kind::pull;
    int from = -1; ///< a point: a line between both; -1: an arrow
    QPointF along; ///< of an arrow: its direction, in coordinates of the axes
    double strength = 0; ///< 0..1: width of a line, length of an arrow
};

/// `places` of the points in the frame.
void drawForces(QPainter& painter, const AxesFrame& frame, const CloudPlaces& places,
    const std::vector<CloudForce>& forces);

} // namespace contrastlab
