// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a Listing to a Dataset: checks, limit, decoding, counts. One thread calls; it uses all.
#pragma once

#include "media/dataset_loader.h"
#include "media/listing/listing.h"

namespace contrastlab {

/// Checks that the files are there and leaves out what has no partner, then applies the item limit.
/// Fills counts, problems and preview.
void checkListing(Listing& listing, ReadingContext& context);

/// checkListing, then decodes as `when` says. Throws MediaError where nothing can be used.
LoadedDataset loadListing(Listing listing, ReadingContext& context, DecodeWhen when);

/// The split that the spec's share draws or the items bring; empty where the run splits.
std::vector<Part> partsOfItems(const std::vector<ListedItem>& items, const DatasetSpec& spec);

} // namespace contrastlab
