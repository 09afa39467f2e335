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

template <class Leaf> void MinMaxPyramid::append(const Leaf& leaf)
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
        blocks[block].include(leaf);
        if (block == 0) break;
    }
}

void MinMaxPyramid::clear()
{
    m_levels.clear();
    m_size = 0;
}

template <class Leaf>
ValueBounds MinMaxPyramid::bounds(
    std::span<const Leaf> leaves, std::size_t first, std::size_t last) const
{
    ValueBounds result;
    for (; first < last && first % fanOut != 0; ++first)
        result.include(leaves[first]);
    for (; last > first && last % fanOut != 0; --last)
        result.include(leaves[last - 1]);
    first /= fanOut, last /= fanOut;
    for (std::size_t level = 0; first < last; ++level, first /= fanOut, last /= fanOut) {
        for (; first < last && first % fanOut != 0; ++first)
            result.include(m_levels[level][first]);
        for (; last > first && last % fanOut != 0; --last)
            result.include(m_levels[level][last - 1]);
    }
    return result;
}

template void MinMaxPyramid::append(const double&);
template void MinMaxPyramid::append(const ValueBounds&);
template ValueBounds MinMaxPyramid::bounds(std::span<const double>, std::size_t, std::size_t) const;
template ValueBounds MinMaxPyramid::bounds(
    std::span<const ValueBounds>, std::size_t, std::size_t) const;

void CurveData::append(std::span<const double> keys, std::span<const double> values)
{
    double previous = m_keys.empty() ? -std::numeric_limits<double>::infinity() : m_keys.back();
    bool sorted = true;
    for (const double key : keys) {
        sorted = sorted && std::isfinite(key) && key >= previous;
        previous = key;
    }
    if (sorted)
        appendSorted(keys, values);
    else
        sortIn(keys, values);
}

void CurveData::sortIn(std::span<const double> keys, std::span<const double> values)
{
    const double earliest =
        m_folded > 0 ? m_keys[m_folded] : -std::numeric_limits<double>::infinity();
    std::vector<std::pair<double, double>> all;
    for (std::size_t i = m_folded; i < m_keys.size(); ++i)
        all.emplace_back(m_keys[i], m_raw[i]);
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (std::isfinite(keys[i]) && keys[i] >= earliest) all.emplace_back(keys[i], values[i]);
    std::ranges::stable_sort(all, {}, &std::pair<double, double>::first);
    forgetRecent();
    std::vector<double> sortedKeys, sortedValues;
    for (const auto& [key, value] : all) {
        sortedKeys.push_back(key);
        sortedValues.push_back(value);
    }
    appendSorted(sortedKeys, sortedValues);
}

void CurveData::appendSorted(std::span<const double> keys, std::span<const double> values)
{
    while (!keys.empty()) {
        const std::size_t first = m_raw.size();
        const std::size_t count = std::min(keys.size(), mostRecent - (first - m_folded));
        const bool wasShort = m_finite <= 2;
        m_keys.insert(m_keys.end(), keys.begin(), keys.begin() + std::ptrdiff_t(count));
        m_raw.insert(m_raw.end(), values.begin(), values.begin() + std::ptrdiff_t(count));
        for (const double value : values.first(count)) {
            m_rawExtremes.recent.append(value);
            m_finite += std::isfinite(value);
        }
        if (wasShort)
            rebuildSmoothed();
        else
            smoothFrom(first);
        if (m_raw.size() - m_folded == mostRecent) fold();
        keys = keys.subspan(count);
        values = values.subspan(count);
    }
}

void CurveData::clear()
{
    const double weight = m_smoothing;
    *this = CurveData();
    setSmoothing(weight);
}

void CurveData::forgetRecent()
{
    for (std::size_t i = m_folded; i < m_raw.size(); ++i)
        m_finite -= std::isfinite(m_raw[i]);
    m_keys.resize(m_folded);
    m_raw.resize(m_folded);
    m_rawExtremes.recent.clear();
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
    m_smoothed.resize(m_folded);
    m_smoothedExtremes.recent.clear();
    m_average = m_folded > 0 ? DebiasedAverage(m_smoothing, m_foldedAverage)
                             : DebiasedAverage(m_finite <= 2 ? 0 : m_smoothing);
    smoothFrom(m_folded);
}

void CurveData::smoothFrom(std::size_t first)
{
    for (std::size_t i = first; i < m_raw.size(); ++i) {
        m_smoothed.push_back(m_average.next(m_raw[i]));
        m_smoothedExtremes.recent.append(m_smoothed.back());
    }
}

// The older half of the samples becomes blocks. All blocks are of one size, so the past is equally
// fine everywhere; when there are too many of them, neighbours are joined.
void CurveData::fold()
{
    constexpr std::size_t count = mostRecent / 2;
    while (m_folded + count / m_stride > mostFolded)
        halveBlocks();
    const std::size_t first = m_folded, last = first + count;
    for (std::size_t i = last; i-- > first;)
        if (std::isfinite(m_smoothed[i])) {
            m_foldedAverage = m_smoothed[i];
            break;
        }
    for (std::size_t i = first; i < last; i += m_stride)
        foldBlock(m_folded++, i, i + m_stride);
    dropBetween(m_folded, last);
    for (Extremes* extremes : { &m_rawExtremes, &m_smoothedExtremes })
        extremes->recent.clear();
    for (std::size_t i = m_folded; i < m_raw.size(); ++i) {
        m_rawExtremes.recent.append(m_raw[i]);
        m_smoothedExtremes.recent.append(m_smoothed[i]);
    }
}

// Samples first..last become one block at place `to`, which stands as the first number among them.
void CurveData::foldBlock(std::size_t to, std::size_t first, std::size_t last)
{
    for (auto [values, extremes] :
        { std::pair(&m_raw, &m_rawExtremes), std::pair(&m_smoothed, &m_smoothedExtremes) }) {
        ValueBounds bounds;
        for (std::size_t i = first; i < last; ++i)
            bounds.include((*values)[i]);
        extremes->blocks.push_back(bounds);
        extremes->folded.append(bounds);
    }
    std::size_t shown = first;
    while (shown + 1 < last && !std::isfinite(m_raw[shown]))
        ++shown;
    for (std::vector<double>* values : { &m_keys, &m_raw, &m_smoothed })
        (*values)[to] = (*values)[shown];
}

void CurveData::halveBlocks()
{
    const std::size_t half = m_folded / 2; // folded in even numbers
    for (std::size_t to = 0; to < half; ++to) {
        const std::size_t from = 2 * to + !std::isfinite(m_raw[2 * to]);
        for (std::vector<double>* values : { &m_keys, &m_raw, &m_smoothed })
            (*values)[to] = (*values)[from];
    }
    for (Extremes* extremes : { &m_rawExtremes, &m_smoothedExtremes }) {
        extremes->folded.clear();
        for (std::size_t to = 0; to < half; ++to) {
            ValueBounds joined = extremes->blocks[2 * to];
            joined.include(extremes->blocks[2 * to + 1]);
            extremes->blocks[to] = joined;
            extremes->folded.append(joined);
        }
        extremes->blocks.resize(half);
    }
    dropBetween(half, m_folded);
    m_folded = half;
    m_stride *= 2;
}

void CurveData::dropBetween(std::size_t first, std::size_t last)
{
    for (std::vector<double>* values : { &m_keys, &m_raw, &m_smoothed })
        values->erase(
            values->begin() + std::ptrdiff_t(first), values->begin() + std::ptrdiff_t(last));
}

std::span<const double> CurveData::values(Line line) const
{
    return line == Line::Raw ? m_raw : m_smoothed;
}

const CurveData::Extremes& CurveData::extremes(Line line) const
{
    return line == Line::Raw ? m_rawExtremes : m_smoothedExtremes;
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
    const Extremes& of = extremes(line);
    ValueBounds result;
    if (first < m_folded)
        result = of.folded.bounds(std::span(of.blocks), first, std::min(last, m_folded));
    if (last > m_folded)
        result.include(of.recent.bounds(
            values(line).subspan(m_folded), std::max(first, m_folded) - m_folded, last - m_folded));
    return result;
}

CurveColumn CurveData::summary(Line line, std::size_t first, std::size_t last) const
{
    const auto all = values(line);
    if (last - first == 1 && first >= m_folded) {
        const double value = std::isfinite(all[first]) ? all[first] : std::nan("");
        return { m_keys[first], value, value, value, value };
    }
    const ValueBounds bounds = this->bounds(line, first, last);
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
