// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What benchmarks measure with, those of the program and those beside it. Any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

namespace contrastlab {

/// Of an even number the upper one of the middle; needs at least one.
inline double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The kernel's high-water mark of this process, in MB of 2^20 bytes; 0 where it tells none.
inline double peakMemory()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024.0;
    return 0;
}

/// It begins again from what is resident now.
inline void resetPeakMemory()
{
    std::ofstream("/proc/self/clear_refs") << 5;
}

} // namespace contrastlab
