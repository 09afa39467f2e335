// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Data, series, markers and legend; how they stand on the canvas is in line_chart_canvas.cpp.
// Window thread.
#include "plot/line_chart.h"

#include "plot/chart_painter.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

LineChart::LineChart(QWidget* parent) : AxesCanvas(parent)
{
    addDrawing([this](QPainter& painter, const AxesFrame& frame) { drawChart(painter, frame); });
    m_bandLayer = addLayer(
        [this](QPainter& painter, const AxesFrame& frame) { drawBands(painter, frame, m_bands); });
    m_playheadLayer = addLayer([this](QPainter& painter, const AxesFrame& frame) {
        if (m_playhead) drawPlayhead(painter, frame, *m_playhead);
    });
}

void LineChart::setAxisTitles(const QString& x, const QString& left, const QString& right)
{
    m_keyTitle = x;
    setTitles(x, left, right);
}

void LineChart::setValueUnit(const QString& unit)
{
    AxesLook wanted = look();
    wanted.leftSuffix = unit;
    setLook(wanted);
}

void LineChart::setKeyLabelsShown(bool shown)
{
    AxesLook wanted = look();
    if (wanted.keyLabels == shown) return;
    wanted.keyLabels = shown;
    setLook(wanted);
}

void LineChart::setFlagsShown(bool shown)
{
    m_flagsShown = shown;
    forgetMarkers();
}

void LineChart::shareKeys(LineChart& other)
{
    const auto follow = [](LineChart* to, LineChart* from) {
        from->m_partner = to;
        connect(from, &LineChart::crosshairMoved, to, [to](double x) { to->setCrosshair(x); });
        connect(from, &LineChart::crosshairLeft, to, [to] { to->setCrosshair({}); });
    };
    follow(this, &other);
    follow(&other, this);
}

void LineChart::adoptKeys(AxisRange keys, bool following)
{
    setRanges({ keys, ranges().left, ranges().right });
    setFollowing(following, followsValues());
    refresh();
}

void LineChart::setSeries(const QString& id, const SeriesStyle& style)
{
    ChartSeries* series = m_model.find(id);
    if (!series) {
        m_model.series.push_back(std::make_unique<ChartSeries>());
        series = m_model.series.back().get();
        series->id = id;
    }
    series->style = style;
    series->data.setSmoothing(style.smoothed ? m_model.smoothing : 0);
    rebuildLegend();
    refresh();
}

void LineChart::removeSeries(const QString& id)
{
    std::erase_if(m_model.series, [&](const auto& s) { return s->id == id; });
    rebuildLegend();
    refresh();
}

QStringList LineChart::seriesIds() const
{
    QStringList ids;
    for (const auto& series : m_model.series)
        ids << series->id;
    return ids;
}

QString LineChart::labelOf(const QString& id) const
{
    const ChartSeries* series = m_model.find(id);
    return series ? series->style.label : QString();
}

const CurveData* LineChart::curve(const QString& id) const
{
    const ChartSeries* series = m_model.find(id);
    return series ? &series->data : nullptr;
}

void LineChart::append(
    const QString& id, std::span<const double> keys, std::span<const double> values)
{
    Q_ASSERT(keys.size() == values.size());
    ChartSeries* series = m_model.find(id);
    if (!series || keys.empty()) return;
    series->data.append(keys, values);
    dataChanged();
}

void LineChart::append(const QString& id, double key, double value)
{
    append(id, std::span(&key, 1), std::span(&value, 1));
}

void LineChart::setData(
    const QString& id, std::span<const double> keys, std::span<const double> values)
{
    clear(id);
    append(id, keys, values);
}

void LineChart::setCurve(const QString& id, CurveData curve)
{
    ChartSeries* series = m_model.find(id);
    if (!series) return;
    series->data = std::move(curve);
    series->data.setSmoothing(series->style.smoothed ? m_model.smoothing : 0);
    dataChanged();
}

void LineChart::clear(const QString& id)
{
    if (ChartSeries* series = m_model.find(id)) series->data.clear();
    dataChanged();
}

// What both show may reach further now.
void LineChart::dataChanged()
{
    refresh();
    if (m_partner && followsKeys()) m_partner->refresh();
}

void LineChart::clearAll()
{
    for (const auto& series : m_model.series)
        series->data.clear();
    setMarkers({});
    setPlayhead({});
    resetView();
}

void LineChart::setStandsOut(const QString& id)
{
    if (std::exchange(m_model.standsOut, id) != id) refresh();
}

std::vector<ChartSeries*> LineChart::inLegend() const
{
    std::vector<ChartSeries*> found;
    for (const auto& series : m_model.series)
        if (!series->style.aside) found.push_back(series.get());
    return found;
}

void LineChart::applyVisibility(const std::vector<bool>& visible)
{
    const auto all = inLegend();
    for (std::size_t i = 0; i < visible.size(); ++i) {
        ChartSeries& series = *all[i];
        if (series.visible == visible[i]) continue;
        series.visible = visible[i];
        emit seriesVisibilityChanged(series.id, series.visible);
    }
    rebuildLegend();
    refresh();
}

void LineChart::setSeriesVisible(const QString& id, bool visible)
{
    std::vector<bool> all;
    for (const ChartSeries* series : inLegend())
        all.push_back(series->id == id ? visible : series->visible);
    applyVisibility(all);
}

bool LineChart::isSeriesVisible(const QString& id) const
{
    const ChartSeries* series = m_model.find(id);
    return series && series->visible;
}

void LineChart::soloSeries(const QString& id)
{
    std::vector<bool> visible;
    std::size_t index = m_model.series.size();
    for (const ChartSeries* series : inLegend()) {
        if (series->id == id) index = visible.size();
        visible.push_back(series->visible);
    }
    if (index < visible.size()) applyVisibility(legendClicked(visible, index, true));
}

void LineChart::setSmoothing(double weight)
{
    m_model.smoothing = std::clamp(weight, 0.0, 0.99);
    for (const auto& series : m_model.series)
        series->data.setSmoothing(series->style.smoothed ? m_model.smoothing : 0);
    refresh();
}

double LineChart::smoothing() const
{
    return m_model.smoothing;
}

void LineChart::setLogY(bool logarithmic)
{
    if (logarithmic == m_model.logY) return;
    m_model.logY = logarithmic;
    setLeftLogarithmic(logarithmic);
    setFollowing(followsKeys(), true); // a range made for the other scale says nothing here
    refresh();
}

void LineChart::setIgnoreOutliers(bool ignore)
{
    m_model.ignoreOutliers = ignore;
    refresh();
}

void LineChart::addMarker(const ChartMarker& marker)
{
    const auto place = std::ranges::upper_bound(m_model.markers, marker.x, {}, &ChartMarker::x);
    m_model.markers.insert(place, marker);
    forgetMarkers();
}

void LineChart::setMarkers(std::vector<ChartMarker> markers)
{
    std::ranges::stable_sort(markers, {}, &ChartMarker::x);
    m_model.markers = std::move(markers);
    forgetMarkers();
}

void LineChart::setStar(std::optional<ChartMarker> star)
{
    const auto same = [](const ChartMarker& a, const ChartMarker& b) {
        return a.x == b.x && a.text == b.text;
    };
    const bool kept =
        star.has_value() == m_model.star.has_value() && (!star || same(*star, *m_model.star));
    m_model.star = std::move(star);
    if (!kept) refresh();
}

void LineChart::setGhosts(std::optional<ChartGhosts> ghosts)
{
    const bool had = m_model.ghosts.has_value(), has = ghosts.has_value();
    if (!had && !has) return;
    if (has)
        for (ChartSeries& curve : ghosts->curves)
            curve.data.setSmoothing(curve.style.smoothed ? m_model.smoothing : 0);
    m_model.ghosts = std::move(ghosts);
    for (LineChart* chart : { this, m_partner.data() }) {
        if (!chart) continue;
        if (has && !had) chart->rememberKeys();
        if (had && !has) chart->returnToKeys();
        chart->refresh();
    }
}

void LineChart::rememberKeys()
{
    m_keysBefore.reset();
    if (!followsKeys()) m_keysBefore = ranges().x;
}

void LineChart::returnToKeys()
{
    if (m_keysBefore) setRanges({ *m_keysBefore, ranges().left, ranges().right });
    m_keysBefore.reset();
}

// Between a change and the repaint that follows, the old places would name markers that are gone.
void LineChart::forgetMarkers()
{
    m_placedMarkers.clear();
    m_hoveredMarker = -1;
    refresh();
}

void LineChart::setBands(std::vector<ChartBand> bands)
{
    if (m_bands.empty() && bands.empty()) return;
    m_bands = std::move(bands);
    refreshLayer(m_bandLayer);
}

void LineChart::setPlayhead(std::optional<double> x)
{
    if (x == m_playhead) return;
    m_playhead = x;
    refreshLayer(m_playheadLayer);
}

void LineChart::setCrosshair(std::optional<double> x)
{
    if (x == m_crosshair) return;
    m_crosshair = x;
    refreshOverlay();
}

void LineChart::setKeyRange(double lower, double upper)
{
    setRanges({ { lower, upper }, ranges().left, ranges().right });
    setFollowing(false, followsValues());
    takeNavigation();
    refresh();
}

AxisRange LineChart::keyRange() const
{
    return ranges().x;
}

AxisRange LineChart::valueRange(bool rightAxis) const
{
    return rightAxis ? ranges().right : ranges().left;
}

std::vector<SeriesReading> LineChart::readingsAt(double x) const
{
    return m_model.readingsAt(x, 12 * ranges().x.extent() / std::max(1.0, plotRect().width()));
}

QSize LineChart::sizeHint() const
{
    return QSize(56, 24) * fontMetrics().height();
}
QSize LineChart::minimumSizeHint() const
{
    return QSize(16, 10) * fontMetrics().height();
}

void LineChart::rebuildLegend()
{
    std::vector<LegendEntry> entries;
    for (const ChartSeries* series : inLegend()) {
        const SeriesStyle& style = series->style;
        entries.push_back({ style.label, theme().seriesColor(style.color),
            style.dashed ? LegendMark::DashedLine : LegendMark::Line, series->visible });
    }
    setLegend(std::move(entries));
}

void LineChart::themeChanged()
{
    AxesCanvas::themeChanged();
    rebuildLegend();
}

} // namespace contrastlab
