// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mean and deviation of a number that several seeds have. Pure; any thread.
#pragma once

#include <span>

namespace contrastlab {

struct Spread {
    double mean = 0; ///< NaN without any
    double deviation = 0; ///< divides by their number less 1; 0 of one alone
};

/// Of those that are finite.
Spread spreadOf(std::span<const double> values);

} // namespace contrastlab
