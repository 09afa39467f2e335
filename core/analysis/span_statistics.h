// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a stretch of a run came to: of each recorded number the mean, the trend and the extremes.
// Pure functions of the logs; any thread.
#pragma once

#include "run/run.h"

#include <cstdint>

namespace contrastlab {

/// Of the numbers that are finite.
struct ColumnStatistics {
    std::int64_t count = 0; ///< where it is 0 the rest is NaN
    double mean = 0;
    double slope = 0; ///< a step, by least squares; NaN of fewer than two steps
    double least = 0, most = 0;
};

struct SpanStatistics {
    std::int64_t first = 0, last = 0; ///< steps, both within
    double seconds = 0; ///< of training, between the two
    ColumnStatistics loss; ///< of the batches
    ColumnStatistics heldOutLoss;
    ColumnStatistics recallAt1; ///< the mean of both directions
};

/// Of the steps from `first` to `last`, in either order, as far as the run has done them.
SpanStatistics statisticsOf(const Run& run, std::int64_t first, std::int64_t last);

} // namespace contrastlab
