// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/curve_data.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace contrastlab {

void ValueBounds::include(double value)
{
    if (!std::isfinite(value)) return;
    min = std::min(min, value);
    max = std::max(max, value);
    if (value > 0) minPositive = std::min(minPositive, value);
}

void ValueBounds::include(const ValueBounds& other)
{
    min = std::min(min, other.min);
    max = std::max(max, other.max);
    minPositive = std::min(minPositive, other.minPositive);
}

double DebiasedAverage::next(double value)
{
    if (!std::isfinite(value)) return std::numeric_limits<double>::quiet_NaN();
    m_decay *= m_weight;
    m_average += (1 - m_weight) / (1 - m_decay) * (value - m_average);
    return m_average;
}

void MinMaxPyramid::append(double value)
{
    std::size_t block = m_size++ / fanOut;
    for (std::size_t level = 0;; ++level, block /= fanOut) {
        if (level == m_levels.size()) {
            // A new top level starts with what its only child knows already.
            m_levels.emplace_back(1);
            if (level > 0)
                for (const ValueBounds& child : m_levels[level - 1])
                    m_levels[level][0].include(child);
        }
        auto& blocks = m_levels[level];
        if (block == blocks.size()) blocks.emplace_back();
        blocks[block].include(value);
        if (block == 0) break;
    }
}

void MinMaxPyramid::clear()
{
    m_levels.clear();
    m_size = 0;
}

ValueBounds MinMaxPyramid::bounds(
    std::span<const double> values, std::size_t first, std::size_t last) const
{
    ValueBounds result;
    for (; first < last && first % fanOut != 0; ++first)
        result.include(values[first]);
    for (; last > first && last % fanOut != 0; --last)
        result.include(values[last - 1]);
    first /= fanOut, last /= fanOut;
    for (std::size_t level = 0; first < last; ++level, first /= fanOut, last /= fanOut) {
        for (; first < last && first % fanOut != 0; ++first)
            result.include(m_levels[level][first]);
        for (; last > first && last % fanOut != 0; --last)
            result.include(m_levels[level][last - 1]);
    }
    return result;
}

void CurveData::append(std::span<const double> keys, std::span<const double> values)
{
    double previous = m_keys.empty() ? -std::numeric_limits<double>::infinity() : m_keys.back();
    bool sorted = true;
    for (const double key : keys) {
        sorted = sorted && std::isfinite(key) && key >= previous;
        previous = key;
    }
    if (sorted) return appendSorted(keys, values);

    std::vector<std::pair<double, double>> all;
    for (std::size_t i = 0; i < m_keys.size(); ++i)
        all.emplace_back(m_keys[i], m_raw[i]);
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (std::isfinite(keys[i])) all.emplace_back(keys[i], values[i]);
    std::ranges::stable_sort(all, {}, &std::pair<double, double>::first);
    clear();
    std::vector<double> sortedKeys, sortedValues;
    for (const auto& [key, value] : all) {
        sortedKeys.push_back(key);
        sortedValues.push_back(value);
    }
    appendSorted(sortedKeys, sortedValues);
}

void CurveData::appendSorted(std::span<const double> keys, std::span<const double> values)
{
    const std::size_t first = m_raw.size();
    const bool wasShort = m_finite <= 2;
    m_keys.insert(m_keys.end(), keys.begin(), keys.end());
    m_raw.insert(m_raw.end(), values.begin(), values.end());
    for (const double value : values) {
        m_rawPyramid.append(value);
        m_finite += std::isfinite(value);
    }
    if (wasShort)
        rebuildSmoothed();
    else
        smoothFrom(first);
}

void CurveData::clear()
{
    m_keys.clear();
    m_raw.clear();
    m_rawPyramid.clear();
    m_finite = 0;
    rebuildSmoothed();
}

void CurveData::setSmoothing(double weight)
{
    const double clamped = std::clamp(weight, 0.0, 0.99);
    if (clamped == m_smoothing) return;
    m_smoothing = clamped;
    rebuildSmoothed();
}

void CurveData::rebuildSmoothed()
{
    m_smoothed.clear();
    m_smoothedPyramid.clear();
    m_average = DebiasedAverage(m_finite <= 2 ? 0 : m_smoothing);
    smoothFrom(0);
}

void CurveData::smoothFrom(std::size_t first)
{
    for (std::size_t i = first; i < m_raw.size(); ++i) {
        m_smoothed.push_back(m_average.next(m_raw[i]));
        m_smoothedPyramid.append(m_smoothed.back());
    }
}

std::span<const double> CurveData::values(Line line) const
{
    return line == Line::Raw ? m_raw : m_smoothed;
}

const MinMaxPyramid& CurveData::pyramid(Line line) const
{
    return line == Line::Raw ? m_rawPyramid : m_smoothedPyramid;
}

std::pair<std::size_t, std::size_t> CurveData::indexRange(double lower, double upper) const
{
    const auto first = std::lower_bound(m_keys.begin(), m_keys.end(), lower);
    const auto last = std::upper_bound(first, m_keys.end(), upper);
    return { static_cast<std::size_t>(first - m_keys.begin()),
        static_cast<std::size_t>(last - m_keys.begin()) };
}

ValueBounds CurveData::bounds(Line line, std::size_t first, std::size_t last) const
{
    return pyramid(line).bounds(values(line), first, last);
}

CurveColumn CurveData::summary(Line line, std::size_t first, std::size_t last) const
{
    const auto all = values(line);
    if (last - first == 1) {
        const double value = std::isfinite(all[first]) ? all[first] : std::nan("");
        return { m_keys[first], value, value, value, value };
    }
    const ValueBounds bounds = pyramid(line).bounds(all, first, last);
    const double key = 0.5 * (m_keys[first] + m_keys[last - 1]);
    if (bounds.isEmpty()) return { key, std::nan(""), std::nan(""), std::nan(""), std::nan("") };
    const double entry = std::isfinite(all[first]) ? all[first] : bounds.min;
    const double exit = std::isfinite(all[last - 1]) ? all[last - 1] : bounds.max;
    return { key, entry, bounds.min, bounds.max, exit };
}

std::vector<CurveColumn> CurveData::columns(
    Line line, double lower, double upper, int columns) const
{
    auto [first, last] = indexRange(lower, upper);
    first -= first > 0;
    last += last < m_keys.size();
    std::vector<CurveColumn> result;
    if (last - first <= 2 * static_cast<std::size_t>(columns)) {
        for (std::size_t i = first; i < last; ++i)
            result.push_back(summary(line, i, i + 1));
        return result;
    }
    // Key bins on a grid that is fixed in key space: while new samples arrive at the same zoom, old
    // columns keep their samples and the picture does not shimmer.
    const double width = (upper - lower) / columns;
    while (first < last) {
        const double end = (std::floor(m_keys[first] / width) + 1) * width;
        std::size_t step = 1;
        while (first + step < last && m_keys[first + step] < end)
            step *= 2;
        const auto from = m_keys.begin() + static_cast<std::ptrdiff_t>(first + step / 2);
        const auto to = m_keys.begin() + static_cast<std::ptrdiff_t>(std::min(first + step, last));
        auto next = static_cast<std::size_t>(std::lower_bound(from, to, end) - m_keys.begin());
        next = std::max(next, first + 1);
        result.push_back(summary(line, first, next));
        first = next;
    }
    return result;
}

} // namespace contrastlab
