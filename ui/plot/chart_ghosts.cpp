// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/chart_ghosts.h"

#include "plot/chart_painter.h"
#include "plot/end_labels.h"
#include "plot/plot_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

constexpr double leastAhead = 40; // keys: fewer steps are no curve
constexpr double mostForNames = 0.4; // of the plot
constexpr double nameLeft = 11; // pixels from the end of the curves
constexpr double mostGrowth = 1.5; // of the range of values, for one that shoots away
constexpr int chosenColor = 2, otherColor = -1;

QColor colorOf(const ChartGhosts& ghosts, std::size_t ghost, const PlotTheme& theme)
{
    const bool chosen = ghost == ghosts.chosen;
    return theme.faint(theme.seriesColor(chosen ? chosenColor : otherColor), ghosts.strength);
}

QFont strongFont(QFont font)
{
    font.setBold(true);
    return font;
}

// The chosen one lies above the others.
std::vector<std::size_t> inOrderOfDrawing(const ChartGhosts& ghosts)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < ghosts.curves.size(); ++i)
        if (i != ghosts.chosen && ghosts.curves[i].data.size() > 0) order.push_back(i);
    if (ghosts.chosen < ghosts.curves.size() && ghosts.curves[ghosts.chosen].data.size() > 0)
        order.push_back(ghosts.chosen);
    return order;
}

// The run's own curve may have come beneath what is written.
void fillGround(QPainter& painter, const QRectF& place, const PlotTheme& theme)
{
    QColor ground = theme.background;
    ground.setAlphaF(0.85f);
    painter.fillRect(place, ground);
}

// Beside where the curves end, those that share a height one above the other.
void drawNames(QPainter& painter, const ChartGhosts& ghosts, const AxesFrame& frame)
{
    const auto order = inOrderOfDrawing(ghosts);
    std::vector<double> wanted;
    double end = frame.plot.left();
    for (const std::size_t i : order) {
        const ChartSeries& curve = ghosts.curves[i];
        const auto values = curve.data.values(curve.mainLine());
        auto last = values.size();
        while (last > 1 && std::isnan(values[last - 1]))
            --last;
        wanted.push_back(std::clamp(
            frame.left.toPixel(values[last - 1]), frame.plot.top(), frame.plot.bottom()));
        end = std::max(end, frame.x.toPixel(curve.data.keys().back()));
    }
    const QFont bold = strongFont(frame.font);
    const double height = QFontMetricsF(bold).height();
    const auto places = spreadLabels(wanted, height, frame.plot.top(), frame.plot.bottom());
    for (std::size_t n = 0; n < order.size(); ++n) {
        const ChartSeries& curve = ghosts.curves[order[n]];
        const double left = frame.x.toPixel(curve.data.keys().back());
        const QColor color = colorOf(ghosts, order[n], frame.theme);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color, 1));
        painter.drawLine(QPointF(left + 2, wanted[n]), QPointF(end + 8, places[n]));
        painter.setFont(order[n] == ghosts.chosen ? bold : frame.font);
        const double width = std::min(frame.plot.right() - end - nameLeft - 1,
            QFontMetricsF(painter.font()).horizontalAdvance(curve.style.endLabel) + 3);
        const QRectF place(end + nameLeft, places[n] - 0.5 * height, width, height);
        fillGround(painter, place, frame.theme);
        painter.setPen(frame.theme.faint(frame.theme.legible(color), ghosts.strength));
        drawElidedText(painter, place, Qt::AlignLeft | Qt::AlignVCenter, curve.style.endLabel);
    }
}

// At the upper edge of the plot, on that side of the line where they begin which has more room.
void drawBeginning(QPainter& painter, const ChartGhosts& ghosts, const AxesFrame& frame)
{
    const double x = std::round(frame.x.toPixel(ghosts.from)) + 0.5;
    if (x < frame.plot.left() || x > frame.plot.right()) return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(frame.theme.faint(frame.theme.axis, ghosts.strength), 1, Qt::DotLine));
    painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, frame.plot.bottom()));
    painter.setFont(scaledFont(frame.font, 0.92));
    const QFontMetricsF metrics(painter.font());
    const double width =
        std::min(metrics.horizontalAdvance(ghosts.text) + 8, frame.plot.width() - 4);
    const double left =
        std::clamp(x - 0.5 * width, frame.plot.left() + 2, frame.plot.right() - 2 - width);
    const QRectF place(left, frame.plot.top() + 2, width, metrics.height());
    fillGround(painter, place, frame.theme);
    painter.setPen(frame.theme.faint(frame.theme.text, ghosts.strength));
    drawElidedText(
        painter, place.adjusted(4, 0, -4, 0), Qt::AlignLeft | Qt::AlignVCenter, ghosts.text);
}

} // namespace

AxisRange keysAround(
    const ChartGhosts& ghosts, const ValueBounds& own, double width, const QFont& font)
{
    const double ahead = std::max(leastAhead, ghosts.to - ghosts.from);
    const double last = std::max(ghosts.from + ahead, own.isEmpty() ? ghosts.to : own.max);
    const double first = own.isEmpty() ? ghosts.from : std::min(own.min, ghosts.from);
    const double lower = std::max(first, ghosts.from - 1.2 * ahead);
    double names = 0;
    for (const ChartSeries& curve : ghosts.curves)
        names = std::max(names,
            QFontMetricsF(strongFont(font)).horizontalAdvance(curve.style.endLabel) + nameLeft);
    const double share = std::min(mostForNames, (names + 6) / std::max(1.0, width));
    return { lower, lower + (last - lower) / (1 - share) };
}

ValueBounds valuesWith(const ChartGhosts& ghosts, const ValueBounds& own)
{
    ValueBounds bounds = own;
    const double extent = own.isEmpty() ? 0 : own.max - own.min;
    const double most =
        extent > 0 ? own.max + mostGrowth * extent : std::numeric_limits<double>::max();
    for (const ChartSeries& curve : ghosts.curves)
        for (const double value : curve.data.values(CurveData::Line::Raw))
            if (std::isfinite(value)) bounds.include(std::min(value, most));
    return bounds;
}

void drawGhosts(QPainter& painter, const ChartGhosts& ghosts, const AxesFrame& frame)
{
    painter.save();
    painter.setBrush(Qt::NoBrush);
    for (const std::size_t i : inOrderOfDrawing(ghosts)) {
        const ChartSeries& curve = ghosts.curves[i];
        const double width = frame.theme.weight * (i == ghosts.chosen ? 2.6 : 1.4);
        QPen pen = linePen(curve, colorOf(ghosts, i, frame.theme), width);
        pen.setDashPattern({ 6 / width, 1.5 / width }); // so close that noise is still followed
        drawCurve(painter, curve, curve.mainLine(), frame, pen);
    }
    drawBeginning(painter, ghosts, frame);
    drawNames(painter, ghosts, frame);
    painter.restore();
}

} // namespace contrastlab
