// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/chart_painter.h"

#include "plot/axis_ticks.h"
#include "plot/marker_layout.h"
#include "plot/plot_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

QFont chartBold(QFont font)
{
    font.setBold(true);
    return font;
}

QFont chartSmall(const QFont& font)
{
    return scaledFont(font, 0.9);
}

QPen linePen(const ChartSeries& series, const QColor& color, double width)
{
    QPen pen(color, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (series.style.dashed) pen.setDashPattern({ 5 / width, 3.5 / width });
    return pen;
}

void drawLine(QPainter& painter, const ChartSeries& series, CurveData::Line line,
    const ChartFrame& frame, const QPen& pen)
{
    const double pixels = frame.plot.width() * deviceScale(painter);
    auto columns = series.data.columns(
        line, frame.x.lower, frame.x.upper, std::max(1, static_cast<int>(pixels)));
    if (series.style.stepped && !columns.empty() && columns.back().key < frame.x.upper) {
        CurveColumn edge = columns.back();
        edge = { frame.x.upper, edge.last, edge.last, edge.last, edge.last };
        columns.push_back(edge);
    }
    for (const QPolygonF& run :
        polylines(columns, frame.x, frame.scaleOf(series), series.style.stepped))
        for (const QPolygonF& part : clipped(run, frame.plot)) {
            const bool dense =
                static_cast<double>(part.size()) > 0.3 * (part.last().x() - part.first().x());
            if (pen.style() == Qt::SolidLine || !dense)
                drawPolyline(painter, part, pen);
            else
                for (const QPolygonF& dash : dashedAlongX(part, 9, 6))
                    drawPolyline(painter, dash, QPen(pen.color(), pen.widthF()));
        }
}

/// Size and place of the read-out box: beside the cursor, on the side with room, inside the plot.
QRectF readoutRect(const ChartFrame& frame, QPointF cursor, double hair, QSizeF size)
{
    const double distance = 14;
    double left = hair + distance;
    if (left + size.width() > frame.plot.right()) left = hair - distance - size.width();
    left = std::max(left, frame.plot.left() + 2);
    const double highest = std::max(frame.plot.top() + 2, frame.plot.bottom() - size.height() - 2);
    const double top = std::clamp(cursor.y() - size.height() / 2, frame.plot.top() + 2, highest);
    return { QPointF(left, top), size };
}

struct ReadoutColumns {
    double label = 0, value = 0, raw = 0; // widths
};

bool showsRaw(const SeriesReading& reading)
{
    return reading.raw != reading.value && !std::isnan(reading.raw);
}

ReadoutColumns readoutColumns(
    const std::vector<SeriesReading>& readings, const QFontMetricsF& metrics, const QLocale& locale)
{
    ReadoutColumns columns;
    for (const SeriesReading& reading : readings) {
        columns.label =
            std::max(columns.label, metrics.horizontalAdvance(reading.series->style.label));
        columns.value =
            std::max(columns.value, metrics.horizontalAdvance(shortNumber(reading.value, locale)));
        if (showsRaw(reading))
            columns.raw =
                std::max(columns.raw, metrics.horizontalAdvance(shortNumber(reading.raw, locale)));
    }
    return columns;
}

/// Labels take at most a quarter of the height from a small plot.
int markerRows(const ChartFrame& frame)
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
    const std::vector<ChartMarker>& markers, const ChartFrame& frame)
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

void drawCurves(QPainter& painter, const ChartModel& model, const ChartFrame& frame)
{
    painter.save();
    painter.setBrush(Qt::NoBrush);
    // All faint raw lines lie under all averages.
    for (const auto& series : model.series)
        if (series->visible && series->style.smoothed && !series->style.dashed
            && model.smoothing > 0)
            drawLine(painter, *series, CurveData::Line::Raw, frame,
                QPen(frame.theme.faint(frame.theme.seriesColor(series->style.color), 0.32), 1));
    for (const auto& series : model.series)
        if (series->visible)
            drawLine(painter, *series, series->mainLine(), frame,
                linePen(*series, frame.theme.seriesColor(series->style.color),
                    series->style.color < 0 ? 1.3 : 1.8));
    painter.restore();
}

void drawMarkers(QPainter& painter, const std::vector<ChartMarker>& markers,
    const std::vector<PlacedMarker>& placed, const ChartFrame& frame, int hovered)
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

void drawPlayhead(QPainter& painter, const ChartFrame& frame, double x)
{
    if (x < frame.x.lower || x > frame.x.upper) return;
    const double pixel = frame.x.toPixel(x);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(frame.theme.highlight, 2));
    painter.drawLine(QPointF(pixel, frame.plot.top()), QPointF(pixel, frame.plot.bottom()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(frame.theme.highlight);
    painter.drawPolygon(QPolygonF { { pixel - 5, frame.plot.top() - 1 },
        { pixel + 5, frame.plot.top() - 1 }, { pixel, frame.plot.top() + 7 } });
    painter.restore();
}

void drawReadout(QPainter& painter, const ChartFrame& frame, double x, QPointF cursor,
    const QString& header, const std::vector<SeriesReading>& readings)
{
    painter.save();
    const double hair = frame.x.toPixel(x);
    painter.setPen(QPen(frame.theme.mutedText, 1));
    painter.drawLine(QPointF(std::round(hair) + 0.5, frame.plot.top()),
        QPointF(std::round(hair) + 0.5, frame.plot.bottom()));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const SeriesReading& reading : readings) {
        const QPointF dot(reading.series->style.stepped ? hair : frame.x.toPixel(reading.key),
            frame.scaleOf(*reading.series).toPixel(reading.value));
        if (std::isnan(reading.value) || !frame.plot.contains(dot)) continue;
        painter.setPen(QPen(frame.theme.background, 1.5));
        painter.setBrush(frame.theme.seriesColor(reading.series->style.color));
        painter.drawEllipse(dot, 4, 4);
    }

    const QFontMetricsF metrics(frame.font);
    const QFont bold = chartBold(frame.font);
    const ReadoutColumns widths = readoutColumns(readings, metrics, frame.locale);
    const double em = metrics.height();
    const double row = 1.2 * em;
    const double contents = 1.3 * em + widths.label + 1.2 * em + widths.value
        + (widths.raw > 0 ? 0.8 * em + widths.raw : 0);
    const double headerWidth = QFontMetricsF(bold).horizontalAdvance(header);
    const QSizeF size(std::max(contents, headerWidth) + em,
        row * static_cast<double>(readings.size() + 1) + 0.7 * em);
    const QRectF box = readoutRect(frame, cursor, hair, size);
    QColor fill = frame.theme.background;
    fill.setAlphaF(0.93f);
    painter.setPen(QPen(frame.theme.axis, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 5, 5);

    QRectF line = box.adjusted(0.5 * em, 0.35 * em, -0.5 * em, 0);
    line.setHeight(row);
    painter.setFont(bold);
    painter.setPen(frame.theme.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, header);
    painter.setFont(frame.font);
    for (const SeriesReading& reading : readings) {
        line.translate(0, row);
        const QColor color = frame.theme.seriesColor(reading.series->style.color);
        painter.setPen(linePen(*reading.series, color, 2));
        painter.drawLine(
            QPointF(line.left(), line.center().y()), QPointF(line.left() + em, line.center().y()));
        painter.setPen(frame.theme.text);
        painter.drawText(line.adjusted(1.3 * em, 0, 0, 0),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, reading.series->style.label);
        const double rawRoom = widths.raw > 0 ? 0.8 * em + widths.raw : 0;
        painter.drawText(line.adjusted(0, 0, -rawRoom, 0),
            Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
            shortNumber(reading.value, frame.locale));
        if (!showsRaw(reading)) continue;
        painter.setPen(frame.theme.mutedText);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
            shortNumber(reading.raw, frame.locale));
    }
    painter.restore();
}

void drawZoomRect(QPainter& painter, const ChartFrame& frame, const QRectF& rect)
{
    painter.save();
    QColor fill = frame.theme.highlight;
    fill.setAlphaF(0.15f);
    painter.setPen(QPen(frame.theme.highlight, 1));
    painter.setBrush(fill);
    painter.drawRect(rect & frame.plot);
    painter.restore();
}

} // namespace contrastlab
