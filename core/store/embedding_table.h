// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items of a run's data set with their embeddings, and the files that hold them. Any thread.
#pragma once

#include "run/run_setup.h"

#include <string>
#include <vector>

namespace contrastlab {

enum class ItemChoice { heldOut, training, all };

struct EmbeddingTable {
    const RunSetup* setup = nullptr; ///< outlives the table
    std::vector<Index> items; ///< ascending
    std::vector<Part> parts; ///< of each item
    std::vector<std::int64_t> labels; ///< of each item, -1 for none
    /// One a tower, items x width, of length 1. NaN where an item lacks the modality.
    std::vector<Matrix<float>> rows;
};

/// Each item as the towers see it with all its words, in its first drawing or voice.
EmbeddingTable embedItems(
    ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters, ItemChoice choice);

/// "training", "held-out", "test"; "unused" also for items that lack what is trained.
const char* nameOf(Part part);
/// Its English name, or else its Chinese one, or its number.
std::string nameOfItem(const Dataset& dataset, Index item);
/// "" for no label.
std::string nameOfLabel(const Dataset& dataset, std::int64_t label);

/// All throw InputError, write each file whole or not at all, and return what they wrote.
/// MODALITY.npy each, labels.npy, items.csv, which says what each item has.
std::vector<std::string> writeNpyFiles(const std::string& folder, const EmbeddingTable& table);
/// embeddings.npz with an array a modality, `labels` and `items`; items.csv.
std::vector<std::string> writeNpzFiles(const std::string& folder, const EmbeddingTable& table);
/// embeddings.csv: a row for each item and modality that it has.
std::vector<std::string> writeCsvFile(const std::string& folder, const EmbeddingTable& table);
/// embeddings.safetensors with a tensor a modality, the items' numbers in the metadata.
std::vector<std::string> writeSafetensorsFile(const std::string& folder,
    const EmbeddingTable& table, const std::map<std::string, std::string>& metadata);

} // namespace contrastlab
