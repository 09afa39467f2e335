// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What shape a curve has that a person drew over things in order. A pure function.
#pragma once

#include <span>

namespace contrastlab {

enum class CurveShape {
    rises, ///< to its end, but for trembling
    falls,
    peaks, ///< somewhere between its ends above both
    dips,
    none ///< level, or up and down more than once
};

/// Of values over places in order. What differs by no more than `trembling` is equal to a hand's
/// eye; so with 0 the shapes are those of ClaimAssertion, but for equal neighbours. None where a
/// value is no number or there are fewer than two.
CurveShape shapeOf(std::span<const double> values, double trembling);

} // namespace contrastlab
