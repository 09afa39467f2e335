// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/cloud_painter.h"

#include "plot/plot_text.h"
#include "plot/polyline.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr std::size_t mostVectorPoints = 20000; // files with more hold an image of them
constexpr int vectorImageRatio = 3; // pixels of that image a unit
constexpr int ringedSelection = 8;
constexpr int labelledSelection = 12; // more names than this would cover each other

using Places = std::vector<QPointF>;

bool hasPlace(QPointF place)
{
    return std::isfinite(place.x() + place.y());
}

/// `draw(a, b)` for the indices of each pair that has two places.
template <typename Draw> void forEachPair(const CloudModel& model, const Places& places, Draw draw)
{
    for (const auto& [a, b] : model.pairs()) {
        const auto i = static_cast<std::size_t>(a), j = static_cast<std::size_t>(b);
        if (hasPlace(places[i]) && hasPlace(places[j])) draw(i, j);
    }
}

/// `draw(place, point, state)` for the points inside `area`; what is greyed lies below what stands
/// out.
template <typename Draw>
void forEachPoint(const CloudModel& model, const Places& places, const QRectF& area, Draw draw)
{
    for (const PointState pass : { PointState::Muted, PointState::Normal, PointState::Selected })
        for (std::size_t i = 0; i < places.size(); ++i)
            if (area.contains(places[i]) && hasPlace(places[i]) && model.stateOf(i) == pass)
                draw(places[i], model.points()[i], pass);
}

void drawPairs(
    QPainter& painter, const CloudModel& model, const AxesFrame& frame, const Places& places)
{
    QVector<QLineF> lines, mutedLines;
    forEachPair(model, places, [&](std::size_t i, std::size_t j) {
        const bool muted =
            model.stateOf(i) == PointState::Muted && model.stateOf(j) == PointState::Muted;
        for (const QPolygonF& part : clipped({ places[i], places[j] }, frame.plot))
            (muted ? mutedLines : lines) << QLineF(part.first(), part.last());
    });
    painter.setRenderHint(QPainter::Antialiasing, model.pairs().size() <= 800);
    painter.setPen(QPen(frame.theme.faint(frame.theme.unselected, 0.5), 1));
    painter.drawLines(mutedLines);
    painter.setPen(QPen(frame.theme.faint(frame.theme.text, 0.24), 1));
    painter.drawLines(lines);
}

/// Larger than the others, as if selected.
void drawEnlarged(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const Places& places, std::size_t index, double by)
{
    const CloudPoint& point = model.points()[index];
    drawPoint(painter, frame.theme, places[index], model.diameter() + by, point.color, point.shape,
        PointState::Selected);
}

void drawLabel(
    QPainter& painter, const CloudModel& model, const AxesFrame& frame, int index, QPointF place)
{
    const QString label = model.pointLabel(index);
    if (label.isEmpty()) return;
    const QRectF& plot = frame.plot;
    const double diameter = model.diameter();
    painter.setFont(scaledFont(frame.font, 0.9));
    const QFontMetricsF metrics(painter.font());
    QRectF box(0, 0, metrics.horizontalAdvance(label) + 8, metrics.height() + 2);
    box.moveCenter({ place.x(), place.y() - diameter - box.height() / 2 - 4 });
    box.moveLeft(std::clamp(
        box.left(), plot.left() + 2, std::max(plot.left() + 2, plot.right() - box.width() - 2)));
    if (box.top() < plot.top()) box.moveTop(place.y() + diameter + 4);
    QColor fill = frame.theme.background;
    fill.setAlphaF(0.85f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(frame.theme.text);
    painter.drawText(box, Qt::AlignCenter | Qt::TextDontClip, label);
}

// A few selected points are to be found at a glance, and their partners.
void drawRings(
    QPainter& painter, const CloudModel& model, const AxesFrame& frame, const Places& places)
{
    const QPen pen(frame.theme.highlight, 2);
    painter.setPen(pen);
    forEachPair(model, places, [&](std::size_t i, std::size_t j) {
        if (model.isSelected(i) || model.isSelected(j)) painter.drawLine(places[i], places[j]);
    });
    const double radius = 0.5 * model.diameter() + 5;
    for (const int index : model.selection()) {
        const auto i = static_cast<std::size_t>(index);
        if (!hasPlace(places[i])) continue;
        drawEnlarged(painter, model, frame, places, i, 2);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(places[i], radius, radius);
    }
}

} // namespace

std::vector<QPointF> CloudPainter::places(const CloudModel& model, const AxesFrame& frame)
{
    std::vector<QPointF> places;
    places.reserve(model.points().size());
    for (const CloudPoint& point : model.points())
        places.push_back(frame.toPixel(QPointF(point.x, point.y)));
    return places;
}

QImage CloudPainter::rendered(
    const CloudModel& model, const AxesFrame& frame, const Places& places, double ratio)
{
    const QPoint origin = frame.plot.topLeft().toPoint();
    QImage image((QSizeF(frame.plot.width() + 1, frame.plot.height() + 1) * ratio).toSize(),
        QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    m_sprites.prepare(frame.theme, model.diameter(), ratio);
    forEachPoint(model, places, frame.plot.adjusted(-20, -20, 20, 20),
        [&](QPointF place, const CloudPoint& point, PointState state) {
            m_sprites.stamp(image, (place - origin) * ratio, point.color, point.shape, state);
        });
    image.setDevicePixelRatio(ratio);
    return image;
}

void CloudPainter::draw(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const Places& places, bool pairs)
{
    if (pairs) drawPairs(painter, model, frame, places);
    const double ratio = painter.device()->devicePixelRatioF();
    painter.drawImage(frame.plot.topLeft().toPoint(), rendered(model, frame, places, ratio));
}

void CloudPainter::drawForFile(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const Places& places, bool pairs)
{
    if (pairs) drawPairs(painter, model, frame, places);
    if (places.size() > mostVectorPoints) {
        const double pixels = deviceScale(painter);
        const double ratio = pixels > 1 ? pixels : vectorImageRatio;
        return painter.drawImage(
            frame.plot.topLeft().toPoint(), rendered(model, frame, places, ratio));
    }
    painter.save();
    painter.setClipRect(frame.plot);
    painter.setRenderHint(QPainter::Antialiasing);
    forEachPoint(
        model, places, frame.plot, [&](QPointF place, const CloudPoint& point, PointState state) {
            drawPoint(
                painter, frame.theme, place, model.diameter(), point.color, point.shape, state);
        });
    painter.restore();
}

void drawSelection(
    QPainter& painter, const CloudModel& model, const AxesFrame& frame, const Places& places)
{
    const int count = model.selectedCount();
    if (count == 0 || count > labelledSelection) return;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const int index : model.selection()) {
        const QPointF place = places[static_cast<std::size_t>(index)];
        if (frame.plot.contains(place)) drawLabel(painter, model, frame, index, place);
    }
    if (count <= ringedSelection) drawRings(painter, model, frame, places);
}

void drawHovered(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const Places& places, int hovered)
{
    const auto index = static_cast<std::size_t>(hovered);
    if (hovered < 0 || !hasPlace(places[index])) return;
    painter.setRenderHint(QPainter::Antialiasing);
    forEachPair(model, places, [&](std::size_t i, std::size_t j) {
        if (i != index && j != index) return;
        painter.setPen(QPen(frame.theme.text, 1.6));
        painter.drawLine(places[i], places[j]);
        drawEnlarged(painter, model, frame, places, i == index ? j : i, 2);
    });
    drawEnlarged(painter, model, frame, places, index, 5);
    drawLabel(painter, model, frame, hovered, places[index]);
}

} // namespace contrastlab
