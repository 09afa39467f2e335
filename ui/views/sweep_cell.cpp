// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What does not fit is left out: first the map, then the curve, then the number.
#include "views/sweep_cell.h"

#include "theme/fonts.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

// In heights of letters.
constexpr double leastCurveWidth = 3.5, leastCurveHeight = 1.8, leastMapSide = 3;

bool didNotComplete(const SweptRun* run)
{
    return run->outcome.kind != RunOutcome::Kind::completed;
}

void drawHatch(QPainter& painter, const AxesFrame& frame, const QRectF& place)
{
    painter.fillRect(place, frame.theme.background);
    QColor lines = frame.theme.mutedText;
    lines.setAlphaF(0.35f);
    painter.fillRect(place, QBrush(lines, Qt::BDiagPattern));
}

// A cross over the whole of a small cell, in the corner of a large one.
void drawCross(QPainter& painter, const AxesFrame& frame, const QRectF& place, bool whole)
{
    const double em = QFontMetricsF(frame.font).height();
    const double side = std::min({ place.width() - 2, place.height() - 2, 0.7 * em });
    if (side < 2) return;
    QRectF cross(0, 0, side, side);
    if (whole)
        cross.moveCenter(place.center());
    else
        cross.moveTopRight(place.topRight() + QPointF(-2, 2));
    for (const auto& [color, width] :
        { std::pair(frame.theme.background, 3.5), std::pair(frame.theme.error, 1.8) }) {
        painter.setPen(QPen(color, whole ? width / 1.5 : width, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(cross.topLeft(), cross.bottomRight());
        painter.drawLine(cross.bottomLeft(), cross.topRight());
    }
}

void drawLosses(QPainter& painter, const AxesFrame& frame, const QRectF& room,
    const std::vector<const SweptRun*>& runs)
{
    float lowest = INFINITY, highest = -INFINITY;
    for (const SweptRun* run : runs)
        for (const float loss : run->picture.losses) {
            lowest = std::min(lowest, loss);
            highest = std::max(highest, loss);
        }
    if (!(lowest <= highest)) return;
    const double extent = std::max(highest - lowest, 1e-6f);
    painter.setPen(QPen(frame.theme.seriesColor(0), 1.2 * frame.theme.weight));
    for (const SweptRun* run : runs) {
        const std::vector<float>& losses = run->picture.losses;
        QPolygonF line;
        for (std::size_t i = 0; i < losses.size(); ++i)
            line << QPointF(
                room.left() + room.width() * double(i) / std::max(1.0, double(losses.size()) - 1),
                room.bottom() - room.height() * (losses[i] - lowest) / extent);
        painter.drawPolyline(line);
    }
}

void drawPoints(QPainter& painter, const AxesFrame& frame, const QRectF& room,
    const std::vector<Matrix<float>>& towers)
{
    const double half = std::min(room.width(), room.height()) / 2 - 1.5;
    painter.setPen(Qt::NoPen);
    for (std::size_t tower = 0; tower < towers.size(); ++tower) {
        painter.setBrush(frame.theme.seriesColor(int(tower)));
        for (Index i = 0; i < towers[tower].rows(); ++i)
            painter.drawEllipse(room.center()
                    + half * QPointF(double(towers[tower](i, 0)), -double(towers[tower](i, 1))),
                1.3, 1.3);
    }
    painter.setBrush(Qt::NoBrush);
}

// A ground on which the theme's colours can be told apart, whatever the cell's colour is.
QRectF drawGround(QPainter& painter, const AxesFrame& frame, const QRectF& room)
{
    QColor ground = frame.theme.background;
    ground.setAlphaF(0.8f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(room, 3, 3);
    painter.setBrush(Qt::NoBrush);
    return room.adjusted(3, 3, -3, -3);
}

void drawPictures(QPainter& painter, const AxesFrame& frame, QRectF room,
    const std::vector<const SweptRun*>& runs)
{
    const double em = QFontMetricsF(frame.font).height();
    if (room.width() < leastCurveWidth * em || room.height() < leastCurveHeight * em) return;
    const auto& points = runs.front()->picture.points;
    const bool beside =
        room.width() - room.height() >= leastCurveWidth * em && room.height() >= leastMapSide * em;
    const bool below = !beside && room.height() >= (leastMapSide + leastCurveHeight) * em
        && room.width() >= leastMapSide * em;
    if (!points.empty() && (beside || below)) {
        QRectF map = room;
        if (beside) {
            map.setLeft(room.right() - room.height());
            room.setRight(map.left() - 3);
        } else {
            map.setTop(room.top() + leastCurveHeight * em + 3);
            room.setBottom(map.top() - 3);
        }
        drawPoints(painter, frame, drawGround(painter, frame, map), points);
    }
    drawLosses(painter, frame, drawGround(painter, frame, room), runs);
}

} // namespace

void drawSweepCell(
    QPainter& painter, const AxesFrame& frame, const QRectF& place, const SweepCellContent& content)
{
    painter.save();
    const auto diverged =
        static_cast<std::size_t>(std::ranges::count_if(content.runs, didNotComplete));
    const QFont small = scaledFont(frame.font, 0.9);
    const QFontMetricsF metrics(small);
    const QRectF inside = place.adjusted(2, 2, -2, -2);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (content.runs.empty()) {
        drawHatch(painter, frame, place);
    } else {
        painter.setRenderHint(QPainter::Antialiasing);
        const bool hasRoom = inside.height() >= metrics.height()
            && inside.width() >= metrics.horizontalAdvance(content.number);
        QRectF rest = inside;
        if (hasRoom && !content.number.isEmpty()) {
            painter.setFont(small);
            const bool dark =
                contrastOf(content.color, Qt::white) > contrastOf(content.color, Qt::black);
            painter.setPen(dark ? Qt::white : Qt::black);
            const bool alone = inside.height() < (1 + leastCurveHeight) * metrics.height();
            painter.drawText(
                inside, alone ? Qt::AlignCenter : Qt::AlignHCenter | Qt::AlignTop, content.number);
            rest.setTop(inside.top() + metrics.height());
        }
        drawPictures(painter, frame, rest, content.runs);
        if (diverged > 0) drawCross(painter, frame, place, diverged == content.runs.size());
    }
    if (content.chosen) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(frame.theme.background, 4));
        painter.drawRect(place.adjusted(1, 1, -2, -2));
        painter.setPen(QPen(frame.theme.highlight, 2));
        painter.drawRect(place.adjusted(1, 1, -2, -2));
    }
    painter.restore();
}

} // namespace contrastlab
