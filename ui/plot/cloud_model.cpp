// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/cloud_model.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

bool isShown(const std::vector<bool>& shown, int index)
{
    return static_cast<std::size_t>(index) >= shown.size()
        || shown[static_cast<std::size_t>(index)];
}

void setShown(std::vector<bool>& all, int index, bool shown)
{
    const auto place = static_cast<std::size_t>(index);
    all.resize(std::max(all.size(), place + 1), true);
    all[place] = shown;
}

} // namespace

void CloudModel::setPoints(std::vector<CloudPoint> points)
{
    m_points = std::move(points);
    m_pairs.clear();
    m_pointLabels.clear();
    m_selected.assign(m_points.size(), 0);
    m_selectedCount = 0;
    m_marked.clear();
}

void CloudModel::move(std::span<const float> coordinates)
{
    Q_ASSERT(coordinates.size() == 2 * m_points.size());
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        m_points[i].x = coordinates[2 * i];
        m_points[i].y = coordinates[2 * i + 1];
    }
}

bool CloudModel::select(std::span<const int> indices)
{
    std::vector<char> selected(m_points.size(), 0);
    for (const int index : indices)
        if (index >= 0 && index < count()) selected[static_cast<std::size_t>(index)] = 1;
    if (selected == m_selected) return false;
    m_selected = std::move(selected);
    m_selectedCount = static_cast<int>(std::ranges::count(m_selected, 1));
    return true;
}

bool CloudModel::mark(std::span<const int> indices)
{
    std::vector<int> marked;
    for (const int index : indices)
        if (index >= 0 && index < count()) marked.push_back(index);
    return std::exchange(m_marked, marked) != marked;
}

std::vector<int> CloudModel::selection() const
{
    std::vector<int> indices;
    for (std::size_t i = 0; i < m_selected.size(); ++i)
        if (m_selected[i]) indices.push_back(static_cast<int>(i));
    return indices;
}

void CloudModel::setColorLegend(const QStringList& labels, int grey)
{
    if (labels != m_colorLabels) m_colorShown.assign(static_cast<std::size_t>(labels.size()), true);
    m_colorLabels = labels;
    m_grey = grey;
}

void CloudModel::recolor(std::span<const int> colors)
{
    Q_ASSERT(colors.size() == m_points.size());
    for (std::size_t i = 0; i < m_points.size(); ++i)
        m_points[i].color = colors[i];
}

void CloudModel::setShapeLegend(const QStringList& labels)
{
    m_shapeLabels = labels;
    m_shapeShown.resize(static_cast<std::size_t>(labels.size()), true);
}

void CloudModel::setColorShown(int color, bool shown)
{
    setShown(m_colorShown, color, shown);
}

void CloudModel::setShapeShown(int shape, bool shown)
{
    setShown(m_shapeShown, shape, shown);
}

bool CloudModel::isFiltered(std::size_t index) const
{
    const CloudPoint& point = m_points[index];
    return !isShown(m_colorShown, point.color) || !isShown(m_shapeShown, point.shape);
}

std::vector<LegendEntry> CloudModel::legend(const PlotTheme& theme) const
{
    std::vector<LegendEntry> entries;
    for (int i = 0; i < m_colorLabels.size(); ++i)
        entries.push_back({ m_colorLabels[i], pointColor(theme, inkOf(i)), LegendMark::Swatch,
            isShown(m_colorShown, i) });
    for (int i = 0; i < m_shapeLabels.size(); ++i)
        entries.push_back(
            { m_shapeLabels[i], theme.mutedText, pointShape(i), isShown(m_shapeShown, i), i == 0 });
    return entries;
}

void CloudModel::clickLegend(int entry, bool alone)
{
    const bool color = entry < m_colorLabels.size();
    auto& shown = color ? m_colorShown : m_shapeShown;
    shown = legendClicked(
        shown, static_cast<std::size_t>(color ? entry : entry - m_colorLabels.size()), alone);
}

PointState CloudModel::stateOf(std::size_t index) const
{
    if (isFiltered(index)) return PointState::Muted;
    if (m_selectedCount == 0) return PointState::Normal;
    return m_selected[index] ? PointState::Selected : PointState::Muted;
}

double CloudModel::diameter() const
{
    const double magnitude = std::log10(std::max(10.0, static_cast<double>(count())));
    return m_weight * std::clamp(9 - 2.2 * (magnitude - 2.4), 3.0, 9.0);
}

QRectF CloudModel::bounds() const
{
    QPointF low(INFINITY, INFINITY), high(-INFINITY, -INFINITY);
    for (const CloudPoint& point : m_points) {
        if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
        low = { std::min<double>(low.x(), point.x), std::min<double>(low.y(), point.y) };
        high = { std::max<double>(high.x(), point.x), std::max<double>(high.y(), point.y) };
    }
    return low.x() <= high.x() ? QRectF(low, high) : QRectF(-1, -1, 2, 2);
}

} // namespace contrastlab
