// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures in arrays: N x height x width, with channels last or first. Pure; any thread.
#pragma once

#include "media/arrays/matrix_files.h"

namespace contrastlab {

/// Where the pixels of a picture lie in its row.
struct PictureLayout {
    int height = 0;
    int width = 0;
    int channels = 1; ///< 1, 3 or 4
    bool planes = false; ///< a channel after the other, rather than a pixel after the other
};

/// Of an array's extents; nothing where they are no pictures. Channels last come first.
std::optional<PictureLayout> pictureLayout(const std::vector<Index>& extents);

/// The array's rows as pictures of the side that the spec chooses (else their own longer side, at
/// most 64), with values from 0 to 1 or to 255, as a look at the rows tells. Adds what was taken to
/// the report. Throws MediaError where they are none.
std::shared_ptr<const ImageSource> picturesOf(const MatrixFile& array, ReadingContext& context);

} // namespace contrastlab
