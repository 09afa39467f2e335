// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A logarithmic scale covers three decades about the default, or the parameter's range where that
// is smaller or finite on both sides; typed values may lie beyond.
#include "panels/slider_scale.h"

#include "run/table_text.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double decadesAbout = 3;
constexpr double widestLinearRange = 20;
constexpr double fanSpacing = 0.08; // of the scale

double roundedTo(double value, int digits)
{
    if (value == 0 || !std::isfinite(value)) return value;
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - digits + 1);
    // Division by a power of ten is exact where multiplication by its inverse is not.
    return unit < 1 ? std::round(value / unit) / std::round(1 / unit)
                    : std::round(value / unit) * unit;
}

} // namespace

QString shortNumberText(double value, int digits)
{
    return numberText(roundedTo(value, digits));
}

std::optional<SliderScale> SliderScale::of(const Parameter& parameter)
{
    if (!std::holds_alternative<double>(parameter.standard)) return std::nullopt;
    SliderScale scale;
    scale.m_logarithmic = parameter.scale == Scale::logarithmic;
    scale.m_lower = parameter.minimum;
    scale.m_upper = parameter.maximum;
    if (!scale.m_logarithmic && parameter.maximum - parameter.minimum > widestLinearRange)
        return std::nullopt;
    if (scale.m_logarithmic && parameter.minimum <= 0) {
        const double about = std::log10(std::get<double>(parameter.standard));
        scale.m_zero = !parameter.aboveMinimum;
        scale.m_lower = std::pow(10.0, std::floor(about - decadesAbout));
        scale.m_upper =
            std::min(parameter.maximum, std::pow(10.0, std::ceil(about + decadesAbout)));
    }
    scale.placeTicks();
    return scale;
}

void SliderScale::placeTicks()
{
    if (m_logarithmic) {
        const int last = int(std::ceil(std::log10(m_upper)));
        for (int decade = int(std::floor(std::log10(m_lower))); decade <= last; ++decade)
            for (const double step : { 1.0, 3.0 }) {
                const double value = step * std::pow(10.0, decade);
                if (value >= m_lower * 0.999 && value <= m_upper * 1.001)
                    m_ticks.push_back({ value, step == 1.0 });
            }
        if (m_zero) m_ticks.front().value = 0;
        return;
    }
    const double rough = (m_upper - m_lower) / 4;
    const double unit = std::pow(10.0, std::floor(std::log10(rough)));
    const double step = rough / unit > 5 ? 10 * unit : rough / unit > 2 ? 5 * unit : 2 * unit;
    for (int i = 0; m_lower + i * step <= m_upper * 1.0001; ++i)
        m_ticks.push_back({ roundedTo(m_lower + i * step, 6), true });
}

double SliderScale::positionOf(double value) const
{
    if (!m_logarithmic) return std::clamp((value - m_lower) / (m_upper - m_lower), 0.0, 1.0);
    if (!(value > m_lower)) return 0;
    return std::clamp(std::log(value / m_lower) / std::log(m_upper / m_lower), 0.0, 1.0);
}

double SliderScale::valueAt(double position) const
{
    if (!m_logarithmic) return roundedTo(m_lower + position * (m_upper - m_lower), 3);
    if (m_zero && position <= 0) return 0;
    return std::clamp(
        roundedTo(m_lower * std::pow(m_upper / m_lower, position), 2), m_lower, m_upper);
}

std::vector<double> SliderScale::fanAbout(double value, int count, double least, double most) const
{
    std::vector<double> below, above;
    for (int i = 1; i < count; ++i)
        for (const int side : { -1, 1 }) {
            const double position = positionOf(value) + side * i * fanSpacing;
            const double other = valueAt(std::clamp(position, 0.0, 1.0));
            const bool inside = position >= 0 && position <= 1 && other >= least && other <= most;
            if (inside && side < 0 && other < value) below.push_back(other);
            if (inside && side > 0 && other > value) above.push_back(other);
        }
    const auto others = std::size_t(count - 1);
    const std::size_t right =
        std::min(above.size(), std::max(others / 2, others - std::min(others, below.size())));
    below.resize(std::min(below.size(), others - right));
    above.resize(right);
    std::vector<double> fan(below.rbegin(), below.rend());
    fan.push_back(value);
    fan.insert(fan.end(), above.begin(), above.end());
    return fan;
}

} // namespace contrastlab
