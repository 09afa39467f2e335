// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread. Interpolation in OKLab (Ottosson 2020) keeps equal steps of value equal to the eye.
// Cividis is that of Nuñez, Anderton and Renslow (2018).
#include "plot/color_map.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace contrastlab {

namespace {

struct OkLab {
    double l, a, b;
};

double linearFromSrgb(int channel)
{
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

int srgbFromLinear(double c)
{
    const double clamped = std::clamp(c, 0.0, 1.0);
    const double s =
        clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * std::pow(clamped, 1 / 2.4) - 0.055;
    return static_cast<int>(std::lround(255 * s));
}

OkLab okLabFromRgb(QRgb color)
{
    const double r = linearFromSrgb(qRed(color));
    const double g = linearFromSrgb(qGreen(color));
    const double b = linearFromSrgb(qBlue(color));
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return { 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s };
}

QRgb rgbFromOkLab(const OkLab& c)
{
    const auto cube = [](double x) { return x * x * x; };
    const double l = cube(c.l + 0.3963377774 * c.a + 0.2158037573 * c.b);
    const double m = cube(c.l - 0.1055613458 * c.a - 0.0638541728 * c.b);
    const double s = cube(c.l - 0.0894841775 * c.a - 1.2914855480 * c.b);
    return qRgb(srgbFromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
        srgbFromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
        srgbFromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
}

ColorTable interpolated(std::span<const QRgb> stops)
{
    ColorTable table;
    for (int level = 0; level < colorLevels; ++level) {
        const double place =
            static_cast<double>(level) * static_cast<double>(stops.size() - 1) / (colorLevels - 1);
        const auto below = std::min(static_cast<std::size_t>(place), stops.size() - 2);
        const double t = place - static_cast<double>(below);
        const OkLab a = okLabFromRgb(stops[below]);
        const OkLab b = okLabFromRgb(stops[below + 1]);
        table[static_cast<std::size_t>(level)] = rgbFromOkLab(
            { std::lerp(a.l, b.l, t), std::lerp(a.a, b.a, t), std::lerp(a.b, b.b, t) });
    }
    return table;
}

constexpr std::array<QRgb, 5> lightDiverging { 0x9a4500, 0xf0a35a, 0xf7f6f5, 0x74aed8, 0x08519c };
constexpr std::array<QRgb, 5> darkDiverging { 0xffc27a, 0xc8701e, 0x17191c, 0x2f77b8, 0x8cc8ff };
constexpr std::array<QRgb, 9> viridisStops { 0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c,
    0x28ae80, 0x5ec962, 0xaddc30, 0xfde725 };
constexpr std::array<QRgb, 10> cividisStops { 0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173,
    0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838 };

} // namespace

bool isSequential(ColorMap map, const PlotTheme& theme)
{
    return map == ColorMap::Sequential
        || (map == ColorMap::Matrix && theme.matrix != MatrixPalette::blueOrange);
}

const ColorTable& colorTable(ColorMap map, const PlotTheme& theme)
{
    static const ColorTable cividis = interpolated(cividisStops);
    if (!isSequential(map, theme)) return colorTable(ColorMap::Diverging, theme.dark);
    const bool isCividis = map == ColorMap::Matrix && theme.matrix == MatrixPalette::cividis;
    return isCividis ? cividis : colorTable(ColorMap::Sequential, theme.dark);
}

const ColorTable& colorTable(ColorMap map, bool dark)
{
    static const ColorTable divergingOnLight = interpolated(lightDiverging);
    static const ColorTable divergingOnDark = interpolated(darkDiverging);
    static const ColorTable sequential = interpolated(viridisStops);
    if (map == ColorMap::Sequential) return sequential;
    return dark ? divergingOnDark : divergingOnLight;
}

int colorLevel(float value, float lower, float upper)
{
    if (std::isnan(value)) return -1;
    const float share = std::clamp((value - lower) / (upper - lower), 0.0f, 1.0f);
    return static_cast<int>(std::lround(share * (colorLevels - 1)));
}

ColorRange fittedRange(std::vector<float> values, ColorRange before)
{
    constexpr float slack = 0.08f; // share of the range
    std::erase_if(values, [](float value) { return !std::isfinite(value); });
    if (values.empty()) return before;
    const auto at = [&](double share) {
        const auto place = values.begin() + std::ptrdiff_t(share * double(values.size() - 1));
        std::nth_element(values.begin(), place, values.end());
        return *place;
    };
    const float middle = at(0.5);
    const float reach = std::max({ at(0.995) - middle, middle - at(0.005), 0.01f });
    const ColorRange fitted { middle - reach, middle + reach };
    const float off =
        std::max(std::abs(fitted.lower - before.lower), std::abs(fitted.upper - before.upper));
    return off > slack * (before.upper - before.lower) || off > slack * 2 * reach ? fitted : before;
}

ColorRange rangeOfDifferences(std::vector<float> values)
{
    std::erase_if(values, [](float value) { return !std::isfinite(value); });
    float reach = 0;
    if (!values.empty()) {
        for (float& value : values)
            value = std::abs(value);
        const auto place = values.begin() + std::ptrdiff_t(0.99 * double(values.size() - 1));
        std::ranges::nth_element(values, place);
        reach = *place;
    }
    for (float power = 0.01F;; power *= 10)
        for (const float factor : { 1.F, 2.F, 5.F })
            if (const float end = factor * power; end >= reach) return { -end, end };
}

} // namespace contrastlab
