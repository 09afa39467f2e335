// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The machine's peak as the benches define it: Eigen's own single-precision product of 1024 x 1024
// matrices, its rows split over the threads.
#pragma once

#include "base/thread_pool.h"

namespace contrastlab {

/// Median over some repetitions, in GFLOP/s (2 n³ operations a product).
double measurePeakGflops(ThreadPool& pool, int repetitions = 9);

} // namespace contrastlab
