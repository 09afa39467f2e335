// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Coordinates by the size of the means' difference.
#include "analysis/gap_coordinates.h"

#include "analysis/geometry.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace contrastlab {

namespace {

// Columns by how far apart the means of both are there, farthest first.
std::vector<Index> columnsByDifference(ConstMatrixView<float> a, ConstMatrixView<float> b)
{
    const Eigen::RowVectorXd difference =
        (a.cast<double>().colwise().mean() - b.cast<double>().colwise().mean()).cwiseAbs();
    std::vector<Index> columns(std::size_t(a.cols()));
    std::iota(columns.begin(), columns.end(), Index(0));
    std::ranges::stable_sort(
        columns, [&](Index i, Index j) { return difference[i] > difference[j]; });
    return columns;
}

} // namespace

GapCoordinates gapCoordinates(ConstMatrixView<float> a, ConstMatrixView<float> b)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const double gap = modalityGap(a, b);
    const std::vector<Index> columns = columnsByDifference(a, b);
    const auto leftWithout = [&](std::ptrdiff_t count) {
        if (!(gap > 0) || count >= std::ssize(columns)) return none;
        const std::vector<Index> kept(columns.begin() + count, columns.end());
        const Matrix<float> restA = Matrix<float>(a(Eigen::all, kept)).rowwise().normalized(),
                            restB = Matrix<float>(b(Eigen::all, kept)).rowwise().normalized();
        return modalityGap(view(restA), view(restB)) / gap;
    };
    return { gap, leftWithout(1), leftWithout(3) };
}

} // namespace contrastlab
