// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Exponentials over blocks of logits, and softmax terms over arrays. Runs on the pool's threads.
#include "objective/log_sums.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

template <class S> constexpr double unshiftedBound = sizeof(S) == 4 ? 64.0 : 600.0;

// Keeps exp(-log) of an empty sum finite; sums that are not empty stay within bound + ln N.
template <class S> constexpr double leastLog = sizeof(S) == 4 ? -80.0 : -700.0;

// One number for each column of a block, on the stack.
template <class S> struct ColumnValues {
    alignas(64) S values[LogitBlock<S>::most];
    explicit ColumnValues(S value) { std::fill(std::begin(values), std::end(values), value); }
    S* operator+(Index j) { return values + j; }
};

// With delta = negative - positive and t = exp(-|delta|): softplus(delta) = max(delta, 0) + ln(1 +
// t), and its derivative is 1 / (1 + t) or t / (1 + t).
inline void storePositiveTerms(
    Vec<double> negative, Vec<double> positive, PositiveTerms& to, Index at, Index count)
{
    const Vec<double> delta = negative - positive;
    const Vec<double> t = expOf<double>(delta > 0.0 ? -delta : delta);
    const LogAndRatio<double> terms = log1pAndRatio<double>(t);
    const Vec<double> loss = larger<double>(delta, Vec<double> {}) + terms.log1p;
    storeSome(to.loss.data() + at, loss, count);
    storeSome(to.miss.data() + at, terms.ratio * (delta > 0.0 ? broadcast(1.0) : t), count);
    storeSome(to.logs.data() + at, positive + loss, count);
}

} // namespace

template <class S> void LogSums<S>::Axis::reset(Index size, double maximum)
{
    sums.setZero(size);
    maxima.setConstant(size, maximum);
    logs.resize(size);
    // Columns are read in whole vectors.
    weights.setZero(wholeVectors<S>(size));
    shifts.setZero(wholeVectors<S>(size));
}

// sums stands for sums exp(maxima); so does the addend, and the result for both together.
template <class S> void LogSums<S>::Axis::merge(Index at, S maximum, S sum)
{
    const double other = static_cast<double>(maximum);
    const double top = std::max(maxima[at], other);
    sums[at] =
        sums[at] * std::exp(maxima[at] - top) + static_cast<double>(sum) * std::exp(other - top);
    maxima[at] = top;
}

template <class S> void LogSums<S>::Axis::finish()
{
    mapVectors<double>(
        logs.size(), logs.data(),
        [](Vec<double> sum, Vec<double> maximum) { return logOf(sum) + maximum; }, sums.data(),
        maxima.data());
}

template <class S>
void LogSums<S>::Axis::setSoftmax(
    const Vector<double>& softmaxLogs, const Vector<double>& factors, bool shifted)
{
    if (shifted) {
        for (Index i = 0; i < softmaxLogs.size(); ++i) {
            const double log =
                std::max(softmaxLogs[i], static_cast<double>(LogitBlock<S>::excluded));
            shifts[i] = static_cast<S>(log);
            weights[i] =
                static_cast<S>(factors[i] * std::exp(static_cast<double>(shifts[i]) - log));
        }
        return;
    }
    mapVectors<double>(
        logs.size(), sums.data(), // which are free by now
        [](Vec<double> log, Vec<double> factor) {
            return factor * expOf<double>(-larger<double>(log, broadcast(leastLog<S>)));
        },
        softmaxLogs.data(), factors.data());
    weights.head(logs.size()) = sums.template cast<S>();
}

template <class S> void LogSums<S>::reset(Index rows, Index columns, double bound, bool keeps)
{
    m_shifted = bound > unshiftedBound<S>;
    m_keeps = keeps && !m_shifted;
    const double maximum = m_shifted ? -std::numeric_limits<double>::infinity() : 0.0;
    m_rows.reset(rows, maximum);
    m_columns.reset(columns, maximum);
}

template <class S> void LogSums<S>::add(LogitBlock<S>& block)
{
    if (m_shifted)
        addShifted(block);
    else
        addUnshifted(block);
}

template <class S> void LogSums<S>::addUnshifted(LogitBlock<S>& block)
{
    ColumnValues<S> columnSums(0);
    for (Index i = 0; i < block.rows; ++i) {
        S* x = block.row(i);
        Vec<S> rowSum = {};
        for (Index j = 0; j < block.columns; j += Simd<S>::width) {
            const Vec<S> e = expOf<S>(load<S>(x + j));
            if (m_keeps) store<S>(x + j, e);
            rowSum += e;
            store<S>(columnSums + j, load<S>(columnSums + j) + e);
        }
        m_rows.sums[block.firstRow + i] += static_cast<double>(sumOf<S>(rowSum));
    }
    for (Index j = 0; j < block.columns; ++j)
        m_columns.sums[block.firstColumn + j] += static_cast<double>(columnSums.values[j]);
}

template <class S> void LogSums<S>::addShifted(const LogitBlock<S>& block)
{
    constexpr Index width = Simd<S>::width;
    ColumnValues<S> columnMaxima(LogitBlock<S>::excluded);
    ColumnValues<S> columnSums(0);
    for (Index i = 0; i < block.rows; ++i)
        for (Index j = 0; j < block.columns; j += width)
            store<S>(
                columnMaxima + j, larger<S>(load<S>(columnMaxima + j), load<S>(block.row(i) + j)));
    for (Index i = 0; i < block.rows; ++i) {
        const S* x = block.row(i);
        Vec<S> largest = broadcast(LogitBlock<S>::excluded);
        for (Index j = 0; j < block.columns; j += width)
            largest = larger<S>(largest, load<S>(x + j));
        const S rowMaximum = largestOf<S>(largest);
        Vec<S> rowSum = {};
        for (Index j = 0; j < block.columns; j += width) {
            const Vec<S> logit = load<S>(x + j);
            rowSum += expOf<S>(logit - rowMaximum);
            store<S>(columnSums + j,
                load<S>(columnSums + j) + expOf<S>(logit - load<S>(columnMaxima + j)));
        }
        m_rows.merge(block.firstRow + i, rowMaximum, sumOf<S>(rowSum));
    }
    for (Index j = 0; j < block.columns; ++j)
        m_columns.merge(block.firstColumn + j, columnMaxima.values[j], columnSums.values[j]);
}

template <class S> void LogSums<S>::finish()
{
    m_rows.finish();
    m_columns.finish();
}

template <class S>
void LogSums<S>::setSoftmax(const Vector<double>& rowLogs, const Vector<double>& rowFactors,
    const Vector<double>& columnLogs, const Vector<double>& columnFactors)
{
    m_rows.setSoftmax(rowLogs, rowFactors, m_shifted);
    m_columns.setSoftmax(columnLogs, columnFactors, m_shifted);
}

template <class S> void LogSums<S>::slopes(LogitBlock<S>& block) const
{
    if (m_shifted)
        slopesShifted(block);
    else
        slopesUnshifted(block);
}

template <class S> void LogSums<S>::slopesUnshifted(LogitBlock<S>& block) const
{
    const bool isDone = block.visited && m_keeps;
    const S* columnWeights = m_columns.weights.data() + block.firstColumn;
    for (Index i = 0; i < block.rows; ++i) {
        S* x = block.row(i);
        const S rowWeight = m_rows.weights[block.firstRow + i];
        for (Index j = 0; j < block.columns; j += Simd<S>::width) {
            const Vec<S> e = isDone ? load<S>(x + j) : expOf<S>(load<S>(x + j));
            store<S>(x + j, e * (rowWeight + load<S>(columnWeights + j)));
        }
    }
}

template <class S> void LogSums<S>::slopesShifted(LogitBlock<S>& block) const
{
    const S* columnWeights = m_columns.weights.data() + block.firstColumn;
    const S* columnShifts = m_columns.shifts.data() + block.firstColumn;
    for (Index i = 0; i < block.rows; ++i) {
        S* x = block.row(i);
        const S rowWeight = m_rows.weights[block.firstRow + i];
        const S rowShift = m_rows.shifts[block.firstRow + i];
        for (Index j = 0; j < block.columns; j += Simd<S>::width) {
            const Vec<S> logit = load<S>(x + j);
            store<S>(x + j,
                rowWeight * expOf<S>(logit - rowShift)
                    + load<S>(columnWeights + j) * expOf<S>(logit - load<S>(columnShifts + j)));
        }
    }
}

void addLogs(const Vector<double>& a, const Vector<double>& b, Vector<double>& sum)
{
    sum = a;
    addLogsTo(sum.data(), b.data(), a.size());
}

void addLogsTo(double* sum, const double* other, Index count)
{
    mapVectors<double>(
        count, sum,
        [](Vec<double> x, Vec<double> y) {
            const Vec<double> high = larger<double>(larger<double>(x, y), broadcast(-1e300));
            const Vec<double> low = x > y ? y : x;
            return high + log1pAndRatio<double>(expOf<double>(low - high)).log1p;
        },
        static_cast<const double*>(sum), other);
}

void PositiveTerms::evaluate(const Vector<double>& negatives, const Vector<double>& positives)
{
    const Index n = positives.size();
    loss.resize(n);
    miss.resize(n);
    logs.resize(n);
    constexpr Index width = Simd<double>::width;
    const Index whole = n / width * width;
    for (Index i = 0; i < whole; i += width)
        storePositiveTerms(load(negatives.data() + i), load(positives.data() + i), *this, i, width);
    if (whole < n)
        storePositiveTerms(loadSome(negatives.data() + whole, n - whole),
            loadSome(positives.data() + whole, n - whole), *this, whole, n - whole);
}

template class LogSums<float>;
template class LogSums<double>;

} // namespace contrastlab
