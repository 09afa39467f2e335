// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of the line chart that rests on QCustomPlot: axes, grid, layers and the mouse. Internal
// to this room, included by line_chart.cpp and line_chart_canvas.cpp only. Window thread.
#pragma once

#include "plot/chart_painter.h"

#include <qcustomplot.h>

namespace contrastlab {

class LineChartCanvas : public QCustomPlot {
    Q_OBJECT

public:
    LineChartCanvas(ChartModel& model, QWidget* parent);

    void setAxisTitles(const QString& x, const QString& left, const QString& right);
    void setTheme(const PlotTheme& theme);
    void setEmptyText(const QString& text) { m_emptyText = text; }

    /// The markers are others now: their old places say nothing any more.
    void forgetMarkers();
    void setPlayhead(std::optional<double> x);
    void setCrosshair(std::optional<double> x);
    void resetView();
    void setKeyRange(AxisRange range);
    bool isFollowing() const { return m_followKeys && m_followValues; }

    /// Axes and mapping as of the last replot.
    ChartFrame frame() const;
    /// Queues a replot; many calls between two frames cost one.
    void refresh() { replot(rpQueuedReplot); }
    std::vector<SeriesReading> readingsAt(double x) const;
    /// Draws the chart into 0,0..size of an active painter, without crosshair.
    void drawInto(QCPPainter& painter, QSize size);

signals:
    void crosshairMoved(double x);
    void crosshairLeft();
    void keyClicked(double x);
    void markerClicked(int index);
    void followingChanged(bool following);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void addLayers();
    void fitAxes();
    void reserveMarkerRows();
    void drawCrosshair(QPainter& painter);
    void zoomTo(const QRectF& rect);
    void setFollowing(bool keys, bool values);
    int markerAt(QPointF position) const;
    void hoverMarker(QPointF position, QPoint global);

    ChartModel& m_model;
    PlotTheme m_theme;
    QString m_emptyText;
    QCPLayer* m_playheadLayer = nullptr;
    QCPLayer* m_crosshairLayer = nullptr;
    std::optional<double> m_playhead, m_crosshair;
    std::optional<QPointF> m_cursor; ///< of the mouse, in pixels
    std::optional<QPointF> m_pressed;
    bool m_dragging = false;
    bool m_followKeys = true, m_followValues = true;
    int m_hoveredMarker = -1;
    std::vector<PlacedMarker> m_placedMarkers;
};

} // namespace contrastlab
