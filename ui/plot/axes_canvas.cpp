// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Layout, layers and export; the mouse and the keys are in axes_canvas_input.cpp. Window thread.
#include "plot/axes_canvas.h"

#include "plot/axes_navigation.h"
#include "plot/axes_plot.h"

#include <QScopedValueRollback>
#include <QTimer>

#include <utility>

namespace contrastlab {

namespace {

constexpr double mostLegend = 0.2; ///< of the height of a figure

/// Numbers without marks between thousands: axes have no room for them.
QLocale withoutGroups(QLocale locale)
{
    locale.setNumberOptions(locale.numberOptions() | QLocale::OmitGroupSeparator);
    return locale;
}

} // namespace

struct AxesCanvas::Layers {
    struct Layer {
        QCPLayer* layer;
        bool stale;
    };
    std::vector<Layer> layers;
};

AxesCanvas::AxesCanvas(QWidget* parent)
    : Figure(parent)
    , m_axes(new AxesPlot(this, [this] { flush(); }))
    , m_layers(std::make_unique<Layers>())
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_axes->setTheme(theme(), font(), withoutGroups(locale()));
    m_axes->addDrawing([this](QPainter& painter) { drawWithAxes(painter); });
    m_layers->layers.push_back(
        { m_axes->addDrawnLayer(QStringLiteral("overlay"), [this](QPainter& painter) {
            if (isExporting()) return;
            drawOverlay(painter, frameOf(m_view.plot));
            drawGesture(painter);
            if (hasFocus()) drawFocus(painter);
        }) });
    connect(m_axes, &QCustomPlot::beforeReplot, this, [this] {
        prepare(size());
        m_axesStale = false;
        for (auto& layer : m_layers->layers)
            layer.stale = false;
    });
    connect(m_axes, &QCustomPlot::afterLayout, this, [this] {
        if (!m_plotIsFixed) m_view.plot = m_axes->axisRect()->rect();
    });
}

AxesCanvas::~AxesCanvas()
{
    delete m_axes; // draws what the members hold, so it goes first
}

void AxesCanvas::setEmptyText(const QString& text)
{
    Figure::setEmptyText(text);
    refresh();
}

void AxesCanvas::setLook(const AxesLook& look)
{
    m_axes->setLook(look);
    m_axes->setTheme(theme(), font(), withoutGroups(locale()));
    m_laidOutFor = {};
    refresh();
}

const AxesLook& AxesCanvas::look() const
{
    return m_axes->look();
}

void AxesCanvas::setTitles(const QString& x, const QString& left, const QString& right)
{
    m_axes->setTitles(x, left, right);
    refresh();
}

void AxesCanvas::setLegend(std::vector<LegendEntry> entries)
{
    m_legend.setEntries(std::move(entries));
    m_legendHeight = layoutLegend(size());
    refresh();
}

std::vector<LegendEntry> AxesCanvas::legendEntries() const
{
    return m_legendHeight > 0 ? m_legend.entries() : std::vector<LegendEntry>();
}

void AxesCanvas::setLegendShown(bool shown)
{
    if (std::exchange(m_legendShown, shown) == shown) return;
    m_legendHeight = layoutLegend(size());
    refresh();
}

void AxesCanvas::setLeftLogarithmic(bool logarithmic)
{
    m_leftLogarithmic = logarithmic;
    m_axes->setLeftLogarithmic(logarithmic);
}

void AxesCanvas::setRightVisible(bool visible)
{
    m_axes->setRightVisible(visible);
}

void AxesCanvas::addDrawing(Drawing drawing)
{
    m_axes->addDrawing([this, drawing = std::move(drawing)](QPainter& painter) {
        if (!isEmpty()) drawing(painter, frameOf(m_view.plot));
    });
}

int AxesCanvas::addLayer(Drawing drawing)
{
    const auto number = m_layers->layers.size();
    QCPLayer* layer = m_axes->addDrawnLayer(QStringLiteral("layer %1").arg(number),
        [this, drawing = std::move(drawing)](QPainter& painter) {
            if (!isEmpty()) drawing(painter, frameOf(m_view.plot));
        });
    m_layers->layers.push_back({ layer, true });
    return static_cast<int>(number);
}

// --- layout

double AxesCanvas::layOut(Legend& legend, int width) const
{
    const double em = fontMetrics().height();
    return legend.layout({ 0.6 * em, 0.3 * em }, width - 1.2 * em, scaledFont(0.95));
}

// In a low figure it gives way to the plot.
double AxesCanvas::layoutLegend(QSize size)
{
    if (!m_legendShown) return m_legend.hide();
    const double height = layOut(m_legend, size.width());
    return height > mostLegend * size.height() ? m_legend.hide() : height;
}

double AxesCanvas::legendHeightAt(int width) const
{
    Legend legend = m_legend;
    return layOut(legend, width);
}

std::optional<QRectF> AxesCanvas::plotIn(QSize, double) const
{
    return {};
}

bool AxesCanvas::showsTitles(int height) const
{
    return m_axes->showsTitles(height);
}

QRectF AxesCanvas::plotRect() const
{
    return plotIn(size(), m_legendHeight).value_or(m_view.plot);
}

AxesFrame AxesCanvas::frame() const
{
    return frameOf(plotRect());
}

AxesFrame AxesCanvas::frameOf(const QRectF& plot) const
{
    const auto& [x, left, right] = m_view.ranges;
    const double from = m_leftDownwards ? plot.top() : plot.bottom();
    const double to = m_leftDownwards ? plot.bottom() : plot.top();
    return { plot, { x.lower, x.upper, plot.left(), plot.right() },
        { left.lower, left.upper, from, to, m_leftLogarithmic },
        { right.lower, right.upper, from, to }, theme(), font(), withoutGroups(locale()) };
}

bool AxesCanvas::reserveRoom()
{
    const double em = fontMetrics().height();
    const double above = m_legendHeight > 0 ? m_legendHeight + 0.8 * em : 0.5 * em;
    // Room for title and four digits: the plot does not shift whenever a label grows by one.
    const int left = qRound(4.2 * em);
    const int right =
        m_axes->yAxis2->tickLabels() ? left : qRound(std::max<double>(em, roomRight()));
    const bool isNew =
        m_axes->reserve(QMargins(left, qRound(above + roomAbove()), right, qRound(0.5 * em)));
    m_axes->setRanges(m_view.ranges, m_view.plot.size());
    return isNew;
}

// Everything that a drawing of this size rests on.
void AxesCanvas::prepare(QSize size)
{
    m_drawnSize = size;
    m_legendHeight = layoutLegend(size);
    const auto fixed = plotIn(size, m_legendHeight);
    m_plotIsFixed = fixed.has_value();
    if (fixed) m_view.plot = *fixed;
    fitRanges(m_view.plot);
    if (fixed) {
        m_axes->fix(*fixed, size);
        return m_axes->setRanges(m_view.ranges, fixed->size());
    }
    const bool isNewRoom = reserveRoom();
    if (std::exchange(m_laidOutFor, size) == size && !isNewRoom) return;
    // What the axes take depends on their labels, and what there is room for on what they take.
    for (int pass = 0; pass < 2; ++pass) {
        m_axes->layOut(size);
        reserveRoom();
    }
}

void AxesCanvas::setFollowing(bool keys, bool values)
{
    const bool before = isFollowing();
    m_followsKeys = keys;
    m_followsValues = values;
    if (before != isFollowing()) emit followingChanged(isFollowing());
}

void AxesCanvas::resetView()
{
    setFollowing(true, true);
    refresh();
}

void AxesCanvas::themeChanged()
{
    m_axes->setTheme(theme(), font(), withoutGroups(locale()));
    m_laidOutFor = {};
    m_legendHeight = layoutLegend(size());
    refresh();
}

void AxesCanvas::resizeEvent(QResizeEvent* event)
{
    Figure::resizeEvent(event);
    m_legendHeight = layoutLegend(size());
    m_axes->setGeometry(rect());
}

// --- drawing

void AxesCanvas::refresh()
{
    m_axesStale = true;
    flushSoon();
}

void AxesCanvas::refreshLayer(int layer)
{
    m_layers->layers[static_cast<std::size_t>(layer)].stale = true;
    flushSoon();
}

void AxesCanvas::flushSoon()
{
    if (std::exchange(m_flushQueued, true)) return;
    QTimer::singleShot(0, this, [this] {
        m_flushQueued = false;
        if (isVisible())
            flush();
        else if (m_axesStale)
            prepare(size());
    });
}

void AxesCanvas::flush()
{
    if (!m_axes->hasRoom()) return;
    if (m_axesStale || !m_axes->isBuffered()) return m_axes->replot(QCustomPlot::rpQueuedRefresh);
    for (auto& [layer, stale] : m_layers->layers)
        if (std::exchange(stale, false)) layer->replot();
}

void AxesCanvas::showEvent(QShowEvent* event)
{
    Figure::showEvent(event);
    flushSoon();
}

void AxesCanvas::drawWithAxes(QPainter& painter)
{
    painter.setFont(font());
    m_legend.draw(painter, theme(), isExporting() ? -1 : m_hoveredEntry);
    if (isEmpty()) drawEmptyText(painter, m_view.plot);
}

QRectF AxesCanvas::zoomRect() const
{
    const QRectF rect = QRectF(*m_pressed, *m_pointer).normalized();
    return m_gestures.locked ? inProportion(rect, m_view.plot) : rect;
}

void AxesCanvas::drawGesture(QPainter& painter) const
{
    if (m_drag != Drag::zoom && m_drag != Drag::lasso) return;
    QColor fill = theme().highlight;
    fill.setAlphaF(0.13f);
    painter.setBrush(fill);
    painter.setPen(QPen(theme().highlight, 1));
    if (m_drag == Drag::zoom) return painter.drawRect(zoomRect() & m_view.plot);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().highlight, 1.2, Qt::DashLine));
    painter.drawPolygon(m_lasso);
}

void AxesCanvas::drawFocus(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().highlight, 2));
    painter.drawRect(m_view.plot.adjusted(-2, -2, 2, 2));
}

std::shared_ptr<QPainter> AxesCanvas::exportPainter() const
{
    return std::make_shared<QCPPainter>();
}

void AxesCanvas::drawFigure(QPainter& painter, QSize size)
{
    const QScopedValueRollback view(m_view);
    m_laidOutFor = {};
    prepare(size);
    // Made by exportPainter, called nowhere else.
    m_axes->drawInto(static_cast<QCPPainter&>(painter), size);
    m_legendHeight = layoutLegend(this->size());
    m_laidOutFor = {};
    refresh();
}

} // namespace contrastlab
