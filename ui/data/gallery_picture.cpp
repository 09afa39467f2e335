// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "data/gallery_picture.h"

#include "data/synthetic.h"
#include "media/emoji/embedded_file.h"
#include "media/open_data.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr int columns = 8, rows = 3, cellSide = 48;
static_assert(QSize(columns * cellSide, rows* cellSide) == galleryPictureSize);

/// A world of few items in the plane: the first two numbers of modality a, a colour a class.
QImage pointsOf(const Dataset& world)
{
    QImage image(galleryPictureSize, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const FeatureSource& features = *world.modalities.front().features;
    std::vector<float> values(static_cast<std::size_t>(features.width()));
    std::vector<QPointF> points;
    double widest = 1e-6, highest = 1e-6;
    for (Index item = 0; item < world.items; ++item) {
        features.read(item, values);
        points.emplace_back(double(values[0]), double(values[1]));
        widest = std::max(widest, std::abs(points.back().x()));
        highest = std::max(highest, std::abs(points.back().y()));
    }
    const double classes = 1.0 + *std::max_element(world.labels.begin(), world.labels.end());
    for (std::size_t i = 0; i < points.size(); ++i) {
        painter.setBrush(QColor::fromHsvF(float(world.labels[i] / classes), 0.55f, 0.9f));
        painter.drawEllipse(QPointF(image.width() * (0.5 + 0.46 * points[i].x() / widest),
                                image.height() * (0.5 + 0.44 * points[i].y() / highest)),
            3.0, 3.0);
    }
    return image;
}

QImage syntheticPicture()
{
    SyntheticWorld world;
    world.items = 360;
    world.heldOut = 0;
    world.classes = 8;
    world.spread = 0.5;
    return pointsOf(makeSyntheticWorld(world, 0));
}

} // namespace

QImage galleryPicture(const GalleryEntry& entry, std::stop_token stop)
{
    if (stop.stop_requested()) return {};
    if (entry.id == "synthetic") return syntheticPicture();
    try {
        if (!entry.available())
            return QImage::fromData(embeddedFile(
                QStringLiteral("previews/%1.png").arg(QString::fromStdString(entry.id))));
        RunSpec spec = onEntry({}, entry);
        if (!entry.path.empty()) spec.setData("data.items", std::to_string(columns * rows));
        const OpenedData data = openData(spec, {}, std::move(stop));
        return mosaic(*data.media, data.dataset->items, columns, rows, cellSide);
    } catch (const std::exception&) {
        return {}; // the card says all else; opening the data will tell why
    }
}

} // namespace contrastlab
