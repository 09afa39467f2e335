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

bool hasPlace(const CloudPoint& point)
{
    return std::isfinite(point.x + point.y + point.z);
}

} // namespace

void CloudModel::setPoints(std::vector<CloudPoint> points)
{
    m_points = std::move(points);
    m_mostColor = -1;
    for (const CloudPoint& point : m_points)
        m_mostColor = std::max(m_mostColor, point.color);
    m_pairs.clear();
    m_pointLabels.clear();
    m_selected.assign(m_points.size(), 0);
    m_selectedCount = 0;
    m_marked.clear();
    measure();
}

void CloudModel::move(std::span<const float> coordinates)
{
    const auto step = static_cast<std::size_t>(dimensions());
    Q_ASSERT(coordinates.size() == step * m_points.size());
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        m_points[i].x = coordinates[step * i];
        m_points[i].y = coordinates[step * i + 1];
        if (m_spatial) m_points[i].z = coordinates[step * i + 2];
    }
    measure();
}

void CloudModel::setSpatial(bool spatial)
{
    m_spatial = spatial;
    measure();
}

void CloudModel::setUnit(bool unit)
{
    m_unit = unit;
    measure();
}

// In space the sphere about the middle of the box around all points: no turn brings one out of it.
void CloudModel::measure()
{
    ++m_revision;
    m_middle = {};
    m_reach = 1;
    m_bounds = { -1, -1, 2, 2 };
    if (m_unit) return;
    QVector3D low(INFINITY, INFINITY, INFINITY), high = -low;
    for (const CloudPoint& point : m_points) {
        if (!hasPlace(point)) continue;
        low = { std::min(low.x(), point.x), std::min(low.y(), point.y),
            std::min(low.z(), point.z) };
        high = { std::max(high.x(), point.x), std::max(high.y(), point.y),
            std::max(high.z(), point.z) };
    }
    if (low.x() > high.x()) return;
    m_bounds = QRectF(low.toPointF(), high.toPointF());
    if (!m_spatial) return;
    m_middle = 0.5f * (low + high);
    float square = 0;
    for (const CloudPoint& point : m_points)
        if (hasPlace(point))
            square =
                std::max(square, (QVector3D(point.x, point.y, point.z) - m_middle).lengthSquared());
    if (square > 0) m_reach = std::sqrt(square);
    const double reach = static_cast<double>(m_reach);
    m_bounds = { -reach, -reach, 2 * reach, 2 * reach };
}

void CloudModel::setTurn(const Turn& turn)
{
    m_turn = turn;
    ++m_revision;
}

std::pair<QVector3D, float> CloudModel::planeAxis(int axis) const
{
    if (m_spatial) return { m_turn.row(axis), -QVector3D::dotProduct(m_turn.row(axis), m_middle) };
    return { QVector3D(axis == 0, axis == 1, 0), 0.f };
}

QPointF CloudModel::placed(QVector3D point) const
{
    return (m_spatial ? m_turn(point - m_middle) : point).toPointF();
}

QPointF CloudModel::placeOf(std::size_t index) const
{
    const CloudPoint& point = m_points[index];
    return m_spatial ? placed({ point.x, point.y, point.z }) : QPointF(point.x, point.y);
}

float CloudModel::nearnessOf(std::size_t index) const
{
    if (!m_spatial) return 1;
    const CloudPoint& point = m_points[index];
    const float depth = m_turn(QVector3D(point.x, point.y, point.z) - m_middle).z();
    return std::clamp(0.5f + 0.5f * depth / m_reach, 0.f, 1.f);
}

int CloudModel::levelOf(std::size_t index) const
{
    return m_spatial ? PointSprites::levelAt(nearnessOf(index)) : PointSprites::inPlane;
}

bool CloudModel::select(std::span<const int> indices)
{
    std::vector<char> selected(m_points.size(), 0);
    for (const int index : indices)
        if (index >= 0 && index < count()) selected[static_cast<std::size_t>(index)] = 1;
    if (selected == m_selected) return false;
    m_selected = std::move(selected);
    ++m_revision;
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
    if (m_selectedCount == 0) return indices;
    for (std::size_t i = 0; i < m_selected.size(); ++i)
        if (m_selected[i]) indices.push_back(static_cast<int>(i));
    return indices;
}

void CloudModel::setColorLegend(const QStringList& labels, int grey)
{
    if (labels != m_colorLabels) m_colorShown.assign(static_cast<std::size_t>(labels.size()), true);
    m_colorLabels = labels;
    m_grey = grey;
    shownChanged();
}

void CloudModel::recolor(std::span<const int> colors)
{
    Q_ASSERT(colors.size() == m_points.size());
    m_mostColor = -1;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        m_points[i].color = colors[i];
        m_mostColor = std::max(m_mostColor, colors[i]);
    }
    ++m_revision;
}

void CloudModel::setShapeLegend(const QStringList& labels)
{
    m_shapeLabels = labels;
    m_shapeShown.resize(static_cast<std::size_t>(labels.size()), true);
    shownChanged();
}

void CloudModel::setColorShown(int color, bool shown)
{
    setShown(m_colorShown, color, shown);
    shownChanged();
}

void CloudModel::setShapeShown(int shape, bool shown)
{
    setShown(m_shapeShown, shape, shown);
    shownChanged();
}

bool CloudModel::isHidden(const CloudPoint& point) const
{
    return !isColorShown(point.color) || !isShapeShown(point.shape);
}

void CloudModel::shownChanged()
{
    const auto hides = [](const std::vector<bool>& shown) {
        return std::ranges::find(shown, false) != shown.end();
    };
    m_anyHidden = hides(m_colorShown) || hides(m_shapeShown);
    ++m_revision;
}

bool CloudModel::isColorShown(int color) const
{
    return isShown(m_colorShown, color);
}

bool CloudModel::isShapeShown(int shape) const
{
    return isShown(m_shapeShown, shape);
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
    shownChanged();
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

} // namespace contrastlab
