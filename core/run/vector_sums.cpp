// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tiles of a quarter of a megabyte.
#include "run/vector_sums.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace contrastlab {

namespace {

constexpr Index normTile = Index(1) << 16;

} // namespace

double squaredNormOf(
    ThreadPool& pool, const float* values, Index count, std::vector<double>& partial)
{
    const Index tiles = (count + normTile - 1) / normTile;
    partial.assign(static_cast<std::size_t>(tiles), 0.0);
    pool.run(tiles, [&](Index tile) {
        const Index first = tile * normTile;
        const Eigen::Map<const Eigen::ArrayXf> part(
            values + first, std::min(normTile, count - first));
        partial[static_cast<std::size_t>(tile)] = part.cast<double>().square().sum();
    });
    return std::accumulate(partial.begin(), partial.end(), 0.0);
}

// By vectors: 0 times a number that is not finite is NaN.
bool areFinite(ThreadPool& pool, const Vector<float>& values, std::vector<double>& partial)
{
    const Index tiles = (values.size() + normTile - 1) / normTile;
    partial.assign(static_cast<std::size_t>(tiles), 0.0);
    pool.run(tiles, [&](Index tile) {
        const Index first = tile * normTile;
        const auto part = values.segment(first, std::min(normTile, values.size() - first));
        partial[static_cast<std::size_t>(tile)] = static_cast<double>((0.0f * part).sum());
    });
    return std::isfinite(std::accumulate(partial.begin(), partial.end(), 0.0));
}

} // namespace contrastlab
