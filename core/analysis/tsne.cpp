// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// t-SNE: affinities over exact neighbours, then gradient descent with momentum and gains. With
// w_ij = 1 / (1 + |y_i - y_j|^2) and Z = sum of w, the gradient is
// 4 (sum_j p_ij w_ij (y_i - y_j) - sum_j w_ij^2 (y_i - y_j) / Z).
#include "analysis/layout_graph.h"
#include "analysis/layout_grid.h"
#include "analysis/layout_live.h"
#include "analysis/layout_pairs.h"
#include "analysis/layout_tree.h"
#include "base/simd.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace contrastlab {

namespace {

constexpr Index mostExactPoints = 2000;
constexpr Index layoutTile = 64;
constexpr int exaggeratedIterations = 250;
// A grid of transforms of length M takes as long as a tree of M^2 / 250 points (measured).
constexpr Index gridCellsPerPoint = 250;

/// weights = e^(-beta d^2) over a row's neighbours, with beta such that their entropy is
/// ln(perplexity); they sum to 1.
void fillRowAffinities(
    const Matrix<double>& squaredDistances, Index row, double perplexity, Matrix<float>& weights)
{
    const Eigen::RowVectorXd d = squaredDistances.row(row).array() - squaredDistances(row, 0);
    Eigen::RowVectorXd p;
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    double beta = 1;
    for (int attempt = 0; attempt < 100; ++attempt) {
        p = (-beta * d.array()).exp();
        const double sum = p.sum();
        p /= sum;
        const double excess = std::log(sum) + beta * d.dot(p) - std::log(perplexity);
        if (std::abs(excess) < 1e-6) break;
        (excess > 0 ? low : high) = beta;
        beta = std::isinf(high) ? 2 * beta : (low + high) / 2;
        if (beta > 1e100) break; // all neighbours at one distance: equal weights whatever beta is
    }
    weights.row(row) = p.cast<float>();
}

/// Edges weigh (p_ij + p_ji) / 2N.
LayoutGraph affinities(ThreadPool& pool, ConstMatrixView<float> rows, double perplexity)
{
    const Index n = rows.rows();
    const Index k = std::min(n - 1, static_cast<Index>(std::ceil(3 * perplexity)));
    const Neighbours near = nearestNeighbours<float>(pool, rows, k);
    Matrix<float> weights(n, k);
    pool.run((n + layoutTile - 1) / layoutTile, [&](Index tile) {
        for (Index i = tile * layoutTile; i < std::min(n, (tile + 1) * layoutTile); ++i)
            fillRowAffinities(near.squaredDistances, i, perplexity, weights);
    });
    const float scale = 1 / (2 * static_cast<float>(n));
    return symmetricGraph(pool, near.indices, weights,
        [scale](float there, float back) { return (there + back) * scale; });
}

template <int dims> class LiveTsne : public LiveLayout {
public:
    LiveTsne(ThreadPool& pool, LayoutGraph graph, Matrix<float> points,
        const TsneSettings& settings, bool warm)
        : LiveLayout(std::move(points), settings.iterations)
        , m_pool(pool)
        , m_graph(std::move(graph))
        , m_settings(settings)
        , m_early(warm ? 0 : exaggeratedIterations)
        , m_pull(m_points.rows(), dims)
        , m_push(m_points.rows(), dims)
    {
        const double n = static_cast<double>(m_points.rows());
        m_rate = static_cast<float>(settings.learningRate > 0
                ? settings.learningRate
                : std::max(50.0, n / settings.exaggeration / 4));
        rest();
    }

protected:
    void setRows(ConstMatrixView<float> rows, std::stop_token stop) override
    {
        const MaybeInterruptedBy interrupted(m_pool, std::move(stop));
        m_graph = affinities(m_pool, rows, perplexityFor(rows.rows(), m_settings));
    }

    void restart() override
    {
        m_early = 0;
        m_momentum = 0.5f;
        rest();
    }

    void iterate() override
    {
        const bool early = done() < m_early;
        const float exaggeration = early ? static_cast<float>(m_settings.exaggeration) : 1;
        const float momentum = early ? 0.5f : m_momentum;
        const auto kernelSum = static_cast<float>(std::max(computePush(), 1e-30));
        computePull();
        for (Index i = 0; i < m_points.size(); ++i) {
            const float gradient =
                4 * (exaggeration * m_pull.data()[i] - m_push.data()[i] / kernelSum);
            // Jacobs 1988: a coordinate that keeps its direction goes faster
            float& gain = m_gains.data()[i];
            float& velocity = m_velocity.data()[i];
            const bool keeps = gradient * velocity < 0;
            gain = std::max(0.01f, keeps ? gain + 0.2f : gain * 0.8f);
            velocity = momentum * velocity - m_rate * gain * gradient;
            m_points.data()[i] += velocity;
        }
        m_points.rowwise() -=
            m_points.template cast<double>().colwise().mean().template cast<float>().eval();
    }

private:
    void rest()
    {
        m_velocity = Matrix<float>::Zero(m_points.rows(), dims);
        m_gains = Matrix<float>::Ones(m_points.rows(), dims);
    }

    /// Returns Z.
    double computePush()
    {
        const Index n = m_points.rows();
        if (n <= mostExactPoints) return repulsionOfAllPairs<dims>(m_pool, m_points, m_push);
        if constexpr (dims == 2) {
            const Index length = LayoutGrid::transformLength(m_points);
            if (length > 0 && length * length <= gridCellsPerPoint * n)
                return m_grid.repulsion(m_pool, m_points, m_push);
        }
        return computePushByTree();
    }

    double computePushByTree()
    {
        const Index n = m_points.rows();
        const Index tiles = (n + layoutTile - 1) / layoutTile;
        const Matrix<double> points = m_points.template cast<double>();
        const LayoutTree<dims> tree(points);
        std::vector<double> sums(static_cast<std::size_t>(tiles));
        m_pool.run(tiles, [&](Index tile) {
            double sum = 0;
            for (Index i = tile * layoutTile; i < std::min(n, (tile + 1) * layoutTile); ++i) {
                const Repulsion<dims> repulsion = tree.repulsionOn(i, m_settings.theta);
                sum += repulsion.kernelSum;
                for (int k = 0; k < dims; ++k)
                    m_push(i, k) = static_cast<float>(repulsion.force[static_cast<std::size_t>(k)]);
            }
            sums[static_cast<std::size_t>(tile)] = sum;
        });
        double kernelSum = 0;
        for (const double sum : sums)
            kernelSum += sum;
        return kernelSum;
    }

    void computePull()
    {
        const Index n = m_points.rows();
        m_pool.run((n + layoutTile - 1) / layoutTile, [&](Index tile) {
            for (Index i = tile * layoutTile; i < std::min(n, (tile + 1) * layoutTile); ++i)
                computePullOn(i);
        });
    }

    void computePullOn(Index i)
    {
        constexpr Index width = Simd<float>::width;
        const Index last = m_graph.starts[static_cast<std::size_t>(i) + 1];
        std::array<Vec<float>, dims> sums {};
        for (Index e = m_graph.starts[static_cast<std::size_t>(i)]; e < last; e += width) {
            const Index count = std::min(width, last - e);
            const std::int32_t* neighbours = m_graph.neighbours.data() + e;
            const float* weights = m_graph.weights.data() + e;
            if (count == width)
                addPulls(
                    i, [&](Index lane) { return neighbours[lane]; }, load(weights), sums);
            else
                addPulls(
                    i, [&](Index lane) { return neighbours[std::min(lane, count - 1)]; },
                    loadSome(weights, count), sums);
        }
        for (std::size_t k = 0; k < dims; ++k)
            m_pull(i, static_cast<Index>(k)) = sumOf<float>(sums[k]);
    }

    /// Of as many neighbours as a vector holds.
    template <class NeighbourOf>
    void addPulls(Index i, const NeighbourOf& neighbourOf, Vec<float> weights,
        std::array<Vec<float>, dims>& sums) const
    {
        std::array<Vec<float>, dims> away;
        for (Index lane = 0; lane < Simd<float>::width; ++lane) {
            const float* other = m_points.data() + dims * neighbourOf(lane);
            for (std::size_t k = 0; k < dims; ++k)
                away[k][lane] = other[k];
        }
        Vec<float> squared = {};
        for (std::size_t k = 0; k < dims; ++k) {
            away[k] = m_points(i, static_cast<Index>(k)) - away[k];
            squared += away[k] * away[k];
        }
        weights /= 1.f + squared;
        for (std::size_t k = 0; k < dims; ++k)
            sums[k] += weights * away[k];
    }

    ThreadPool& m_pool;
    LayoutGraph m_graph;
    TsneSettings m_settings;
    int m_early; ///< iterations with exaggeration
    float m_momentum = 0.8f; ///< after them
    float m_rate = 0;
    Matrix<float> m_velocity;
    Matrix<float> m_gains;
    Matrix<float> m_pull;
    Matrix<float> m_push;
    LayoutGrid m_grid;
};

/// Principal components with a standard deviation of 1e-4 along the first (Kobak and Berens 2019).
Matrix<float> tsneStart(ThreadPool& pool, ConstMatrixView<float> rows, Index dims)
{
    Matrix<float> points = projectOn<float>(fitPca<float>(pool, rows, dims), rows);
    const double deviation =
        points.col(0).cast<double>().norm() / std::sqrt(static_cast<double>(points.rows()));
    if (deviation > 0) points *= static_cast<float>(1e-4 / deviation);
    return points;
}

} // namespace

double perplexityFor(Index rows, const TsneSettings& settings)
{
    return std::clamp(settings.perplexity, 1.0, std::max(1.0, static_cast<double>(rows - 1) / 3));
}

std::unique_ptr<LiveLayout> liveTsne(ThreadPool& pool, ConstMatrixView<float> rows, Index dims,
    const TsneSettings& settings, const Matrix<float>* start, std::stop_token stop)
{
    const Index n = rows.rows();
    if (n < 2) return stillLayout(Matrix<float>::Zero(n, dims));
    const MaybeInterruptedBy interrupted(pool, std::move(stop));
    const bool warm = start && start->rows() == n && start->cols() == dims;
    Matrix<float> points = warm ? *start : tsneStart(pool, rows, dims);
    LayoutGraph graph = affinities(pool, rows, perplexityFor(n, settings));
    if (dims == 2)
        return std::make_unique<LiveTsne<2>>(
            pool, std::move(graph), std::move(points), settings, warm);
    return std::make_unique<LiveTsne<3>>(pool, std::move(graph), std::move(points), settings, warm);
}

Matrix<float> tsne(ThreadPool& pool, ConstMatrixView<float> rows, Index dims,
    const TsneSettings& settings, const Matrix<float>* start, const LayoutProgress& progress)
{
    return liveTsne(pool, rows, dims, settings, start)->finish(progress);
}

} // namespace contrastlab
