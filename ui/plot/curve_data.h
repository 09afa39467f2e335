// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One curve's samples with its smoothed twin, ready to be drawn at any zoom in time proportional to
// the width of the screen. Appending costs amortised O(1), and memory has a bound: the far past is
// folded into blocks that keep their extremes and one recorded sample each.
//
//   blocks of m_stride samples | samples one by one
//   ---- folded() of them ---->|---- mostRecent at most ----> newest
//
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
    /// After many values whose average is `average`.
    DebiasedAverage(double weight, double average)
        : m_weight(weight)
        , m_decay(0)
        , m_average(average)
    {
    }

    /// The average after one more value; a value that is not finite is returned as NaN and skipped.
    double next(double value);

private:
    double m_weight;
    double m_decay = 1; ///< w^n
    double m_average = 0;
};

/// Minimum and maximum of any index range in O(log n), over values, or bounds of blocks of them,
/// that only grow at the end.
class MinMaxPyramid {
public:
    template <class Leaf> void append(const Leaf& leaf);
    void clear();
    /// Bounds of leaves[first, last); `leaves` are the ones appended, in order.
    template <class Leaf>
    ValueBounds bounds(std::span<const Leaf> leaves, std::size_t first, std::size_t last) const;

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

    /// Samples that are kept one by one, and blocks of older ones: many of either for a column of
    /// the widest screen, so that folding does not show.
    static constexpr std::size_t mostRecent = std::size_t(1) << 15;
    static constexpr std::size_t mostFolded = std::size_t(1) << 15;

    /// Adds samples; `keys` and `values` have equal length. Keys that do not ascend are sorted in
    /// (stable) among those kept one by one, at the price of rebuilding these. A sample is dropped
    /// where its key is not finite or lies in the folded past.
    void append(std::span<const double> keys, std::span<const double> values);
    void clear();

    /// Weight of the past in 0..0.99 (clamped), applied to all samples before any down-sampling.
    /// Series of at most two numbers stay as they are. The folded past keeps the average that it
    /// had: who has the samples gives them anew.
    void setSmoothing(double weight);
    double smoothing() const { return m_smoothing; }

    /// Blocks and samples. A block stands as the first number that was recorded in it.
    std::size_t size() const { return m_keys.size(); }
    std::size_t folded() const { return m_folded; }
    std::span<const double> keys() const { return m_keys; }
    std::span<const double> values(Line line) const;

    /// Indices [first, last) of the samples whose keys lie in lower..upper.
    std::pair<std::size_t, std::size_t> indexRange(double lower, double upper) const;
    ValueBounds bounds(Line line, std::size_t first, std::size_t last) const;

    /// The curve over lower..upper, one neighbour outside on either side: every sample while there
    /// are at most two a column, otherwise `columns` summaries that keep all extremes.
    std::vector<CurveColumn> columns(Line line, double lower, double upper, int columns) const;

private:
    /// Extremes of one line, for the blocks and for the samples after them.
    struct Extremes {
        std::vector<ValueBounds> blocks;
        MinMaxPyramid folded, recent;
    };

    void appendSorted(std::span<const double> keys, std::span<const double> values);
    void sortIn(std::span<const double> keys, std::span<const double> values);
    void forgetRecent();
    void rebuildSmoothed();
    void smoothFrom(std::size_t first);
    void fold();
    void foldBlock(std::size_t to, std::size_t first, std::size_t last);
    void halveBlocks();
    void dropBetween(std::size_t first, std::size_t last);
    const Extremes& extremes(Line line) const;
    CurveColumn summary(Line line, std::size_t first, std::size_t last) const;

    std::vector<double> m_keys, m_raw, m_smoothed;
    std::size_t m_folded = 0; ///< how many of these stand for blocks
    std::size_t m_stride = 1; ///< samples of a block
    Extremes m_rawExtremes, m_smoothedExtremes;
    DebiasedAverage m_average;
    double m_foldedAverage = 0; ///< at the end of the last block
    double m_smoothing = 0;
    std::size_t m_finite = 0; ///< how many raw values are numbers
};

} // namespace contrastlab
