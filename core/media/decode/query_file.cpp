// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/decode/query_file.h"

#include "media/bytes/file_set.h"
#include "media/bytes/limits.h"
#include "media/decode/image_decoder.h"
#include "media/decode/log_mel.h"
#include "media/decode/sound_decoder.h"
#include "media/listing/listing.h"

#include <QPainter>

namespace contrastlab {

namespace {

constexpr int queryPictureSide = 512;

QImage onWhite(const QImage& picture)
{
    QImage ground(picture.size(), QImage::Format_RGB32);
    ground.fill(Qt::white);
    QPainter(&ground).drawImage(0, 0, picture);
    return ground;
}

} // namespace

QueryFile readQueryFile(const std::filesystem::path& file)
{
    std::error_code unknown;
    const auto resolved = std::filesystem::weakly_canonical(file, unknown);
    const std::filesystem::path& path = unknown ? file : resolved;
    const FolderFiles folder(path.parent_path());
    const std::string name = path.filename().string();
    if (!isSoundName(name)) {
        const QByteArray bytes = folder.read(name, limits::imageBytes);
        return { onWhite(decodePicture(bytes, queryPictureSide, name)), {}, {} };
    }
    const QByteArray bytes = folder.read(name, limits::soundBytes);
    LogMel logMel;
    SoundSamples sound = decodeSound(bytes, limits::soundSecondsShown, name);
    return { {}, logMel(resampledTo16k(sound)), std::move(sound) };
}

} // namespace contrastlab
