// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/histogram_chart.h"

#include "plot/axis_ticks.h"
#include "plot/plot_text.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace contrastlab {

namespace {

double sumOf(const std::vector<double>& counts)
{
    return std::accumulate(counts.begin(), counts.end(), 0.0);
}

} // namespace

std::vector<double> binCounts(std::span<const float> values, double lower, double upper, int bins)
{
    std::vector<double> counts(static_cast<std::size_t>(bins), 0.0);
    for (const float value : values) {
        if (!(value >= lower && value <= upper)) continue;
        const auto bin = static_cast<std::size_t>((value - lower) / (upper - lower) * bins);
        ++counts[std::min(bin, counts.size() - 1)];
    }
    return counts;
}

HistogramChart::HistogramChart(QWidget* parent) : Figure(parent)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void HistogramChart::setRange(double lower, double upper)
{
    m_lower = lower;
    m_upper = upper;
    update();
}

void HistogramChart::setDistributions(std::vector<Distribution> distributions)
{
    m_distributions = std::move(distributions);
    m_shown.resize(m_distributions.size(), true);
    rebuildLegend();
}

void HistogramChart::setAxisTitles(const QString& x, const QString& y)
{
    m_xTitle = x;
    m_yTitle = y;
    update();
}

QSize HistogramChart::sizeHint() const
{
    return QSize(28, 16) * fontMetrics().height();
}
QSize HistogramChart::minimumSizeHint() const
{
    return QSize(12, 8) * fontMetrics().height();
}

void HistogramChart::rebuildLegend()
{
    std::vector<LegendEntry> entries;
    for (std::size_t i = 0; i < m_distributions.size(); ++i)
        entries.push_back({ m_distributions[i].label, theme().seriesColor(m_distributions[i].color),
            LegendMark::Swatch, m_shown[i] });
    m_legend.setEntries(std::move(entries));
    update();
}

void HistogramChart::themeChanged()
{
    rebuildLegend();
}

void HistogramChart::drawFigure(QPainter& painter, QSize size)
{
    const double em = fontMetrics().height();
    painter.setFont(font());
    const double legend =
        m_legend.layout({ 0.6 * em, 0.2 * em }, size.width() - 1.2 * em, scaledFont(0.95));
    m_legend.draw(painter, theme(), m_hoveredEntry);
    const double left = (m_yTitle.isEmpty() ? 0.4 : 1.7) * em
        + QFontMetricsF(scaledFont(0.9)).horizontalAdvance(QStringLiteral("0.05 %")) + 0.4 * em;
    const QRectF plot(left, legend + 0.6 * em, std::max(size.width() - left - 0.8 * em, 1.0),
        std::max(size.height() - legend - 3.4 * em, 1.0));
    double highest = 0;
    for (std::size_t i = 0; i < m_distributions.size(); ++i) {
        const auto& counts = m_distributions[i].counts;
        if (m_shown[i] && sumOf(counts) > 0)
            highest = std::max(highest, *std::ranges::max_element(counts) / sumOf(counts));
    }
    drawAxes(painter, plot, highest > 0 ? 1.08 * highest : 1);
    if (highest == 0) return drawEmptyText(painter, plot);
    for (std::size_t i = 0; i < m_distributions.size(); ++i)
        if (m_shown[i] && sumOf(m_distributions[i].counts) > 0)
            drawDistribution(painter, plot, 1.08 * highest, m_distributions[i]);
}

void HistogramChart::drawAxes(QPainter& painter, const QRectF& plot, double highest) const
{
    const double em = fontMetrics().height();
    painter.setFont(scaledFont(0.9));
    painter.setRenderHint(QPainter::Antialiasing, false);
    const auto xTicks = linearTicks(
        m_lower, m_upper, std::clamp(static_cast<int>(plot.width() / (5 * em)), 2, 9), locale());
    for (std::size_t i = 0; i < xTicks.major.size(); ++i) {
        const double x = std::round(
            plot.left() + (xTicks.major[i] - m_lower) / (m_upper - m_lower) * plot.width());
        painter.setPen(QPen(theme().axis, 1));
        painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 3));
        painter.setPen(theme().mutedText);
        painter.drawText(QRectF(x - 5 * em, plot.bottom() + 0.3 * em, 10 * em, 1.1 * em),
            Qt::AlignHCenter | Qt::AlignTop, xTicks.labels[i]);
    }
    const auto yTicks = linearTicks(
        0, 100 * highest, std::clamp(static_cast<int>(plot.height() / (2.5 * em)), 2, 5), locale());
    for (std::size_t i = 0; i < yTicks.major.size(); ++i) {
        const double y =
            std::round(plot.bottom() - yTicks.major[i] / (100 * highest) * plot.height());
        painter.setPen(QPen(theme().grid, 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme().mutedText);
        painter.drawText(QRectF(0, y - em, plot.left() - 0.35 * em, 2 * em),
            Qt::AlignRight | Qt::AlignVCenter, yTicks.labels[i] + QStringLiteral(" %"));
    }
    painter.setPen(QPen(theme().axis, 1));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    painter.setPen(theme().text);
    painter.setFont(font());
    drawElidedText(painter, QRectF(plot.left(), plot.bottom() + 1.4 * em, plot.width(), 1.4 * em),
        Qt::AlignCenter, m_xTitle);
    drawVerticalText(
        painter, QRectF(0.2 * em, plot.top(), 1.4 * em, plot.height()), Qt::AlignCenter, m_yTitle);
}

void HistogramChart::drawDistribution(
    QPainter& painter, const QRectF& plot, double highest, const Distribution& distribution) const
{
    const double total = sumOf(distribution.counts);
    const double width = plot.width() / static_cast<double>(distribution.counts.size());
    QPolygonF steps { plot.bottomLeft() };
    for (std::size_t bin = 0; bin < distribution.counts.size(); ++bin) {
        const double left = plot.left() + static_cast<double>(bin) * width;
        const double y = plot.bottom() - distribution.counts[bin] / total / highest * plot.height();
        steps << QPointF(left, y) << QPointF(left + width, y);
    }
    steps << plot.bottomRight();
    const QColor color = theme().seriesColor(distribution.color);
    QColor fill = color;
    fill.setAlphaF(0.28f);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(steps);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawPolyline(steps.constData() + 1, static_cast<int>(steps.size()) - 2);
}

void HistogramChart::mousePressEvent(QMouseEvent* event)
{
    const int entry = m_legend.entryAt(event->position());
    if (entry < 0 || event->button() != Qt::LeftButton) return;
    m_shown = legendClicked(m_shown, static_cast<std::size_t>(entry),
        event->modifiers() & (Qt::AltModifier | Qt::ControlModifier));
    rebuildLegend();
}

void HistogramChart::mouseMoveEvent(QMouseEvent* event)
{
    const int entry = m_legend.entryAt(event->position());
    if (entry == std::exchange(m_hoveredEntry, entry)) return;
    setCursor(entry >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void HistogramChart::leaveEvent(QEvent* event)
{
    m_hoveredEntry = -1;
    update();
    Figure::leaveEvent(event);
}

} // namespace contrastlab
