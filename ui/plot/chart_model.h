// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a line chart shows, apart from how: series, markers and the rules by which axes find their
// ranges. No drawing. Owned by one chart, window thread.
#pragma once

#include "plot/axis_scale.h"
#include "plot/curve_data.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace contrastlab {

/// How a series of a line chart looks.
struct SeriesStyle {
    QString label; ///< for legend and read-out
    int color = 0; ///< index into the theme's series colours; negative: muted, for reference lines
    bool rightAxis = false;
    bool smoothed = true; ///< takes part in smoothing: raw values faint behind the average
    bool stepped = false; ///< each value holds until the next, the last to the edge of the plot
    bool dashed = false; ///< reference lines, or a second run's copy of a series
    QString endLabel; ///< written where the curve ends; empty: nothing
    QString unit; ///< behind values in words
    /// One of many to compare with: thin, under all others, in no legend, and no picture by itself.
    bool aside = false;
};

/// A vertical line with a text, such as a parameter change.
struct ChartMarker {
    double x = 0;
    QString text;
};

/// A stretch of keys with a name.
struct ChartBand {
    double from = 0, to = 0; ///< in either order
    QString text;
};

struct ChartSeries {
    QString id;
    SeriesStyle style;
    CurveData data;
    bool visible = true;

    /// The line that stands for the series: its average, or its raw values where nothing is
    /// smoothed.
    CurveData::Line mainLine() const
    {
        return style.smoothed ? CurveData::Line::Smoothed : CurveData::Line::Raw;
    }
};

/// Curves ahead of the newest, until they are history or forgotten.
struct ChartGhosts {
    double from = 0; ///< the key where all begin
    double to = 0; ///< the last one that they reach, or will
    QString text; ///< written where they begin
    std::vector<ChartSeries> curves; ///< on the left axis, named by their end labels
    std::size_t chosen = 0; ///< the one that stands out
    double strength = 1; ///< 0..1: fading
};

/// What the read-out says of one series at one x.
struct SeriesReading {
    const ChartSeries* series;
    double key; ///< of the sample that was read
    double value; ///< of the main line
    double raw;
};

struct ChartModel {
    std::vector<std::unique_ptr<ChartSeries>> series; ///< in the order of the legend
    std::vector<ChartMarker> markers; ///< ascending in x
    std::optional<ChartMarker> star; ///< what stands out
    QString standsOut; ///< of the series aside the one that is pointed at; empty: none
    std::optional<ChartGhosts> ghosts;
    double smoothing = 0;
    bool logY = false; ///< left axis only
    bool ignoreOutliers = false;

    ChartSeries* find(const QString& id) const;
    bool isEmpty() const; ///< but for what is aside
    bool usesRightAxis() const;

    /// The keys of all visible series, and `beyond`; 0..1 where there are none.
    AxisRange keyRange(const ValueBounds& beyond = {}) const;
    ValueBounds keyBounds() const;
    /// Range for the left or right axis over the visible series between two keys, padded.
    AxisRange valueRange(bool rightAxis, AxisRange keys) const;
    /// The sample of a visible curve that comes next after x, or before it; none where all end.
    std::optional<double> keyBeside(double x, bool after) const;
    /// Values of the visible series nearest to x, largest value first; series that do not reach x
    /// within `tolerance` are left out.
    std::vector<SeriesReading> readingsAt(double x, double tolerance) const;
};

/// The range without far outliers: 5 % and 95 % quantiles, widened by half their distance, but
/// never beyond the true bounds. Looks at about two thousand evenly spaced samples. The last tenth
/// counts by itself, so that a change which lasts is in sight at once, unless it would make the
/// range more than four times as large.
ValueBounds boundsWithoutOutliers(const CurveData& data, std::size_t first, std::size_t last);

} // namespace contrastlab
