// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/chart_model.h"

#include "plot/chart_ghosts.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double padding = 0.05; // of the range, on either side

AxisRange paddedLinear(const ValueBounds& bounds)
{
    if (bounds.isEmpty()) return { 0, 1 };
    double extent = bounds.max - bounds.min;
    if (extent <= 1e-12 * std::abs(bounds.max)) extent = std::max(std::abs(bounds.max), 1e-6);
    const double pad = padding * extent;
    // A curve that stays above zero does not get room below it.
    const double lower = bounds.min >= 0 ? std::max(0.0, bounds.min - pad) : bounds.min - pad;
    return { lower, bounds.max + pad };
}

AxisRange paddedLogarithmic(const ValueBounds& bounds)
{
    if (!std::isfinite(bounds.minPositive)) return { 0.1, 1 };
    const double lower = std::log(bounds.minPositive);
    const double upper = std::log(bounds.max);
    const double pad = std::max(padding * (upper - lower), 0.05);
    return { std::exp(lower - pad), std::exp(upper + pad) };
}

/// Index of the sample of `data` to read at x.
std::optional<std::size_t> sampleAt(const ChartSeries& series, double x, double tolerance)
{
    const auto keys = series.data.keys();
    const auto after =
        static_cast<std::size_t>(std::upper_bound(keys.begin(), keys.end(), x) - keys.begin());
    if (series.style.stepped) return after > 0 ? std::optional(after - 1) : std::nullopt;
    std::optional<std::size_t> best;
    for (std::size_t i = after - (after > 0); i < std::min(after + 1, keys.size()); ++i)
        if (!best || std::abs(keys[i] - x) < std::abs(keys[*best] - x)) best = i;
    const bool between = after > 0 && after < keys.size();
    if (best && !between && std::abs(keys[*best] - x) > tolerance) return std::nullopt;
    return best;
}

} // namespace

ChartSeries* ChartModel::find(const QString& id) const
{
    const auto found = std::ranges::find_if(series, [&](const auto& s) { return s->id == id; });
    return found == series.end() ? nullptr : found->get();
}

bool ChartModel::isEmpty() const
{
    return std::ranges::all_of(
        series, [](const auto& s) { return s->style.aside || s->data.size() == 0; });
}

bool ChartModel::usesRightAxis() const
{
    return std::ranges::any_of(
        series, [](const auto& s) { return s->style.rightAxis && s->visible; });
}

ValueBounds ChartModel::keyBounds() const
{
    ValueBounds bounds;
    for (const auto& s : series) {
        if (!s->visible || s->data.size() == 0) continue;
        bounds.include(s->data.keys().front());
        bounds.include(s->data.keys().back());
    }
    return bounds;
}

AxisRange ChartModel::keyRange(const ValueBounds& beyond) const
{
    ValueBounds bounds = keyBounds();
    bounds.include(beyond);
    if (bounds.isEmpty()) return { 0, 1 };
    if (bounds.min == bounds.max) return { bounds.min - 0.5, bounds.max + 0.5 };
    return { bounds.min, bounds.max + 0.01 * (bounds.max - bounds.min) };
}

AxisRange ChartModel::valueRange(bool rightAxis, AxisRange keys) const
{
    ValueBounds bounds;
    for (const auto& s : series) {
        if (!s->visible || s->style.rightAxis != rightAxis) continue;
        if (ghosts && s->style.stepped) continue; // what is compared lies close together
        auto [first, last] = s->data.indexRange(keys.lower, keys.upper);
        if (s->style.stepped && first > 0) --first; // the step that reaches in from the left
        bounds.include(ignoreOutliers ? boundsWithoutOutliers(s->data, first, last)
                                      : s->data.bounds(CurveData::Line::Raw, first, last));
    }
    if (ghosts && !rightAxis) bounds = valuesWith(*ghosts, bounds);
    return logY && !rightAxis ? paddedLogarithmic(bounds) : paddedLinear(bounds);
}

std::optional<double> ChartModel::keyBeside(double x, bool after) const
{
    std::optional<double> nearest;
    for (const auto& s : series) {
        const auto keys = s->data.keys();
        if (!s->visible || s->style.stepped || keys.empty()) continue;
        auto at = after ? std::ranges::lower_bound(keys, x) : std::ranges::upper_bound(keys, x);
        if (at == (after ? keys.end() : keys.begin())) continue;
        if (!after) --at;
        if (!nearest || std::abs(*at - x) < std::abs(*nearest - x)) nearest = *at;
    }
    return nearest;
}

std::vector<SeriesReading> ChartModel::readingsAt(double x, double tolerance) const
{
    std::vector<SeriesReading> readings;
    for (const auto& s : series) {
        if (!s->visible) continue;
        const auto index = sampleAt(*s, x, tolerance);
        if (!index) continue;
        readings.push_back({ s.get(), s->data.keys()[*index], s->data.values(s->mainLine())[*index],
            s->data.values(CurveData::Line::Raw)[*index] });
    }
    std::ranges::stable_sort(readings, [](const SeriesReading& a, const SeriesReading& b) {
        return (std::isnan(b.value) && !std::isnan(a.value)) || a.value > b.value;
    });
    return readings;
}

namespace {

ValueBounds withinQuantiles(const CurveData& data, std::size_t first, std::size_t last)
{
    constexpr std::size_t sampleSize = 2000;
    const auto raw = data.values(CurveData::Line::Raw);
    const std::size_t stride = std::max<std::size_t>(1, (last - first) / sampleSize);
    std::vector<double> sample;
    for (std::size_t i = first; i < last; i += stride)
        if (std::isfinite(raw[i])) sample.push_back(raw[i]);
    ValueBounds bounds = data.bounds(CurveData::Line::Raw, first, last);
    if (sample.size() < 5) return bounds;
    const auto quantile = [&](double q) {
        const auto at = sample.begin() + std::lround(q * static_cast<double>(sample.size() - 1));
        std::nth_element(sample.begin(), at, sample.end());
        return *at;
    };
    const double low = quantile(0.05);
    const double high = quantile(0.95);
    const double margin = 0.5 * (high - low);
    bounds.min = std::max(bounds.min, low - margin);
    bounds.max = std::min(bounds.max, high + margin);
    if (bounds.min > 0) bounds.minPositive = std::max(bounds.minPositive, bounds.min);
    return bounds;
}

} // namespace

ValueBounds boundsWithoutOutliers(const CurveData& data, std::size_t first, std::size_t last)
{
    constexpr std::size_t fewest = 20;
    constexpr double mostGrowth = 4;
    ValueBounds bounds = withinQuantiles(data, first, last);
    const std::size_t tenth = (last - first) / 10;
    if (tenth < fewest) return bounds;
    ValueBounds with = bounds;
    with.include(withinQuantiles(data, last - tenth, last));
    const bool tame = with.max - with.min <= mostGrowth * (bounds.max - bounds.min);
    return tame ? with : bounds;
}

} // namespace contrastlab
