// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Matrices that someone computed elsewhere: .npy, .npz, .safetensors and tables of numbers, with
// labels, ids and a split beside them. One thread.
#pragma once

#include "data/dataset.h"
#include "media/listing/listing.h"

#include <filesystem>
#include <map>

namespace contrastlab {

struct MatrixFile {
    std::string name; ///< "image", "a" ...: of the array, else of the file
    std::string file;
    Index rows = 0;
    std::shared_ptr<const FeatureSource> features;
};

/// What stands beside the matrices, one a row where it is there.
struct RowTable {
    std::string file;
    std::vector<std::string> labels;
    std::vector<std::string> names;
    std::vector<std::string> captions;
    std::vector<std::optional<Part>> parts;
};

struct MatrixSet {
    std::vector<MatrixFile> matrices;
    RowTable table;
};

/// True for .npy, .npz and .safetensors.
bool isMatrixName(const std::string& name);
/// True for a CSV or TSV whose columns hold numbers, but for ids, labels and splits.
bool isNumberTable(const std::filesystem::path& path);

/// Every matrix that the spec's path (a file, or a folder of them), second and labels name. .npy
/// files are memory-mapped. Throws InputError with file and place.
MatrixSet openMatrices(ReadingContext& context);

} // namespace contrastlab
