// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Large pictures are scaled while they are decoded (JPEG) or right after, before anything else. Any
// thread.
#include "media/decode/image_decoder.h"

#include "media/bytes/limits.h"
#include "media/bytes/media_message.h"
#include "media/decode/image_edges.h"
#include "media/decode/image_guard.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double aspectScaledWhole = 4; ///< beyond it a crop comes before the scaling

[[noreturn]] void failImage(const std::string& name, const char* sentence, Message why)
{
    throw MediaError(name, "", { sentence, { std::move(why) } });
}

void requireDecodable(QSize size, const std::string& name)
{
    const qint64 pixels = qint64(size.width()) * size.height();
    if (std::max(size.width(), size.height()) <= limits::imageSide && pixels <= limits::imagePixels)
        return;
    throw MediaError(name, "",
        { sentences::imageTooLarge,
            { std::to_string(size.width()), std::to_string(size.height()),
                std::to_string(limits::imageSide),
                std::to_string(limits::imagePixels / 1'000'000) } });
}

/// A reader over bytes that passed the guard.
class PictureReader {
public:
    PictureReader(const QByteArray& bytes, const std::string& name) : m_name(name)
    {
        m_buffer.setData(guarded(bytes, name));
        m_buffer.open(QIODevice::ReadOnly);
        m_reader.setDevice(&m_buffer);
        // A TGA's first bytes are also those of a cursor; everything else says itself what it is.
        const bool tga = QByteArray::fromStdString(name).toLower().endsWith(".tga");
        if (tga) m_reader.setFormat("tga");
        m_reader.setDecideFormatFromContent(!tga);
        m_reader.setAutoTransform(true);
        if (!m_reader.canRead()) fail(); // before size(), after which ICO and TGA say no
        m_size = m_reader.size();
        m_vector = m_reader.format().startsWith("svg");
        if (!m_vector) requireDecodable(m_size, name);
        if (m_reader.transformation() & QImageIOHandler::TransformationRotate90) m_turned = true;
    }

    /// As it will stand upright; empty where the header does not say.
    [[nodiscard]] QSize size() const { return m_turned ? m_size.transposed() : m_size; }
    [[nodiscard]] bool isVector() const { return m_vector; }

    QImage read(QSize upright)
    {
        if (!upright.isEmpty()) m_reader.setScaledSize(m_turned ? upright.transposed() : upright);
        QImage image = m_reader.read();
        if (image.isNull()) fail();
        return image;
    }

private:
    [[noreturn]] void fail() const
    {
        failImage(m_name, sentences::imageUnreadable, m_reader.errorString().toStdString());
    }

    const std::string& m_name;
    QBuffer m_buffer;
    QImageReader m_reader;
    QSize m_size;
    bool m_vector = false;
    bool m_turned = false;
};

/// `size` scaled so that its shorter (cover) or longer side has `side` pixels.
QSize scaledTo(QSize size, int side, bool cover)
{
    const double shorter = std::min(size.width(), size.height());
    const double longer = std::max(size.width(), size.height());
    const double scale = side / (cover ? shorter : longer);
    return { std::max(1, static_cast<int>(std::lround(size.width() * scale))),
        std::max(1, static_cast<int>(std::lround(size.height() * scale))) };
}

QRect centreSquare(QSize size)
{
    const int side = std::min(size.width(), size.height());
    return { (size.width() - side) / 2, (size.height() - side) / 2, side, side };
}

bool isLong(QSize size)
{
    return std::max(size.width(), size.height())
        > aspectScaledWhole * std::min(size.width(), size.height());
}

/// The picture at the size of the look: side x side (crop), or at most so (pad).
QImage readToFit(PictureReader& reader, const ImageLook& look)
{
    const bool cover = look.fit == ImageFit::crop;
    const QSize size = reader.size();
    const bool whole = !size.isEmpty() && (!cover || reader.isVector() || !isLong(size));
    QImage image;
    if (whole)
        image = reader.read(scaledTo(size, look.side, cover && !isLong(size)));
    else
        image = reader.read({});
    if (cover) image = image.copy(centreSquare(image.size()));
    const QSize target = scaledTo(image.size(), look.side, cover);
    if (image.size() != target)
        image = image.scaled(target, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return image;
}

/// Premultiplied over the ground, rounded.
std::uint8_t over(int colour, int ground, int alpha)
{
    return static_cast<std::uint8_t>(std::min(255, colour + (ground * (255 - alpha) + 127) / 255));
}

void layOnGround(const QImage& image, const ImageLook& look, std::span<std::uint8_t> pixels)
{
    const int red = look.ground.red(), green = look.ground.green(), blue = look.ground.blue();
    for (std::size_t i = 0; i + 2 < pixels.size(); i += 3) {
        pixels[i] = static_cast<std::uint8_t>(red);
        pixels[i + 1] = static_cast<std::uint8_t>(green);
        pixels[i + 2] = static_cast<std::uint8_t>(blue);
    }
    const int left = (look.side - image.width()) / 2, top = (look.side - image.height()) / 2;
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        auto* out = pixels.data() + (static_cast<std::ptrdiff_t>(top + y) * look.side + left) * 3;
        for (int x = 0; x < image.width(); ++x, out += 3) {
            const int alpha = qAlpha(line[x]);
            out[0] = over(qRed(line[x]), red, alpha);
            out[1] = over(qGreen(line[x]), green, alpha);
            out[2] = over(qBlue(line[x]), blue, alpha);
        }
    }
}

} // namespace

void decodeImage(const QByteArray& bytes, const ImageLook& look, std::span<std::uint8_t> pixels,
    const std::string& name)
{
    PictureReader reader(bytes, name);
    QImage image = readToFit(reader, look);
    image.convertTo(QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        failImage(
            name, sentences::imageUnreadable, QT_TRANSLATE_NOOP("Message", "not enough memory"));
    layOnGround(image, look, pixels);
}

void checkImage(const FileSet& files, const std::string& name, const FileEdges& edges)
{
    if (const auto size = sizeByEdges(edges)) {
        requireDecodable(*size, name);
        return;
    }
    const PictureReader reader(
        edges.whole() ? edges.head : files.read(name, limits::imageBytes), name);
}

QImage decodePicture(const QByteArray& bytes, int longestSide, const std::string& name)
{
    PictureReader reader(bytes, name);
    const QSize size = reader.size();
    const bool shrink = std::max(size.width(), size.height()) > longestSide;
    const bool scale = !size.isEmpty() && (shrink || reader.isVector());
    QImage image = reader.read(scale ? scaledTo(size, longestSide, false) : QSize());
    if (std::max(image.width(), image.height()) > longestSide)
        image =
            image.scaled(longestSide, longestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    return image;
}

} // namespace contrastlab
