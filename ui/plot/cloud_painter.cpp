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
#include <numeric>

namespace contrastlab {

namespace {

constexpr std::size_t mostVectorPoints = 20000; // files with more hold an image of them
constexpr int vectorImageRatio = 3; // pixels of that image a unit
constexpr std::size_t ringedSelection = 8;
constexpr std::size_t mostPictures = 400; // in sight
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

/// All points, in space from the farthest to the nearest; nothing in the plane.
std::vector<std::uint32_t> fromFarToNear(const CloudModel& model)
{
    constexpr std::size_t steps = 256;
    if (!model.isSpatial()) return {};
    std::vector<std::uint8_t> nearness(model.points().size());
    std::array<std::uint32_t, steps + 1> starts {};
    for (std::size_t i = 0; i < nearness.size(); ++i) {
        nearness[i] = static_cast<std::uint8_t>(model.nearnessOf(i) * (steps - 1));
        ++starts[nearness[i] + std::size_t(1)];
    }
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<std::uint32_t> order(nearness.size());
    for (std::size_t i = 0; i < nearness.size(); ++i)
        order[starts[nearness[i]]++] = static_cast<std::uint32_t>(i);
    return order;
}

/// `draw(place, look)` for the points inside `area`; what is greyed lies below what stands out,
/// what is far below what is near.
template <typename Draw>
void forEachPoint(const CloudModel& model, const Places& places, const std::vector<char>& pictured,
    const QRectF& area, Draw draw)
{
    const std::vector<std::uint32_t> order = fromFarToNear(model);
    for (const PointState pass : { PointState::Muted, PointState::Normal, PointState::Selected })
        for (std::size_t place = 0; place < places.size(); ++place) {
            const std::size_t i = order.empty() ? place : order[place];
            if (pictured[i] || !area.contains(places[i]) || !hasPlace(places[i])
                || model.stateOf(i) != pass)
                continue;
            const CloudPoint& point = model.points()[i];
            draw(places[i],
                PointLook { model.inkOf(point.color), point.shape, pass, model.levelOf(i) });
        }
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

std::vector<QPointF> CloudPainter::places(const CloudModel& model, const AxesFrame& frame)
{
    std::vector<QPointF> places;
    places.reserve(model.points().size());
    for (std::size_t i = 0; i < model.points().size(); ++i)
        places.push_back(frame.toPixel(model.placeOf(i)));
    return places;
}

// Few in sight, or much room for each: what is seen then are the things themselves.
void CloudPainter::choosePictures(
    const CloudModel& model, const AxesFrame& frame, const Places& places)
{
    m_pictures.clear();
    m_pictured.assign(places.size(), 0);
    if (!m_pictureOf) return;
    std::vector<std::size_t> seen;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (hasPlace(places[i]) && frame.plot.contains(places[i])) seen.push_back(i);
    if (seen.empty() || seen.size() > mostPictures) return;
    const double area = frame.plot.width() * frame.plot.height();
    const double room = std::sqrt(area / static_cast<double>(seen.size()));
    for (const std::size_t i : seen) {
        if (model.stateOf(i) == PointState::Muted) continue;
        QImage picture = m_pictureOf(static_cast<int>(i), room);
        if (picture.isNull()) continue;
        m_pictured[i] = 1;
        m_pictures.emplace_back(i, std::move(picture));
    }
}

void CloudPainter::drawPictures(
    QPainter& painter, const CloudModel& model, const AxesFrame& frame, const Places& places) const
{
    painter.save();
    painter.setClipRect(frame.plot);
    painter.setBrush(Qt::NoBrush);
    for (const auto& [point, picture] : m_pictures) {
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

QImage CloudPainter::rendered(
    const CloudModel& model, const AxesFrame& frame, const Places& places, double ratio)
{
    const QPoint origin = frame.plot.topLeft().toPoint();
    QImage image((QSizeF(frame.plot.width() + 1, frame.plot.height() + 1) * ratio).toSize(),
        QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    m_sprites.prepare(frame.theme, model.diameter(), ratio);
    forEachPoint(model, places, m_pictured, frame.plot.adjusted(-20, -20, 20, 20),
        [&](QPointF place, const PointLook& look) {
            m_sprites.stamp(image, (place - origin) * ratio, look);
        });
    image.setDevicePixelRatio(ratio);
    return image;
}

void CloudPainter::draw(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const Places& places, bool pairs)
{
    if (pairs) drawPairs(painter, model, frame, places);
    choosePictures(model, frame, places);
    const double ratio = painter.device()->devicePixelRatioF();
    painter.drawImage(frame.plot.topLeft().toPoint(), rendered(model, frame, places, ratio));
    drawPictures(painter, model, frame, places);
}

void CloudPainter::drawForFile(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const Places& places, bool pairs)
{
    if (pairs) drawPairs(painter, model, frame, places);
    choosePictures(model, frame, places);
    if (places.size() > mostVectorPoints) {
        const double pixels = deviceScale(painter);
        const double ratio = pixels > 1 ? pixels : vectorImageRatio;
        return painter.drawImage(
            frame.plot.topLeft().toPoint(), rendered(model, frame, places, ratio));
    }
    painter.save();
    painter.setClipRect(frame.plot);
    painter.setRenderHint(QPainter::Antialiasing);
    forEachPoint(model, places, m_pictured, frame.plot, [&](QPointF place, const PointLook& look) {
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
