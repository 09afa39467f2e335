// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run makes of features that are no item's. Pure; any thread.
#pragma once

#include "run/run_setup.h"

#include <span>

namespace contrastlab {

/// The embedding (raw, 1 x d) of one vector as the tower's own items have it, not standardised. The
/// tower's modality is of features of that width.
Matrix<float> embedFeatures(ThreadPool& pool, const RunSetup& setup,
    const Vector<float>& parameters, int tower, std::span<const float> features);

} // namespace contrastlab
