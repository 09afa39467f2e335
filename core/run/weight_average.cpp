// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every number by itself, so the same on any number of threads.
#include "run/weight_average.h"

#include <algorithm>

namespace contrastlab {

double averageKept(double decay, std::int64_t step)
{
    const auto steps = static_cast<double>(step);
    return std::min(decay, (1 + steps) / (10 + steps));
}

void followWith(
    ThreadPool& pool, float* average, const float* values, std::int64_t count, double keep)
{
    constexpr std::int64_t tile = 1 << 15;
    const auto share = static_cast<float>(1 - keep);
    pool.run((count + tile - 1) / tile, [&](std::int64_t index) {
        const std::int64_t end = std::min(count, (index + 1) * tile);
        for (std::int64_t i = index * tile; i < end; ++i)
            average[i] += share * (values[i] - average[i]);
    });
}

} // namespace contrastlab
