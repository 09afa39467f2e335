// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What benchmarks measure with. Pure functions.
#pragma once

#include "base/matrix.h"
#include "base/measuring.h"
#include "base/random.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <functional>
#include <vector>

namespace contrastlab {

inline Matrix<float> normalNumbers(Index rows, Index columns, std::uint64_t seed)
{
    RandomStream stream(seed, Purpose::noise);
    Matrix<float> values(rows, columns);
    for (Index i = 0; i < values.size(); ++i)
        values.data()[i] = static_cast<float>(stream.normal());
    return values;
}

inline double secondsOf(const std::function<void()>& work)
{
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

/// Of this thread's processor time, so that what else the machine does is not counted.
inline double processorSecondsOf(const std::function<void()>& work)
{
    const auto now = [] {
        timespec time {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
    };
    const double began = now();
    work();
    return now() - began;
}

} // namespace contrastlab
