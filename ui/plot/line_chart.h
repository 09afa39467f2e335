// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Curves over training: raw and smoothed lines on two axes, reference lines, named markers,
// crosshair, zoom and a playhead. Appending is cheap and old points are never walked again. All
// texts come from the caller, already translated. Window thread.
#pragma once

#include "plot/axes_canvas.h"
#include "plot/chart_markers.h"
#include "plot/chart_model.h"

#include <QPointer>

#include <optional>
#include <span>

namespace contrastlab {

class LineChart : public AxesCanvas {
    Q_OBJECT

public:
    explicit LineChart(QWidget* parent = nullptr);

    void setAxisTitles(const QString& x, const QString& left, const QString& right = {});
    /// Behind the numbers of the left axis: "%".
    void setValueUnit(const QString& unit);
    /// Numbers and title of the x axis; without, another chart's below say them.
    void setKeyLabelsShown(bool shown);
    /// Above the plot; without, markers are lines alone.
    void setFlagsShown(bool shown);
    using AxesCanvas::setLegendShown;
    /// The height that all but the plot takes in a figure of this width.
    int heightBesidePlot(int width, bool legend, bool flags, bool keyLabels) const;
    /// Both show the same keys from now on: zoom, pan, crosshair of either move both.
    void shareKeys(LineChart& other);

    /// Adds series `id` at the end of the legend, or changes the look of the one there is.
    void setSeries(const QString& id, const SeriesStyle& style);
    void removeSeries(const QString& id);
    QStringList seriesIds() const;
    [[nodiscard]] QString labelOf(const QString& id) const;
    /// Where the crosshair stands, of the pointer or of the keys.
    [[nodiscard]] std::optional<double> crosshair() const { return m_crosshair; }
    /// That the pointer is at, in ascending order of x; -1: none.
    [[nodiscard]] int hoveredMarker() const { return m_hoveredMarker; }
    /// The samples of a series; null where there is none of that name.
    const CurveData* curve(const QString& id) const;

    /// Adds samples to an existing series; NaN values are gaps. Fast where keys ascend.
    void append(const QString& id, std::span<const double> keys, std::span<const double> values);
    void append(const QString& id, double key, double value);
    void setData(const QString& id, std::span<const double> keys, std::span<const double> values);
    /// Takes samples over as they are, but for their smoothing.
    void setCurve(const QString& id, CurveData curve);
    void clear(const QString& id);
    /// Of a series aside: it is drawn above all and named in bold. Empty: none is.
    void setStandsOut(const QString& id);
    /// Empties all series, removes markers and playhead, follows again.
    void clearAll();

    void setSeriesVisible(const QString& id, bool visible);
    bool isSeriesVisible(const QString& id) const;
    /// Shows this series alone; all again where it is alone already.
    void soloSeries(const QString& id);

    /// Weight of the moving average, 0..0.99.
    void setSmoothing(double weight);
    double smoothing() const;
    /// Logarithmic left axis; values of zero and below fall off its lower edge.
    void setLogY(bool logarithmic);
    void setIgnoreOutliers(bool ignore);

    void addMarker(const ChartMarker& marker);
    void setMarkers(std::vector<ChartMarker> markers);
    const std::vector<ChartMarker>& markers() const { return m_model.markers; }
    /// A line with a star and a short text beside it: the one key that stands out.
    void setStar(std::optional<ChartMarker> star);
    const std::optional<ChartMarker>& star() const { return m_model.star; }

    /// Curves ahead of the newest: while they are there, their surroundings are in sight, and
    /// afterwards what was before.
    void setGhosts(std::optional<ChartGhosts> ghosts);
    const std::optional<ChartGhosts>& ghosts() const { return m_model.ghosts; }

    /// Marked stretches; repaints their own layer only.
    void setBands(std::vector<ChartBand> bands);
    const std::vector<ChartBand>& bands() const { return m_bands; }
    /// Ctrl and a drag, or a drag over the numbers of the keys, marks a stretch: bandDragged().
    void setBandsMarked(bool on) { setGestures({ .marksSpans = on }); }

    /// The line of the time that other views show; repaints its own layer only.
    void setPlayhead(std::optional<double> x);
    /// Shows the crosshair at x, as if the mouse were there: for charts side by side.
    void setCrosshair(std::optional<double> x);

    /// Zooms to x-values lower..upper; the values keep following.
    void setKeyRange(double lower, double upper);
    AxisRange keyRange() const;
    AxisRange valueRange(bool rightAxis) const;

    /// What the crosshair says at x, largest value first.
    std::vector<SeriesReading> readingsAt(double x) const;

    void resetView() override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void crosshairMoved(double x);
    void crosshairLeft();
    void bandDragged(double from, double to, bool done);
    void clicked(double x);
    void markerClicked(int index); ///< in ascending order of x
    void asideHovered(const QString& id); ///< empty: none is any more
    void seriesVisibilityChanged(const QString& id, bool visible);

protected:
    bool isEmpty() const override { return m_model.isEmpty(); }
    void fitRanges(const QRectF& plot) override;
    double roomAbove() const override;
    double roomRight() const override;
    void takeNavigation() override;
    void drawOverlay(QPainter& painter, const AxesFrame& frame) override;
    void takePointer(std::optional<QPointF> at) override;
    void takeClick(QPointF at, Qt::KeyboardModifiers modifiers) override;
    void takeLegendClick(int entry, bool alone) override;
    void takeSpan(double from, double to, bool done) override;
    QString reading() const override;
    bool moveCursor(QPoint direction) override;
    std::optional<QPointF> cursorPosition() const override;
    void themeChanged() override;

private:
    void rebuildLegend();
    [[nodiscard]] std::vector<ChartSeries*> inLegend() const;
    void applyVisibility(const std::vector<bool>& visible);
    void forgetMarkers();
    void dataChanged();
    void adoptKeys(AxisRange keys, bool following);
    void rememberKeys();
    void returnToKeys();
    const ChartModel* modelAhead() const;
    void drawChart(QPainter& painter, const AxesFrame& frame);
    void hoverMarker(std::optional<QPointF> at);
    void hoverAside(std::optional<QPointF> at);
    [[nodiscard]] QString asideAt(QPointF at) const;

    ChartModel m_model;
    QPointer<LineChart> m_partner; ///< that shows the same keys
    bool m_flagsShown = true;
    QString m_keyTitle;
    int m_bandLayer, m_playheadLayer;
    std::vector<ChartBand> m_bands;
    std::optional<double> m_playhead, m_crosshair;
    std::vector<PlacedMarker> m_placedMarkers;
    int m_hoveredMarker = -1;
    QString m_hoveredAside;
    std::optional<AxisRange> m_keysBefore; ///< that a person had zoomed to
};

} // namespace contrastlab
