// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One curve's samples with its smoothed twin, ready to be drawn at any zoom in time proportional to
// the width of the screen. Appending costs amortised O(1); nothing walks old points again.
// Owned by one widget, window thread.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace contrastlab {

/// The extremes of a stretch of values; NaN and infinities are left out.
struct ValueBounds {
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    double minPositive = std::numeric_limits<double>::infinity(); ///< for logarithmic axes

    bool isEmpty() const { return min > max; }
    void include(double value);
    void include(const ValueBounds& other);
};

/// Exponential moving average without the pull towards its start, s_n = m_n / (1 - w^n) with
/// m_n = w m_{n-1} + (1 - w) x_n (Kingma & Ba 2015, section 3), in the form
/// s += (1 - w) / (1 - w^n) (x - s), which leaves a constant series exactly as it is.
class DebiasedAverage {
public:
    explicit DebiasedAverage(double weight = 0) : m_weight(weight) { }

    /// The average after one more value; a value that is not finite is returned as NaN and skipped.
    double next(double value);

private:
    double m_weight;
    double m_decay = 1; ///< w^n
    double m_average = 0;
};

/// Minimum and maximum of any index range in O(log n), over values that only grow at the end.
class MinMaxPyramid {
public:
    void append(double value);
    void clear();
    /// Bounds of values[first, last); `values` are the ones appended, in order.
    ValueBounds bounds(std::span<const double> values, std::size_t first, std::size_t last) const;

private:
    static constexpr std::size_t fanOut = 16;
    std::vector<std::vector<ValueBounds>> m_levels; ///< level k: blocks of fanOut^(k+1) values
    std::size_t m_size = 0;
};

/// What falls into one pixel column of a drawn curve, or one sample where samples are sparse.
struct CurveColumn {
    double key;
    double first, min, max, last; ///< all NaN in a gap
};

class CurveData {
public:
    enum class Line { Raw, Smoothed };

    /// Adds samples; `keys` and `values` have equal length. Keys that do not ascend are sorted in
    /// (stable), at the price of rebuilding everything. A key that is not finite drops its sample.
    void append(std::span<const double> keys, std::span<const double> values);
    void clear();

    /// Weight of the past in 0..0.99 (clamped), applied to all samples before any down-sampling.
    /// Series of at most two numbers stay as they are.
    void setSmoothing(double weight);

    std::size_t size() const { return m_keys.size(); }
    std::span<const double> keys() const { return m_keys; }
    std::span<const double> values(Line line) const;

    /// Indices [first, last) of the samples whose keys lie in lower..upper.
    std::pair<std::size_t, std::size_t> indexRange(double lower, double upper) const;
    ValueBounds bounds(Line line, std::size_t first, std::size_t last) const;

    /// The curve over lower..upper, one neighbour outside on either side: every sample while there
    /// are at most two a column, otherwise `columns` summaries that keep all extremes.
    std::vector<CurveColumn> columns(Line line, double lower, double upper, int columns) const;

private:
    void appendSorted(std::span<const double> keys, std::span<const double> values);
    void rebuildSmoothed();
    void smoothFrom(std::size_t first);
    const MinMaxPyramid& pyramid(Line line) const;
    CurveColumn summary(Line line, std::size_t first, std::size_t last) const;

    std::vector<double> m_keys, m_raw, m_smoothed;
    MinMaxPyramid m_rawPyramid, m_smoothedPyramid;
    DebiasedAverage m_average;
    double m_smoothing = 0;
    std::size_t m_finite = 0; ///< how many raw values are numbers
};

} // namespace contrastlab
