// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/cloud_trails.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace contrastlab {

void CloudTrails::add(std::span<const float> coordinates)
{
    if (!m_pictures.empty() && std::ranges::equal(m_pictures.back(), coordinates)) return;
    m_pictures.emplace_back(coordinates.begin(), coordinates.end());
    if (m_pictures.size() > mostPictures) m_pictures.pop_front();
}

std::vector<int> CloudTrails::pointsOf(const CloudModel& model)
{
    std::vector<int> points = model.marked().empty() ? model.selection() : model.marked();
    if (points.empty() && model.points().size() <= mostPoints) {
        points.resize(model.points().size());
        std::iota(points.begin(), points.end(), 0);
    }
    if (points.size() > mostPoints) points.clear();
    std::erase_if(
        points, [&](int point) { return model.isFiltered(static_cast<std::size_t>(point)); });
    return points;
}

void CloudTrails::draw(QPainter& painter, const CloudModel& model, const AxesFrame& frame) const
{
    if (m_pictures.size() < 2) return;
    const auto step = static_cast<std::size_t>(model.dimensions());
    const auto placeIn = [&](const std::vector<float>& picture, std::size_t point) {
        const float* place = picture.data() + step * point;
        return frame.toPixel(model.placed({ place[0], place[1], step == 3 ? place[2] : 0 }));
    };
    painter.save();
    painter.setClipRect(frame.plot);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const int index : pointsOf(model)) {
        const auto point = static_cast<std::size_t>(index);
        QColor color = pointColor(frame.theme, model.inkOf(model.points()[point].color));
        for (std::size_t age = m_pictures.size(); age-- > 1;) {
            const std::size_t from = m_pictures.size() - 1 - age;
            const QPointF before = placeIn(m_pictures[from], point);
            // The newest picture is where the points are going, not where they are.
            const QPointF after = age > 1 ? placeIn(m_pictures[from + 1], point)
                                          : frame.toPixel(model.placeOf(point));
            if (!std::isfinite(before.x() + before.y() + after.x() + after.y())) continue;
            color.setAlphaF(0.85f * (1 - float(age) / float(mostPictures)));
            painter.setPen(QPen(color, 1.5));
            painter.drawLine(before, after);
        }
    }
    painter.restore();
}

} // namespace contrastlab
