// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/line_chart.h"

#include "plot/legend.h"
#include "plot/line_chart_canvas.h"

namespace contrastlab {

LineChart::LineChart(QWidget* parent)
    : Figure(parent)
    , m_legend(std::make_unique<Legend>())
    , m_canvas(new LineChartCanvas(m_model, this))
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_canvas->setTheme(theme());
    connect(m_canvas, &LineChartCanvas::crosshairMoved, this, &LineChart::crosshairMoved);
    connect(m_canvas, &LineChartCanvas::crosshairLeft, this, &LineChart::crosshairLeft);
    connect(m_canvas, &LineChartCanvas::keyClicked, this, &LineChart::clicked);
    connect(m_canvas, &LineChartCanvas::markerClicked, this, &LineChart::markerClicked);
    connect(m_canvas, &LineChartCanvas::followingChanged, this, &LineChart::followingChanged);
}

LineChart::~LineChart()
{
    delete m_canvas; // draws from m_model, so it goes first
}

void LineChart::setEmptyText(const QString& text)
{
    Figure::setEmptyText(text);
    m_canvas->setEmptyText(text);
    m_canvas->refresh();
}

void LineChart::setAxisTitles(const QString& x, const QString& left, const QString& right)
{
    m_canvas->setAxisTitles(x, left, right);
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
    m_canvas->refresh();
}

void LineChart::removeSeries(const QString& id)
{
    std::erase_if(m_model.series, [&](const auto& s) { return s->id == id; });
    rebuildLegend();
    m_canvas->refresh();
}

QStringList LineChart::seriesIds() const
{
    QStringList ids;
    for (const auto& series : m_model.series)
        ids << series->id;
    return ids;
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
    m_canvas->refresh();
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
    m_canvas->refresh();
}

void LineChart::clear(const QString& id)
{
    if (ChartSeries* series = m_model.find(id)) series->data.clear();
    m_canvas->refresh();
}

void LineChart::clearAll()
{
    for (const auto& series : m_model.series)
        series->data.clear();
    setMarkers({});
    setPlayhead({});
    resetView();
}

void LineChart::applyVisibility(const std::vector<bool>& visible)
{
    for (std::size_t i = 0; i < visible.size(); ++i) {
        ChartSeries& series = *m_model.series[i];
        if (series.visible == visible[i]) continue;
        series.visible = visible[i];
        emit seriesVisibilityChanged(series.id, series.visible);
    }
    rebuildLegend();
    m_canvas->refresh();
}

void LineChart::setSeriesVisible(const QString& id, bool visible)
{
    std::vector<bool> all;
    for (const auto& series : m_model.series)
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
    for (const auto& series : m_model.series) {
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
    m_canvas->refresh();
}

double LineChart::smoothing() const
{
    return m_model.smoothing;
}

void LineChart::setLogY(bool logarithmic)
{
    m_model.logY = logarithmic;
    m_canvas->refresh();
}

void LineChart::setIgnoreOutliers(bool ignore)
{
    m_model.ignoreOutliers = ignore;
    m_canvas->refresh();
}

void LineChart::addMarker(const ChartMarker& marker)
{
    const auto place = std::ranges::upper_bound(m_model.markers, marker.x, {}, &ChartMarker::x);
    m_model.markers.insert(place, marker);
    m_canvas->forgetMarkers();
}

void LineChart::setMarkers(std::vector<ChartMarker> markers)
{
    std::ranges::stable_sort(markers, {}, &ChartMarker::x);
    m_model.markers = std::move(markers);
    m_canvas->forgetMarkers();
}

void LineChart::setPlayhead(std::optional<double> x)
{
    m_canvas->setPlayhead(x);
}
void LineChart::setCrosshair(std::optional<double> x)
{
    m_canvas->setCrosshair(x);
}
void LineChart::resetView()
{
    m_canvas->resetView();
}
bool LineChart::isFollowing() const
{
    return m_canvas->isFollowing();
}
void LineChart::setKeyRange(double lower, double upper)
{
    m_canvas->setKeyRange({ lower, upper });
}

AxisRange LineChart::keyRange() const
{
    const AxisScale x = m_canvas->frame().x;
    return { x.lower, x.upper };
}

AxisRange LineChart::valueRange(bool rightAxis) const
{
    const ChartFrame frame = m_canvas->frame();
    const AxisScale& y = rightAxis ? frame.right : frame.left;
    return { y.lower, y.upper };
}

std::vector<SeriesReading> LineChart::readingsAt(double x) const
{
    return m_canvas->readingsAt(x);
}

QSize LineChart::sizeHint() const
{
    return QSize(56, 24) * fontMetrics().height();
}
QSize LineChart::minimumSizeHint() const
{
    return QSize(16, 10) * fontMetrics().height();
}

double LineChart::layoutLegend(Legend& legend, int width) const
{
    const double em = fontMetrics().height();
    return legend.layout({ em, 0.3 * em }, width - 2 * em, scaledFont(0.95));
}

void LineChart::rebuildLegend()
{
    std::vector<LegendEntry> entries;
    for (const auto& series : m_model.series) {
        const SeriesStyle& style = series->style;
        entries.push_back({ style.label, theme().seriesColor(style.color),
            style.dashed ? LegendMark::DashedLine : LegendMark::Line, series->visible });
    }
    m_legend->setEntries(std::move(entries));
    arrange();
}

void LineChart::arrange()
{
    const double em = fontMetrics().height();
    const int top =
        m_legend->entries().empty() ? 0 : qCeil(layoutLegend(*m_legend, width()) + 0.3 * em);
    m_canvas->setGeometry(0, top, width(), std::max(0, height() - top));
    update();
}

std::shared_ptr<QPainter> LineChart::exportPainter() const
{
    return std::make_shared<QCPPainter>();
}

void LineChart::drawFigure(QPainter& painter, QSize size)
{
    Legend legend = *m_legend;
    const double height = layoutLegend(legend, size.width());
    legend.draw(painter, theme());
    const int top = legend.entries().empty() ? 0 : qCeil(height + 0.3 * fontMetrics().height());
    painter.save();
    painter.translate(0, top);
    m_canvas->drawInto(
        static_cast<QCPPainter&>(painter), // made by exportPainter, called nowhere else
        size - QSize(0, top));
    painter.restore();
}

void LineChart::themeChanged()
{
    m_canvas->setFont(font());
    m_canvas->setTheme(theme());
    rebuildLegend();
}

void LineChart::resizeEvent(QResizeEvent* event)
{
    Figure::resizeEvent(event);
    arrange();
}

void LineChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().background);
    m_legend->draw(painter, theme(), m_hoveredEntry);
}

void LineChart::mousePressEvent(QMouseEvent* event)
{
    const int entry = m_legend->entryAt(event->position());
    if (entry < 0 || event->button() != Qt::LeftButton) return;
    std::vector<bool> visible;
    for (const auto& series : m_model.series)
        visible.push_back(series->visible);
    const bool solo = event->modifiers() & (Qt::AltModifier | Qt::ControlModifier);
    applyVisibility(legendClicked(visible, static_cast<std::size_t>(entry), solo));
}

void LineChart::mouseMoveEvent(QMouseEvent* event)
{
    const int entry = m_legend->entryAt(event->position());
    if (entry == m_hoveredEntry) return;
    m_hoveredEntry = entry;
    setCursor(entry >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void LineChart::leaveEvent(QEvent* event)
{
    m_hoveredEntry = -1;
    update();
    Figure::leaveEvent(event);
}

} // namespace contrastlab
