// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file that somebody looks for, a picture or a sound that is no item's. A pure function; any
// thread.
#pragma once

#include "base/matrix.h"
#include "media/decode/item_media.h"

#include <QImage>

#include <filesystem>

namespace contrastlab {

struct QueryFile {
    QImage picture; ///< its longer side at most 512 pixels, on white; null for a sound
    Matrix<float> logMel; ///< frames x LogMel::bands of its first 30 s at most; empty for a picture
    SoundSamples sound; ///< the same, as it was recorded
};

/// A sound by its ending, else a picture. Throws MediaError as the readers of data do: for what
/// cannot be decoded, and for what is larger than bytes/limits.h allows, before it is read.
QueryFile readQueryFile(const std::filesystem::path& file);

} // namespace contrastlab
