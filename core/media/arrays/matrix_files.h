// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Matrices that someone computed elsewhere: .npy, .npz, .safetensors and tables of numbers, with
// labels, ids and a split beside them. One thread.
#pragma once

#include "data/dataset.h"
#include "media/arrays/row_table.h"

#include <filesystem>

namespace contrastlab {

struct MatrixFile {
    std::string name; ///< "image", "a" ...: of the array, else of the file
    std::string file;
    Index rows = 0;
    std::shared_ptr<const FeatureSource> features;
    std::vector<Index> extents; ///< of an array; empty for a table

    /// "1797 x 8 x 8"
    [[nodiscard]] std::string shape() const;
};

struct MatrixSet {
    std::vector<MatrixFile> matrices;
    RowTable table;
};

/// True for .npy, .npz and .safetensors.
bool isMatrixName(const std::string& name);

/// Every matrix that the spec's path (a file, or a folder of them), second and labels name. .npy
/// files are memory-mapped. Throws InputError with file and place.
MatrixSet openMatrices(ReadingContext& context);

} // namespace contrastlab
