// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a point cloud holds, apart from how it is drawn: points, pairs, names, selection and the
// filter of its legend. No drawing. Owned by one cloud, window thread.
#pragma once

#include "plot/point_sprites.h"
#include "plot/turn.h"

#include <QRectF>
#include <QStringList>

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace contrastlab {

struct CloudPoint {
    float x = 0, y = 0; ///< NaN: not drawn
    int color = 0; ///< index into the colour legend
    int shape = 0; ///< index into the shape legend: circle, square, triangle
    float z = 0; ///< counts in space
};

class CloudModel {
public:
    /// Selection, pairs and names start afresh.
    void setPoints(std::vector<CloudPoint> points);
    /// New coordinates for the same points: x, y alternating; in space x, y, z.
    void move(std::span<const float> coordinates);
    void setPairs(std::vector<std::pair<int, int>> pairs) { m_pairs = std::move(pairs); }
    void setPointLabels(QStringList labels) { m_pointLabels = std::move(labels); }

    /// In space, points are drawn turned about their middle; in the plane as they are.
    void setSpatial(bool spatial);
    bool isSpatial() const { return m_spatial; }
    /// All points lie on the unit circle or sphere about the origin: that is the middle.
    void setUnit(bool unit);
    bool isUnit() const { return m_unit; }
    void setTurn(const Turn& turn);
    const Turn& turn() const { return m_turn; }
    int dimensions() const { return m_spatial ? 3 : 2; }
    /// Where a point lies in the plane of the picture, in data units.
    QPointF placeOf(std::size_t index) const;
    /// The same of a point that is none of them.
    QPointF placed(QVector3D point) const;
    /// The same for axis 0 (right), 1 (up) and 2 (towards who looks; 0 in the plane) as a linear
    /// function: direction times point, plus an offset.
    std::pair<QVector3D, float> planeAxis(int axis) const;
    /// From 0, the farthest that any turn can bring a point, to 1, the nearest; 1 in the plane.
    float nearnessOf(std::size_t index) const;
    /// How a point looks so near.
    int levelOf(std::size_t index) const;
    /// From the middle of all points to the farthest, in space.
    float reach() const { return m_reach; }

    const std::vector<CloudPoint>& points() const { return m_points; }
    int count() const { return static_cast<int>(m_points.size()); }
    const std::vector<std::pair<int, int>>& pairs() const { return m_pairs; }
    /// Empty where a point has no name.
    QString pointLabel(int index) const { return m_pointLabels.value(index); }

    /// True if that changed anything; indices that are no point's are left out.
    bool select(std::span<const int> indices);
    /// Ascending indices.
    std::vector<int> selection() const;
    int selectedCount() const { return m_selectedCount; }
    bool isSelected(std::size_t index) const { return m_selected[index]; }
    /// Points that are ringed and named, whatever is selected. False if that changed nothing.
    bool mark(std::span<const int> indices);
    const std::vector<int>& marked() const { return m_marked; }

    /// `grey`: the colour that stands for all that has none of its own; -1: there is no such.
    void setColorLegend(const QStringList& labels, int grey = -1);
    /// One a point.
    void recolor(std::span<const int> colors);
    /// The series colour of a colour of the legend; -1 for the grey one.
    int inkOf(int color) const { return color == m_grey ? -1 : color; }
    const QStringList& colorLabels() const { return m_colorLabels; }
    void setShapeLegend(const QStringList& labels);
    void setColorShown(int color, bool shown);
    void setShapeShown(int shape, bool shown);
    bool isFiltered(std::size_t index) const { return m_anyHidden && isHidden(m_points[index]); }
    bool isColorShown(int color) const;
    bool isShapeShown(int shape) const;
    /// One more than the largest colour of a point or of the legend.
    int colorCount() const { return std::max(m_mostColor + 1, int(m_colorLabels.size())); }
    /// Another number after each change.
    std::uint64_t revision() const { return m_revision; }
    /// Colours, then shapes.
    std::vector<LegendEntry> legend(const PlotTheme& theme) const;
    /// Hides or shows what an entry of the legend stands for.
    void clickLegend(int entry, bool alone);

    PointState stateOf(std::size_t index) const;
    /// Of a point, in device-independent pixels: the smaller the more there are, times the weight.
    double diameter() const;
    void setWeight(double weight) { m_weight = weight; }
    /// Of all places that there are, in space however the cloud is turned; -1..1 both ways where
    /// there are none.
    const QRectF& bounds() const { return m_bounds; }

private:
    void measure();
    void shownChanged();
    bool isHidden(const CloudPoint& point) const;

    std::vector<CloudPoint> m_points;
    bool m_spatial = false, m_unit = false;
    Turn m_turn;
    QVector3D m_middle; ///< of all points, in space
    float m_reach = 1;
    QRectF m_bounds { -1, -1, 2, 2 };
    int m_mostColor = -1;
    std::uint64_t m_revision = 0;
    std::vector<std::pair<int, int>> m_pairs;
    QStringList m_pointLabels, m_colorLabels, m_shapeLabels;
    std::vector<bool> m_colorShown, m_shapeShown;
    bool m_anyHidden = false; ///< of what is asked of each of a million points
    int m_grey = -1;
    double m_weight = 1;
    std::vector<char> m_selected;
    int m_selectedCount = 0;
    std::vector<int> m_marked;
};

} // namespace contrastlab
