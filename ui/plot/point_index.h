// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds the point nearest to a position among many, and those in a rectangle, by buckets. Pure, any
// thread.
#pragma once

#include <QPointF>
#include <QRectF>

#include <cstdint>
#include <span>
#include <vector>

namespace contrastlab {

class PointIndex {
public:
    /// Indexes the points inside `area` (others, and NaN, are never found) by about four a bucket;
    /// O(n). The points are copied.
    void build(std::span<const QPointF> points, const QRectF& area);

    /// Index of the point nearest to `position` within `radius` that `accepts(index)`, or -1; among
    /// equals the last, which is the one drawn on top.
    template <typename Accepts>
    int nearest(QPointF position, double radius, const Accepts& accepts) const;
    int nearest(QPointF position, double radius) const
    {
        return nearest(position, radius, [](int) { return true; });
    }
    /// Of the points in a rectangle and some around it, the indices, ascending.
    std::vector<std::uint32_t> inside(const QRectF& area) const;

private:
    int bucketColumn(double x) const;
    int bucketRow(double y) const;

    QRectF m_area;
    double m_bucketSide = 1;
    int m_columns = 0, m_rows = 0;
    std::vector<int> m_starts; ///< where each bucket begins in m_entries, plus the end
    struct Entry {
        float x, y;
        int index;
    };
    std::vector<Entry> m_entries;
};

template <typename Accepts>
int PointIndex::nearest(QPointF position, double radius, const Accepts& accepts) const
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
                const double dx = static_cast<double>(entry.x) - position.x();
                const double dy = static_cast<double>(entry.y) - position.y();
                const double square = dx * dx + dy * dy;
                if ((square < bestSquare || (square == bestSquare && entry.index > best))
                    && accepts(entry.index)) {
                    bestSquare = square;
                    best = entry.index;
                }
            }
        }
    return best;
}

} // namespace contrastlab
