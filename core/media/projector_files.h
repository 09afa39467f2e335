// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Embeddings for the Embedding Projector (projector.tensorflow.org, or TensorBoard's tab). Any
// thread.
#pragma once

#include "media/decode/item_media.h"
#include "store/embedding_table.h"

namespace contrastlab {

/// vectors.tsv and metadata.tsv (a row for each item and modality that it has, all modalities in
/// one space), sprite.png where there are pictures (a square grid of the items' pictures in the
/// order of the rows, at most 8,192 pixels), projector_config.pbtxt. `media` may be null. Returns
/// what was written; throws InputError.
std::vector<std::string> writeProjectorFiles(const std::string& folder, const EmbeddingTable& table,
    const ItemMedia* media, std::int64_t step);

} // namespace contrastlab
