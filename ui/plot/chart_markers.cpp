// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/chart_markers.h"

#include "plot/marker_layout.h"
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

/// Labels take at most a quarter of the height from a small plot.
int markerRows(const AxesFrame& frame)
{
    const double height = frame.plot.bottom(); // rows and plot share what is above the x axis
    return std::clamp(static_cast<int>(height / (4 * markerRowHeight(frame.font))), 1, 3);
}

} // namespace

double markerRowHeight(const QFont& font)
{
    return 1.25 * QFontMetricsF(chartSmall(font)).height();
}

std::vector<PlacedMarker> placedMarkers(
    const std::vector<ChartMarker>& markers, const AxesFrame& frame)
{
    const QFontMetricsF metrics(chartSmall(frame.font));
    std::vector<PlacedMarker> placed;
    std::vector<double> anchors, widths;
    for (std::size_t i = 0; i < markers.size(); ++i) {
        if (markers[i].x < frame.x.lower || markers[i].x > frame.x.upper) continue;
        anchors.push_back(frame.x.toPixel(markers[i].x));
        widths.push_back(metrics.horizontalAdvance(markers[i].text) + metrics.height() * 0.8);
        placed.push_back({ i, anchors.back(), {} });
    }
    const auto labels = layoutMarkerLabels(anchors, widths, frame.plot.right(), markerRows(frame),
        metrics.height() * 0.3, metrics.height() * 3.5);
    const double rowHeight = markerRowHeight(frame.font);
    for (std::size_t i = 0; i < placed.size(); ++i)
        if (labels[i].isShown())
            placed[i].label =
                QRectF(labels[i].left, frame.plot.top() - (labels[i].row + 1) * rowHeight - 2,
                    labels[i].width, rowHeight - 2);
    return placed;
}

double markerRoom(const std::vector<PlacedMarker>& placed, const AxesFrame& frame)
{
    const double row = markerRowHeight(frame.font);
    int rows = 0;
    for (const PlacedMarker& marker : placed)
        if (!marker.label.isEmpty())
            rows = std::max(rows, qRound((frame.plot.top() - marker.label.top() - 2) / row));
    return rows * row;
}

int markerAt(const std::vector<PlacedMarker>& placed, const AxesFrame& frame, QPointF position)
{
    int nearest = -1;
    double best = 4;
    for (const PlacedMarker& marker : placed) {
        if (marker.label.contains(position)) return static_cast<int>(marker.index);
        const double distance = std::abs(marker.x - position.x());
        if (distance < best && position.y() <= frame.plot.bottom()) {
            best = distance;
            nearest = static_cast<int>(marker.index);
        }
    }
    return nearest;
}

void drawMarkers(QPainter& painter, const std::vector<ChartMarker>& markers,
    const std::vector<PlacedMarker>& placed, const AxesFrame& frame, int hovered)
{
    painter.save();
    painter.setFont(chartSmall(frame.font));
    const QFontMetricsF metrics(painter.font());
    for (const PlacedMarker& marker : placed) {
        const bool strong = static_cast<int>(marker.index) == hovered;
        const double x = std::round(marker.x) + 0.5;
        const double top = marker.label.isEmpty() ? frame.plot.top() - 4 : marker.label.top();
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(strong ? frame.theme.text : frame.theme.axis, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, top), QPointF(x, frame.plot.bottom()));
    }
    for (const PlacedMarker& marker : placed) {
        if (marker.label.isEmpty()) continue;
        const bool strong = static_cast<int>(marker.index) == hovered;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(frame.theme.faint(frame.theme.text, strong ? 0.22 : 0.1));
        painter.drawRoundedRect(marker.label, 3, 3);
        painter.setPen(
            strong ? frame.theme.text : mixed(frame.theme.text, frame.theme.background, 0.15));
        const QRectF text =
            marker.label.adjusted(0.4 * metrics.height(), 0, -0.2 * metrics.height(), 0);
        painter.drawText(text,
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip,
            metrics.elidedText(markers[marker.index].text, Qt::ElideRight, text.width()));
    }
    painter.restore();
}

} // namespace contrastlab
