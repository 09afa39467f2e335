// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/chart_painter.h"

#include "plot/axis_ticks.h"
#include "plot/polyline.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

const AxisScale& scaleOf(const ChartSeries& series, const AxesFrame& frame)
{
    return series.style.rightAxis ? frame.right : frame.left;
}

QPen linePen(const ChartSeries& series, const QColor& color, double width)
{
    QPen pen(color, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (series.style.dashed) pen.setDashPattern({ 5 / width, 3.5 / width });
    return pen;
}

void drawCurve(QPainter& painter, const ChartSeries& series, CurveData::Line line,
    const AxesFrame& frame, const QPen& pen)
{
    const double pixels = frame.plot.width() * deviceScale(painter);
    auto columns = series.data.columns(
        line, frame.x.lower, frame.x.upper, std::max(1, static_cast<int>(pixels)));
    if (series.style.stepped && !columns.empty() && columns.back().key < frame.x.upper) {
        CurveColumn edge = columns.back();
        edge = { frame.x.upper, edge.last, edge.last, edge.last, edge.last };
        columns.push_back(edge);
    }
    // Longer along x than the pen's own, which are measured along the line.
    const bool solid = pen.style() == Qt::SolidLine;
    const double on = solid ? 0 : 1.8 * pen.dashPattern()[0] * pen.widthF();
    const double off = solid ? 0 : 1.7 * pen.dashPattern()[1] * pen.widthF();
    for (const QPolygonF& run :
        polylines(columns, frame.x, scaleOf(series, frame), series.style.stepped))
        for (const QPolygonF& part : clipped(run, frame.plot)) {
            const bool dense =
                static_cast<double>(part.size()) > 0.3 * (part.last().x() - part.first().x());
            if (solid || !dense)
                drawPolyline(painter, part, pen);
            else
                for (const QPolygonF& dash : dashedAlongX(part, on, off))
                    drawPolyline(painter, dash, QPen(pen.color(), pen.widthF()));
        }
}

namespace {

void drawAside(QPainter& painter, const ChartSeries& series, const AxesFrame& frame, double width)
{
    drawCurve(painter, series, series.mainLine(), frame,
        linePen(series, frame.theme.seriesColor(series.style.color), frame.theme.weight * width));
}

/// The hair stands on a sample, so that the number in the header is one that was recorded.
double hairAt(double x, const std::vector<SeriesReading>& readings)
{
    double hair = x, nearest = INFINITY;
    for (const SeriesReading& reading : readings)
        if (!reading.series->style.stepped && std::abs(reading.key - x) < nearest) {
            nearest = std::abs(reading.key - x);
            hair = reading.key;
        }
    return hair;
}

} // namespace

void drawCurves(QPainter& painter, const ChartModel& model, const AxesFrame& frame)
{
    painter.save();
    painter.setBrush(Qt::NoBrush);
    for (const auto& series : model.series)
        if (series->style.aside && series->id != model.standsOut)
            drawAside(painter, *series, frame, 1);
    // All faint raw lines lie under all averages.
    for (const auto& series : model.series)
        if (series->visible && !series->style.aside && series->style.smoothed
            && !series->style.dashed && model.smoothing > 0)
            drawCurve(painter, *series, CurveData::Line::Raw, frame,
                QPen(frame.theme.faint(frame.theme.seriesColor(series->style.color), 0.32),
                    frame.theme.weight));
    for (const auto& series : model.series)
        if (series->visible && !series->style.aside)
            drawCurve(painter, *series, series->mainLine(), frame,
                linePen(*series, frame.theme.seriesColor(series->style.color),
                    frame.theme.weight * (series->style.color < 0 ? 1.3 : 1.8)));
    if (const ChartSeries* series = model.find(model.standsOut))
        drawAside(painter, *series, frame, 2.4);
    painter.restore();
}

void drawBands(QPainter& painter, const AxesFrame& frame, const std::vector<ChartBand>& bands)
{
    QColor veil = frame.theme.text;
    veil.setAlphaF(0.1f);
    painter.save();
    painter.setFont(frame.font);
    painter.setPen(frame.theme.text);
    for (const ChartBand& band : bands) {
        const auto [first, last] = std::minmax(band.from, band.to);
        if (last < frame.x.lower || first > frame.x.upper) continue;
        const double left = std::max(frame.x.toPixel(first), frame.plot.left());
        const double right = std::min(frame.x.toPixel(last), frame.plot.right());
        const QRectF place(left, frame.plot.top(), right - left, frame.plot.height());
        painter.fillRect(place, veil);
        painter.drawText(place.adjusted(3, 1, 0, 0), Qt::AlignLeft | Qt::AlignTop,
            QFontMetricsF(frame.font).elidedText(band.text, Qt::ElideRight, right - left - 3));
    }
    painter.restore();
}

void drawPlayhead(QPainter& painter, const AxesFrame& frame, double x)
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

Readout readoutAt(double x, const std::vector<SeriesReading>& readings, const AxesFrame& frame,
    const QString& keyTitle, const QString& standsOut)
{
    const double hair = hairAt(x, readings);
    Readout readout { frame.x.toPixel(hair),
        keyTitle + QChar(u' ') + shortNumber(hair, frame.locale) };
    for (const SeriesReading& reading : readings) {
        const ChartSeries& series = *reading.series;
        const double dot = series.style.stepped ? readout.x : frame.x.toPixel(reading.key);
        const bool smoothed = reading.raw != reading.value && !std::isnan(reading.raw);
        readout.rows.push_back({ linePen(series, frame.theme.seriesColor(series.style.color), 2),
            series.style.label, shortNumber(reading.value, frame.locale) + series.style.unit,
            smoothed ? shortNumber(reading.raw, frame.locale) + series.style.unit : QString(),
            QPointF(dot, scaleOf(series, frame).toPixel(reading.value)), series.id == standsOut });
    }
    return readout;
}

} // namespace contrastlab
