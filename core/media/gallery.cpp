// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Counts, sizes and licences are those of the Debian 12 packages; results are those of
// `contrastlab-cli train --threads 1` at that step, on an engine for x86-64-v4. Any thread.
#include "media/gallery.h"

#include "run/parameters.h"

#include <QFile>
#include <QPainter>
#include <QStandardPaths>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int mosaicGap = 4;

std::string fashionFolder()
{
    return QStandardPaths::locate(QStandardPaths::GenericDataLocation,
        QStringLiteral("datasets/fashion-mnist"), QStandardPaths::LocateDirectory)
        .toStdString();
}

std::string digitsFile()
{
    const QString path =
        QStringLiteral("/usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz");
    return QFile::exists(path) ? path.toStdString() : std::string();
}

} // namespace

std::vector<GalleryEntry> gallery()
{
    return {
        { "emoji", QT_TRANSLATE_NOOP("Gallery", "Emoji"),
            QT_TRANSLATE_NOOP("Gallery",
                "853 things, each drawn in four styles, named in English and Chinese, and spoken."),
            "Apache-2.0 (Noto), CC-BY-4.0 (Twemoji), CC-BY-SA-4.0 (OpenMoji), MIT (Fluent, "
            "emojibase)",
            853, 0, {}, {}, {}, { 600, 0.40, 0.067, 23 } },
        { "emoji-pretrained", QT_TRANSLATE_NOOP("Gallery", "Emoji, pretrained"),
            QT_TRANSLATE_NOOP("Gallery",
                "The same, but the pictures as a network sees them that was trained on photos: "
                "only "
                "a projection is learnt."),
            "Apache-2.0 (NanoDet), as the emoji", 853, 0, {}, {},
            { { "dataset", "emoji" }, { "image_encoder", "built-in" },
                { "feature_tower", "linear" }, { "embedding_width", "128" },
                { "temperature", "0.15" }, { "steps", "300" } },
            { 300, 0.52, 0.067, 1 } },
        { "emoji-all", QT_TRANSLATE_NOOP("Gallery", "All emoji"),
            QT_TRANSLATE_NOOP("Gallery",
                "1,594: the things, and faces, people, symbols and flags in the same four styles, "
                "named in both languages."),
            "Apache-2.0 (Noto), CC-BY-4.0 (Twemoji), CC-BY-SA-4.0 (OpenMoji), MIT (Fluent, "
            "emojibase)",
            1594, 0, {}, {}, { { "dataset", "emoji" }, { "emoji_kinds", "all" } },
            { 600, 0.58, 0.065, 24 } },
        { "icons", QT_TRANSLATE_NOOP("Gallery", "Icons"),
            QT_TRANSLATE_NOOP("Gallery",
                "1,512 icons of user interfaces in six weights, named and tagged in English."),
            "MIT (Phosphor Icons)", 1512, 0, {}, {}, {}, { 600, 0.61, 0.066, 23 } },
        { "people", QT_TRANSLATE_NOOP("Gallery", "People at work"),
            QT_TRANSLATE_NOOP("Gallery",
                "360 people in two styles: woman, man or neither said, 20 professions, six skin "
                "tones; every fifth combination is held out."),
            "Apache-2.0 (Noto), CC-BY-4.0 (Twemoji), MIT (emojibase)", 360, 0, {}, {}, {},
            { 600, 0.99, 0.139, 21 } },
        { "synthetic", QT_TRANSLATE_NOOP("Gallery", "Synthetic world"),
            QT_TRANSLATE_NOOP("Gallery",
                "Latent classes seen through two or three modalities, with noise and mismatch as "
                "you set them."),
            "CC0-1.0", 2304, 0, {}, {}, {}, { 3600, 0.996, 0.039, 1 } },
        { "fashion-mnist", QT_TRANSLATE_NOOP("Gallery", "Fashion-MNIST"),
            QT_TRANSLATE_NOOP("Gallery",
                "70,000 pictures of clothes and their ten class names: many pairs share a "
                "caption."),
            "MIT (Zalando)", 70'000, 30'900'000, fashionFolder(),
            "sudo apt install dataset-fashion-mnist", {}, { 600, 0.92, 0.653, 23 } },
        { "digits", QT_TRANSLATE_NOOP("Gallery", "Handwritten digits"),
            QT_TRANSLATE_NOOP("Gallery", "1,797 digits of 8 x 8 pixels and their names."),
            "CC-BY-4.0 (Alpaydin and Kaynak, UCI)", 1797, 57'512, digitsFile(),
            "sudo apt install python3-sklearn", {}, { 600, 0.99, 0.666, 6 } },
    };
}

RunSpec onEntry(RunSpec spec, const GalleryEntry& entry)
{
    spec.set("dataset", entry.id);
    for (const auto& [key, value] : entry.settings)
        assign(spec, key, value); // without problems: tst_readers_features tries each
    return spec;
}

void putBackPresets(RunSpec& spec)
{
    for (const GalleryEntry& entry : gallery())
        for (const auto& [key, value] : entry.settings)
            if (key != "dataset" && toText(spec.value(key)) == value)
                spec.set(key, findParameter(key)->standard);
}

std::string galleryPath(const std::string& id)
{
    for (const GalleryEntry& entry : gallery())
        if (entry.id == id) return entry.path;
    return {};
}

QImage mosaic(const ItemMedia& media, Index items, int columns, int rows, int side)
{
    QImage image(columns * side, rows * side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    const int cell = side - mosaicGap;
    const Index shown = std::min<Index>(items, Index(columns) * rows);
    for (Index i = 0; i < shown; ++i) {
        QImage picture = media.picture("image", i * items / shown, 0, cell);
        // Small pictures fill their cell, too.
        if (!picture.isNull() && std::max(picture.width(), picture.height()) < cell)
            picture = picture.scaled(cell, cell, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        const auto column = static_cast<int>(i % columns), row = static_cast<int>(i / columns);
        painter.drawImage(column * side + (side - picture.width()) / 2,
            row * side + (side - picture.height()) / 2, picture);
    }
    return image;
}

} // namespace contrastlab
