// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a data set of the gallery looks like: its own pictures side by side, or its points. Long for
// large files; any thread.
#pragma once

#include "media/gallery.h"

#include <QSize>

#include <stop_token>

namespace contrastlab {

inline constexpr QSize galleryPictureSize { 384, 144 };

/// galleryPictureSize, of what is not installed the one that came along; null where there is none,
/// or the data are unreadable, or where stopped.
QImage galleryPicture(const GalleryEntry& entry, std::stop_token stop);

} // namespace contrastlab
