// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread. Of very many points, every so manieth stands for all: a density needs no more.
#include "plot/cloud_density.h"

#include "plot/density.h"
#include "plot/plot_text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace contrastlab {

namespace {

constexpr std::size_t mostCounted = 50000;
constexpr std::size_t fewestNamed = 3; // points of a group that its name stands for
constexpr double peakDetail = 14, contourDetail = 24; // kernels along the shorter side of the plot
constexpr float clearlyHigher = 1.2f;
constexpr double fewestCrowded = 2000;

std::size_t countedEvery(std::size_t count)
{
    return std::max<std::size_t>(1, count / mostCounted);
}

double shorterSide(const QRectF& plot)
{
    return std::max(1.0, std::min(plot.width(), plot.height()));
}

/// Of the points of each colour that are in sight, their places.
std::vector<std::vector<QPointF>> placesByColor(
    const CloudModel& model, const AxesFrame& frame, const CloudPlaces& places)
{
    std::vector<std::vector<QPointF>> groups(static_cast<std::size_t>(model.colorLabels().size()));
    for (std::size_t i = 0; i < places.size(); i += countedEvery(places.size())) {
        const int color = model.points()[i].color;
        if (color < 0 || color >= std::ssize(groups) || model.inkOf(color) < 0) continue;
        if (frame.plot.contains(places[i]) && !model.isFiltered(i))
            groups[static_cast<std::size_t>(color)].push_back(places[i]);
    }
    return groups;
}

} // namespace

std::optional<QPointF> GroupNames::peakFor(
    int color, const std::vector<QPointF>& points, const CloudModel& model, const AxesFrame& frame)
{
    auto& last = m_peaks[static_cast<std::size_t>(color)];
    const QString name = model.colorLabels()[color];
    const DensityGrid grid = densityOf(points, frame.plot, shorterSide(frame.plot) / peakDetail);
    std::optional<QPointF> peak = peakOf(grid);
    if (last && last->name == name && peak) {
        const auto near = peakAbove(grid, frame.toPixel(last->place));
        if (near && clearlyHigher * densityAt(grid, *near) >= densityAt(grid, *peak)) peak = near;
    }
    last = peak ? std::optional(
               Peak { { frame.x.toValue(peak->x()), frame.left.toValue(peak->y()) }, name })
                : std::nullopt;
    return peak;
}

void GroupNames::draw(
    QPainter& painter, const CloudModel& model, const AxesFrame& frame, const CloudPlaces& places)
{
    const auto groups = placesByColor(model, frame, places);
    m_peaks.resize(groups.size());
    std::vector<int> order;
    for (int color = 0; color < std::ssize(groups); ++color)
        if (groups[static_cast<std::size_t>(color)].size() >= fewestNamed) order.push_back(color);
    std::ranges::stable_sort(order, std::greater {},
        [&](int color) { return groups[static_cast<std::size_t>(color)].size(); });
    painter.save();
    QFont bold = scaledFont(frame.font, 0.9);
    bold.setBold(true);
    painter.setFont(bold);
    const QFontMetricsF metrics(bold);
    std::vector<QRectF> taken;
    for (const int color : order) {
        const QString name = model.colorLabels()[color];
        const auto peak = peakFor(color, groups[static_cast<std::size_t>(color)], model, frame);
        if (!peak) continue;
        QRectF box(0, 0, metrics.horizontalAdvance(name) + 8, metrics.height());
        box.moveCenter(*peak);
        const bool free =
            std::ranges::none_of(taken, [&](const QRectF& other) { return other.intersects(box); });
        if (!free || !frame.plot.contains(box)) continue;
        taken.push_back(box);
        QColor ground = frame.theme.background;
        ground.setAlphaF(0.8f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(frame.theme.legible(frame.theme.seriesColor(color)));
        painter.drawText(box, Qt::AlignCenter | Qt::TextDontClip, name);
    }
    painter.restore();
}

bool areCrowded(const CloudModel& model, const AxesFrame& frame, const CloudPlaces& places)
{
    const std::size_t step = countedEvery(places.size());
    std::size_t count = 0;
    for (std::size_t i = 0; i < places.size(); i += step)
        count += frame.plot.contains(places[i]) && !model.isFiltered(i);
    const double inSight = static_cast<double>(count * step);
    const double covered = inSight * std::numbers::pi / 4 * model.diameter() * model.diameter();
    return inSight >= fewestCrowded && covered > frame.plot.width() * frame.plot.height() / 4;
}

void drawContours(
    QPainter& painter, const CloudModel& model, const AxesFrame& frame, const CloudPlaces& places)
{
    std::vector<QPointF> counted;
    for (std::size_t i = 0; i < places.size(); i += countedEvery(places.size()))
        if (!model.isFiltered(i)) counted.push_back(places[i]);
    const DensityGrid grid =
        densityOf(counted, frame.plot, shorterSide(frame.plot) / contourDetail);
    painter.save();
    painter.setClipRect(frame.plot);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const double share : { 0.95, 0.75, 0.5, 0.25 }) {
        const QVector<QLineF> lines = contourAt(grid, levelAround(grid, share));
        painter.setPen(QPen(frame.theme.background, 3));
        painter.drawLines(lines);
        painter.setPen(QPen(frame.theme.text, 1));
        painter.drawLines(lines);
    }
    painter.restore();
}

} // namespace contrastlab
