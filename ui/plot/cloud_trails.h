// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the points of a cloud were in the last pictures, as lines that fade with age. Window
// thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/cloud_model.h"

#include <deque>
#include <span>
#include <vector>

class QPainter;

namespace contrastlab {

class CloudTrails {
public:
    static constexpr std::size_t mostPictures = 24;
    static constexpr std::size_t mostPoints = 200; ///< that have trails: more cover each other

    void clear() { m_pictures.clear(); }
    /// Coordinates of all points, as CloudModel::move() takes them; the same again adds nothing.
    void add(std::span<const float> coordinates);
    [[nodiscard]] std::size_t pictures() const { return m_pictures.size(); }

    /// The points that have trails: those that are marked, else those that are selected, else all;
    /// none where they are too many.
    static std::vector<int> pointsOf(const CloudModel& model);
    /// From the oldest picture to where the points are shown now.
    void draw(QPainter& painter, const CloudModel& model, const AxesFrame& frame) const;

private:
    std::deque<std::vector<float>> m_pictures; ///< the newest last
};

} // namespace contrastlab
