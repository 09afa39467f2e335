// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds the point nearest to a position among many, by buckets. Pure, any thread.
#pragma once

#include <QPointF>
#include <QRectF>

#include <span>
#include <vector>

namespace contrastlab {

class PointIndex {
public:
    /// Indexes the points inside `area` (others, and NaN, are never found); O(n). The points are
    /// copied.
    void build(std::span<const QPointF> points, const QRectF& area);

    /// Index of the point nearest to `position` within `radius`, or -1; among equals the last,
    /// which is the one drawn on top.
    int nearest(QPointF position, double radius) const;

private:
    static constexpr double bucketSide = 16;

    int bucketColumn(double x) const;
    int bucketRow(double y) const;

    QRectF m_area;
    int m_columns = 0, m_rows = 0;
    std::vector<int> m_starts; ///< where each bucket begins in m_entries, plus the end
    struct Entry {
        QPointF place;
        int index;
    };
    std::vector<Entry> m_entries;
};

} // namespace contrastlab
