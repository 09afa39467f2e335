// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread. Counting sort into buckets, row by row.
#include "plot/point_index.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double mostBuckets = 4096; // one way

} // namespace

int PointIndex::bucketColumn(double x) const
{
    return static_cast<int>(std::clamp((x - m_area.left()) / m_bucketSide, 0.0, m_columns - 1.0));
}

int PointIndex::bucketRow(double y) const
{
    return static_cast<int>(std::clamp((y - m_area.top()) / m_bucketSide, 0.0, m_rows - 1.0));
}

void PointIndex::build(std::span<const QPointF> points, const QRectF& area)
{
    m_area = area;
    const double longer = std::max({ area.width(), area.height(), 1e-30 });
    const double buckets = std::max(1.0, static_cast<double>(points.size()) / 4);
    m_bucketSide =
        std::max(std::sqrt(area.width() * area.height() / buckets), longer / mostBuckets);
    m_columns = static_cast<int>(area.width() / m_bucketSide) + 1;
    m_rows = static_cast<int>(area.height() / m_bucketSide) + 1;
    // Unlike QRectF::contains, false for NaN.
    const auto isInside = [&area](QPointF p) {
        return p.x() >= area.left() && p.x() <= area.right() && p.y() >= area.top()
            && p.y() <= area.bottom();
    };
    const auto bucket = [this](QPointF p) {
        return static_cast<std::size_t>(bucketRow(p.y()) * m_columns + bucketColumn(p.x()));
    };
    m_starts.assign(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows) + 1, 0);
    for (const QPointF& point : points)
        if (isInside(point)) ++m_starts[bucket(point) + 1];
    for (std::size_t i = 1; i < m_starts.size(); ++i)
        m_starts[i] += m_starts[i - 1];
    m_entries.resize(static_cast<std::size_t>(m_starts.back()));
    std::vector<int> next(m_starts.begin(), m_starts.end() - 1);
    for (std::size_t i = 0; i < points.size(); ++i)
        if (isInside(points[i]))
            m_entries[static_cast<std::size_t>(next[bucket(points[i])]++)] = { static_cast<float>(
                                                                                   points[i].x()),
                static_cast<float>(points[i].y()), static_cast<int>(i) };
}

std::vector<std::uint32_t> PointIndex::inside(const QRectF& area) const
{
    std::vector<std::uint32_t> found;
    if (m_entries.empty()) return found;
    for (int row = bucketRow(area.top()); row <= bucketRow(area.bottom()); ++row) {
        const auto first = static_cast<std::size_t>(row * m_columns + bucketColumn(area.left()));
        const auto last = static_cast<std::size_t>(row * m_columns + bucketColumn(area.right()));
        for (int i = m_starts[first]; i < m_starts[last + 1]; ++i)
            found.push_back(
                static_cast<std::uint32_t>(m_entries[static_cast<std::size_t>(i)].index));
    }
    std::ranges::sort(found);
    return found;
}

} // namespace contrastlab
