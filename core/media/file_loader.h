// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a Listing to a Dataset: checks, limit, decoding, counts. One thread calls; it uses all.
#pragma once

#include "media/dataset_loader.h"
#include "media/listing.h"

namespace contrastlab {

/// Checks that the files are there and leaves out what has no partner, then applies the item limit.
/// Fills counts, problems and preview.
void checkListing(Listing& listing, ReadingContext& context);

/// checkListing, then decodes everything. Throws MediaError where nothing can be used.
LoadedDataset loadListing(Listing listing, ReadingContext& context);

/// The split that the spec's share draws or the items bring; empty where the run splits.
std::vector<Part> partsOfItems(const std::vector<ListedItem>& items, const DatasetSpec& spec);

// Shared with data that are no files.

/// Evenly spaced, at most `limit` (0: all) of `count`.
std::vector<std::size_t> evenlySpaced(std::size_t count, long long limit);
/// Parts by share, drawn by a stream of its own; the same for the same number of items.
std::vector<Part> partsByShare(std::size_t items, double heldOut);
/// Class names to numbers in the order of the alphabet (numbers by value); "" is -1.
void setLabels(Dataset& dataset, const std::vector<std::string>& labels);

} // namespace contrastlab
