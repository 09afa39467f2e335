// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread. Counting sort into buckets, row by row.
#include "plot/point_index.h"

#include <algorithm>

namespace contrastlab {

int PointIndex::bucketColumn(double x) const
{
    return std::clamp(static_cast<int>((x - m_area.left()) / bucketSide), 0, m_columns - 1);
}

int PointIndex::bucketRow(double y) const
{
    return std::clamp(static_cast<int>((y - m_area.top()) / bucketSide), 0, m_rows - 1);
}

void PointIndex::build(std::span<const QPointF> points, const QRectF& area)
{
    m_area = area;
    m_columns = static_cast<int>(area.width() / bucketSide) + 1;
    m_rows = static_cast<int>(area.height() / bucketSide) + 1;
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
            m_entries[static_cast<std::size_t>(next[bucket(points[i])]++)] = { points[i],
                static_cast<int>(i) };
}

int PointIndex::nearest(QPointF position, double radius) const
{
    if (m_entries.empty()) return -1;
    int best = -1;
    double bestSquare = radius * radius;
    for (int row = bucketRow(position.y() - radius); row <= bucketRow(position.y() + radius); ++row)
        for (int column = bucketColumn(position.x() - radius);
             column <= bucketColumn(position.x() + radius); ++column) {
            const auto bucket = static_cast<std::size_t>(row * m_columns + column);
            for (int i = m_starts[bucket]; i < m_starts[bucket + 1]; ++i) {
                const Entry& entry = m_entries[static_cast<std::size_t>(i)];
                const QPointF d = entry.place - position;
                const double square = QPointF::dotProduct(d, d);
                if (square < bestSquare || (square == bestSquare && entry.index > best)) {
                    bestSquare = square;
                    best = entry.index;
                }
            }
        }
    return best;
}

} // namespace contrastlab
