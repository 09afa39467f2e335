// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/cloud_backdrop.h"

#include "plot/plot_text.h"

#include <QPainter>
#include <QtMath>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace contrastlab {

namespace {

constexpr int degreesApart = 30, degreesOfAPiece = 6;

QPointF endOfAxis(const CloudModel& model, const AxesFrame& frame, int axis, float at)
{
    QVector3D point;
    point[axis] = at;
    return frame.toPixel(model.turn()(point).toPointF());
}

/// A whole circle of `pointAt(degrees)`, its pieces by the side that they are on.
void addCircle(const CloudModel& model, const AxesFrame& frame,
    const std::function<QVector3D(int)>& pointAt, QVector<QLineF>& near, QVector<QLineF>& far)
{
    QVector3D before = model.turn()(pointAt(0));
    for (int degrees = degreesOfAPiece; degrees <= 360; degrees += degreesOfAPiece) {
        const QVector3D next = model.turn()(pointAt(degrees));
        (before.z() + next.z() > 0 ? near : far)
            << QLineF(frame.toPixel(before.toPointF()), frame.toPixel(next.toPointF()));
        before = next;
    }
}

} // namespace

QVector3D onUnitSphere(double longitude, double latitude)
{
    const double a = qDegreesToRadians(longitude), b = qDegreesToRadians(latitude);
    return { float(std::cos(b) * std::sin(a)), float(std::sin(b)),
        float(std::cos(b) * std::cos(a)) };
}

void drawUnitSphere(QPainter& painter, const CloudModel& model, const AxesFrame& frame)
{
    painter.save();
    painter.setClipRect(frame.plot);
    painter.setRenderHint(QPainter::Antialiasing);
    if (model.isSpatial()) {
        QVector<QLineF> near, far;
        for (int longitude = 0; longitude < 180; longitude += degreesApart)
            addCircle(
                model, frame, [&](int degrees) { return onUnitSphere(longitude, degrees); }, near,
                far);
        for (int latitude = degreesApart - 90; latitude < 90; latitude += degreesApart)
            addCircle(
                model, frame, [&](int degrees) { return onUnitSphere(degrees, latitude); }, near,
                far);
        painter.setPen(QPen(frame.theme.faint(frame.theme.grid, 0.5), 1));
        painter.drawLines(far);
        painter.setPen(QPen(frame.theme.grid, 1));
        painter.drawLines(near);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(frame.theme.axis, 1));
    painter.drawEllipse(QRectF(frame.toPixel({ -1, 1 }), frame.toPixel({ 1, -1 })));
    painter.restore();
}

void drawSpaceAxes(QPainter& painter, const CloudModel& model, const AxesFrame& frame)
{
    painter.save();
    painter.setClipRect(frame.plot);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(frame.theme.grid, 1.5));
    for (int axis = 0; axis < 3; ++axis)
        painter.drawLine(endOfAxis(model, frame, axis, -model.reach()),
            endOfAxis(model, frame, axis, model.reach()));
    painter.restore();
}

void drawSpaceTitles(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const std::array<QString, 3>& titles)
{
    painter.save();
    painter.setFont(scaledFont(frame.font, 0.9));
    const QFontMetricsF metrics(painter.font());
    const QRectF room = frame.plot.adjusted(2, 2, -2, -2);
    std::vector<QRectF> taken; // by those before, which then stand above or below
    for (int axis = 0; axis < 3; ++axis) {
        const QString title = metrics.elidedText(
            titles[static_cast<std::size_t>(axis)], Qt::ElideRight, 0.6 * frame.plot.width());
        if (title.isEmpty()) continue;
        QRectF box(0, 0, metrics.horizontalAdvance(title) + 8, metrics.height());
        box.moveCenter(endOfAxis(model, frame, axis, model.reach()));
        box.moveLeft(std::max(room.left(), std::min(box.left(), room.right() - box.width())));
        box.moveTop(std::max(room.top(), std::min(box.top(), room.bottom() - box.height())));
        const auto isFree = [&](const QRectF& place) {
            return room.contains(place) && std::ranges::none_of(taken, [&](const QRectF& other) {
                return other.intersects(place);
            });
        };
        QRectF place = box;
        for (int shift = 1; shift <= 4 && !isFree(place); ++shift)
            place = box.translated(0, (shift % 2 ? 1 : -1) * ((shift + 1) / 2) * box.height());
        if (!isFree(place)) continue;
        box = place;
        taken.push_back(box);
        QColor ground = frame.theme.background;
        ground.setAlphaF(0.8f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(frame.theme.mutedText);
        painter.drawText(box, Qt::AlignCenter | Qt::TextDontClip, title);
    }
    painter.restore();
}

} // namespace contrastlab
