// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The mouse and the keys of a point cloud: hovering, selection, lasso. Window thread.
#include "plot/axes_navigation.h"
#include "plot/point_cloud.h"

#include <QKeyEvent>
#include <QTimerEvent>

#include <cmath>

namespace contrastlab {

namespace {

constexpr double pickRadius = 14;
constexpr int hitTestInterval = 50; // ms between two hit tests
constexpr double turnOfAStep = 0.15; // radians
constexpr double turnByItself = 0.012; // radians a tick: a turn takes 26 seconds

} // namespace

void PointCloud::selectInside(const QPolygonF& polygon)
{
    std::vector<int> indices = selection();
    const QRectF bounds = polygon.boundingRect();
    const CloudPlaces there = places();
    for (std::size_t i = 0; i < there.size(); ++i)
        if (bounds.contains(there[i]) && std::isfinite(there[i].x()) && !m_model.isFiltered(i)
            && polygon.containsPoint(there[i], Qt::OddEvenFill))
            indices.push_back(static_cast<int>(i));
    setSelection(indices);
}

void PointCloud::takeClick(QPointF at, Qt::KeyboardModifiers modifiers)
{
    if (!plotRect().contains(at)) return;
    const int point = pointAt(at);
    if (!(modifiers & Qt::ShiftModifier))
        return point < 0 ? clearSelection() : setSelection(std::span(&point, 1));
    if (point < 0) return;
    std::vector<int> indices = selection();
    if (std::erase(indices, point) == 0) indices.push_back(point);
    setSelection(indices);
}

void PointCloud::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_hoverTimer.timerId()) {
        if (!std::exchange(m_hoverPending, false)) return m_hoverTimer.stop();
        return hitTest();
    }
    if (event->timerId() == m_turnTimer.timerId()) {
        if (isSpatial() && isVisible() && !pointer()) setTurn(turn().by({ turnByItself, 0 }));
        return;
    }
    if (event->timerId() != m_glideTimer.timerId()) return AxesCanvas::timerEvent(event);
    stepGlide(glideInterval);
}

int PointCloud::pointAt(QPointF position) const
{
    const QRectF plot = plotRect();
    if (!plot.contains(position)) return -1;
    const CloudPlaces there = places();
    const auto isFindable = [&](int point) {
        return !m_model.isFiltered(static_cast<std::size_t>(point))
            && plot.contains(there[static_cast<std::size_t>(point)]);
    };
    const CloudView& view = m_glide.view();
    if (const PointIndex* indexed = index())
        return indexed->nearest(
            view.toData(position, plot), pickRadius * view.unitsPerPixel, isFindable);
    int nearest = -1;
    double best = pickRadius * pickRadius;
    for (std::size_t i = 0; i < there.size(); ++i) {
        const QPointF away = there[i] - position;
        const double square = QPointF::dotProduct(away, away);
        if (!(square <= best) || !isFindable(static_cast<int>(i))) continue;
        best = square;
        nearest = static_cast<int>(i);
    }
    return nearest;
}

void PointCloud::hoverSoon()
{
    if (m_hoverTimer.isActive()) {
        m_hoverPending = true;
        return;
    }
    m_hoverTimer.start(hitTestInterval, this);
    hitTest();
}

void PointCloud::hitTest()
{
    hover(pointer() && !isDragging() ? pointAt(*pointer()) : -1);
}

void PointCloud::hover(int point)
{
    if (point == m_hovered) return;
    setHovered(point);
    if (point >= 0)
        emit pointHovered(point, mapToGlobal(positionOf(point)).toPoint());
    else
        emit pointLeft();
}

void PointCloud::takePointer(std::optional<QPointF> at)
{
    if (at)
        hoverSoon();
    else
        hitTest();
}

// To the nearest point that lies rather this way than any other.
bool PointCloud::moveCursor(QPoint direction)
{
    const CloudPlaces there = places();
    const QRectF plot = plotRect();
    const QPointF from = cursorPosition().value_or(plot.center());
    int nearest = -1;
    double best = INFINITY;
    for (std::size_t i = 0; i < there.size(); ++i) {
        const QPointF d = there[i] - from;
        const double along = QPointF::dotProduct(d, direction);
        const double aside = std::abs(d.x() * direction.y() - d.y() * direction.x());
        if (!(along > 0.5 && along >= aside) || along + aside >= best) continue;
        if (!plot.contains(there[i]) || m_model.isFiltered(i)) continue;
        best = along + aside;
        nearest = static_cast<int>(i);
    }
    if (nearest >= 0) hover(nearest);
    return !isEmpty();
}

std::optional<QPointF> PointCloud::cursorPosition() const
{
    if (m_hovered < 0) return {};
    const QPointF place = positionOf(m_hovered);
    return plotRect().contains(place) ? std::optional(place) : std::nullopt;
}

// Half a turn across the plot.
void PointCloud::takeTurn(QPointF pixels)
{
    const QRectF plot = plotRect();
    setTurn(turn().by(pixels * M_PI / std::min(plot.width(), plot.height())));
}

// In space, arrows turn, and with Control lead from point to point.
void PointCloud::keyPressEvent(QKeyEvent* event)
{
    const auto turns = isSpatial() && !(event->modifiers() & Qt::ControlModifier)
        ? arrowDirection(event->key())
        : std::nullopt;
    if (turns)
        setTurn(turn().by(turnOfAStep * QPointF(*turns)));
    else if (event->key() == Qt::Key_Escape && m_model.selectedCount() > 0)
        clearSelection();
    else
        AxesCanvas::keyPressEvent(event);
}

bool PointCloud::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && isSpatial()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (arrowDirection(key->key()) && key->modifiers() == Qt::ControlModifier) event->accept();
    }
    return AxesCanvas::event(event);
}

} // namespace contrastlab
