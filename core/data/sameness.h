// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether items can be told apart at all. A pure function of the data, any thread.
#pragma once

#include "data/dataset.h"

#include <span>

namespace contrastlab {

/// True where two or more of the items have the modality, and all of those are the same in it:
/// captions and tags, pixels of the first variant, values. Stops at the first that differs. Throws
/// what the sources throw.
bool areAllSame(const ModalityData& modality, std::span<const Index> items);

} // namespace contrastlab
