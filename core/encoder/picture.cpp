// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The filters and the rounding are Pillow's (libImaging/Resample.c), which torchvision, timm and
// HuggingFace resize pictures with.
#include "encoder/picture.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace contrastlab {

namespace {

constexpr std::array<std::pair<const char*, PictureFilter>, 6> filterNames { {
    { "nearest", PictureFilter::nearest },
    { "lanczos", PictureFilter::lanczos },
    { "bilinear", PictureFilter::bilinear },
    { "bicubic", PictureFilter::bicubic },
    { "box", PictureFilter::box },
    { "hamming", PictureFilter::hamming },
} };

constexpr int colours = 3;
constexpr int longestStrip = 32; // longer sides to one of the shorter
constexpr int weightBits = 22; // of a weight's fraction; 8 for the bytes and 2 for the overshoot

double sinc(double x)
{
    return x == 0 ? 1 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
}

double weightAt(PictureFilter filter, double x)
{
    x = std::abs(x);
    switch (filter) {
    case PictureFilter::nearest:
        break;
    case PictureFilter::box:
        return x <= 0.5 ? 1 : 0;
    case PictureFilter::bilinear:
        return std::max(0.0, 1 - x);
    case PictureFilter::hamming:
        return x >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * std::cos(std::numbers::pi * x));
    case PictureFilter::bicubic:
        if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    case PictureFilter::lanczos:
        return x < 3 ? sinc(x) * sinc(x / 3) : 0;
    }
    return 0;
}

double supportOf(PictureFilter filter)
{
    switch (filter) {
    case PictureFilter::lanczos:
        return 3;
    case PictureFilter::bicubic:
        return 2;
    case PictureFilter::box:
    case PictureFilter::nearest:
        return 0.5;
    case PictureFilter::bilinear:
    case PictureFilter::hamming:
        break;
    }
    return 1;
}

/// Which pixels one comes from, and their weights.
struct Taps {
    int first = 0;
    std::vector<int> weights;
};

std::vector<Taps> tapsOf(int from, int to, PictureFilter filter)
{
    const double scale = static_cast<double>(from) / to;
    const double stretch = std::max(1.0, scale);
    const double support = supportOf(filter) * stretch;
    std::vector<Taps> all(static_cast<std::size_t>(to));
    std::vector<double> weights;
    for (int place = 0; place < to; ++place) {
        Taps& taps = all[static_cast<std::size_t>(place)];
        const double centre = (place + 0.5) * scale;
        taps.first = std::max(0, static_cast<int>(centre - support + 0.5));
        const int end = std::min(from, static_cast<int>(centre + support + 0.5));
        weights.clear();
        double sum = 0;
        for (int pixel = taps.first; pixel < end; ++pixel) {
            weights.push_back(weightAt(filter, (pixel - centre + 0.5) * (1 / stretch)));
            sum += weights.back();
        }
        for (const double weight : weights) {
            const double fixed = (sum == 0 ? weight : weight / sum) * (1 << weightBits);
            taps.weights.push_back(static_cast<int>(fixed < 0 ? fixed - 0.5 : fixed + 0.5));
        }
    }
    return all;
}

std::uint8_t byteOf(int sum)
{
    return static_cast<std::uint8_t>(std::clamp(sum >> weightBits, 0, 255));
}

Picture resizedAcross(const Picture& picture, int width, PictureFilter filter)
{
    const std::vector<Taps> all = tapsOf(picture.width, width, filter);
    Picture result { width, picture.height, {} };
    result.pixels.resize(
        static_cast<std::size_t>(width) * static_cast<std::size_t>(picture.height) * colours);
    std::uint8_t* out = result.pixels.data();
    for (int y = 0; y < picture.height; ++y) {
        const std::uint8_t* row =
            picture.pixels.data() + static_cast<std::ptrdiff_t>(y) * picture.width * colours;
        for (const Taps& taps : all) {
            int sums[colours] = { 1 << (weightBits - 1), 1 << (weightBits - 1),
                1 << (weightBits - 1) };
            const std::uint8_t* in = row + static_cast<std::ptrdiff_t>(taps.first) * colours;
            for (const int weight : taps.weights)
                for (int& sum : sums)
                    sum += *in++ * weight;
            for (const int sum : sums)
                *out++ = byteOf(sum);
        }
    }
    return result;
}

Picture resizedDown(const Picture& picture, int height, PictureFilter filter)
{
    const std::vector<Taps> all = tapsOf(picture.height, height, filter);
    const auto rowBytes = static_cast<std::size_t>(picture.width) * colours;
    Picture result { picture.width, height, {} };
    result.pixels.resize(static_cast<std::size_t>(height) * rowBytes);
    std::vector<int> sums(rowBytes);
    std::uint8_t* out = result.pixels.data();
    for (const Taps& taps : all) {
        std::ranges::fill(sums, 1 << (weightBits - 1));
        const std::uint8_t* in =
            picture.pixels.data() + static_cast<std::size_t>(taps.first) * rowBytes;
        for (const int weight : taps.weights)
            for (std::size_t i = 0; i < rowBytes; ++i)
                sums[i] += *in++ * weight;
        for (const int sum : sums)
            *out++ = byteOf(sum);
    }
    return result;
}

Picture nearestOf(const Picture& picture, int width, int height)
{
    Picture result { width, height, {} };
    const auto place = [](int at, int from, int to) {
        return std::min(from - 1, static_cast<int>((at + 0.5) * from / to));
    };
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto from =
                (static_cast<std::ptrdiff_t>(place(y, picture.height, height)) * picture.width
                    + place(x, picture.width, width))
                * colours;
            result.pixels.insert(result.pixels.end(), picture.pixels.begin() + from,
                picture.pixels.begin() + from + colours);
        }
    return result;
}

// The first row or column of the part that is cut out; may be negative.
int cutBegin(int size, int part, bool roundsDown)
{
    if (size >= part && !roundsDown)
        return static_cast<int>(std::nearbyint((size - part) / 2.0)); // halves to even, as Python
    if (size >= part) return (size - part) / 2;
    // A smaller picture is padded; of an odd number the larger part comes after or before it.
    return -(roundsDown ? (part - size + 1) / 2 : (part - size) / 2);
}

Picture cutOut(const Picture& picture, const PicturePreparation& preparation)
{
    const int top = cutBegin(picture.height, preparation.cutHeight, preparation.cutRoundsDown);
    const int left = cutBegin(picture.width, preparation.cutWidth, preparation.cutRoundsDown);
    Picture result { preparation.cutWidth, preparation.cutHeight, {} };
    const auto rowBytes = static_cast<std::size_t>(result.width) * colours;
    result.pixels.resize(rowBytes * static_cast<std::size_t>(result.height));
    const int begin = std::max(0, left);
    const int end = std::min(picture.width, left + result.width);
    for (int y = std::max(0, top); y < std::min(picture.height, top + result.height); ++y)
        std::copy_n(picture.pixels.begin()
                + (static_cast<std::ptrdiff_t>(y) * picture.width + begin) * colours,
            (end - begin) * colours,
            result.pixels.begin() + static_cast<std::ptrdiff_t>(rowBytes) * (y - top)
                + static_cast<std::ptrdiff_t>(begin - left) * colours);
    return result;
}

// Of a strip, the part about the centre: resized whole it would take all memory.
Picture withoutEnds(const Picture& picture)
{
    PicturePreparation part;
    part.cutWidth = std::min(picture.width, longestStrip * picture.height);
    part.cutHeight = std::min(picture.height, longestStrip * picture.width);
    return cutOut(picture, part);
}

bool isStrip(const Picture& picture)
{
    return std::max(picture.width, picture.height)
        > longestStrip * std::min(picture.width, picture.height);
}

bool isCutOut(const Picture& picture, const PicturePreparation& preparation)
{
    return preparation.cut
        && (picture.width != preparation.cutWidth || picture.height != preparation.cutHeight);
}

// Width and height. The longer side is cut to whole pixels, as torchvision and HuggingFace do.
std::pair<int, int> resizedExtents(const Picture& picture, const PicturePreparation& preparation)
{
    if (preparation.fit == PictureFit::stretched) return { preparation.width, preparation.height };
    if (preparation.fit != PictureFit::shorterSide) return { picture.width, picture.height };
    const std::int64_t side = preparation.height;
    if (picture.width <= picture.height)
        return { preparation.height, static_cast<int>(side * picture.height / picture.width) };
    return { static_cast<int>(side * picture.width / picture.height), preparation.height };
}

} // namespace

std::optional<PictureFilter> pictureFilterNamed(std::string_view name)
{
    for (const auto& [known, filter] : filterNames)
        if (name == known) return filter;
    return {};
}

const char* nameOf(PictureFilter filter)
{
    for (const auto& [name, known] : filterNames)
        if (known == filter) return name;
    return "";
}

Picture resized(Picture picture, int width, int height, PictureFilter filter)
{
    if (width == picture.width && height == picture.height) return picture;
    if (filter == PictureFilter::nearest) return nearestOf(picture, width, height);
    if (width == picture.width) return resizedDown(picture, height, filter);
    Picture across = resizedAcross(picture, width, filter);
    return height == picture.height ? across : resizedDown(across, height, filter);
}

std::string describe(const PicturePreparation& preparation)
{
    const auto number = [](double value) {
        std::string text(32, '\0');
        text.resize(
            static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.9g", value)));
        return text;
    };
    std::string text;
    if (preparation.fit == PictureFit::shorterSide)
        text = "shorter side " + std::to_string(preparation.height);
    else if (preparation.fit == PictureFit::stretched)
        text = "stretched to " + std::to_string(preparation.height) + " x "
            + std::to_string(preparation.width);
    else
        text = "not resized";
    if (preparation.fit != PictureFit::asIs)
        text += std::string(" (") + nameOf(preparation.filter) + ")";
    if (preparation.cut)
        text += ", centre " + std::to_string(preparation.cutHeight) + " x "
            + std::to_string(preparation.cutWidth)
            + (preparation.cutRoundsDown ? ", rounded down" : "");
    text += ", times " + number(preparation.scale) + ", mean";
    for (const float mean : preparation.mean)
        text += " " + number(mean);
    text += ", deviation";
    for (const float deviation : preparation.deviation)
        text += " " + number(deviation);
    return text;
}

Picture prepared(Picture picture, const PicturePreparation& preparation)
{
    if (isStrip(picture)) picture = withoutEnds(picture);
    const auto [width, height] = resizedExtents(picture, preparation);
    picture = resized(std::move(picture), width, height, preparation.filter);
    return isCutOut(picture, preparation) ? cutOut(picture, preparation) : std::move(picture);
}

bool isPrepared(const Picture& picture, const PicturePreparation& preparation)
{
    return !isStrip(picture) && !isCutOut(picture, preparation)
        && resizedExtents(picture, preparation) == std::pair(picture.width, picture.height);
}

PixelScale::PixelScale(const PicturePreparation& preparation)
{
    for (std::size_t channel = 0; channel < colours; ++channel)
        for (std::size_t byte = 0; byte < 256; ++byte)
            m_tables[channel][byte] =
                (static_cast<float>(byte) * preparation.scale - preparation.mean[channel])
                / preparation.deviation[channel];
}

void PixelScale::apply(const Picture& picture, bool planes, std::span<float> values) const
{
    const std::size_t pixels = picture.pixels.size() / colours;
    const std::size_t step = planes ? 1 : colours, plane = planes ? pixels : 1;
    const std::uint8_t* in = picture.pixels.data();
    float* out = values.data();
    for (std::size_t i = 0; i < pixels; ++i, in += colours, out += step) {
        out[0] = m_tables[0][in[0]];
        out[plane] = m_tables[1][in[1]];
        out[2 * plane] = m_tables[2][in[2]];
    }
}

} // namespace contrastlab
