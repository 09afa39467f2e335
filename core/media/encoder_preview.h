// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an encoder takes for alike: the nearest neighbours of a few items in its features, before
// anything is trained on them. Wrong preparation shows at once. Long; belongs off the GUI thread.
#pragma once

#include "media/encoded_data.h"

#include <string>
#include <vector>

namespace contrastlab {

/// An item with its nearest among those that were encoded, the nearest first.
struct PreviewRow {
    Index item = 0;
    std::vector<Index> nearest;
    std::vector<float> cosines; ///< of each to the item
};

struct EncoderPreview {
    std::string modality;
    Index encoded = 0; ///< items that were looked at
    std::vector<PreviewRow> rows;
    double meanCosine = 0; ///< of two different items
};

constexpr Index previewedItems = 400; ///< of which neighbours are sought
constexpr Index previewRows = 10;
constexpr Index previewNeighbours = 5;

/// The modality of a kind that the encoder takes that comes first; null where the data have none.
const ModalityData* modalityFor(const Encoder& encoder, const Dataset& dataset);

/// Of the first variants of at most `previewedItems` items, evenly over the data; nothing is put
/// into the cache. Throws InputError (among others where a feature is not finite), LoadCancelled or
/// Interrupted.
EncoderPreview previewOf(const Encoder& encoder, const OpenedData& data,
    const ModalityData& modality, const std::string& ground, const ProgressCallback& progress,
    const std::stop_token& stop);

} // namespace contrastlab
