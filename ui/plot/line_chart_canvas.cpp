// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line chart on its canvas: ranges, drawing, mouse and keys. Window thread.
#include "plot/chart_ghosts.h"
#include "plot/chart_painter.h"
#include "plot/end_labels.h"
#include "plot/line_chart.h"

#include <QPainter>
#include <QToolTip>
#include <QtMath>

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

void LineChart::fitRanges(const QRectF& plot)
{
    AxesRanges wanted = ranges();
    if (followsKeys())
        wanted.x = m_model.keyRange(m_partner ? m_partner->m_model.keyBounds() : ValueBounds());
    if (const ChartModel* ahead = modelAhead())
        wanted.x = keysAround(*ahead->ghosts, ahead->keyBounds(), plot.width(), font());
    if (followsValues()) {
        wanted.left = m_model.valueRange(false, wanted.x);
        wanted.right = m_model.valueRange(true, wanted.x);
    }
    setRanges(wanted);
    setRightVisible(m_model.usesRightAxis());
}

// The chart's own ghosts, or those of the one that shows the same keys.
const ChartModel* LineChart::modelAhead() const
{
    if (m_model.ghosts) return &m_model;
    return m_partner && m_partner->m_model.ghosts ? &m_partner->m_model : nullptr;
}

double LineChart::roomAbove() const
{
    return m_flagsShown && !m_model.markers.empty() ? markerRowHeight(font()) : 0;
}

// As wide as the partner's, so that one key lies at one place in both.
double LineChart::roomRight() const
{
    const double own = endLabelRoom(m_model, font(), drawnSize().width());
    if (!m_partner) return own;
    return std::max(own, endLabelRoom(m_partner->m_model, font(), drawnSize().width()));
}

// Title and numbers of the x axis are about three lines.
int LineChart::heightBesidePlot(int width, bool legend, bool flags, bool keyLabels) const
{
    const double em = fontMetrics().height();
    const double above = legend ? legendHeightAt(width) + 0.8 * em : 0.5 * em;
    return qCeil(
        above + (flags ? markerRowHeight(font()) : 0) + (keyLabels ? 3 * em + 4 : 0.5 * em));
}

void LineChart::takeNavigation()
{
    if (m_partner) m_partner->adoptKeys(ranges().x, followsKeys());
}

void LineChart::resetView()
{
    AxesCanvas::resetView();
    if (m_partner) m_partner->AxesCanvas::resetView();
}

void LineChart::drawChart(QPainter& painter, const AxesFrame& frame)
{
    const auto placed = placedMarkers(m_model.markers, frame, m_flagsShown);
    drawMarkers(painter, placed, frame, isExporting() ? -1 : m_hoveredMarker);
    drawCurves(painter, m_model, frame);
    if (m_model.ghosts) drawGhosts(painter, *m_model.ghosts, frame);
    if (m_model.star) drawStar(painter, *m_model.star, frame);
    drawEndLabels(painter, m_model, frame, roomRight());
    if (!isExporting()) m_placedMarkers = placed;
}

void LineChart::drawOverlay(QPainter& painter, const AxesFrame& frame)
{
    if (isDragging() || !m_crosshair) return;
    if (*m_crosshair < frame.x.lower || *m_crosshair > frame.x.upper) return;
    const auto readings = readingsAt(*m_crosshair);
    if (readings.empty()) return;
    drawReadout(painter, frame,
        readoutAt(*m_crosshair, readings, frame, m_keyTitle, m_model.standsOut),
        pointer().value_or(QPointF(0, frame.plot.center().y())));
}

void LineChart::hoverMarker(std::optional<QPointF> at)
{
    const int marker = at ? markerAt(m_placedMarkers, frame(), *at) : -1;
    if (marker == m_hoveredMarker) return;
    m_hoveredMarker = marker;
    setCursor(marker >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (marker >= 0)
        QToolTip::showText(mapToGlobal(*at).toPoint(),
            markerText(m_model.markers, m_placedMarkers, static_cast<std::size_t>(marker)), this);
    else
        QToolTip::hideText();
    refresh();
}

// The nearest, on the line from sample to sample.
QString LineChart::asideAt(QPointF at) const
{
    constexpr double reach = 7;
    const AxesFrame axes = frame();
    const double x = axes.x.toValue(at.x());
    double nearest = reach;
    QString found;
    for (const auto& series : m_model.series) {
        const auto keys = series->data.keys();
        if (!series->style.aside || keys.empty() || x < keys.front() || x > keys.back()) continue;
        const auto values = series->data.values(series->mainLine());
        const auto after = std::size_t(std::ranges::upper_bound(keys, x) - keys.begin());
        const std::size_t left = after - 1, right = std::min(after, keys.size() - 1);
        const double gap = keys[right] - keys[left];
        const double share = gap > 0 ? (x - keys[left]) / gap : 0;
        const AxisScale& scale = scaleOf(*series, axes);
        const double y =
            (1 - share) * scale.toPixel(values[left]) + share * scale.toPixel(values[right]);
        if (std::abs(y - at.y()) >= nearest) continue;
        nearest = std::abs(y - at.y());
        found = series->id;
    }
    return found;
}

void LineChart::hoverAside(std::optional<QPointF> at)
{
    const QString id = at ? asideAt(*at) : QString();
    if (std::exchange(m_hoveredAside, id) != id) emit asideHovered(id);
}

void LineChart::takePointer(std::optional<QPointF> at)
{
    hoverMarker(at);
    const bool inside = at && plotRect().contains(*at);
    hoverAside(inside ? at : std::nullopt);
    const bool had = m_crosshair.has_value();
    m_crosshair = inside ? std::optional(frame().x.toValue(at->x())) : std::nullopt;
    if (inside || had) refreshOverlay();
    if (inside) emit crosshairMoved(*m_crosshair);
    if (had && !inside) emit crosshairLeft();
}

void LineChart::takeClick(QPointF at, Qt::KeyboardModifiers)
{
    const int marker = markerAt(m_placedMarkers, frame(), at);
    if (marker >= 0)
        emit markerClicked(marker);
    else if (plotRect().contains(at))
        emit clicked(frame().x.toValue(at.x()));
}

void LineChart::takeLegendClick(int entry, bool alone)
{
    std::vector<bool> visible;
    for (const ChartSeries* series : inLegend())
        visible.push_back(series->visible);
    applyVisibility(legendClicked(visible, static_cast<std::size_t>(entry), alone));
}

void LineChart::takeSpan(double from, double to, bool done)
{
    emit bandDragged(from, to, done);
}

QString LineChart::reading() const
{
    const auto readings = m_crosshair ? readingsAt(*m_crosshair) : std::vector<SeriesReading>();
    if (readings.empty()) return {};
    return textOf(readoutAt(*m_crosshair, readings, frame(), m_keyTitle));
}

// To the next sample that is at least a pixel away.
bool LineChart::moveCursor(QPoint direction)
{
    if (direction.x() == 0 || isEmpty()) return false;
    const bool after = direction.x() > 0;
    const AxisScale x = frame().x;
    const double from = m_crosshair.value_or(after ? x.lower : x.upper);
    const double beyond = m_crosshair ? x.toValue(x.toPixel(from) + direction.x()) : from;
    const auto key = m_model.keyBeside(beyond, after);
    if (!key || *key < x.lower || *key > x.upper) return true;
    setCrosshair(key);
    emit crosshairMoved(*key);
    return true;
}

std::optional<QPointF> LineChart::cursorPosition() const
{
    if (!m_crosshair) return {};
    return QPointF(frame().x.toPixel(*m_crosshair), plotRect().center().y());
}

} // namespace contrastlab
