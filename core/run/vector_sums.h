// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sums over long vectors of parameters, cut into tiles whose number depends on their length alone:
// the same on any number of threads.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

#include <vector>

namespace contrastlab {

/// In double. `partial` is room for a number a tile, reused from call to call.
double squaredNormOf(
    ThreadPool& pool, const float* values, Index count, std::vector<double>& partial);

bool areFinite(ThreadPool& pool, const Vector<float>& values, std::vector<double>& partial);

} // namespace contrastlab
