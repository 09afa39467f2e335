// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "plot/cloud_places.h"

namespace contrastlab {

CloudPlaces::CloudPlaces(
    const CloudModel& model, double scaleX, double baseX, double scaleY, double baseY)
    : m_model(&model)
{
    const auto row = [&](int axis, double scale, double base) {
        const auto [direction, offset] = model.planeAxis(axis);
        return Row { scale * static_cast<double>(direction.x()),
            scale * static_cast<double>(direction.y()), scale * static_cast<double>(direction.z()),
            base + scale * static_cast<double>(offset) };
    };
    m_across = row(0, scaleX, baseX);
    m_down = row(1, scaleY, baseY);
}

CloudPlaces::CloudPlaces(const CloudModel& model, const AxesFrame& frame)
    : CloudPlaces(model, frame.x.toPixel(1) - frame.x.toPixel(0), frame.x.toPixel(0),
        frame.left.toPixel(1) - frame.left.toPixel(0), frame.left.toPixel(0))
{
}

CloudPlaces::CloudPlaces(const CloudModel& model, const CloudView& view, const QRectF& plot)
    : CloudPlaces(model, 1 / view.unitsPerPixel,
        plot.center().x() - view.center.x() / view.unitsPerPixel, -1 / view.unitsPerPixel,
        plot.center().y() + view.center.y() / view.unitsPerPixel)
{
}

} // namespace contrastlab
