// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A quadtree or octree over points for Barnes-Hut forces. Built by one thread, read by any.
#pragma once

#include "base/matrix.h"

#include <array>
#include <vector>

namespace contrastlab {

/// The push that all points exert on one, with the kernel w = 1 / (1 + r^2).
template <int dims> struct Repulsion {
    std::array<double, dims> force {}; ///< sum of w^2 (y_i - y_j)
    double kernelSum = 0; ///< sum of w
};

/// Cells are halved in every direction until they hold one point, or points that coincide.
template <int dims> class LayoutTree {
public:
    /// points: N x dims.
    explicit LayoutTree(const Matrix<double>& points);
    /// The push on point `index`; a cell narrower than theta times its distance acts as one point.
    [[nodiscard]] Repulsion<dims> repulsionOn(Index index, double theta) const;

private:
    using Point = std::array<double, dims>;
    struct Cell {
        Point centre {}; ///< of mass
        double width = 0;
        Index first = 0; ///< points m_order[first .. last)
        Index last = 0;
        std::array<int, 1 << dims> children; ///< -1 where empty; all -1 in a leaf
        bool isLeaf = true;
    };
    int addCell(Index first, Index last, Point middle, double width, int depth);
    void split(int cell, Point middle, int depth);
    [[nodiscard]] Point pointAt(Index place) const;

    const Matrix<double>& m_points;
    std::vector<Index> m_order; ///< points by cell
    std::vector<Index> m_place; ///< where each point is in m_order
    std::vector<Cell> m_cells;
};

} // namespace contrastlab
