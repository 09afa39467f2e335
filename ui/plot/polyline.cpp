// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread (QPainter); the geometry runs anywhere.
#include "plot/polyline.h"

#include <QImage>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace contrastlab {

namespace {

/// Liang-Barsky: the part of a b inside `rect`.
std::optional<QLineF> clippedSegment(QPointF a, QPointF b, const QRectF& rect)
{
    double enter = 0, leave = 1;
    const QPointF d = b - a;
    const std::pair<double, double> edges[] { { -d.x(), a.x() - rect.left() },
        { d.x(), rect.right() - a.x() }, { -d.y(), a.y() - rect.top() },
        { d.y(), rect.bottom() - a.y() } };
    for (const auto& [direction, distance] : edges) {
        if (direction == 0 && distance < 0) return std::nullopt;
        if (direction < 0) enter = std::max(enter, distance / direction);
        if (direction > 0) leave = std::min(leave, distance / direction);
    }
    if (enter > leave) return std::nullopt;
    return QLineF(a + enter * d, a + leave * d);
}

/// Adds the column's points to the run: its extremes in the order that joins up shortest, then
/// where it leaves.
void addColumn(QPolygonF& run, double x, const CurveColumn& column, const AxisScale& y)
{
    double near = y.toPixel(column.min);
    double far = y.toPixel(column.max);
    if (std::abs(far - near) < 0.75) {
        run << QPointF(x, 0.5 * (near + far));
        return;
    }
    const double entry = y.toPixel(column.first);
    const double exit = y.toPixel(column.last);
    if (std::abs(far - entry) < std::abs(near - entry)) std::swap(near, far);
    run << QPointF(x, near) << QPointF(x, far);
    if (std::abs(exit - far) > 0.75) run << QPointF(x, exit);
}

/// Goes up and down so much that single strokes cannot be told apart.
bool scribbles(const QPolygonF& line)
{
    const double width = line.last().x() - line.first().x();
    if (static_cast<double>(line.size()) < 1.2 * width) return false;
    double climb = 0;
    for (qsizetype i = 1; i < line.size(); ++i)
        climb += std::abs(line[i].y() - line[i - 1].y());
    return climb > 3 * width;
}

/// About a point a pixel: strokes would cost far more than the columns they cover.
bool isDense(const QPolygonF& line)
{
    return static_cast<double>(line.size()) > 0.6 * (line.last().x() - line.first().x());
}

/// One polygon, as vector formats like it.
void fillOutline(
    QPainter& painter, const std::vector<ColumnSpan>& spans, double thickness, const QColor& color)
{
    QPolygonF outline;
    for (const ColumnSpan& span : spans)
        outline << QPointF(span.x + 0.5, span.top - thickness / 2);
    for (std::size_t i = spans.size(); i-- > 0;)
        outline << QPointF(spans[i].x + 0.5, spans[i].bottom + thickness / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(outline);
}

/// `color` by the share of a pixel that is covered, in 256 steps.
std::array<QRgb, 256> shadesOf(const QColor& color)
{
    std::array<QRgb, 256> shades;
    for (int i = 0; i < 256; ++i)
        shades[std::size_t(i)] = qPremultiply(qRgba(color.red(), color.green(), color.blue(),
            int(std::lround(double(color.alphaF()) * i))));
    return shades;
}

/// Pixel by pixel at a place in pixels of the device, whatever the painter's own units are.
void drawOnDevice(QPainter& painter, QPoint place, const QImage& image)
{
    painter.save();
    painter.setTransform(painter.deviceTransform().inverted() * painter.transform());
    painter.drawImage(place, image);
    painter.restore();
}

/// Each column by the share of every pixel that it covers, all in pixels of the device. For a
/// jagged line Qt's antialiased fill and strokes take milliseconds.
void fillColumns(
    QPainter& painter, const std::vector<ColumnSpan>& spans, double thickness, const QColor& color)
{
    double top = spans.front().top, bottom = spans.front().bottom;
    for (const ColumnSpan& span : spans) {
        top = std::min(top, span.top);
        bottom = std::max(bottom, span.bottom);
    }
    const QRect place(QPoint(int(spans.front().x), int(std::floor(top - thickness / 2))),
        QPoint(int(spans.back().x), int(std::ceil(bottom + thickness / 2))));
    QImage image(place.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const std::array<QRgb, 256> shades = shadesOf(color);
    for (const ColumnSpan& span : spans) {
        const int x = int(span.x) - place.left();
        const double from = span.top - thickness / 2 - place.top();
        const double to = span.bottom + thickness / 2 - place.top();
        for (int y = int(from); y < to; ++y) {
            const double covered = std::min(to, y + 1.0) - std::max(from, double(y));
            reinterpret_cast<QRgb*>(image.scanLine(y))[x] =
                shades[std::size_t(std::lround(255 * covered))];
        }
    }
    drawOnDevice(painter, place.topLeft(), image);
}

} // namespace

void ColumnSpan::include(double y)
{
    top = std::min(top, y);
    bottom = std::max(bottom, y);
}

std::vector<QPolygonF> polylines(
    const std::vector<CurveColumn>& columns, const AxisScale& x, const AxisScale& y, bool stepped)
{
    std::vector<QPolygonF> runs;
    bool connected = false;
    for (const CurveColumn& column : columns) {
        if (std::isnan(column.min)) {
            connected = false;
            continue;
        }
        if (!connected) runs.emplace_back();
        const double pixel = x.toPixel(column.key);
        if (stepped && connected) runs.back() << QPointF(pixel, runs.back().last().y());
        addColumn(runs.back(), pixel, column, y);
        connected = true;
    }
    return runs;
}

std::vector<QPolygonF> clipped(const QPolygonF& line, const QRectF& rect)
{
    const QRectF bounds = line.boundingRect();
    const bool inside = bounds.left() >= rect.left() && bounds.right() <= rect.right()
        && bounds.top() >= rect.top() && bounds.bottom() <= rect.bottom();
    if (inside) return { line };
    std::vector<QPolygonF> parts;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const auto segment = clippedSegment(line[i - 1], line[i], rect);
        if (!segment) continue;
        if (parts.empty() || parts.back().last() != segment->p1())
            parts.push_back({ segment->p1() });
        parts.back() << segment->p2();
    }
    return parts;
}

std::vector<QPolygonF> dashedAlongX(const QPolygonF& line, double on, double off)
{
    std::vector<QPolygonF> dashes;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF from = line[i - 1], to = line[i];
        const auto at = [&](double x, QPointF end) {
            const double share = (x - from.x()) / (to.x() - from.x());
            return x == end.x() ? end : QPointF(x, std::lerp(from.y(), to.y(), share));
        };
        for (double begin = std::floor(from.x() / (on + off)) * (on + off); begin <= to.x();
             begin += on + off) {
            const double enter = std::max(from.x(), begin), leave = std::min(to.x(), begin + on);
            if (enter > leave || (enter == leave && from.x() < to.x())) continue;
            const QPointF first = at(enter, from);
            if (dashes.empty() || dashes.back().last() != first) dashes.push_back({ first });
            dashes.back() << at(leave, to);
        }
    }
    return dashes;
}

std::vector<ColumnSpan> columnSpans(const QPolygonF& line)
{
    std::vector<ColumnSpan> spans;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QPointF point = line[i];
        const double column = std::floor(point.x());
        if (spans.empty()) spans.push_back({ column, point.y(), point.y() });
        // The line passes every column between the last point and this one.
        for (double left = spans.back().x + 1; left <= column; ++left) {
            const QPointF before = line[i - 1];
            const double share = (left - before.x()) / (point.x() - before.x());
            const double y = std::lerp(before.y(), point.y(), std::clamp(share, 0.0, 1.0));
            spans.back().include(y);
            spans.push_back({ left, y, y });
        }
        spans.back().include(point.y());
    }
    return spans;
}

bool isRaster(const QPainter& painter)
{
    return painter.paintEngine()->type() == QPaintEngine::Raster;
}

double deviceScale(const QPainter& painter)
{
    return isRaster(painter) ? painter.deviceTransform().m11() : 1;
}

void drawPolyline(QPainter& painter, const QPolygonF& line, const QPen& pen)
{
    const QRectF bounds = line.boundingRect();
    painter.setRenderHint(QPainter::Antialiasing);
    if (line.size() == 1 || (bounds.width() < 1 && bounds.height() < 1)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(pen.color());
        painter.drawEllipse(line.first(), 1 + pen.widthF(), 1 + pen.widthF());
        return;
    }
    if (pen.style() == Qt::SolidLine && isRaster(painter)) {
        const QPolygonF pixels = painter.deviceTransform().map(line);
        if (isDense(pixels))
            return fillColumns(
                painter, columnSpans(pixels), pen.widthF() * deviceScale(painter), pen.color());
    }
    if (scribbles(line)) return fillOutline(painter, columnSpans(line), pen.widthF(), pen.color());
    painter.setPen(pen);
    // Qt's rasteriser takes time quadratic in the crossings of one path; short pieces avoid that.
    const qsizetype piece = pen.style() == Qt::SolidLine ? 8 : line.size();
    for (qsizetype first = 0; first + 1 < line.size(); first += piece)
        painter.drawPolyline(
            line.constData() + first, static_cast<int>(std::min(piece + 1, line.size() - first)));
}

} // namespace contrastlab
