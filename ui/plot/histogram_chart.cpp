// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/histogram_chart.h"

#include "plot/axis_ticks.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace contrastlab {

namespace {

constexpr double headroom = 1.08; // of the axis above the highest bin

double sumOf(const std::vector<double>& counts)
{
    return std::accumulate(counts.begin(), counts.end(), 0.0);
}

/// In percent of all.
double share(const std::vector<double>& counts, std::size_t bin)
{
    return 100 * counts[bin] / sumOf(counts);
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

HistogramChart::HistogramChart(QWidget* parent) : AxesCanvas(parent)
{
    setLook({ .leftLine = false,
        .topLine = false,
        .keyGrid = false,
        .valueTicks = false,
        .minorTicks = false,
        .leftSuffix = QStringLiteral(" %"),
        .keySpacing = 5,
        .valueSpacing = 2.5,
        .mostKeyTicks = 9,
        .mostValueTicks = 5 });
    setGestures({ .wheelNeedsControl = true });
    addDrawing([this](QPainter& painter, const AxesFrame& frame) {
        for (std::size_t i = 0; i < m_distributions.size(); ++i)
            if (isDrawn(i)) drawDistribution(painter, frame, m_distributions[i]);
    });
}

void HistogramChart::setRange(double lower, double upper)
{
    m_lower = lower;
    m_upper = upper;
    refresh();
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
    m_hasValueTitle = !y.isEmpty();
    setTitles(x, y);
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
    setLegend(std::move(entries));
}

void HistogramChart::themeChanged()
{
    AxesCanvas::themeChanged();
    rebuildLegend();
}

void HistogramChart::takeLegendClick(int entry, bool alone)
{
    m_shown = legendClicked(m_shown, static_cast<std::size_t>(entry), alone);
    rebuildLegend();
}

// --- view

bool HistogramChart::isDrawn(std::size_t distribution) const
{
    return m_shown[distribution] && sumOf(m_distributions[distribution].counts) > 0;
}

double HistogramChart::highestShare() const
{
    double highest = 0;
    for (std::size_t i = 0; i < m_distributions.size(); ++i) {
        if (!isDrawn(i)) continue;
        const auto& counts = m_distributions[i].counts;
        highest = std::max(highest, 100 * *std::ranges::max_element(counts) / sumOf(counts));
    }
    return highest;
}

AxesRanges HistogramChart::whole() const
{
    const double highest = highestShare();
    return { { m_lower, m_upper }, { 0, highest > 0 ? headroom * highest : 100 }, {} };
}

void HistogramChart::fitRanges(const QRectF&)
{
    AxesRanges wanted = whole();
    if (!followsKeys()) wanted.x = inside(ranges().x, wanted.x);
    if (!followsValues()) wanted.left = ranges().left;
    setRanges(wanted);
}

// Shares stand on zero however far one zooms: their heights are what is compared.
void HistogramChart::takeNavigation()
{
    const AxesRanges all = whole();
    const double highest = std::min(ranges().left.extent(), all.left.upper);
    setRanges({ inside(ranges().x, all.x), { 0, highest }, {} });
    if (ranges() == all) resetView();
}

std::optional<QRectF> HistogramChart::plotIn(QSize size, double legendHeight) const
{
    const double em = fontMetrics().height();
    const double ticks =
        QFontMetricsF(scaledFont(0.9)).horizontalAdvance(QStringLiteral("0.05 %")) + 0.4 * em;
    const int left = qRound((m_hasValueTitle ? 1.7 : 0.4) * em + ticks);
    const int top = qRound(legendHeight + 0.6 * em);
    return QRectF(left, top, std::max(size.width() - left - qRound(0.8 * em), 1),
        std::max(size.height() - top - qRound(2.8 * em), 1));
}

// --- drawing

// Cut to the plot by hand, because vector files clip nothing.
void HistogramChart::drawDistribution(
    QPainter& painter, const AxesFrame& frame, const Distribution& distribution) const
{
    const QRectF& plot = frame.plot;
    const auto bins = distribution.counts.size();
    const double width = (m_upper - m_lower) / static_cast<double>(bins);
    QPolygonF steps;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        const double from = m_lower + static_cast<double>(bin) * width;
        if (from + width < frame.x.lower || from > frame.x.upper) continue;
        const double y = std::clamp(
            frame.left.toPixel(share(distribution.counts, bin)), plot.top(), plot.bottom());
        for (const double x : { from, from + width })
            steps << QPointF(std::clamp(frame.x.toPixel(x), plot.left(), plot.right()), y);
    }
    if (steps.isEmpty()) return;
    const QColor color = frame.theme.seriesColor(distribution.color);
    QColor fill = color;
    fill.setAlphaF(0.28f);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawPolyline(steps);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    steps.prepend({ steps.first().x(), plot.bottom() });
    steps.append({ steps.last().x(), plot.bottom() });
    painter.drawPolygon(steps);
}

Readout HistogramChart::readoutAt(double value, const AxesFrame& frame) const
{
    const double whole = (value - m_lower) / (m_upper - m_lower);
    Readout readout { frame.x.toPixel(value),
        m_xTitle + QChar(u' ') + shortNumber(value, frame.locale) };
    for (std::size_t i = 0; i < m_distributions.size(); ++i) {
        if (!isDrawn(i)) continue;
        const auto& [label, color, counts] = m_distributions[i];
        const auto bin =
            std::min(static_cast<std::size_t>(whole * static_cast<double>(counts.size())),
                counts.size() - 1);
        const double here = share(counts, bin);
        readout.rows.push_back({ QPen(frame.theme.seriesColor(color), 2), label,
            shortNumber(here, frame.locale) + QStringLiteral(" %"), {},
            QPointF(readout.x, frame.left.toPixel(here)) });
    }
    return readout;
}

void HistogramChart::drawOverlay(QPainter& painter, const AxesFrame& frame)
{
    if (!m_crosshair || isDragging() || isEmpty()) return;
    if (*m_crosshair < frame.x.lower || *m_crosshair > frame.x.upper) return;
    drawReadout(painter, frame, readoutAt(*m_crosshair, frame),
        pointer().value_or(QPointF(0, frame.plot.center().y())));
}

QString HistogramChart::reading() const
{
    return m_crosshair ? textOf(readoutAt(*m_crosshair, frame())) : QString();
}

// --- mouse and keys

void HistogramChart::setCrosshair(std::optional<double> value)
{
    if (value == m_crosshair) return;
    m_crosshair = value;
    refreshOverlay();
}

void HistogramChart::takePointer(std::optional<QPointF> at)
{
    const bool inside = at && plotRect().contains(*at);
    setCrosshair(inside ? std::optional(frame().x.toValue(at->x())) : std::nullopt);
}

// A bin on, to the middle of it.
bool HistogramChart::moveCursor(QPoint direction)
{
    if (direction.x() == 0 || isEmpty()) return false;
    const auto bins = static_cast<double>(m_distributions.front().counts.size());
    const double width = (m_upper - m_lower) / bins;
    const double from = m_crosshair.value_or(0.5 * (ranges().x.lower + ranges().x.upper));
    const double bin = std::floor((from - m_lower) / width) + direction.x();
    const double to = m_lower + (std::clamp(bin, 0.0, bins - 1) + 0.5) * width;
    if (to >= ranges().x.lower && to <= ranges().x.upper) setCrosshair(to);
    return true;
}

std::optional<QPointF> HistogramChart::cursorPosition() const
{
    if (!m_crosshair) return {};
    return QPointF(frame().x.toPixel(*m_crosshair), plotRect().center().y());
}

} // namespace contrastlab
