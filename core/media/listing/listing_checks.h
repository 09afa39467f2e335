// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is seen of a listing before anything is decoded: which files its names mean, and whether its
// captions tell anything apart. One thread.
#pragma once

#include "media/listing/listing.h"

namespace contrastlab {

/// Every name becomes that of a file that is here, or is reported and emptied. A name that is not
/// here as it stands is found by its end, where one file alone ends so; no file stands for two
/// names in this way. The report says how many were, with an example.
void settleNames(Listing& listing, ReadingContext& context);

/// Throws MediaError where there is one caption for all items and nothing else to pair them by.
void refuseSameCaptions(const std::vector<ListedItem>& items, const ReadingContext& context);

/// Whether nothing that a manifest names is where it was looked for.
bool areAllMissing(const DatasetReport& report);

} // namespace contrastlab
