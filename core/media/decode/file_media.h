// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures, sounds and captions of a data set of files, for people: read from the files each time,
// at the size asked for. Immutable; any thread.
#pragma once

#include "media/decode/item_media.h"
#include "media/listing/listing.h"

namespace contrastlab {

/// The items are those of the Dataset, in its order, with modalities "image", "sound" and "text".
std::shared_ptr<const ItemMedia> makeFileMedia(
    std::shared_ptr<const FileSet> files, std::vector<ListedItem> items);

} // namespace contrastlab
