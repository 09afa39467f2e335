// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A moving average of the weights over the steps of a run: what is judged in place of the weights.
// Pure functions, on the trainer's thread.
#pragma once

#include "base/thread_pool.h"

#include <cstdint>

namespace contrastlab {

/// The share of the average that stays after `step` steps (the first is 1): `decay`, but while it
/// is young the less, (1 + step) / (10 + step), so that the average does not remember the beginning
/// (as ExponentialMovingAverage of TensorFlow does with num_updates).
double averageKept(double decay, std::int64_t step);

/// average <- keep average + (1 - keep) values; `count` numbers each.
void followWith(
    ThreadPool& pool, float* average, const float* values, std::int64_t count, double keep);

} // namespace contrastlab
