// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/chart_markers.h"

#include "plot/marker_flags.h"
#include "plot/plot_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

QFont chartSmall(const QFont& font)
{
    return scaledFont(font, 0.9);
}

/// Markers are numbered from 1 in the order of time, whatever part of it is in sight.
QString flagText(std::size_t first, std::size_t last)
{
    const QString from = QString::number(first + 1);
    return first == last ? from : from + QChar(0x2013) + QString::number(last + 1);
}

void drawFlag(QPainter& painter, const PlacedMarker& marker, const AxesFrame& frame, bool strong)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(frame.theme.faint(frame.theme.text, strong ? 0.3 : 0.14));
    painter.drawRoundedRect(marker.flag, 2, 2);
    painter.setPen(frame.theme.text);
    painter.drawText(
        marker.flag, Qt::AlignCenter | Qt::TextDontClip, flagText(marker.index, marker.last));
}

} // namespace

double markerRowHeight(const QFont& font)
{
    return 1.25 * QFontMetricsF(chartSmall(font)).height();
}

std::vector<PlacedMarker> placedMarkers(
    const std::vector<ChartMarker>& markers, const AxesFrame& frame, bool flags)
{
    std::vector<PlacedMarker> placed;
    std::vector<double> anchors;
    for (std::size_t i = 0; i < markers.size(); ++i) {
        if (markers[i].x < frame.x.lower || markers[i].x > frame.x.upper) continue;
        anchors.push_back(frame.x.toPixel(markers[i].x));
        placed.push_back({ i, anchors.back(), {}, i });
    }
    if (!flags) return placed;
    const QFontMetricsF metrics(chartSmall(frame.font));
    const auto width = [&](std::size_t first, std::size_t last) {
        return metrics.horizontalAdvance(flagText(placed[first].index, placed[last].index))
            + 0.7 * metrics.height();
    };
    const double row = markerRowHeight(frame.font);
    for (const MarkerFlag& flag : layoutFlags(anchors, frame.plot.right(), 2, width)) {
        PlacedMarker& first = placed[flag.first];
        first.last = placed[flag.last].index;
        first.flag = QRectF(flag.left, frame.plot.top() - row - 1, flag.width, row - 1);
    }
    return placed;
}

int markerAt(const std::vector<PlacedMarker>& placed, const AxesFrame& frame, QPointF position)
{
    int nearest = -1;
    double best = 4;
    for (const PlacedMarker& marker : placed) {
        if (marker.flag.contains(position)) return static_cast<int>(marker.index);
        const double distance = std::abs(marker.x - position.x());
        const bool beside = position.y() >= frame.plot.top() && position.y() <= frame.plot.bottom();
        if (distance < best && beside) {
            best = distance;
            nearest = static_cast<int>(marker.index);
        }
    }
    return nearest;
}

QString markerText(const std::vector<ChartMarker>& markers, const std::vector<PlacedMarker>& placed,
    std::size_t marker)
{
    const auto place = std::ranges::find(placed, marker, &PlacedMarker::index);
    const std::size_t last = place == placed.end() ? marker : place->last;
    QStringList lines;
    for (std::size_t i = marker; i <= std::min(last, markers.size() - 1); ++i)
        lines << QStringLiteral("%1  %2").arg(i + 1).arg(markers[i].text);
    return lines.join(QChar(u'\n'));
}

void drawStar(QPainter& painter, const ChartMarker& star, const AxesFrame& frame)
{
    if (star.x < frame.x.lower || star.x > frame.x.upper) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double x = std::round(frame.x.toPixel(star.x)) + 0.5;
    painter.setPen(QPen(frame.theme.good, 1, Qt::DotLine));
    painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, frame.plot.bottom()));
    painter.setFont(chartSmall(frame.font));
    const QFontMetricsF metrics(painter.font());
    const QString text = QStringLiteral("★ ") + star.text;
    const double left = x - frame.plot.left(), right = frame.plot.right() - x;
    const double width = std::min(metrics.horizontalAdvance(text) + 6, std::max(left, right) - 3);
    const QRectF place(right >= width + 3 || right >= left ? x + 3 : x - 3 - width,
        frame.plot.bottom() - metrics.height() - 3, width, metrics.height());
    QColor ground = frame.theme.background;
    ground.setAlphaF(0.8f);
    painter.fillRect(place, ground);
    painter.setPen(frame.theme.good);
    drawElidedText(painter, place.adjusted(2, 0, -2, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
    painter.restore();
}

void drawMarkers(
    QPainter& painter, const std::vector<PlacedMarker>& placed, const AxesFrame& frame, int hovered)
{
    painter.save();
    painter.setFont(chartSmall(frame.font));
    for (const PlacedMarker& marker : placed) {
        const bool strong = static_cast<int>(marker.index) == hovered;
        const double x = std::round(marker.x) + 0.5;
        const double top = marker.flag.isEmpty() ? frame.plot.top() : marker.flag.top();
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(strong ? frame.theme.text : frame.theme.axis, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, top), QPointF(x, frame.plot.bottom()));
    }
    for (const PlacedMarker& marker : placed)
        if (!marker.flag.isEmpty())
            drawFlag(painter, marker, frame, static_cast<int>(marker.index) == hovered);
    painter.restore();
}

} // namespace contrastlab
