// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The repulsion of t-SNE in the plane on a regular grid (Linderman et al. 2019), as smooth particle
// mesh Ewald does it (Essmann et al. 1995): points are spread over nodes by quintic B-splines, the
// potential sum of 1 / (1 + r^2) is a convolution by Fourier transform, and the push is its slope,
// read by the same splines. The same on any number of threads.
#pragma once

#include "analysis/layout_fourier.h"
#include "base/thread_pool.h"

#include <memory>
#include <vector>

namespace contrastlab {

/// Keeps its transforms and memory from picture to picture while their width allows.
class LayoutGrid {
public:
    /// The length of the transforms for points (N x 2); their time goes with its square. 0 where
    /// the picture is too wide for a grid.
    static Index transformLength(const Matrix<float>& points);

    /// push (N x 2): sum over j of w^2 (y_i - y_j) with w = 1 / (1 + |y_i - y_j|^2). Returns the
    /// sum of w over all ordered pairs. transformLength(points) must not be 0.
    double repulsion(ThreadPool& pool, const Matrix<float>& points, Matrix<float>& push);

private:
    struct Splines;
    struct Stencil;
    void setLength(ThreadPool& pool, Index length);
    void sortPoints(const Matrix<float>& points);
    [[nodiscard]] Stencil stencilOf(const Matrix<float>& points, Index point) const;
    void spread(ThreadPool& pool, const Matrix<float>& points);
    void transformColumns(ThreadPool& pool);
    void loadSpectrum(Index part, Index columns, FourierTile& tile) const;
    void convolveRows(ThreadPool& pool);
    void restoreColumns(ThreadPool& pool);

    std::unique_ptr<FourierTransform> m_transform;
    Matrix<float> m_kernel; ///< length x frequencies: the kernel's transform, which is real
    Matrix<float> m_nodes; ///< side x side rounded up to pairs of tiles: charges, then potential
    Matrix<float> m_spectrumRe, m_spectrumIm; ///< columns of nodes x frequencies along them
    std::vector<FourierTile> m_tiles; ///< one a thread
    Index m_side = 0; ///< nodes that this picture takes, in each direction
    Eigen::RowVector2f m_corner; ///< where node (0, 0) lies
    std::vector<std::int32_t> m_order; ///< points by the first row of their stencils
    std::vector<std::int32_t> m_rowStarts; ///< side + 1
};

} // namespace contrastlab
