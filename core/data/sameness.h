// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether items can be told apart at all. A pure function of the data, any thread.
#pragma once

#include "data/dataset.h"

namespace contrastlab {

/// True where two or more of the first so many items have the modality, and all of those are the
/// same in it: captions and tags, pixels of the first variant, values. Stops at the first that
/// differs. Throws what the sources throw.
bool areAllSame(const ModalityData& modality, Index items);

} // namespace contrastlab
