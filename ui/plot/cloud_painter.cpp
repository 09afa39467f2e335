// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/cloud_painter.h"

#include "plot/plot_text.h"
#include "plot/polyline.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace contrastlab {

namespace {

constexpr int vectorImageRatio = 3; // pixels a unit of the image that a crowd is in a file
constexpr std::size_t mostPairs = 20000; // of more, lines would cover all
constexpr std::size_t ringedSelection = 8;
constexpr std::size_t mostPictures = 400; // in sight
constexpr int labelledSelection = 12; // more names than this would cover each other

using Places = CloudPlaces;

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

/// Those whose marks may show in the plot, unless they are more than a crowd.
std::optional<std::vector<std::uint32_t>> pointsInSight(const Places& places, const QRectF& plot)
{
    const QRectF area = plot.adjusted(-20, -20, 20, 20);
    std::vector<std::uint32_t> seen;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!area.contains(places[i]) || !hasPlace(places[i])) continue;
        if (seen.size() == CloudPainter::crowd) return std::nullopt;
        seen.push_back(static_cast<std::uint32_t>(i));
    }
    return seen;
}

/// Points, in space from the farthest to the nearest.
std::vector<std::uint32_t> fromFarToNear(
    const CloudModel& model, const std::vector<std::uint32_t>& points)
{
    if (!model.isSpatial()) return points;
    std::vector<std::pair<float, std::uint32_t>> near;
    for (const std::uint32_t point : points)
        near.emplace_back(model.nearnessOf(point), point);
    std::ranges::sort(near);
    std::vector<std::uint32_t> order;
    for (const auto& [nearness, point] : near)
        order.push_back(point);
    return order;
}

/// `draw(place, look)`; what is greyed lies below what stands out, what is far below what is near.
template <typename Draw>
void forEachPoint(const CloudModel& model, const Places& places,
    const std::vector<std::uint32_t>& points, Draw draw)
{
    const std::vector<std::uint32_t> order = fromFarToNear(model, points);
    for (const PointState pass : { PointState::Muted, PointState::Normal, PointState::Selected })
        for (const std::uint32_t i : order) {
            if (model.stateOf(i) != pass) continue;
            const CloudPoint& point = model.points()[i];
            draw(places[i],
                PointLook { model.inkOf(point.color), point.shape, pass, model.levelOf(i) });
        }
}

void drawPairs(
    QPainter& painter, const CloudModel& model, const AxesFrame& frame, const Places& places)
{
    if (model.pairs().size() > mostPairs) return;
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
    drawPoint(painter, frame.theme, places[index], model.diameter() + by,
        { model.inkOf(point.color), point.shape, PointState::Selected, model.levelOf(index) });
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
void drawRings(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const Places& places, const std::vector<int>& ringed)
{
    const QPen pen(frame.theme.highlight, 2);
    painter.setPen(pen);
    forEachPair(model, places, [&](std::size_t i, std::size_t j) {
        const auto isRinged = [&](std::size_t point) {
            return std::ranges::find(ringed, static_cast<int>(point)) != ringed.end();
        };
        if (isRinged(i) || isRinged(j)) painter.drawLine(places[i], places[j]);
    });
    const double radius = 0.5 * model.diameter() + 5;
    for (const int index : ringed) {
        const auto i = static_cast<std::size_t>(index);
        if (!hasPlace(places[i])) continue;
        drawEnlarged(painter, model, frame, places, i, 2);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(places[i], radius, radius);
    }
}

} // namespace

// Few in sight, or much room for each: what is seen then are the things themselves.
void CloudPainter::choosePictures(
    const CloudModel& model, const AxesFrame& frame, const Points& seen)
{
    m_pictures.clear();
    if (!m_pictureOf || seen.empty() || seen.size() > mostPictures) return;
    const double area = frame.plot.width() * frame.plot.height();
    const double room = std::sqrt(area / static_cast<double>(seen.size()));
    for (const std::uint32_t i : seen) {
        if (model.stateOf(i) == PointState::Muted) continue;
        QImage picture = m_pictureOf(static_cast<int>(i), room);
        if (!picture.isNull()) m_pictures.emplace(i, std::move(picture));
    }
}

void CloudPainter::drawPictures(
    QPainter& painter, const CloudModel& model, const AxesFrame& frame, const Places& places) const
{
    painter.save();
    painter.setClipRect(frame.plot);
    painter.setBrush(Qt::NoBrush);
    Points pictured;
    for (const auto& [point, picture] : m_pictures)
        pictured.push_back(point);
    for (const std::uint32_t point : fromFarToNear(model, pictured)) {
        const QImage& picture = m_pictures.at(point);
        QRectF place({}, QSizeF(picture.size()) / picture.devicePixelRatio());
        place.moveCenter(places[point]);
        place.moveTopLeft(place.topLeft().toPoint());
        painter.drawImage(place.topLeft(), picture);
        const bool selected = model.stateOf(point) == PointState::Selected;
        const QColor color = pointColor(frame.theme, model.inkOf(model.points()[point].color));
        painter.setPen(QPen(selected ? frame.theme.text : color, selected ? 2.5 : 1.5));
        painter.drawRect(place.adjusted(-1, -1, 1, 1));
    }
    painter.restore();
}

QImage CloudPainter::stamped(const CloudModel& model, const AxesFrame& frame, const Places& places,
    const Points& points, double ratio)
{
    const QPoint origin = frame.plot.topLeft().toPoint();
    QImage image((QSizeF(frame.plot.width() + 1, frame.plot.height() + 1) * ratio).toSize(),
        QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    m_sprites.prepare(frame.theme, model.diameter(), ratio);
    forEachPoint(model, places, points, [&](QPointF place, const PointLook& look) {
        m_sprites.stamp(image, (place - origin) * ratio, look);
    });
    image.setDevicePixelRatio(ratio);
    return image;
}

// What is selected stands out of the crowd.
void CloudPainter::drawCrowd(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const Places& places, double ratio, const PointIndex* index)
{
    const QPoint corner = frame.plot.topLeft().toPoint();
    painter.drawImage(corner, m_raster.drawn(model, places, frame, ratio, index));
    if (model.selectedCount() == 0 || model.selectedCount() > CloudRaster::mostSelected) return;
    Points selected;
    for (const int i : model.selection())
        if (hasPlace(places[static_cast<std::size_t>(i)])
            && frame.plot.contains(places[static_cast<std::size_t>(i)]))
            selected.push_back(static_cast<std::uint32_t>(i));
    painter.drawImage(corner, stamped(model, frame, places, selected, ratio));
}

void CloudPainter::draw(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const Places& places, bool pairs, const PointIndex* index)
{
    if (pairs) drawPairs(painter, model, frame, places);
    const double ratio = painter.device()->devicePixelRatioF();
    const auto seen = pointsInSight(places, frame.plot);
    if (!seen) return drawCrowd(painter, model, frame, places, ratio, index);
    choosePictures(model, frame, *seen);
    Points marks = *seen;
    std::erase_if(marks, [&](std::uint32_t point) { return m_pictures.contains(point); });
    painter.drawImage(frame.plot.topLeft().toPoint(), stamped(model, frame, places, marks, ratio));
    drawPictures(painter, model, frame, places);
}

void CloudPainter::drawForFile(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const Places& places, bool pairs)
{
    if (pairs) drawPairs(painter, model, frame, places);
    const auto seen = pointsInSight(places, frame.plot);
    if (!seen) {
        const double pixels = deviceScale(painter);
        return drawCrowd(
            painter, model, frame, places, pixels > 1 ? pixels : vectorImageRatio, nullptr);
    }
    choosePictures(model, frame, *seen);
    Points marks = *seen;
    std::erase_if(marks, [&](std::uint32_t point) {
        return m_pictures.contains(point) || !frame.plot.contains(places[point]);
    });
    painter.save();
    painter.setClipRect(frame.plot);
    painter.setRenderHint(QPainter::Antialiasing);
    forEachPoint(model, places, marks, [&](QPointF place, const PointLook& look) {
        drawPoint(painter, frame.theme, place, model.diameter(), look);
    });
    painter.restore();
    drawPictures(painter, model, frame, places);
}

void drawSelection(
    QPainter& painter, const CloudModel& model, const AxesFrame& frame, const Places& places)
{
    const bool marks = !model.marked().empty();
    const std::vector<int> named = marks             ? model.marked()
        : model.selectedCount() <= labelledSelection ? model.selection()
                                                     : std::vector<int>();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const int index : named) {
        const QPointF place = places[static_cast<std::size_t>(index)];
        if (frame.plot.contains(place)) drawLabel(painter, model, frame, index, place);
    }
    if (marks || named.size() <= ringedSelection) drawRings(painter, model, frame, places, named);
}

void drawHoverLinks(QPainter& painter, const AxesFrame& frame, const Places& places, int hovered,
    const std::vector<int>& links)
{
    const auto index = static_cast<std::size_t>(hovered);
    if (hovered < 0 || index >= places.size() || !hasPlace(places[index])) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(frame.theme.highlight, 1.2, Qt::DashLine));
    for (const int link : links)
        if (const auto i = static_cast<std::size_t>(link); i < places.size() && hasPlace(places[i]))
            painter.drawLine(places[index], places[i]);
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
