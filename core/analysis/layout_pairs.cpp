// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A vector of others at a time.
#include "analysis/layout_pairs.h"

#include "base/simd.h"

#include <algorithm>
#include <array>
#include <vector>

namespace contrastlab {

namespace {

constexpr Index pushedInTile = 32;
constexpr float farAway = 1e15f; // where padding lies: its kernel is 1e-30, and its push 0

} // namespace

template <int dims>
double repulsionOfAllPairs(ThreadPool& pool, const Matrix<float>& points, Matrix<float>& push)
{
    const Index n = points.rows();
    Matrix<float> coordinates = Matrix<float>::Constant(dims, wholeVectors<float>(n), farAway);
    coordinates.leftCols(n) = points.transpose();
    const Index tiles = (n + pushedInTile - 1) / pushedInTile;
    std::vector<double> sums(static_cast<std::size_t>(tiles));
    pool.run(tiles, [&](Index tile) {
        double sum = 0;
        for (Index i = tile * pushedInTile; i < std::min(n, (tile + 1) * pushedInTile); ++i) {
            std::array<Vec<float>, dims> force {};
            Vec<float> kernels {};
            for (Index j = 0; j < coordinates.cols(); j += Simd<float>::width) {
                std::array<Vec<float>, dims> away;
                Vec<float> squared = broadcast(1.f);
                for (int k = 0; k < dims; ++k) {
                    const auto axis = static_cast<std::size_t>(k);
                    away[axis] = points(i, k) - load(&coordinates(k, j));
                    squared += away[axis] * away[axis];
                }
                const Vec<float> kernel = 1.f / squared;
                kernels += kernel;
                for (std::size_t axis = 0; axis < dims; ++axis)
                    force[axis] += kernel * kernel * away[axis];
            }
            sum += static_cast<double>(sumOf<float>(kernels)) - 1; // without itself
            for (int k = 0; k < dims; ++k)
                push(i, k) = sumOf<float>(force[static_cast<std::size_t>(k)]);
        }
        sums[static_cast<std::size_t>(tile)] = sum;
    });
    double kernelSum = 0;
    for (const double sum : sums)
        kernelSum += sum;
    return kernelSum;
}

template double repulsionOfAllPairs<2>(ThreadPool&, const Matrix<float>&, Matrix<float>&);
template double repulsionOfAllPairs<3>(ThreadPool&, const Matrix<float>&, Matrix<float>&);

} // namespace contrastlab
