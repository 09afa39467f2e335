// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Data, view and drawing; the mouse and the keys are in point_cloud_input.cpp. Window thread.
#include "plot/point_cloud.h"

#include "plot/cloud_backdrop.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr int fedInterval = 100; // ms a step of the glide, while points come and bring it along

constexpr int turnInterval = 50; // ms

AxesLook flatLook()
{
    return { .rightLine = true,
        .keyTicks = false,
        .valueTicks = false,
        .minorTicks = false,
        .linesForTitles = 13,
        .numbersGiveWay = true,
        .valueSpacing = 4,
        .mostKeyTicks = 6,
        .mostValueTicks = 6 };
}

} // namespace

PointCloud::PointCloud(QWidget* parent) : AxesCanvas(parent)
{
    setLook(flatLook());
    setGestures({ .plain = Drag::pan, .shifted = Drag::lasso, .locked = true });
    m_pointLayer =
        addLayer([this](QPainter& painter, const AxesFrame& frame) { drawPoints(painter, frame); });
}

// --- data

void PointCloud::setPoints(std::vector<CloudPoint> points)
{
    const bool hadSelection = m_model.selectedCount() > 0;
    m_model.setPoints(std::move(points));
    m_hovered = -1;
    m_hoverLinks.clear();
    m_forces.clear();
    m_trails.clear();
    m_glide.jump(CloudView::fitting(m_model.bounds(), plotRect()));
    setFollowing(true, true);
    viewMoved();
    if (hadSelection) emit selectionChanged();
}

void PointCloud::setFrame(std::span<const float> coordinates)
{
    m_model.move(coordinates);
    pointsMoved();
    if (isFollowing()) m_glide.aim(m_model.bounds(), plotRect());
    if (m_glide.isMoving()) stepGlide(fedInterval); // with the points: one repaint for both
    if (pointer()) hoverSoon();
}

void PointCloud::setSpatial(bool spatial)
{
    if (spatial == isSpatial()) return;
    m_model.setSpatial(spatial);
    setGestures(
        { .plain = spatial ? Drag::turn : Drag::pan, .shifted = Drag::lasso, .locked = true });
    AxesLook look = flatLook();
    look.visible = !spatial;
    setLook(look);
    showTitles();
    setFollowing(true, true);
    m_glide.jump(CloudView::fitting(m_model.bounds(), plotRect()));
    viewMoved();
}

void PointCloud::setTurning(bool turning)
{
    if (turning)
        m_turnTimer.start(turnInterval, this);
    else
        m_turnTimer.stop();
}

void PointCloud::setUnit(bool unit)
{
    m_model.setUnit(unit);
    pointsMoved();
}

void PointCloud::setTurn(const Turn& turn)
{
    if (turn == m_model.turn()) return;
    m_model.setTurn(turn);
    pointsMoved();
    emit viewChanged();
}

void PointCloud::takeView(const AxesCanvas& other)
{
    AxesCanvas::takeView(other);
    const auto* cloud = qobject_cast<const PointCloud*>(&other);
    if (cloud && cloud->isSpatial() && isSpatial()) setTurn(cloud->turn());
}

void PointCloud::setAxisTitles(const QString& x, const QString& y, const QString& z)
{
    m_axisTitles = { x, y, z };
    showTitles();
}

void PointCloud::showTitles()
{
    if (isSpatial())
        setTitles({}, {});
    else
        setTitles(m_axisTitles[0], m_axisTitles[1]);
    refreshLayer(m_pointLayer);
}

void PointCloud::pointsMoved()
{
    refreshLayer(m_pointLayer);
    refreshOverlay();
}

void PointCloud::viewMoved()
{
    refresh();
}

void PointCloud::setTrailsShown(bool shown)
{
    if (std::exchange(m_trailsShown, shown) == shown) return;
    m_trails.clear();
    refreshLayer(m_pointLayer);
}

void PointCloud::addToTrails(std::span<const float> coordinates)
{
    if (m_trailsShown) m_trails.add(coordinates);
}

void PointCloud::setPairs(std::vector<std::pair<int, int>> pairs)
{
    m_model.setPairs(std::move(pairs));
    pointsMoved();
}

void PointCloud::setPairsVisible(bool visible)
{
    m_pairsVisible = visible;
    refreshLayer(m_pointLayer);
}

void PointCloud::setPointLabels(QStringList labels)
{
    m_model.setPointLabels(std::move(labels));
    refreshOverlay();
}

void PointCloud::setColorLegend(const QStringList& labels, int grey)
{
    m_model.setColorLegend(labels, grey);
    rebuildLegend();
}

void PointCloud::setColors(std::span<const int> colors)
{
    m_model.recolor(colors);
    refreshLayer(m_pointLayer);
    refreshOverlay();
}

void PointCloud::setGroupNamesShown(bool shown)
{
    m_groupNamesShown = shown;
    refreshLayer(m_pointLayer);
}

void PointCloud::setContoursShown(bool shown)
{
    m_contoursShown = shown;
    refreshLayer(m_pointLayer);
}

void PointCloud::setPictures(PointPicture pictures)
{
    m_painter.setPictures(std::move(pictures));
    refreshLayer(m_pointLayer);
}

void PointCloud::setShapeLegend(const QStringList& labels)
{
    m_model.setShapeLegend(labels);
    rebuildLegend();
}

// --- selection and filter

void PointCloud::setSelection(std::span<const int> indices)
{
    if (!m_model.select(indices)) return;
    refreshLayer(m_pointLayer);
    refreshOverlay();
    emit selectionChanged();
}

void PointCloud::setMarked(std::span<const int> indices)
{
    if (!m_model.mark(indices)) return;
    refreshOverlay();
    if (m_trailsShown) refreshLayer(m_pointLayer);
}

void PointCloud::setHovered(int index)
{
    const int valid = index < pointCount() ? index : -1;
    if (valid == m_hovered) return;
    m_hovered = valid;
    refreshOverlay();
}

void PointCloud::setHoverLinks(const std::vector<int>& points)
{
    if (std::exchange(m_hoverLinks, points) != points) refreshOverlay();
}

void PointCloud::setForces(std::vector<CloudForce> forces)
{
    if (forces.empty() && m_forces.empty()) return;
    m_forces = std::move(forces);
    refreshOverlay();
}

void PointCloud::setColorShown(int color, bool shown)
{
    m_model.setColorShown(color, shown);
    rebuildLegend();
}

void PointCloud::setShapeShown(int shape, bool shown)
{
    m_model.setShapeShown(shape, shown);
    rebuildLegend();
}

void PointCloud::takeLegendClick(int entry, bool alone)
{
    m_model.clickLegend(entry, alone);
    rebuildLegend();
}

void PointCloud::rebuildLegend()
{
    setLegend(m_model.legend(theme()));
}

void PointCloud::themeChanged()
{
    AxesCanvas::themeChanged();
    m_model.setWeight(theme().weight);
    rebuildLegend();
}

// --- view

void PointCloud::fitRanges(const QRectF& plot)
{
    CloudView view = m_glide.view();
    if (isExporting()) {
        const QRectF shown = plotRect();
        view.unitsPerPixel *=
            std::max(shown.width() / plot.width(), shown.height() / plot.height());
        if (isFollowing()) view = CloudView::fitting(m_model.bounds(), plot);
    } else if (plot != m_fittedPlot) {
        m_fittedPlot = plot;
        if (isFollowing()) m_glide.jump(CloudView::fitting(m_model.bounds(), plot));
        view = m_glide.view();
    }
    setRanges(view.ranges(plot));
}

void PointCloud::takeNavigation()
{
    m_glide.jump(CloudView::of(ranges(), plotRect()));
    if (m_model.points().size() > CloudPainter::crowd) index();
    viewMoved();
}

void PointCloud::stepGlide(int nextAfter)
{
    m_glide.advance(plotRect());
    if (m_glide.isMoving())
        m_glideTimer.start(nextAfter, this);
    else
        m_glideTimer.stop();
    viewMoved();
}

void PointCloud::finishGlide()
{
    if (!m_glide.isMoving()) return;
    m_glideTimer.stop();
    m_glide.finish();
    viewMoved();
}

void PointCloud::resetView()
{
    setFollowing(true, true);
    m_glide.aimAnew(m_model.bounds(), plotRect());
    if (m_glide.isMoving()) m_glideTimer.start(glideInterval, this);
}

// The axes take the same room whatever their numbers are, so that a glide does not shake the plot.
std::optional<QRectF> PointCloud::plotIn(QSize size, double legendHeight) const
{
    const double em = fontMetrics().height();
    const int top = qRound(legendHeight + 0.6 * em), edge = qRound(0.6 * em);
    int left = edge, bottom = edge;
    if (!isSpatial() && showsTitles(size.height())) {
        const QFontMetricsF small(scaledFont(0.9));
        left = qRound(2 * em + small.horizontalAdvance(QStringLiteral("−0.05")));
        bottom = qRound(2.9 * em);
    }
    return QRectF(left, top, std::max(size.width() - left - edge, 1),
        std::max(size.height() - top - bottom, 1));
}

QSize PointCloud::sizeHint() const
{
    return QSize(36, 32) * fontMetrics().height();
}
QSize PointCloud::minimumSizeHint() const
{
    return QSize(14, 6) * fontMetrics().height();
}

// --- drawing

QPointF PointCloud::positionOf(int index) const
{
    return places()[static_cast<std::size_t>(index)];
}

// Points that move are as soon looked through; once they are asked for again, they are indexed.
const PointIndex* PointCloud::index() const
{
    if (m_indexed == m_model.revision()) return &m_index;
    const bool again = std::exchange(m_missed, m_model.revision()) == m_model.revision();
    if (!again) return nullptr;
    std::vector<QPointF> plane;
    plane.reserve(m_model.points().size());
    for (std::size_t i = 0; i < m_model.points().size(); ++i)
        plane.push_back(m_model.placeOf(i));
    m_index.build(plane, m_model.bounds());
    m_indexed = m_model.revision();
    return &m_index;
}

void PointCloud::drawPoints(QPainter& painter, const AxesFrame& frame)
{
    if (m_model.isUnit())
        drawUnitSphere(painter, m_model, frame);
    else if (isSpatial())
        drawSpaceAxes(painter, m_model, frame);
    m_trails.draw(painter, m_model, frame);
    if (isExporting()) {
        const CloudPlaces there(m_model, frame);
        m_painter.drawForFile(painter, m_model, frame, there, m_pairsVisible);
        return drawOver(painter, frame, there);
    }
    m_painter.draw(painter, m_model, frame, places(), m_pairsVisible,
        m_indexed == m_model.revision() ? &m_index : nullptr);
    drawOver(painter, frame, places());
}

void PointCloud::drawOver(QPainter& painter, const AxesFrame& frame, const CloudPlaces& places)
{
    if (m_contoursShown && areCrowded(m_model, frame, places))
        drawContours(painter, m_model, frame, places);
    if (m_groupNamesShown) m_groupNames.draw(painter, m_model, frame, places);
    if (isExporting()) drawForces(painter, frame, places, m_forces);
    if (isSpatial() && showsTitles(drawnSize().height()))
        drawSpaceTitles(painter, m_model, frame, m_axisTitles);
}

void PointCloud::drawOverlay(QPainter& painter, const AxesFrame& frame)
{
    if (isEmpty()) return;
    painter.save();
    painter.setClipRect(frame.plot);
    drawSelection(painter, m_model, frame, places());
    if (m_forces.empty()) drawHoverLinks(painter, frame, places(), m_hovered, m_hoverLinks);
    drawHovered(painter, m_model, frame, places(), m_hovered);
    drawForces(painter, frame, places(), m_forces);
    painter.restore();
}

} // namespace contrastlab
