// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Word vectors, and the embedded ones: GloVe (Pennington et al. 2014) cut to the words of emoji.
// Values; any thread.
#pragma once

#include "data/vocabulary.h"

namespace contrastlab {

/// 4,016 words x 100, rounded to 8 bits: a vector's largest part is exact to 0.4 %. The words are
/// those of the English names and keywords of all emoji, split as wordsOf() does. Throws InputError
/// where the embedded files are not what they should be.
WordVectors embeddedWordVectors();

} // namespace contrastlab
