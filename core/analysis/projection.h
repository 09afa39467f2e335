// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Embeddings as points in two or three dimensions. Pure functions of the rows, the settings, the
// seed and the layout before; the result is the same on any number of threads.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace contrastlab {

/// Axes of largest variance.
struct PcaBasis {
    Vector<double> mean; ///< d
    Matrix<double>
        axes; ///< d x dims, orthonormal columns (zero where the rows have fewer directions)
    std::vector<double> explained; ///< share of the whole variance along each axis, falling
};

/// Each axis points to where its largest entry is positive, so that the same rows give the same
/// picture.
template <class S> PcaBasis fitPca(ThreadPool& pool, ConstMatrixView<S> rows, Index dims);
/// (rows - mean) axes: N x dims.
template <class S> Matrix<float> projectOn(const PcaBasis& basis, ConstMatrixView<S> rows);

/// The rotation or reflection of `points` (N x dims, about their mean) that brings them nearest to
/// `previous` (orthogonal Procrustes, Schoenemann 1966): frames of a film that neither flip nor
/// spin. Points are returned as they are where the shapes differ.
Matrix<float> alignedTo(const Matrix<float>& previous, const Matrix<float>& points);

/// Called after an iteration with how many are done; false ends the work with the layout so far.
using LayoutProgress = std::function<bool(int done, int total)>;

/// van der Maaten and Hinton 2008; Barnes-Hut (van der Maaten 2014) for more than 1,000 rows.
struct TsneSettings {
    double perplexity = 30; ///< cut to (N - 1) / 3
    int iterations = 750;
    double exaggeration = 12; ///< of the attraction in the first 250 iterations
    double learningRate = 0; ///< 0: N / exaggeration / 4, at least 50
    double theta = 0.5; ///< a cell this much smaller than its distance stands for its points
};
/// What tsne() makes of the perplexity with so many rows.
double perplexityFor(Index rows, const TsneSettings& settings);
/// N x dims, dims 2 or 3. `start`: the layout before (N x dims) or null for the principal
/// components; with a start, the exaggerated stretch is left out so that the picture moves on from
/// where it was.
template <class S>
Matrix<float> tsne(ThreadPool& pool, ConstMatrixView<S> rows, Index dims,
    const TsneSettings& settings, const Matrix<float>* start = nullptr,
    const LayoutProgress& progress = {});

/// McInnes, Healy and Melville 2018; exact neighbours.
struct UmapSettings {
    int neighbours = 15; ///< cut to N - 1
    double minDistance = 0.1;
    double spread = 1;
    int epochs = 0; ///< 0: 500 up to 10,000 rows, else 200
    int negatives = 5;
    double learningRate = 1;
};
/// What umap() makes of the neighbours with so many rows.
int neighboursFor(Index rows, const UmapSettings& settings);
/// N x dims, dims 2 or 3; `start` as for tsne().
template <class S>
Matrix<float> umap(ThreadPool& pool, ConstMatrixView<S> rows, Index dims, std::uint64_t seed,
    const UmapSettings& settings, const Matrix<float>* start = nullptr,
    const LayoutProgress& progress = {});

} // namespace contrastlab
