// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/cloud_arrows.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double longestArrow = 80, arrowWidth = 3, headLength = 9, widestLine = 5; // pixels
constexpr double arrowShare = 0.35; // of the plot's shorter side, at most

QColor forceColor(const PlotTheme& theme, CloudForce::Kind kind)
{
    switch (kind) {
    case CloudForce::Kind::pull:
        return theme.seriesColor(0);
    case CloudForce::Kind::push:
        return theme.seriesColor(1);
    case CloudForce::Kind::sum:
        break;
    }
    return theme.text;
}

bool isPlace(const QPointF& place)
{
    return std::isfinite(place.x()) && std::isfinite(place.y());
}

// On a ground that parts it from points of any colour.
void strokeTwice(
    QPainter& painter, const PlotTheme& theme, const QPointF& from, const QPointF& to, QPen pen)
{
    const QPen ground(theme.background, pen.widthF() + 2, Qt::SolidLine, Qt::RoundCap);
    painter.setPen(ground);
    painter.drawLine(from, to);
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.drawLine(from, to);
}

void drawForceArrow(QPainter& painter, const PlotTheme& theme, const QPointF& from,
    const QPointF& by, const QColor& color)
{
    const double length = std::hypot(by.x(), by.y());
    if (length < 2) return;
    const QPointF to = from + by, unit = by / length, across(-unit.y(), unit.x());
    const double head = std::min(headLength, length);
    strokeTwice(
        painter, theme, from, to - unit * head * 0.8, QPen(color, arrowWidth * theme.weight));
    painter.setPen(QPen(theme.background, 1));
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF {
        { to, to - unit * head + across * head * 0.5, to - unit * head - across * head * 0.5 } });
}

} // namespace

void drawForces(QPainter& painter, const AxesFrame& frame, const CloudPlaces& places,
    const std::vector<CloudForce>& forces)
{
    const auto placeOf = [&](int point) {
        const auto i = static_cast<std::size_t>(point);
        return point >= 0 && i < places.size() ? places[i] : QPointF(qQNaN(), qQNaN());
    };
    const double longest =
        std::min(longestArrow, arrowShare * std::min(frame.plot.width(), frame.plot.height()));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const CloudForce& force : forces) {
        const QPointF on = placeOf(force.on), from = placeOf(force.from);
        const QColor color = forceColor(frame.theme, force.kind);
        if (!isPlace(on)) continue;
        if (force.from >= 0) {
            QPen pen(color, std::max(1.0, widestLine * force.strength) * frame.theme.weight);
            if (force.kind == CloudForce::Kind::push) pen.setDashPattern({ 3, 2 });
            if (isPlace(from)) strokeTwice(painter, frame.theme, from, on, pen);
            continue;
        }
        const QPointF to = frame.toPixel(QPointF(1, 1) + force.along) - frame.toPixel({ 1, 1 });
        const double length = std::hypot(to.x(), to.y());
        if (length > 0 && std::isfinite(length))
            drawForceArrow(
                painter, frame.theme, on, to / length * (longest * force.strength), color);
    }
}

} // namespace contrastlab
