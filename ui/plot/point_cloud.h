// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A scatter, in the plane or in space, of up to a million points whose coordinates may change every
// frame, and more that stay: colour by class, shape by modality, thin lines between the points of a
// pair. Hovering, selection, lasso, filter by legend. All texts come from the caller, already
// translated. Window thread.
#pragma once

#include "plot/axes_canvas.h"
#include "plot/cloud_arrows.h"
#include "plot/cloud_density.h"
#include "plot/cloud_model.h"
#include "plot/cloud_painter.h"
#include "plot/cloud_places.h"
#include "plot/cloud_trails.h"
#include "plot/point_index.h"
#include "plot/view_glide.h"

#include <QBasicTimer>

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace contrastlab {

class PointCloud : public AxesCanvas {
    Q_OBJECT

public:
    explicit PointCloud(QWidget* parent = nullptr);

    /// New points: selection, hover and pairs start afresh, the view fits them at once.
    void setPoints(std::vector<CloudPoint> points);
    /// New coordinates for the same points (x, y alternating, or x, y, z in space); everything else
    /// stays, and the view glides after them unless the user zoomed.
    void setFrame(std::span<const float> coordinates);
    /// Lines to where the points were in the last pictures; these begin when they are shown.
    void setTrailsShown(bool shown);
    bool areTrailsShown() const { return m_trailsShown; }
    /// A picture of the points for their trails, as for setFrame().
    void addToTrails(std::span<const float> coordinates);
    const CloudTrails& trails() const { return m_trails; }
    void setPairs(std::vector<std::pair<int, int>> pairs);
    void setPairsVisible(bool visible);
    bool arePairsVisible() const { return m_pairsVisible; }
    /// One name a point, written beside it when hovered or among few selected; may be empty.
    void setPointLabels(QStringList labels);

    /// In space a drag turns the points, which are the smaller and the paler the farther they are;
    /// lines along the three axes stand in the place of grid and numbers.
    void setSpatial(bool spatial);
    bool isSpatial() const { return m_model.isSpatial(); }
    void setTurn(const Turn& turn);
    void takeView(const AxesCanvas& other) override;
    /// In space the points turn by themselves, slowly, but while the pointer is over them.
    void setTurning(bool turning);
    /// The points lie on the unit circle or sphere, which is drawn.
    void setUnit(bool unit);
    const Turn& turn() const { return m_model.turn(); }

    void setAxisTitles(const QString& x, const QString& y, const QString& z = {});
    /// `grey`: the colour that stands for all without one of their own; -1: there is no such.
    void setColorLegend(const QStringList& labels, int grey = -1);
    /// Other colours for the same points, one a point.
    void setColors(std::span<const int> colors);
    /// Names of the colours where their points lie densest.
    void setGroupNamesShown(bool shown);
    /// Lines around the densest regions, where so many points are in sight that they cover each
    /// other.
    void setContoursShown(bool shown);
    /// Pictures in the place of points, where few are in sight.
    void setPictures(PointPicture pictures);
    /// Other pictures can be had now.
    void refreshPictures() { refreshLayer(m_pointLayer); }
    void setShapeLegend(const QStringList& labels);

    int pointCount() const { return m_model.count(); }
    /// Where a point is drawn in the widget.
    QPointF positionOf(int index) const;
    /// The point within 14 pixels of a position in the widget, or -1. Filtered points are not
    /// found.
    int pointAt(QPointF position) const;

    /// Ascending indices.
    std::vector<int> selection() const { return m_model.selection(); }
    void setSelection(std::span<const int> indices);
    void clearSelection() { setSelection({}); }
    /// Rings and names points among those that are selected: for linked views. Emits nothing.
    void setMarked(std::span<const int> indices);
    const std::vector<int>& marked() const { return m_model.marked(); }
    /// Adds all unfiltered points inside a polygon in widget coordinates to the selection.
    void selectInside(const QPolygonF& polygon);
    /// Draws a point as hovered, -1 for none: for linked views. Emits nothing.
    void setHovered(int index);
    int hovered() const { return m_hovered; }
    /// Dashed lines from the hovered point to these.
    void setHoverLinks(const std::vector<int>& points);
    const std::vector<int>& hoverLinks() const { return m_hoverLinks; }
    /// What acts on points; in files, too.
    void setForces(std::vector<CloudForce> forces);
    const std::vector<CloudForce>& forces() const { return m_forces; }

    /// The legend's filter: whether points of this colour or shape stand out.
    void setColorShown(int color, bool shown);
    void setShapeShown(int shape, bool shown);
    bool isFiltered(int index) const { return m_model.isFiltered(static_cast<std::size_t>(index)); }

    /// Glides to show all points and follows them again.
    void resetView() override;
    QRectF visibleArea() const { return m_glide.view().visible(plotRect()); }
    /// Ends a glide at its goal.
    void finishGlide();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void pointHovered(int index, const QPoint& globalPosition);
    void pointLeft();
    void selectionChanged();

protected:
    bool isEmpty() const override { return m_model.points().empty(); }
    void fitRanges(const QRectF& plot) override;
    std::optional<QRectF> plotIn(QSize size, double legendHeight) const override;
    void drawOverlay(QPainter& painter, const AxesFrame& frame) override;
    void takePointer(std::optional<QPointF> at) override;
    void takeClick(QPointF at, Qt::KeyboardModifiers modifiers) override;
    void takeLegendClick(int entry, bool alone) override;
    void takeLasso(const QPolygonF& polygon) override { selectInside(polygon); }
    void takeNavigation() override;
    void takeTurn(QPointF pixels) override;
    bool moveCursor(QPoint direction) override;
    std::optional<QPointF> cursorPosition() const override;
    void themeChanged() override;
    void timerEvent(QTimerEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void showTitles();
    void rebuildLegend();
    void pointsMoved();
    void viewMoved();
    static constexpr int glideInterval = 16; ///< ms a step
    void stepGlide(int nextAfter); ///< ms until the next, unless points come before
    CloudPlaces places() const { return { m_model, m_glide.view(), plotRect() }; }
    const PointIndex* index() const;
    void drawPoints(QPainter& painter, const AxesFrame& frame);
    void drawOver(QPainter& painter, const AxesFrame& frame, const CloudPlaces& places);
    void hoverSoon();
    void hitTest();
    void hover(int point);

    CloudModel m_model;
    CloudPainter m_painter;
    CloudTrails m_trails;
    GroupNames m_groupNames;
    bool m_pairsVisible = true, m_groupNamesShown = false, m_trailsShown = false;
    bool m_contoursShown = true;
    int m_pointLayer;
    std::array<QString, 3> m_axisTitles;

    ViewGlide m_glide;
    QBasicTimer m_glideTimer, m_turnTimer;
    QRectF m_fittedPlot; ///< that the view was made for

    /// Of the points in their own plane, so that it stays when the view moves.
    mutable PointIndex m_index;
    mutable std::uint64_t m_indexed = 0, m_missed = 0; ///< revisions of the model

    int m_hovered = -1;
    std::vector<int> m_hoverLinks;
    std::vector<CloudForce> m_forces;
    QBasicTimer m_hoverTimer;
    bool m_hoverPending = false;
};

} // namespace contrastlab
