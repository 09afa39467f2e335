// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is drawn over the points of a cloud of where they lie densest. `places` are the points in
// pixels of the figure, filtered ones too. Window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/cloud_places.h"

#include <optional>
#include <vector>

class QPainter;

namespace contrastlab {

/// The names of the colours where their points lie densest, none over another; a name stays on its
/// peak until another is clearly higher, so that it does not jump from frame to frame.
class GroupNames {
public:
    void draw(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
        const CloudPlaces& places);

private:
    struct Peak {
        QPointF place; ///< in units of the axes
        QString name;
    };
    [[nodiscard]] std::optional<QPointF> peakFor(int color, const std::vector<QPointF>& points,
        const CloudModel& model, const AxesFrame& frame);

    std::vector<std::optional<Peak>> m_peaks; ///< of each colour, the last time
};

/// So many points are in sight that they cover each other.
bool areCrowded(const CloudModel& model, const AxesFrame& frame, const CloudPlaces& places);
/// Lines around the densest regions that hold 25, 50, 75 and 95 % of the points in sight.
void drawContours(
    QPainter& painter, const CloudModel& model, const AxesFrame& frame, const CloudPlaces& places);

} // namespace contrastlab
