// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/point_cloud.h"

#include "plot/axis_ticks.h"
#include "plot/plot_text.h"
#include "plot/polyline.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double pickRadius = 14;
constexpr int hitTestInterval = 50; // ms between two hit tests
constexpr int glideInterval = 16; // ms a frame
constexpr int fedInterval = 100; // while points come and bring the view along
constexpr double glideTime = 130; // ms to cover 63 % of the way
constexpr std::size_t mostVectorPoints = 20000; // files with more hold an image of them
constexpr int ringedSelection = 8;
constexpr int labelledSelection = 12; // more names than this would cover each other

std::vector<bool> resized(std::vector<bool> shown, qsizetype size)
{
    shown.resize(static_cast<std::size_t>(size), true);
    return shown;
}

bool isShown(const std::vector<bool>& shown, int index)
{
    return static_cast<std::size_t>(index) >= shown.size()
        || shown[static_cast<std::size_t>(index)];
}

} // namespace

PointCloud::PointCloud(QWidget* parent) : Figure(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

// --- data

void PointCloud::setPoints(std::vector<CloudPoint> points)
{
    const bool hadSelection = m_selectedCount > 0;
    m_points = std::move(points);
    m_pairs.clear();
    m_pointLabels.clear();
    m_selected.assign(m_points.size(), 0);
    m_selectedCount = 0;
    m_hovered = -1;
    m_following = true;
    m_glide.stop();
    m_target = fit();
    setView(m_target);
    if (hadSelection) emit selectionChanged();
}

void PointCloud::setFrame(std::span<const float> coordinates)
{
    Q_ASSERT(coordinates.size() == 2 * m_points.size());
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        m_points[i].x = coordinates[2 * i];
        m_points[i].y = coordinates[2 * i + 1];
    }
    pointsMoved();
    if (m_following) glideTo(fit());
    if (m_glide.isActive()) stepGlide(fedInterval); // with the points: one repaint for both
    if (m_cursor) hoverSoon();
}

void PointCloud::pointsMoved()
{
    m_screenStale = m_indexStale = true;
    m_canvas = {};
    update();
}

void PointCloud::setPairs(std::vector<std::pair<int, int>> pairs)
{
    m_pairs = std::move(pairs);
    m_canvas = {};
    update();
}

void PointCloud::setPairsVisible(bool visible)
{
    m_pairsVisible = visible;
    m_canvas = {};
    update();
}

void PointCloud::setPointLabels(QStringList labels)
{
    m_pointLabels = std::move(labels);
    update();
}

void PointCloud::setAxisTitles(const QString& x, const QString& y)
{
    m_xTitle = x;
    m_yTitle = y;
    update();
}

void PointCloud::setColorLegend(const QStringList& labels)
{
    m_colorLabels = labels;
    m_colorShown = resized(std::move(m_colorShown), labels.size());
    rebuildLegend();
}

void PointCloud::setShapeLegend(const QStringList& labels)
{
    m_shapeLabels = labels;
    m_shapeShown = resized(std::move(m_shapeShown), labels.size());
    rebuildLegend();
}

// --- selection and filter

std::vector<int> PointCloud::selection() const
{
    std::vector<int> indices;
    for (std::size_t i = 0; i < m_selected.size(); ++i)
        if (m_selected[i]) indices.push_back(static_cast<int>(i));
    return indices;
}

void PointCloud::setSelection(std::span<const int> indices)
{
    std::vector<char> selected(m_points.size(), 0);
    for (const int index : indices)
        if (index >= 0 && index < pointCount()) selected[static_cast<std::size_t>(index)] = 1;
    if (selected == m_selected) return;
    m_selected = std::move(selected);
    m_selectedCount = static_cast<int>(std::ranges::count(m_selected, 1));
    m_canvas = {};
    update();
    emit selectionChanged();
}

void PointCloud::selectInside(const QPolygonF& polygon)
{
    std::vector<int> indices = selection();
    const QRectF bounds = polygon.boundingRect();
    const auto& places = screenPoints();
    for (std::size_t i = 0; i < places.size(); ++i)
        if (bounds.contains(places[i]) && std::isfinite(places[i].x())
            && !isFiltered(static_cast<int>(i))
            && polygon.containsPoint(places[i], Qt::OddEvenFill))
            indices.push_back(static_cast<int>(i));
    setSelection(indices);
}

void PointCloud::click(QPointF position, bool toggle)
{
    const int point = pointAt(position);
    if (!toggle) return point < 0 ? clearSelection() : setSelection(std::span(&point, 1));
    if (point < 0) return;
    std::vector<int> indices = selection();
    if (std::erase(indices, point) == 0) indices.push_back(point);
    setSelection(indices);
}

void PointCloud::setHovered(int index)
{
    const int valid = index < pointCount() ? index : -1;
    if (valid == m_hovered) return;
    m_hovered = valid;
    update();
}

bool PointCloud::isFiltered(int index) const
{
    const CloudPoint& point = m_points[static_cast<std::size_t>(index)];
    return !isShown(m_colorShown, point.color) || !isShown(m_shapeShown, point.shape);
}

void PointCloud::setColorShown(int color, bool shown)
{
    m_colorShown.resize(std::max(m_colorShown.size(), static_cast<std::size_t>(color) + 1), true);
    m_colorShown[static_cast<std::size_t>(color)] = shown;
    rebuildLegend();
}

void PointCloud::setShapeShown(int shape, bool shown)
{
    m_shapeShown.resize(std::max(m_shapeShown.size(), static_cast<std::size_t>(shape) + 1), true);
    m_shapeShown[static_cast<std::size_t>(shape)] = shown;
    rebuildLegend();
}

void PointCloud::legendPressed(int entry, bool solo)
{
    const bool color = entry < m_colorLabels.size();
    auto& shown = color ? m_colorShown : m_shapeShown;
    const auto index = static_cast<std::size_t>(color ? entry : entry - m_colorLabels.size());
    shown = legendClicked(shown, index, solo);
    rebuildLegend();
}

// --- view

QRectF PointCloud::dataBounds() const
{
    QPointF low(INFINITY, INFINITY), high(-INFINITY, -INFINITY);
    for (const CloudPoint& point : m_points) {
        if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
        low = { std::min<double>(low.x(), point.x), std::min<double>(low.y(), point.y) };
        high = { std::max<double>(high.x(), point.x), std::max<double>(high.y(), point.y) };
    }
    return low.x() <= high.x() ? QRectF(low, high) : QRectF(-1, -1, 2, 2);
}

void PointCloud::setView(const CloudView& view)
{
    m_view = view;
    pointsMoved();
}

void PointCloud::glideTo(const CloudView& target)
{
    // A goal that hardly moved and still shows everything well is kept: the picture does not
    // breathe.
    const QRectF goal = m_target.visible(m_plot);
    const double ratio = target.unitsPerPixel / m_target.unitsPerPixel;
    const bool gliding = m_glide.isActive();
    const bool kept = gliding || CloudView::alike(m_view, m_target, m_plot);
    if (kept && goal.contains(dataBounds()) && ratio > 0.85 && ratio < 1.04) return;
    m_target = target;
    if (gliding || CloudView::alike(m_view, m_target, m_plot)) return;
    m_glideClock.start();
    m_glide.start(glideInterval, this);
}

void PointCloud::finishGlide()
{
    if (!m_glide.isActive()) return;
    m_glide.stop();
    setView(m_target);
}

void PointCloud::fitView()
{
    m_following = true;
    m_target = {};
    glideTo(fit());
}

void PointCloud::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_hoverTimer.timerId()) {
        if (!std::exchange(m_hoverPending, false)) return m_hoverTimer.stop();
        return hitTest();
    }
    if (event->timerId() != m_glide.timerId()) return Figure::timerEvent(event);
    stepGlide(glideInterval);
}

void PointCloud::stepGlide(int nextAfter)
{
    const double elapsed = static_cast<double>(m_glideClock.restart());
    setView(CloudView::between(m_view, m_target, 1 - std::exp(-elapsed / glideTime)));
    if (CloudView::alike(m_view, m_target, m_plot))
        finishGlide();
    else
        m_glide.start(nextAfter, this);
}

double PointCloud::layoutLegend(Legend& legend, int width) const
{
    const double em = fontMetrics().height();
    return legend.layout({ 0.6 * em, 0.3 * em }, width - 1.2 * em, scaledFont(0.95));
}

void PointCloud::rebuildLegend()
{
    std::vector<LegendEntry> entries;
    for (int i = 0; i < m_colorLabels.size(); ++i)
        entries.push_back({ m_colorLabels[i], theme().seriesColor(i), LegendMark::Swatch,
            isShown(m_colorShown, i) });
    for (int i = 0; i < m_shapeLabels.size(); ++i)
        entries.push_back({ m_shapeLabels[i], theme().mutedText, pointShape(i),
            isShown(m_shapeShown, i), i == 0 });
    m_legend.setEntries(std::move(entries));
    m_indexStale = true; // filtered points cannot be found
    m_canvas = {};
    arrange();
}

QRectF PointCloud::plotRectIn(QSize size, double legendHeight) const
{
    const double em = fontMetrics().height();
    const double ticks =
        QFontMetricsF(scaledFont(0.9)).horizontalAdvance(QStringLiteral("−0.05")) + 0.5 * em;
    const double left = 1.5 * em + ticks;
    const double top = legendHeight + 0.6 * em;
    return { left, top, std::max(size.width() - left - 0.6 * em, 1.0),
        std::max(size.height() - top - 2.9 * em, 1.0) };
}

void PointCloud::arrange()
{
    const QRectF before = m_plot;
    m_plot = plotRectIn(size(), layoutLegend(m_legend, width()));
    if (m_plot == before) return update();
    if (m_following) {
        m_glide.stop();
        m_view = m_target = fit();
    }
    setView(m_view);
}

void PointCloud::resizeEvent(QResizeEvent* event)
{
    Figure::resizeEvent(event);
    arrange();
}

void PointCloud::themeChanged()
{
    rebuildLegend();
    m_canvas = {};
    update();
}

QSize PointCloud::sizeHint() const
{
    return QSize(36, 32) * fontMetrics().height();
}
QSize PointCloud::minimumSizeHint() const
{
    return QSize(14, 12) * fontMetrics().height();
}

// --- drawing

double PointCloud::diameter() const
{
    const double magnitude = std::log10(std::max<double>(10, static_cast<double>(m_points.size())));
    return std::clamp(9 - 2.2 * (magnitude - 2.4), 3.0, 9.0);
}

PointState PointCloud::stateOf(std::size_t index) const
{
    if (isFiltered(static_cast<int>(index))) return PointState::Muted;
    if (m_selectedCount == 0) return PointState::Normal;
    return m_selected[index] ? PointState::Selected : PointState::Muted;
}

const std::vector<QPointF>& PointCloud::screenPoints() const
{
    if (!m_screenStale) return m_screen;
    m_screen.resize(m_points.size());
    for (std::size_t i = 0; i < m_points.size(); ++i)
        m_screen[i] = m_view.toPixel(QPointF(m_points[i].x, m_points[i].y), m_plot);
    m_screenStale = false;
    return m_screen;
}

QPointF PointCloud::positionOf(int index) const
{
    return screenPoints()[static_cast<std::size_t>(index)];
}

void PointCloud::drawFigure(QPainter& painter, QSize figure)
{
    painter.setFont(font());
    const bool onScreen = !isExporting();
    Legend legend = m_legend;
    const QRectF plot =
        onScreen ? m_plot : plotRectIn(figure, layoutLegend(legend, figure.width()));
    legend.draw(painter, theme(), onScreen ? m_hoveredEntry : -1);
    CloudView view = m_view;
    if (!onScreen) {
        view.unitsPerPixel *=
            std::max(m_plot.width() / plot.width(), m_plot.height() / plot.height());
        if (m_following) view = CloudView::fitting(dataBounds(), plot);
    }
    drawAxes(painter, plot, view);
    if (m_points.empty()) return drawEmptyText(painter, plot);
    if (!onScreen) return drawForFile(painter, plot, view);

    const double ratio = painter.device()->devicePixelRatioF();
    if (m_canvas.isNull() || m_canvas.devicePixelRatio() != ratio)
        m_canvas = renderedPoints(m_plot, screenPoints(), ratio);
    painter.drawImage(m_plot.topLeft().toPoint(), m_canvas);
    painter.save();
    painter.setClipRect(m_plot);
    drawSelectionLabels(painter);
    if (!isExporting()) drawRings(painter);
    drawHovered(painter);
    painter.restore();
    if (m_drag != Drag::Lasso) return;
    QColor fill = theme().highlight;
    fill.setAlphaF(0.12f);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().highlight, 1.2, Qt::DashLine));
    painter.setBrush(fill);
    painter.drawPolygon(m_lasso);
}

void PointCloud::drawAxes(QPainter& painter, const QRectF& plot, const CloudView& view) const
{
    const double em = fontMetrics().height();
    const QRectF area = view.visible(plot);
    painter.setFont(scaledFont(0.9));
    painter.setRenderHint(QPainter::Antialiasing, false);
    const auto xTicks = linearTicks(area.left(), area.right(),
        std::clamp(static_cast<int>(plot.width() / (6 * em)), 2, 6), locale());
    const auto yTicks = linearTicks(area.top(), area.bottom(),
        std::clamp(static_cast<int>(plot.height() / (4 * em)), 2, 6), locale());
    for (std::size_t i = 0; i < xTicks.major.size(); ++i) {
        const double x = std::round(view.toPixel({ xTicks.major[i], 0 }, plot).x());
        painter.setPen(QPen(theme().grid, 1));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter.setPen(theme().mutedText);
        painter.drawText(QRectF(x - 5 * em, plot.bottom() + 0.15 * em, 10 * em, 1.1 * em),
            Qt::AlignHCenter | Qt::AlignTop, xTicks.labels[i]);
    }
    for (std::size_t i = 0; i < yTicks.major.size(); ++i) {
        const double y = std::round(view.toPixel({ 0, yTicks.major[i] }, plot).y());
        painter.setPen(QPen(theme().grid, 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme().mutedText);
        painter.drawText(QRectF(0, y - em, plot.left() - 0.35 * em, 2 * em),
            Qt::AlignRight | Qt::AlignVCenter, yTicks.labels[i]);
    }
    painter.setPen(QPen(theme().axis, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(plot);
    painter.setPen(theme().text);
    painter.setFont(font());
    drawElidedText(painter, QRectF(plot.left(), plot.bottom() + 1.35 * em, plot.width(), 1.4 * em),
        Qt::AlignCenter, m_xTitle);
    drawVerticalText(
        painter, QRectF(0.2 * em, plot.top(), 1.4 * em, plot.height()), Qt::AlignCenter, m_yTitle);
}

void PointCloud::drawPairs(
    QPainter& painter, const QRectF& plot, const std::vector<QPointF>& places) const
{
    if (!m_pairsVisible) return;
    QVector<QLineF> lines, mutedLines;
    for (const auto& [a, b] : m_pairs) {
        const auto i = static_cast<std::size_t>(a);
        const auto j = static_cast<std::size_t>(b);
        if (!std::isfinite(places[i].x() + places[i].y() + places[j].x() + places[j].y())) continue;
        const bool muted = stateOf(i) == PointState::Muted && stateOf(j) == PointState::Muted;
        for (const QPolygonF& part : clipped({ places[i], places[j] }, plot))
            (muted ? mutedLines : lines) << QLineF(part.first(), part.last());
    }
    painter.setRenderHint(QPainter::Antialiasing, m_pairs.size() <= 800);
    painter.setPen(QPen(theme().faint(theme().unselected, 0.5), 1));
    painter.drawLines(mutedLines);
    painter.setPen(QPen(theme().faint(theme().text, 0.24), 1));
    painter.drawLines(lines);
}

template <typename Draw>
void PointCloud::forEachVisible(
    const QRectF& area, const std::vector<QPointF>& places, Draw draw) const
{
    // What is greyed lies below what stands out.
    for (const PointState pass : { PointState::Muted, PointState::Normal, PointState::Selected })
        for (std::size_t i = 0; i < places.size(); ++i)
            if (area.contains(places[i]) && std::isfinite(places[i].x() + places[i].y())
                && stateOf(i) == pass)
                draw(places[i], m_points[i], pass);
}

QImage PointCloud::renderedPoints(
    const QRectF& plot, const std::vector<QPointF>& places, double ratio)
{
    const QPoint origin = plot.topLeft().toPoint();
    QImage canvas((QSizeF(plot.width() + 1, plot.height() + 1) * ratio).toSize(),
        QImage::Format_ARGB32_Premultiplied);
    canvas.fill(Qt::transparent);
    QPainter painter(&canvas);
    painter.scale(ratio, ratio);
    painter.translate(-origin);
    drawPairs(painter, plot, places);
    painter.end();
    m_sprites.prepare(theme(), diameter(), ratio);
    forEachVisible(plot.adjusted(-20, -20, 20, 20), places,
        [&](QPointF place, const CloudPoint& point, PointState state) {
            m_sprites.stamp(canvas, (place - origin) * ratio, point.color, point.shape, state);
        });
    canvas.setDevicePixelRatio(ratio);
    return canvas;
}

void PointCloud::drawForFile(QPainter& painter, const QRectF& plot, const CloudView& view)
{
    std::vector<QPointF> places;
    for (const CloudPoint& point : m_points)
        places.push_back(view.toPixel(QPointF(point.x, point.y), plot));
    if (m_points.size() > mostVectorPoints) {
        painter.drawImage(plot.topLeft().toPoint(), renderedPoints(plot, places, 3));
        return;
    }
    painter.save();
    painter.setClipRect(plot);
    drawPairs(painter, plot, places);
    painter.setRenderHint(QPainter::Antialiasing);
    forEachVisible(plot, places, [&](QPointF place, const CloudPoint& point, PointState state) {
        drawPoint(painter, theme(), place, diameter(), point.color, point.shape, state);
    });
    painter.restore();
}

// A few selected points are to be found at a glance, and their partners.
void PointCloud::drawRings(QPainter& painter) const
{
    if (m_selectedCount == 0 || m_selectedCount > ringedSelection) return;
    const auto& places = screenPoints();
    painter.save();
    painter.setClipRect(m_plot);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().highlight, 2));
    painter.setBrush(Qt::NoBrush);
    const auto isThere = [&](std::size_t i) {
        return std::isfinite(places[i].x() + places[i].y());
    };
    for (const auto& [a, b] : m_pairs) {
        const auto i = static_cast<std::size_t>(a), j = static_cast<std::size_t>(b);
        if ((m_selected[i] || m_selected[j]) && isThere(i) && isThere(j))
            painter.drawLine(places[i], places[j]);
    }
    const double radius = 0.5 * diameter() + 5;
    for (const int index : selection()) {
        const auto i = static_cast<std::size_t>(index);
        if (!isThere(i)) continue;
        drawPoint(painter, theme(), places[i], diameter() + 2, m_points[i].color, m_points[i].shape,
            PointState::Selected);
        painter.setPen(QPen(theme().highlight, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(places[i], radius, radius);
    }
    painter.restore();
}

void PointCloud::drawHovered(QPainter& painter) const
{
    if (m_hovered < 0) return;
    const auto& places = screenPoints();
    const auto index = static_cast<std::size_t>(m_hovered);
    if (!std::isfinite(places[index].x() + places[index].y())) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().text, 1.6));
    for (const auto& [a, b] : m_pairs) {
        if (a != m_hovered && b != m_hovered) continue;
        const auto other = static_cast<std::size_t>(a == m_hovered ? b : a);
        if (!std::isfinite(places[other].x() + places[other].y())) continue;
        painter.setPen(QPen(theme().text, 1.6));
        painter.drawLine(places[index], places[other]);
        drawPoint(painter, theme(), places[other], diameter() + 2, m_points[other].color,
            m_points[other].shape, PointState::Selected);
    }
    drawPoint(painter, theme(), places[index], diameter() + 5, m_points[index].color,
        m_points[index].shape, PointState::Selected);
    drawLabel(painter, index, places[index]);
}

void PointCloud::drawLabel(QPainter& painter, std::size_t index, QPointF place) const
{
    if (static_cast<qsizetype>(index) >= m_pointLabels.size()) return;
    const QString& label = m_pointLabels[static_cast<qsizetype>(index)];
    if (label.isEmpty()) return;
    painter.setFont(scaledFont(0.9));
    const QFontMetricsF metrics(painter.font());
    QRectF box(0, 0, metrics.horizontalAdvance(label) + 8, metrics.height() + 2);
    box.moveCenter({ place.x(), place.y() - diameter() - box.height() / 2 - 4 });
    box.moveLeft(std::clamp(box.left(), m_plot.left() + 2,
        std::max(m_plot.left() + 2, m_plot.right() - box.width() - 2)));
    if (box.top() < m_plot.top()) box.moveTop(place.y() + diameter() + 4);
    QColor fill = theme().background;
    fill.setAlphaF(0.85f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(theme().text);
    painter.drawText(box, Qt::AlignCenter | Qt::TextDontClip, label);
}

void PointCloud::drawSelectionLabels(QPainter& painter) const
{
    if (m_selectedCount == 0 || m_selectedCount > labelledSelection) return;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const int index : selection())
        if (m_plot.contains(positionOf(index)))
            drawLabel(painter, static_cast<std::size_t>(index), positionOf(index));
}

// --- mouse and keys

int PointCloud::pointAt(QPointF position) const
{
    if (m_indexStale) {
        std::vector<QPointF> findable = screenPoints();
        for (std::size_t i = 0; i < findable.size(); ++i)
            if (isFiltered(static_cast<int>(i))) findable[i] = { NAN, NAN };
        m_index.build(findable, m_plot);
        m_indexStale = false;
    }
    return m_plot.contains(position) ? m_index.nearest(position, pickRadius) : -1;
}

void PointCloud::hoverSoon()
{
    if (m_hoverTimer.isActive()) {
        m_hoverPending = true;
        return;
    }
    m_hoverTimer.start(hitTestInterval, this);
    hitTest();
}

void PointCloud::hitTest()
{
    const int point = m_cursor && m_drag == Drag::None ? pointAt(*m_cursor) : -1;
    if (point == m_hovered) return;
    setHovered(point);
    if (point >= 0)
        emit pointHovered(point, mapToGlobal(positionOf(point)).toPoint());
    else
        emit pointLeft();
}

void PointCloud::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    const int entry = m_legend.entryAt(event->position());
    if (entry >= 0)
        return legendPressed(entry, event->modifiers() & (Qt::AltModifier | Qt::ControlModifier));
    if (!m_plot.contains(event->position())) return;
    m_drag = Drag::Undecided;
    m_pressed = event->position();
    m_viewAtPress = m_view;
}

void PointCloud::mouseMoveEvent(QMouseEvent* event)
{
    m_cursor = event->position();
    const int entry = m_legend.entryAt(event->position());
    if (entry != std::exchange(m_hoveredEntry, entry)) {
        setCursor(entry >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
    const QPointF moved = event->position() - m_pressed;
    if (m_drag == Drag::Undecided && moved.manhattanLength() > 4) {
        m_drag = event->modifiers() & Qt::ShiftModifier ? Drag::Lasso : Drag::Pan;
        m_lasso = { m_pressed };
    }
    if (m_drag == Drag::Lasso) {
        m_lasso << event->position();
        update();
    } else if (m_drag == Drag::Pan) {
        m_following = false;
        m_glide.stop();
        const double scale = m_viewAtPress.unitsPerPixel;
        setView({ m_viewAtPress.center + QPointF(-moved.x(), moved.y()) * scale, scale });
    }
    hoverSoon();
}

void PointCloud::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (drag == Drag::Undecided) click(event->position(), event->modifiers() & Qt::ShiftModifier);
    if (drag == Drag::Lasso) selectInside(std::exchange(m_lasso, {}));
    update();
}

void PointCloud::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_plot.contains(event->position()))
        fitView();
    else
        mousePressEvent(event); // two quick clicks on the legend
}

void PointCloud::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (steps == 0 || !m_plot.contains(event->position())) return event->ignore();
    m_following = false;
    m_glide.stop();
    setView(m_view.zoomed(std::pow(0.85, steps), event->position(), m_plot));
    event->accept();
}

void PointCloud::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_F)
        fitView();
    else if (event->key() == Qt::Key_Escape && m_selectedCount > 0)
        clearSelection();
    else
        Figure::keyPressEvent(event);
}

void PointCloud::leaveEvent(QEvent* event)
{
    m_cursor.reset();
    m_hoveredEntry = -1;
    hitTest();
    update();
    Figure::leaveEvent(event);
}

} // namespace contrastlab
