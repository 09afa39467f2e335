// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the points of a cloud lie in pixels of a figure: worked out for each when it is asked for,
// so that millions that move need no list of places. Valid while the model is as it was. Any
// thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/cloud_model.h"
#include "plot/cloud_view.h"

namespace contrastlab {

class CloudPlaces {
public:
    /// A linear function of a point's coordinates.
    struct Row {
        double x = 0, y = 0, z = 0, base = 0;
        double operator()(const CloudPoint& point) const
        {
            return x * static_cast<double>(point.x) + y * static_cast<double>(point.y)
                + z * static_cast<double>(point.z) + base;
        }
    };

    CloudPlaces(const CloudModel& model, const AxesFrame& frame);
    CloudPlaces(const CloudModel& model, const CloudView& view, const QRectF& plot);

    std::size_t size() const { return m_model->points().size(); }
    /// Filtered ones too; NaN where a point has none.
    QPointF operator[](std::size_t index) const
    {
        const CloudPoint& point = m_model->points()[index];
        return { m_across(point), m_down(point) };
    }
    const Row& across() const { return m_across; }
    const Row& down() const { return m_down; }

private:
    CloudPlaces(const CloudModel& model, double scaleX, double baseX, double scaleY, double baseY);

    const CloudModel* m_model;
    Row m_across, m_down;
};

} // namespace contrastlab
