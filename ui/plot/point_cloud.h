// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A scatter of up to about 100,000 points whose coordinates may change every frame: colour by
// class, shape by modality, thin lines between the points of a pair. Hovering, selection, lasso,
// filter by legend. All texts come from the caller, already translated. Window thread.
#pragma once

#include "plot/cloud_view.h"
#include "plot/figure.h"
#include "plot/legend.h"
#include "plot/point_index.h"
#include "plot/point_sprites.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QPolygonF>

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace contrastlab {

struct CloudPoint {
    float x = 0, y = 0; ///< NaN: not drawn
    int color = 0; ///< index into the colour legend
    int shape = 0; ///< index into the shape legend: circle, square, triangle
};

class PointCloud : public Figure {
    Q_OBJECT

public:
    explicit PointCloud(QWidget* parent = nullptr);

    /// New points: selection, hover and pairs start afresh, the view fits them at once.
    void setPoints(std::vector<CloudPoint> points);
    /// New coordinates for the same points (x, y alternating, 2 a point); everything else stays,
    /// and the view glides after them unless the user zoomed.
    void setFrame(std::span<const float> coordinates);
    void setPairs(std::vector<std::pair<int, int>> pairs);
    void setPairsVisible(bool visible);
    bool arePairsVisible() const { return m_pairsVisible; }
    /// One name a point, written beside it when hovered or among few selected; may be empty.
    void setPointLabels(QStringList labels);

    void setAxisTitles(const QString& x, const QString& y);
    void setColorLegend(const QStringList& labels);
    void setShapeLegend(const QStringList& labels);

    int pointCount() const { return static_cast<int>(m_points.size()); }
    /// Where a point is drawn in the widget.
    QPointF positionOf(int index) const;
    /// The point within 14 pixels of a position in the widget, or -1. Filtered points are not
    /// found.
    int pointAt(QPointF position) const;

    /// Ascending indices.
    std::vector<int> selection() const;
    void setSelection(std::span<const int> indices);
    void clearSelection() { setSelection({}); }
    /// Adds all unfiltered points inside a polygon in widget coordinates to the selection.
    void selectInside(const QPolygonF& polygon);
    /// Draws a point as hovered, -1 for none: for linked views. Emits nothing.
    void setHovered(int index);
    int hovered() const { return m_hovered; }

    /// The legend's filter: whether points of this colour or shape stand out.
    void setColorShown(int color, bool shown);
    void setShapeShown(int shape, bool shown);
    bool isFiltered(int index) const;

    /// Glides to show all points and follows them again.
    void fitView();
    bool isFollowing() const { return m_following; }
    QRectF visibleArea() const { return m_view.visible(plotRect()); }
    /// Ends a glide at its goal.
    void finishGlide();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void pointHovered(int index, const QPoint& globalPosition);
    void pointLeft();
    void selectionChanged();

protected:
    void drawFigure(QPainter& painter, QSize size) override;
    void themeChanged() override;
    void resizeEvent(QResizeEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    enum class Drag { None, Undecided, Pan, Lasso };

    double layoutLegend(Legend& legend, int width) const;
    QRectF plotRectIn(QSize size, double legendHeight) const;
    QRectF plotRect() const { return m_plot; }
    void rebuildLegend();
    void arrange();
    void legendPressed(int entry, bool solo);

    QRectF dataBounds() const;
    CloudView fit() const { return CloudView::fitting(dataBounds(), m_plot); }
    void glideTo(const CloudView& target);
    void stepGlide(int nextAfter); ///< ms until the next, unless points come before
    void setView(const CloudView& view);
    void pointsMoved();

    double diameter() const;
    PointState stateOf(std::size_t index) const;
    const std::vector<QPointF>& screenPoints() const;
    void drawAxes(QPainter& painter, const QRectF& plot, const CloudView& view) const;
    void drawPairs(QPainter& painter, const QRectF& plot, const std::vector<QPointF>& places) const;
    template <typename Draw>
    void forEachVisible(const QRectF& area, const std::vector<QPointF>& places, Draw draw) const;
    QImage renderedPoints(
        const QRectF& plot, const std::vector<QPointF>& places, double devicePixelRatio);
    void drawForFile(QPainter& painter, const QRectF& plot, const CloudView& view);
    void drawRings(QPainter& painter) const;
    void drawHovered(QPainter& painter) const;
    void drawLabel(QPainter& painter, std::size_t index, QPointF place) const;
    void drawSelectionLabels(QPainter& painter) const;

    void hoverSoon();
    void hitTest();
    void click(QPointF position, bool toggle);

    std::vector<CloudPoint> m_points;
    std::vector<std::pair<int, int>> m_pairs;
    bool m_pairsVisible = true;
    QStringList m_pointLabels, m_colorLabels, m_shapeLabels;
    std::vector<bool> m_colorShown, m_shapeShown;
    std::vector<char> m_selected;
    int m_selectedCount = 0;
    QString m_xTitle, m_yTitle;

    Legend m_legend;
    int m_hoveredEntry = -1;
    QRectF m_plot { 0, 0, 1, 1 };
    CloudView m_view, m_target;
    bool m_following = true;
    QBasicTimer m_glide;
    QElapsedTimer m_glideClock;

    PointSprites m_sprites;
    QImage m_canvas; ///< pairs and points; null: to be rendered
    mutable std::vector<QPointF> m_screen; ///< in widget pixels, filtered ones too
    mutable PointIndex m_index;
    mutable bool m_screenStale = true, m_indexStale = true;

    int m_hovered = -1;
    std::optional<QPointF> m_cursor;
    QBasicTimer m_hoverTimer;
    bool m_hoverPending = false;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    CloudView m_viewAtPress;
    QPolygonF m_lasso;
};

} // namespace contrastlab
