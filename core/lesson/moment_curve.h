// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Points on (cos t, sin t, cos 2t, sin 2t) / sqrt 2 in four dimensions: any two of them are joined
// by an edge of their hull (Gale 1963), so some query has just these two nearest. It is made of the
// coefficients of -(1 - cos(t - a))(1 - cos(t - b)), which is 0 at a and b and below elsewhere.
#pragma once

#include <Eigen/Core>

#include <cmath>
#include <numbers>

namespace contrastlab {

/// On the unit sphere.
inline Eigen::Vector4d momentPoint(double t)
{
    return Eigen::Vector4d(std::cos(t), std::sin(t), std::cos(2 * t), std::sin(2 * t))
        / std::numbers::sqrt2;
}

/// The unit query whose two nearest points are those at a and b.
inline Eigen::Vector4d momentQuery(double a, double b)
{
    return Eigen::Vector4d(std::cos(a) + std::cos(b), std::sin(a) + std::sin(b),
        -std::cos(a + b) / 2, -std::sin(a + b) / 2)
        .normalized();
}

} // namespace contrastlab
