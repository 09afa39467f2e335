// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items whose files repeat those of an earlier item, and what data.duplicates makes of them. Pure.
#pragma once

#include "media/listing/listing.h"

namespace contrastlab {

/// Digests of the files of each item, 0 where it has none.
struct FileContents {
    std::vector<std::uint64_t> images;
    std::vector<std::uint64_t> sounds;
};

/// Of the `kept` items those that stay: all, or the first of those with the same files. Merged, it
/// takes the captions of the others along; the report says how many went.
std::vector<std::size_t> withoutRepeats(std::vector<ListedItem>& items,
    std::vector<std::size_t> kept, const FileContents& contents, ReadingContext& context);

} // namespace contrastlab
