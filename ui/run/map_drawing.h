// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a map that takes no iterations draws of embeddings. Pure functions of the request, any
// thread.
#pragma once

#include "analysis/projection.h"

#include <memory>
#include <vector>

namespace contrastlab {

/// Unit rows of a map's items, one matrix (items x d) a tower.
using MapRows = std::shared_ptr<const std::vector<Matrix<float>>>;

/// All towers' rows, one below the other, and back.
Matrix<float> stacked(const std::vector<Matrix<float>>& parts);
std::vector<Matrix<float>> parted(const Matrix<float>& points, std::size_t towers);

struct MapDrawing {
    Matrix<float> points; ///< all towers' x dims, stacked
    /// Shares of the variance along each axis (of the ratio of variances, between classes).
    std::vector<double> explained;
    PcaBasis basis; ///< of principal axes
};

/// Principal axes, turned to lie nearest to those before (d x dims; empty: none).
MapDrawing drawPrincipal(
    ThreadPool& pool, const Matrix<float>& rows, Index dims, const Matrix<double>& before);
/// The axes as they are held, whatever the rows do.
MapDrawing drawHeld(ThreadPool& pool, const Matrix<float>& rows, const PcaBasis& held);
/// Axes that part labels, one an item of each tower's, laid on the picture before (stacked; empty:
/// none).
MapDrawing drawClasses(ThreadPool& pool, const Matrix<float>& rows, const std::vector<int>& labels,
    Index dims, const Matrix<float>& before);

} // namespace contrastlab
