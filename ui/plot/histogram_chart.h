// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two or three distributions over one range, as overlaid filled steps: the cosines of positive and
// negative pairs, for one. All texts come from the caller, already translated. Window thread.
#pragma once

#include "plot/axes_canvas.h"
#include "plot/readout.h"

#include <span>
#include <vector>

namespace contrastlab {

/// How many of `values` fall into each of `bins` equal parts of lower..upper; the upper end belongs
/// to the last bin; values outside and NaN are left out.
std::vector<double> binCounts(std::span<const float> values, double lower, double upper, int bins);

class HistogramChart : public AxesCanvas {
    Q_OBJECT

public:
    struct Distribution {
        QString label;
        int color = 0; ///< index into the theme's series colours
        std::vector<double> counts; ///< one a bin; drawn as shares of their sum
    };

    explicit HistogramChart(QWidget* parent = nullptr);

    /// The range that the bins of every distribution divide evenly.
    void setRange(double lower, double upper);
    void setDistributions(std::vector<Distribution> distributions);
    void setAxisTitles(const QString& x, const QString& y);
    bool isShown(int distribution) const { return m_shown[static_cast<std::size_t>(distribution)]; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool isEmpty() const override { return highestShare() == 0; }
    void fitRanges(const QRectF& plot) override;
    std::optional<QRectF> plotIn(QSize size, double legendHeight) const override;
    void drawOverlay(QPainter& painter, const AxesFrame& frame) override;
    void takePointer(std::optional<QPointF> at) override;
    void takeLegendClick(int entry, bool alone) override;
    void takeNavigation() override;
    QString reading() const override;
    bool moveCursor(QPoint direction) override;
    std::optional<QPointF> cursorPosition() const override;
    void themeChanged() override;

private:
    bool isDrawn(std::size_t distribution) const;
    double highestShare() const;
    AxesRanges whole() const;
    void rebuildLegend();
    void drawDistribution(
        QPainter& painter, const AxesFrame& frame, const Distribution& distribution) const;
    void setCrosshair(std::optional<double> value);
    Readout readoutAt(double value, const AxesFrame& frame) const;

    std::vector<Distribution> m_distributions;
    std::vector<bool> m_shown;
    double m_lower = -1, m_upper = 1;
    QString m_xTitle;
    bool m_hasValueTitle = false;
    std::optional<double> m_crosshair;
};

} // namespace contrastlab
