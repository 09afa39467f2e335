// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes of a picture, in any format that Qt reads, to pixels: upright, of bounded size. Pure
// functions; any thread.
#pragma once

#include "media/bytes/file_set.h"
#include "media/listing/dataset_spec.h"

#include <QByteArray>
#include <QColor>
#include <QImage>

#include <cstdint>
#include <span>
#include <string>

namespace contrastlab {

/// How a tower sees a picture: side x side pixels.
struct ImageLook {
    int side = 64;
    ImageFit fit = ImageFit::crop;
    QColor ground = Qt::white;
};

/// Writes side x side x 3 bytes. The picture is turned as its EXIF says, scaled so that its shorter
/// side (crop: the centre is taken) or its longer side (pad: the rest is ground) fits, and laid on
/// the ground. Throws MediaError: what is no picture, ends too early, or is larger than
/// limits::imageSide and limits::imagePixels allow (judged by its header, before it is decoded).
void decodeImage(const QByteArray& bytes, const ImageLook& look, std::span<std::uint8_t> pixels,
    const std::string& name);

/// What decodeImage refuses by a look at the header of the file: throws MediaError as it does. Of
/// what comes between header and end nothing is read where the first bytes and the last suffice.
void checkImage(const FileSet& files, const std::string& name, const FileEdges& edges);
/// How much of a file checkImage wants to see.
constexpr std::int64_t imageHeadBytes = 64 * 1024;
constexpr std::int64_t imageTailBytes = 4 * 1024;

/// The picture for people: its aspect and transparency kept, its longer side at most `longestSide`;
/// a vector drawing fills it. Throws as decodeImage does.
QImage decodePicture(const QByteArray& bytes, int longestSide, const std::string& name);

} // namespace contrastlab
