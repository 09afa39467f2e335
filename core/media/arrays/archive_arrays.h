// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The arrays of a .npz or .safetensors: which are trained on, which holds labels, captions or
// names. One thread.
#pragma once

#include "media/arrays/matrix_files.h"

namespace contrastlab {

/// Adds the arrays that spec.matrices names, else all of two and more dimensions with as many rows,
/// and as labels, captions or names those of one dimension that look so or that spec.labelColumn
/// names. Throws MediaError, which names the arrays, where that leaves a choice.
void takeArrays(const std::filesystem::path& path, MatrixSet& set, ReadingContext& context);

} // namespace contrastlab
