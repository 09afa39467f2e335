// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pure; any thread.
#include "media/arrays/picture_arrays.h"

#include "media/bytes/limits.h"

#include <QColor>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <sstream>

namespace contrastlab {

namespace {

constexpr int largestDefaultSide = 64;
constexpr Index longestSide = 4096;
constexpr Index rowsSampled = 4096;

bool isChannelCount(Index extent)
{
    return extent == 1 || extent == 3 || extent == 4;
}

bool isSide(Index extent)
{
    return extent >= 1 && extent <= longestSide;
}

/// The least and the greatest value of the array; of a large one, of evenly spaced rows.
std::pair<float, float> rangeOf(const MatrixFile& array, ProgressMeter& progress)
{
    const bool large = array.rows * array.features->width() * 4 > limits::scannedBytes;
    const Index step = large ? std::max<Index>(1, array.rows / rowsSampled) : 1;
    std::vector<float> values(static_cast<std::size_t>(array.features->width()));
    float least = std::numeric_limits<float>::max(), greatest = -least;
    for (Index row = 0; row < array.rows; row += step) {
        progress.check();
        try {
            array.features->read(row, values);
        } catch (const InputError&) {
            continue; // told when rows that are not finite are left out
        }
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        least = std::min(least, *low);
        greatest = std::max(greatest, *high);
    }
    return { least, greatest };
}

std::string shortNumber(float value)
{
    std::ostringstream text;
    text.precision(4);
    text << value + 0.f; // no -0
    return text.str();
}

Message takenAs(const MatrixFile& array, const PictureLayout& layout, int greatest)
{
    Message taken(sentences::arrayPictures, { array.name, array.file });
    for (const Index number : { array.rows, Index(layout.width), Index(layout.height),
             Index(layout.channels), Index(greatest) })
        taken.arguments.emplace_back(std::to_string(number));
    return taken;
}

class ArrayPictures final : public ImageSource {
public:
    ArrayPictures(std::shared_ptr<const FeatureSource> rows, PictureLayout layout, float scale,
        int side, const DatasetSpec& spec)
        : m_rows(std::move(rows))
        , m_layout(layout)
        , m_scale(scale)
        , m_side(side)
        , m_crop(spec.imageFit == ImageFit::crop)
        , m_ground(QString::fromStdString(spec.ground))
    {
    }

    int width() const override { return m_side; }
    int height() const override { return m_side; }
    int variants(Index) const override { return 1; }
    void read(Index item, int, std::span<std::uint8_t> pixels) const override
    {
        const QImage picture = fitted(drawn(item));
        for (int y = 0; y < m_side; ++y)
            std::copy_n(picture.constScanLine(y), m_side * 3,
                pixels.begin() + static_cast<std::ptrdiff_t>(y) * m_side * 3);
    }

private:
    [[nodiscard]] QImage drawn(Index item) const
    {
        std::vector<float> values(static_cast<std::size_t>(m_rows->width()));
        m_rows->read(item, values);
        QImage image(m_layout.width, m_layout.height, QImage::Format_RGBA8888);
        const int count = m_layout.width * m_layout.height;
        for (int i = 0; i < count; ++i) {
            std::array<std::uint8_t, 4> pixel { 0, 0, 0, 255 };
            for (int c = 0; c < m_layout.channels; ++c) {
                const int at = m_layout.planes ? c * count + i : i * m_layout.channels + c;
                const float value = values[static_cast<std::size_t>(at)] * m_scale;
                pixel[static_cast<std::size_t>(c)] =
                    static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.f, 255.f)));
            }
            if (m_layout.channels == 1) pixel[1] = pixel[2] = pixel[0];
            std::copy_n(pixel.begin(), 4,
                image.scanLine(i / m_layout.width) + std::ptrdiff_t(i % m_layout.width) * 4);
        }
        return image;
    }

    /// side x side, cropped or padded.
    [[nodiscard]] QImage fitted(const QImage& image) const
    {
        QImage picture(m_side, m_side, QImage::Format_RGB888);
        picture.fill(m_ground);
        const auto mode = m_crop ? Qt::KeepAspectRatioByExpanding : Qt::KeepAspectRatio;
        const QImage scaled = std::max(image.width(), image.height()) == m_side
                && std::min(image.width(), image.height()) == m_side
            ? image
            : image.scaled(m_side, m_side, mode, Qt::SmoothTransformation);
        QPainter painter(&picture);
        painter.drawImage((m_side - scaled.width()) / 2, (m_side - scaled.height()) / 2, scaled);
        return picture;
    }

    std::shared_ptr<const FeatureSource> m_rows;
    PictureLayout m_layout;
    float m_scale;
    int m_side;
    bool m_crop;
    QColor m_ground;
};

} // namespace

std::optional<PictureLayout> pictureLayout(const std::vector<Index>& extents)
{
    const auto layout = [](Index height, Index width, Index channels, bool planes) {
        return PictureLayout { static_cast<int>(height), static_cast<int>(width),
            static_cast<int>(channels), planes };
    };
    if (extents.size() == 3 && isSide(extents[1]) && isSide(extents[2]))
        return layout(extents[1], extents[2], 1, false);
    if (extents.size() != 4) return std::nullopt;
    if (isChannelCount(extents[3]) && isSide(extents[1]) && isSide(extents[2]))
        return layout(extents[1], extents[2], extents[3], false);
    if (isChannelCount(extents[1]) && isSide(extents[2]) && isSide(extents[3]))
        return layout(extents[2], extents[3], extents[1], true);
    return std::nullopt;
}

std::shared_ptr<const ImageSource> picturesOf(const MatrixFile& array, ReadingContext& context)
{
    const auto layout = pictureLayout(array.extents);
    const std::string told = array.name + " (" + array.shape() + ")";
    if (!layout) throw MediaError(array.file, "", { sentences::arrayNoPictures, { told } });
    const auto [least, greatest] = rangeOf(array, context.progress);
    if (least < 0 || greatest > 255)
        throw MediaError(array.file, "",
            { sentences::arrayNoPixels, { shortNumber(least), shortNumber(greatest) } });
    const bool toOne = greatest <= 1;
    context.report.reasons.push_back(takenAs(array, *layout, toOne ? 1 : 255));
    const int own = std::max(layout->width, layout->height);
    const int side =
        context.spec.imageSize > 0 ? context.spec.imageSize : std::min(own, largestDefaultSide);
    return std::make_shared<ArrayPictures>(
        array.features, *layout, toOne ? 255.f : 1.f, side, context.spec);
}

} // namespace contrastlab
