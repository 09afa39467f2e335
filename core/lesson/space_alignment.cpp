// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The best partners are the one best assignment but for ties, so the order of rows tells nothing.
#include "lesson/space_alignment.h"

#include "analysis/assignment.h"
#include "analysis/probe_frame.h"
#include "base/decomposition.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <span>

namespace contrastlab {

namespace {

// How near all others are to each row, the nearest first: what a rotation leaves as it is.
Matrix<double> neighbourProfiles(const Matrix<double>& rows)
{
    Matrix<double> profiles = rows * rows.transpose();
    for (Index i = 0; i < profiles.rows(); ++i)
        std::ranges::sort(
            std::span(profiles.row(i).data(), std::size_t(profiles.cols())), std::greater<>());
    return profiles.rowwise().normalized();
}

} // namespace

std::vector<Index> bestPartners(const Matrix<double>& first, const Matrix<double>& second)
{
    return bestAssignment(first * second.transpose());
}

Matrix<double> aligningTurn(
    const Matrix<double>& first, const Matrix<double>& second, Index known, int rounds)
{
    std::vector<Index> every(static_cast<std::size_t>(first.rows()));
    std::iota(every.begin(), every.end(), Index(0));
    const auto turnBy = [&](const std::vector<Index>& rows, const std::vector<Index>& partners) {
        const Matrix<double> from = first(rows, Eigen::all), to = second(partners, Eigen::all);
        return nearestOrthogonal(from.transpose() * to);
    };
    const std::vector<Index> some = evenlySpread(every, static_cast<std::size_t>(known));
    Matrix<double> turn = known > 0
        ? turnBy(some, some)
        : turnBy(every, bestPartners(neighbourProfiles(first), neighbourProfiles(second)));
    for (int round = 0; round < rounds; ++round)
        turn = turnBy(every, bestPartners(first * turn, second));
    return turn;
}

} // namespace contrastlab
