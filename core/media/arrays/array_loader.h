// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Data that are arrays rather than files of their own: matrices, word vectors, MNIST's IDX files,
// the digits of scikit-learn. One thread calls.
#pragma once

#include "media/listing/listing.h"

namespace contrastlab {

/// Modalities "a" and "b" (or the arrays' names), and "text" where the rows have captions.
Dataset loadMatrices(ReadingContext& context);
/// Words and their vectors as modalities "text" and "vector".
Dataset loadWordVectors(ReadingContext& context);
/// Images and class names. `path` is an images file; its labels lie beside it, as does the other
/// half (train and t10k), which are held out.
Dataset loadIdx(ReadingContext& context);
Dataset loadDigits(ReadingContext& context);

} // namespace contrastlab
