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
#include <memory>
#include <span>
#include <stop_token>
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
/// picture. Rows that are not finite are left out.
template <class S> PcaBasis fitPca(ThreadPool& pool, ConstMatrixView<S> rows, Index dims);
/// (rows - mean) axes: N x dims; 0 for rows that are not finite.
template <class S> Matrix<float> projectOn(const PcaBasis& basis, ConstMatrixView<S> rows);

/// The same axes turned or mirrored among themselves so that they lie nearest to `previous` (d x
/// dims, orthogonal Procrustes), with the share of the variance along each as it then is; as they
/// are where the shapes differ. For uncorrelated axes, as fitPca() gives them.
PcaBasis turnedTo(const Matrix<double>& previous, const PcaBasis& basis);
/// The same axes with the shares that `rows` have along them, about the mean of the rows.
PcaBasis refitted(ThreadPool& pool, const PcaBasis& basis, ConstMatrixView<float> rows);

/// Axes that separate labels best (Fisher 1936): those of the largest ratio of variance between
/// classes to variance within, with a ridge of 1e-4 of its mean added to the latter. Labels, one a
/// row, count classes from 0; rows of -1, and those that are not finite, are left out. Each axis
/// has length 1; they are uncorrelated within classes, not orthogonal. `explained` holds each
/// axis's share of the sum of ratios. There are at most one axis fewer than classes, and zeros
/// beyond; `mean` is that of the labelled rows.
PcaBasis fitLda(
    ThreadPool& pool, ConstMatrixView<float> rows, std::span<const int> labels, Index dims);

/// The direction from one embedding (d) to another, of length 1; zero where they are equal.
Vector<double> axisBetween(
    const Eigen::Ref<const Vector<float>>& from, const Eigen::Ref<const Vector<float>>& to);
/// The plane along two chosen axes, made orthonormal (Gram and Schmidt): the first keeps its
/// direction, the second loses what it has of the first, and is zero where that is all.
PcaBasis basisAlong(ThreadPool& pool, ConstMatrixView<float> rows, const Vector<double>& first,
    const Vector<double>& second);

/// The rotation or reflection of `points` (N x dims, about their mean) that brings them nearest to
/// `previous` (orthogonal Procrustes, Schoenemann 1966): frames of a film that neither flip nor
/// spin. Points are returned as they are where the shapes differ.
Matrix<float> alignedTo(const Matrix<float>& previous, const Matrix<float>& points);

/// Called after an iteration with how many are done; false ends the work with the layout so far.
using LayoutProgress = std::function<bool(int done, int total)>;

/// A layout on its way: a window moves it an iteration a frame. Rows that are not finite stand at
/// the mean of the others. One owner at a time; the pool has to outlive it.
class LiveLayout {
public:
    virtual ~LiveLayout() = default;
    LiveLayout(const LiveLayout&) = delete;
    LiveLayout& operator=(const LiveLayout&) = delete;

    /// One iteration; false where none was left to do.
    bool step();
    /// The iterations that are left.
    const Matrix<float>& finish(const LayoutProgress& progress = {});
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] const Matrix<float>& points() const { return m_points; } ///< N x dims

    /// New embeddings of the same items, N x d with any d: neighbours are found anew, and the
    /// points move on from where they are, gently and for a tenth of the iterations. After each of
    /// them the picture is turned and shifted to lie as nearly as it can where it lay at this call,
    /// so that a film of it neither flips nor drifts. Throws Interrupted where `stop` is requested
    /// meanwhile; the layout is then as it was.
    void follow(ConstMatrixView<float> rows, std::stop_token stop = {});

protected:
    LiveLayout(Matrix<float> points, int total);
    /// Attraction by the neighbours among new rows; all or nothing.
    virtual void setRows(ConstMatrixView<float> rows, std::stop_token stop) = 0;
    /// Begins a gentle stretch from m_points.
    virtual void restart() = 0;
    /// One iteration of m_points.
    virtual void iterate() = 0;

    Matrix<float> m_points;

private:
    int m_done = 0;
    int m_total;
    int m_stretch; ///< iterations after follow()
    Matrix<float> m_anchor; ///< the picture at follow(); empty before
};

/// van der Maaten and Hinton 2008. The repulsion is exact up to 2,000 rows; for more it is summed
/// on a grid in the plane (Linderman et al. 2019) or by Barnes-Hut (van der Maaten 2014), whichever
/// is less work for the picture as it stands.
struct TsneSettings {
    double perplexity = 30; ///< cut to (N - 1) / 3
    int iterations = 750;
    double exaggeration = 12; ///< of the attraction in the first 250 iterations
    double learningRate = 0; ///< 0: N / exaggeration / 4, at least 50
    double theta = 0.5; ///< a cell this much smaller than its distance stands for its points
};
/// What tsne() makes of the perplexity with so many rows.
double perplexityFor(Index rows, const TsneSettings& settings);
/// Rows N x d, dims 2 or 3. `start`: the layout before (N x dims) or null for the principal
/// components; with a start, the exaggerated stretch is left out so that the picture moves on from
/// where it was. Throws Interrupted where `stop` is requested meanwhile.
std::unique_ptr<LiveLayout> liveTsne(ThreadPool& pool, ConstMatrixView<float> rows, Index dims,
    const TsneSettings& settings, const Matrix<float>* start = nullptr, std::stop_token stop = {});
/// N x dims: the same, to its end.
Matrix<float> tsne(ThreadPool& pool, ConstMatrixView<float> rows, Index dims,
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
/// As liveTsne().
std::unique_ptr<LiveLayout> liveUmap(ThreadPool& pool, ConstMatrixView<float> rows, Index dims,
    std::uint64_t seed, const UmapSettings& settings, const Matrix<float>* start = nullptr,
    std::stop_token stop = {});
/// N x dims: the same, to its end.
Matrix<float> umap(ThreadPool& pool, ConstMatrixView<float> rows, Index dims, std::uint64_t seed,
    const UmapSettings& settings, const Matrix<float>* start = nullptr,
    const LayoutProgress& progress = {});

} // namespace contrastlab
