// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/end_labels.h"

#include "plot/axis_ticks.h"
#include "plot/chart_painter.h"
#include "plot/plot_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace contrastlab {

namespace {

constexpr double leader = 12; // pixels between the plot and the names

QFont labelFont(const QFont& font)
{
    return scaledFont(font, 0.92);
}

struct EndLabel {
    const ChartSeries* series;
    double value;
    double y; ///< of the curve's end, inside the plot
};

bool isNamed(const ChartSeries& series)
{
    return series.visible && !series.style.endLabel.isEmpty() && series.data.size() > 0;
}

std::vector<EndLabel> endsIn(const ChartModel& model, const AxesFrame& frame)
{
    std::vector<EndLabel> ends;
    for (const auto& series : model.series) {
        if (!isNamed(*series)) continue;
        const auto values = series->data.values(series->mainLine());
        auto last = series->data.indexRange(frame.x.lower, frame.x.upper).second;
        while (last > 0 && std::isnan(values[last - 1]))
            --last;
        if (last == 0) continue;
        const double value = values[last - 1];
        const double y = scaleOf(*series, frame).toPixel(value);
        ends.push_back(
            { series.get(), value, std::clamp(y, frame.plot.top(), frame.plot.bottom()) });
    }
    return ends;
}

QString textOf(const EndLabel& end, const AxesFrame& frame)
{
    const AxisScale& scale = scaleOf(*end.series, frame);
    const QString& name = end.series->style.endLabel;
    if (end.value >= scale.lower && end.value <= scale.upper) return name;
    return QChar(end.value > scale.upper ? u'↑' : u'↓') + shortNumber(end.value, frame.locale)
        + end.series->style.unit + QChar(u' ') + name;
}

} // namespace

std::vector<double> spreadLabels(
    const std::vector<double>& wanted, double height, double top, double bottom)
{
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return wanted[i]; });
    std::vector<double> places = wanted;
    double free = top;
    for (const std::size_t i : order) {
        places[i] = std::max(wanted[i], free + 0.5 * height);
        free = places[i] + 0.5 * height;
    }
    free = std::max(bottom, top + height * static_cast<double>(wanted.size()));
    for (auto i = order.rbegin(); i != order.rend(); ++i) {
        places[*i] = std::min(places[*i], free - 0.5 * height);
        free = places[*i] - 0.5 * height;
    }
    return places;
}

double endLabelRoom(const ChartModel& model, const QFont& font, double width)
{
    const QFontMetricsF metrics(labelFont(font));
    double widest = 0;
    for (const auto& series : model.series)
        if (isNamed(*series))
            widest = std::max(widest, metrics.horizontalAdvance(series->style.endLabel));
    return widest > 0 ? std::min(std::ceil(widest) + leader + 6, width / 3) : 0;
}

void drawEndLabels(QPainter& painter, const ChartModel& model, const AxesFrame& frame, double room)
{
    const std::vector<EndLabel> ends = endsIn(model, frame);
    painter.save();
    painter.setFont(labelFont(frame.font));
    const double height = QFontMetricsF(painter.font()).height();
    std::vector<double> wanted;
    for (const EndLabel& end : ends)
        wanted.push_back(end.y);
    const auto places = spreadLabels(wanted, height, frame.plot.top(), frame.plot.bottom());
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const QColor color = frame.theme.seriesColor(ends[i].series->style.color);
        const double right = frame.plot.right();
        QPen pen(color, 1.5);
        if (ends[i].series->style.dashed) pen.setDashPattern({ 2, 1.5 });
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(pen);
        painter.drawLine(QPointF(right + 2, ends[i].y), QPointF(right + leader - 3, places[i]));
        painter.setPen(frame.theme.legible(color));
        drawElidedText(painter,
            QRectF(right + leader, places[i] - 0.5 * height, room - leader - 2, height),
            Qt::AlignLeft | Qt::AlignVCenter, textOf(ends[i], frame));
    }
    painter.restore();
}

} // namespace contrastlab
