// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "plot/axis_ticks.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

QString withMinusSign(QString text)
{
    return text.contains(u'e') ? text : text.replace(u'-', QChar(0x2212));
}

/// 2.5e23 and 1e-5 in place of 2.5e+23 and 1e-05.
QString scientific(double value, int digits, const QLocale& locale)
{
    const QString text = locale.toString(value, 'g', digits);
    const qsizetype mark = text.indexOf(u'e', 0, Qt::CaseInsensitive);
    if (mark < 0) return withMinusSign(text);
    const int exponent = locale.toInt(text.mid(mark + 1));
    return text.left(mark) + QChar(u'e') + QString::number(exponent);
}

QString tickLabel(double value, double step, const QLocale& locale)
{
    const double size = std::max(std::abs(value), std::abs(step));
    if (size >= 1e7 || step < 1e-5) return scientific(value, 3, locale);
    const int decimals = std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)));
    return withMinusSign(locale.toString(value, 'f', decimals));
}

/// Ticks of a logarithmic axis wear their own digits: 0.05, 0.1, 1e-5.
QString ladderLabel(double value, const QLocale& locale)
{
    if (value >= 1e6 || value < 1e-4) return scientific(value, 3, locale);
    return tickLabel(value, std::pow(10.0, std::floor(std::log10(value) + 1e-9)), locale);
}

void addLadder(
    std::vector<double>& ticks, double lower, double upper, std::initializer_list<int> factors)
{
    const int first = static_cast<int>(std::floor(std::log10(lower)));
    const int last = static_cast<int>(std::ceil(std::log10(upper)));
    for (int exponent = first; exponent <= last; ++exponent)
        for (const int factor : factors) {
            const double tick = factor * std::pow(10.0, exponent);
            if (tick >= lower * (1 - 1e-9) && tick <= upper * (1 + 1e-9)) ticks.push_back(tick);
        }
}

void addDecades(std::vector<double>& ticks, double lower, double upper, int count)
{
    const int first = static_cast<int>(std::ceil(std::log10(lower) - 1e-9));
    const int last = static_cast<int>(std::floor(std::log10(upper) + 1e-9));
    const int stride = 1 + (last - first) / std::max(count + 1, 2);
    for (int exponent = first; exponent <= last; ++exponent)
        if (exponent % stride == 0) ticks.push_back(std::pow(10.0, exponent));
}

} // namespace

double niceStep(double roughStep)
{
    const double decade = std::pow(10.0, std::floor(std::log10(roughStep)));
    for (const double factor : { 1.0, 2.0, 5.0 })
        if (roughStep <= factor * decade * (1 + 1e-9)) return factor * decade;
    return 10 * decade;
}

AxisTicks linearTicks(double lower, double upper, int count, const QLocale& locale)
{
    AxisTicks ticks;
    if (!(upper > lower) || !std::isfinite(upper - lower)) return ticks;
    const double step = niceStep((upper - lower) / std::max(count, 1));
    const double minorStep = step / 5;
    // Integer multiples: no drift, and zero is exactly zero.
    for (double k = std::ceil(lower / step - 1e-9); k * step <= upper + 1e-9 * step; ++k) {
        ticks.major.push_back(k * step);
        ticks.labels.push_back(tickLabel(k * step, step, locale));
    }
    for (double k = std::ceil(lower / minorStep - 1e-9); k * minorStep <= upper + 1e-9 * step; ++k)
        if (std::fmod(k, 5.0) != 0.0) ticks.minor.push_back(k * minorStep);
    return ticks;
}

AxisTicks logarithmicTicks(double lower, double upper, int count, const QLocale& locale)
{
    if (!(lower > 0) || !(upper > lower) || !std::isfinite(upper)) return {};
    if (upper < 3 * lower) return linearTicks(lower, upper, count, locale);
    AxisTicks ticks;
    const double decades = std::log10(upper / lower);
    if (3 * decades <= count + 1)
        addLadder(ticks.major, lower, upper, { 1, 2, 5 });
    else
        addDecades(ticks.major, lower, upper, count);
    if (decades < 6) addLadder(ticks.minor, lower, upper, { 2, 3, 4, 5, 6, 7, 8, 9 });
    for (const double tick : ticks.major)
        ticks.labels.push_back(ladderLabel(tick, locale));
    return ticks;
}

QString shortNumber(double value, const QLocale& locale)
{
    if (std::isnan(value)) return QStringLiteral("NaN");
    if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    const double size = std::abs(value);
    if (size < 1e9 && value == std::floor(value))
        return withMinusSign(locale.toString(value, 'f', 0));
    if (size >= 1e6 || size < 1e-4) return scientific(value, 3, locale);
    const int decimals = std::max(0, 3 - static_cast<int>(std::floor(std::log10(size))));
    return withMinusSign(locale.toString(value, 'f', std::min(decimals, 6)));
}

} // namespace contrastlab
