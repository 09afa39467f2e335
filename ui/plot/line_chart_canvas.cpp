// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/line_chart_canvas.h"

#include "plot/axis_ticks.h"
#include "plot/marker_layout.h"
#include "plot/plot_text.h"

#include <functional>

namespace contrastlab {

namespace {

/// A layer's content drawn by a function, in the place of QCustomPlot's own plottables.
class DrawnLayerable : public QCPLayerable {
public:
    DrawnLayerable(QCustomPlot* plot, const QString& layer, std::function<void(QPainter&)> drawing)
        : QCPLayerable(plot, layer)
        , m_drawing(std::move(drawing))
    {
    }

protected:
    void applyDefaultAntialiasingHint(QCPPainter*) const override { }
    void draw(QCPPainter* painter) override { m_drawing(*painter); }

private:
    std::function<void(QPainter&)> m_drawing;
};

/// QCustomPlot's ticks in the place and writing of all other pictures.
class PlainTicker : public QCPAxisTicker {
public:
    explicit PlainTicker(bool logarithmic) : m_logarithmic(logarithmic) { }

    void generate(const QCPRange& range, const QLocale& locale, QChar, int, QVector<double>& ticks,
        QVector<double>* subTicks, QVector<QString>* labels) override
    {
        const auto make = m_logarithmic ? logarithmicTicks : linearTicks;
        const AxisTicks made = make(range.lower, range.upper, tickCount(), locale);
        ticks = QVector<double>(made.major.begin(), made.major.end());
        if (subTicks) *subTicks = QVector<double>(made.minor.begin(), made.minor.end());
        if (labels) *labels = QVector<QString>(made.labels.begin(), made.labels.end());
    }

private:
    bool m_logarithmic;
};

void styleAxis(QCPAxis* axis, const PlotTheme& theme, const QFont& font, const QLocale& locale)
{
    const QPen line(theme.axis, 1);
    axis->setBasePen(line);
    axis->setTickPen(line);
    axis->setSubTickPen(line);
    axis->setTickLabelColor(theme.mutedText);
    axis->setTickLabelFont(scaledFont(font, 0.92));
    axis->setLabelColor(theme.text);
    axis->setLabelFont(font);
    axis->grid()->setPen(QPen(theme.grid, 1));
    axis->grid()->setZeroLinePen(QPen(theme.grid, 1));
    axis->setTickLengthIn(0);
    axis->setTickLengthOut(4);
    axis->setSubTickLengthIn(0);
    axis->setSubTickLengthOut(2);
    axis->setLabelPadding(4);
    axis->parentPlot()->setLocale(locale);
}

AxisScale scaleOfAxis(const QCPAxis* axis, double pixelLower, double pixelUpper)
{
    return { axis->range().lower, axis->range().upper, pixelLower, pixelUpper,
        axis->scaleType() == QCPAxis::stLogarithmic };
}

AxisRange zoomed(const AxisScale& scale, double pixel, double factor)
{
    return { scale.toValue(pixel + (scale.pixelLower - pixel) * factor),
        scale.toValue(pixel + (scale.pixelUpper - pixel) * factor) };
}

constexpr double smallestDrag = 6; // pixels; below it a drag is a click

} // namespace

LineChartCanvas::LineChartCanvas(ChartModel& model, QWidget* parent)
    : QCustomPlot(parent)
    , m_model(model)
{
    setMouseTracking(true);
    setInteractions({});
    setNoAntialiasingOnDrag(false);
    setPlottingHints(QCP::phCacheLabels);
    axisRect()->setupFullAxesBox(false);
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msRight | QCP::msBottom);
    xAxis2->setTicks(false);
    xAxis2->setTickLabels(false);
    yAxis2->setTickLabels(true);
    yAxis2->grid()->setVisible(false);
    for (QCPAxis* axis : { xAxis, yAxis, yAxis2 })
        axis->setTicker(QSharedPointer<QCPAxisTicker>(new PlainTicker(false)));
    addLayers();
    connect(this, &QCustomPlot::beforeReplot, this, &LineChartCanvas::fitAxes);
}

void LineChartCanvas::addLayers()
{
    addLayer(QStringLiteral("playhead"), layer(QStringLiteral("legend")));
    m_playheadLayer = layer(QStringLiteral("playhead"));
    m_playheadLayer->setMode(QCPLayer::lmBuffered);
    addLayer(QStringLiteral("crosshair"), m_playheadLayer);
    m_crosshairLayer = layer(QStringLiteral("crosshair"));
    m_crosshairLayer->setMode(QCPLayer::lmBuffered);
    // The plot owns its layerables.
    new DrawnLayerable(this, QStringLiteral("main"), [this](QPainter& painter) {
        const ChartFrame f = frame();
        m_placedMarkers = placedMarkers(m_model.markers, f);
        drawMarkers(painter, m_model.markers, m_placedMarkers, f, m_hoveredMarker);
        if (m_model.isEmpty()) {
            painter.setPen(m_theme.mutedText);
            painter.setFont(font());
            painter.drawText(f.plot, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        }
        drawCurves(painter, m_model, f);
    });
    new DrawnLayerable(this, QStringLiteral("playhead"), [this](QPainter& painter) {
        if (m_playhead) drawPlayhead(painter, frame(), *m_playhead);
    });
    new DrawnLayerable(
        this, QStringLiteral("crosshair"), [this](QPainter& painter) { drawCrosshair(painter); });
}

void LineChartCanvas::setAxisTitles(const QString& x, const QString& left, const QString& right)
{
    xAxis->setLabel(x);
    yAxis->setLabel(left);
    yAxis2->setLabel(right);
    refresh();
}

void LineChartCanvas::setTheme(const PlotTheme& theme)
{
    m_theme = theme;
    setBackground(theme.background);
    for (QCPAxis* axis : { xAxis, yAxis, xAxis2, yAxis2 })
        styleAxis(axis, theme, font(), QWidget::locale());
    refresh();
}

ChartFrame LineChartCanvas::frame() const
{
    const QRectF plot = axisRect()->rect();
    return { plot, scaleOfAxis(xAxis, plot.left(), plot.right()),
        scaleOfAxis(yAxis, plot.bottom(), plot.top()),
        scaleOfAxis(yAxis2, plot.bottom(), plot.top()), m_theme, font(), QWidget::locale() };
}

void LineChartCanvas::fitAxes()
{
    const auto scaleType = m_model.logY ? QCPAxis::stLogarithmic : QCPAxis::stLinear;
    if (yAxis->scaleType() != scaleType) {
        yAxis->setScaleType(scaleType);
        yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new PlainTicker(m_model.logY)));
        m_followValues = true; // a range made for the other scale says nothing here
    }
    const auto setRange = [](QCPAxis* axis, AxisRange range) {
        axis->setRange(range.lower, range.upper);
    };
    if (m_followKeys) setRange(xAxis, m_model.keyRange());
    if (m_followValues) {
        const AxisRange keys { xAxis->range().lower, xAxis->range().upper };
        setRange(yAxis, m_model.valueRange(false, keys));
        setRange(yAxis2, m_model.valueRange(true, keys));
    }
    const bool right = m_model.usesRightAxis();
    yAxis2->setTicks(right);
    yAxis2->setTickLabels(right);
    yAxis2->setVisible(right);
    const int em = fontMetrics().height();
    // Room for title and four digits: the plot does not shift whenever a label grows by one.
    const int side = qRound(4.2 * em);
    axisRect()->setMinimumMargins(QMargins(side, em / 2, right ? side : em, em));
    xAxis->ticker()->setTickCount(std::clamp(axisRect()->width() / (6 * em), 2, 12));
    for (QCPAxis* axis : { yAxis, yAxis2 })
        axis->ticker()->setTickCount(std::clamp(axisRect()->height() / (3 * em), 2, 8));
    reserveMarkerRows();
}

void LineChartCanvas::reserveMarkerRows()
{
    int rows = 0;
    for (const PlacedMarker& marker : placedMarkers(m_model.markers, frame()))
        if (!marker.label.isEmpty())
            rows = std::max(rows,
                qRound((axisRect()->top() - marker.label.top() - 2) / markerRowHeight(font())));
    QMargins margins = axisRect()->margins();
    margins.setTop(fontMetrics().height() / 2 + qRound(rows * markerRowHeight(font())));
    axisRect()->setMargins(margins);
}

void LineChartCanvas::drawCrosshair(QPainter& painter)
{
    const ChartFrame f = frame();
    if (m_dragging && m_pressed && m_cursor)
        return drawZoomRect(painter, f, QRectF(*m_pressed, *m_cursor).normalized());
    if (!m_crosshair || *m_crosshair < f.x.lower || *m_crosshair > f.x.upper) return;
    const auto readings = readingsAt(*m_crosshair);
    if (readings.empty()) return;
    // The hair stands on a sample, so that the number in the header is one that was recorded.
    double x = *m_crosshair;
    double nearest = std::numeric_limits<double>::infinity();
    for (const SeriesReading& reading : readings)
        if (!reading.series->style.stepped && std::abs(reading.key - *m_crosshair) < nearest) {
            nearest = std::abs(reading.key - *m_crosshair);
            x = reading.key;
        }
    const QString header = xAxis->label() + QChar(u' ') + shortNumber(x, f.locale);
    drawReadout(
        painter, f, x, m_cursor.value_or(QPointF(0, f.plot.center().y())), header, readings);
}

std::vector<SeriesReading> LineChartCanvas::readingsAt(double x) const
{
    return m_model.readingsAt(x, 12 * xAxis->range().size() / std::max(1, axisRect()->width()));
}

void LineChartCanvas::forgetMarkers()
{
    m_placedMarkers.clear();
    m_hoveredMarker = -1;
    refresh();
}

void LineChartCanvas::setPlayhead(std::optional<double> x)
{
    if (x == m_playhead) return;
    m_playhead = x;
    m_playheadLayer->replot();
}

void LineChartCanvas::setCrosshair(std::optional<double> x)
{
    if (x == m_crosshair) return;
    m_crosshair = x;
    m_crosshairLayer->replot();
}

void LineChartCanvas::resetView()
{
    setFollowing(true, true);
    refresh();
}

void LineChartCanvas::setKeyRange(AxisRange range)
{
    xAxis->setRange(range.lower, range.upper);
    setFollowing(false, m_followValues);
    refresh();
}

void LineChartCanvas::setFollowing(bool keys, bool values)
{
    const bool before = isFollowing();
    m_followKeys = keys;
    m_followValues = values;
    if (before != isFollowing()) emit followingChanged(isFollowing());
}

void LineChartCanvas::zoomTo(const QRectF& rect)
{
    const ChartFrame f = frame();
    const QRectF inside = rect & f.plot;
    // A flat rectangle means a stretch of time, a narrow one a band of values.
    const bool keys = inside.width() >= smallestDrag;
    const bool values = inside.height() >= 3 * smallestDrag || !keys;
    if (keys) xAxis->setRange(f.x.toValue(inside.left()), f.x.toValue(inside.right()));
    if (values) {
        yAxis->setRange(f.left.toValue(inside.bottom()), f.left.toValue(inside.top()));
        yAxis2->setRange(f.right.toValue(inside.bottom()), f.right.toValue(inside.top()));
    }
    setFollowing(m_followKeys && !keys, m_followValues && !values);
    refresh();
}

int LineChartCanvas::markerAt(QPointF position) const
{
    const QRectF plot = axisRect()->rect();
    int nearest = -1;
    double best = 4;
    for (const PlacedMarker& marker : m_placedMarkers) {
        if (marker.label.contains(position)) return static_cast<int>(marker.index);
        const double distance = std::abs(marker.x - position.x());
        if (distance < best && position.y() <= plot.bottom()) {
            best = distance;
            nearest = static_cast<int>(marker.index);
        }
    }
    return nearest;
}

void LineChartCanvas::hoverMarker(QPointF position, QPoint global)
{
    const int marker = markerAt(position);
    if (marker == m_hoveredMarker) return;
    m_hoveredMarker = marker;
    setCursor(marker >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (marker >= 0)
        QToolTip::showText(global, m_model.markers[static_cast<std::size_t>(marker)].text, this);
    else
        QToolTip::hideText();
    refresh();
}

void LineChartCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton
        && axisRect()->rect().contains(event->position().toPoint()))
        m_pressed = event->position();
    else if (event->button() == Qt::LeftButton && markerAt(event->position()) >= 0)
        emit markerClicked(markerAt(event->position()));
}

void LineChartCanvas::mouseMoveEvent(QMouseEvent* event)
{
    m_cursor = event->position();
    if (m_pressed
        && (m_dragging || (event->position() - *m_pressed).manhattanLength() > smallestDrag)) {
        m_dragging = true;
        m_crosshairLayer->replot();
        return;
    }
    hoverMarker(event->position(), event->globalPosition().toPoint());
    const bool inside = axisRect()->rect().contains(event->position().toPoint());
    const bool had = m_crosshair.has_value();
    m_crosshair = inside ? std::optional(frame().x.toValue(event->position().x())) : std::nullopt;
    if (inside || had) m_crosshairLayer->replot();
    if (inside) emit crosshairMoved(*m_crosshair);
    if (had && !inside) emit crosshairLeft();
}

void LineChartCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_pressed) return;
    const QPointF pressed = *m_pressed;
    m_pressed.reset();
    if (std::exchange(m_dragging, false))
        return zoomTo(QRectF(pressed, event->position()).normalized());
    const int marker = markerAt(event->position());
    if (marker >= 0)
        emit markerClicked(marker);
    else
        emit keyClicked(frame().x.toValue(event->position().x()));
}

void LineChartCanvas::mouseDoubleClickEvent(QMouseEvent*)
{
    m_pressed.reset();
    resetView();
}

void LineChartCanvas::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (steps == 0) return event->ignore();
    const ChartFrame f = frame();
    const QPointF at = event->position();
    const double factor = std::pow(0.85, steps);
    // Over an axis only that axis zooms; Shift keeps the values following.
    const bool keys = at.x() >= f.plot.left() && at.x() <= f.plot.right();
    const bool values = at.y() <= f.plot.bottom() && !(event->modifiers() & Qt::ShiftModifier);
    const auto apply = [&](QCPAxis* axis, const AxisScale& scale, double pixel) {
        const AxisRange range = zoomed(scale, pixel, factor);
        if (QCPRange::validRange(range.lower, range.upper))
            axis->setRange(range.lower, range.upper);
    };
    if (keys) apply(xAxis, f.x, at.x());
    if (values && at.x() <= f.plot.right()) apply(yAxis, f.left, at.y());
    if (values && at.x() >= f.plot.left()) apply(yAxis2, f.right, at.y());
    setFollowing(m_followKeys && !keys, m_followValues && !values);
    refresh();
    event->accept();
}

void LineChartCanvas::leaveEvent(QEvent* event)
{
    m_cursor.reset();
    m_crosshair.reset();
    m_crosshairLayer->replot();
    hoverMarker({ -1000, 1e6 }, {});
    emit crosshairLeft();
    QCustomPlot::leaveEvent(event);
}

void LineChartCanvas::drawInto(QCPPainter& painter, QSize size)
{
    const auto crosshair = std::exchange(m_crosshair, std::nullopt);
    toPainter(&painter, size.width(), size.height());
    m_crosshair = crosshair;
    refresh();
}

} // namespace contrastlab
