// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// t-SNE: affinities over exact neighbours, then gradient descent with momentum and gains. With
// w_ij = 1 / (1 + |y_i - y_j|^2) and Z = sum of w, the gradient is
// 4 (sum_j p_ij w_ij (y_i - y_j) - sum_j w_ij^2 (y_i - y_j) / Z).
#include "analysis/layout_tree.h"
#include "analysis/neighbours.h"
#include "analysis/projection.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace contrastlab {

namespace {

constexpr Index mostExactPoints = 1000;
constexpr Index layoutTile = 64;
constexpr int exaggeratedIterations = 250;

/// Sparse rows of weights.
struct Affinities {
    std::vector<Index> starts; ///< N + 1
    std::vector<Index> columns;
    std::vector<double> weights;
};

/// e^(-beta d^2) over a row's neighbours, with beta such that their entropy is ln(perplexity); sums
/// to 1.
std::vector<double> rowAffinities(
    const Matrix<double>& squaredDistances, Index row, double perplexity)
{
    const Index k = squaredDistances.cols();
    std::vector<double> p(static_cast<std::size_t>(k));
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    double beta = 1;
    for (int attempt = 0; attempt < 100; ++attempt) {
        double sum = 0;
        double moment = 0;
        for (Index j = 0; j < k; ++j) {
            const double d = squaredDistances(row, j) - squaredDistances(row, 0);
            p[static_cast<std::size_t>(j)] = std::exp(-beta * d);
            sum += p[static_cast<std::size_t>(j)];
            moment += d * p[static_cast<std::size_t>(j)];
        }
        for (double& value : p)
            value /= sum;
        const double excess = std::log(sum) + beta * moment / sum - std::log(perplexity);
        if (std::abs(excess) < 1e-6) break;
        (excess > 0 ? low : high) = beta;
        beta = std::isinf(high) ? 2 * beta : (low + high) / 2;
        if (beta > 1e100) break; // all neighbours at one distance: equal weights whatever beta is
    }
    return p;
}

/// (p_ij + p_ji) / 2N.
Affinities symmetricAffinities(const Neighbours& near, double perplexity)
{
    const Index n = near.indices.rows();
    std::vector<std::map<Index, double>> rows(static_cast<std::size_t>(n));
    for (Index i = 0; i < n; ++i) {
        const std::vector<double> p = rowAffinities(near.squaredDistances, i, perplexity);
        for (Index k = 0; k < near.indices.cols(); ++k) {
            const double half = p[static_cast<std::size_t>(k)] / (2 * static_cast<double>(n));
            rows[static_cast<std::size_t>(i)][near.indices(i, k)] += half;
            rows[static_cast<std::size_t>(near.indices(i, k))][i] += half;
        }
    }
    Affinities result { { 0 }, {}, {} };
    for (const auto& row : rows) {
        for (const auto& [column, weight] : row) {
            result.columns.push_back(column);
            result.weights.push_back(weight);
        }
        result.starts.push_back(static_cast<Index>(result.columns.size()));
    }
    return result;
}

template <int dims> class TsneLayout {
public:
    TsneLayout(ThreadPool& pool, Affinities affinities, Matrix<double> points,
        const TsneSettings& settings)
        : m_pool(pool)
        , m_affinities(std::move(affinities))
        , m_points(std::move(points))
        , m_settings(settings)
        , m_velocity(Matrix<double>::Zero(m_points.rows(), dims))
        , m_gains(Matrix<double>::Ones(m_points.rows(), dims))
        , m_pull(m_points.rows(), dims)
        , m_push(m_points.rows(), dims)
    {
        const double n = static_cast<double>(m_points.rows());
        m_rate = settings.learningRate > 0 ? settings.learningRate
                                           : std::max(50.0, n / settings.exaggeration / 4);
    }

    void step(double exaggeration, double momentum)
    {
        const double kernelSum = computeForces();
        const Matrix<double> gradient = 4 * (exaggeration * m_pull - m_push / kernelSum);
        for (Index i = 0; i < gradient.size(); ++i) {
            // Jacobs 1988: a coordinate that keeps its direction goes faster
            double& gain = m_gains.data()[i];
            double& velocity = m_velocity.data()[i];
            const bool keeps = gradient.data()[i] * velocity < 0;
            gain = std::max(0.01, keeps ? gain + 0.2 : gain * 0.8);
            velocity = momentum * velocity - m_rate * gain * gradient.data()[i];
        }
        m_points += m_velocity;
        m_points.rowwise() -= m_points.colwise().mean().eval();
    }

    [[nodiscard]] const Matrix<double>& points() const { return m_points; }

private:
    // Fills pull and push; returns Z. Its parts add up in the order of tiles.
    double computeForces()
    {
        const Index n = m_points.rows();
        const Index tiles = (n + layoutTile - 1) / layoutTile;
        const LayoutTree<dims> tree(m_points);
        // Opening every cell is the exact sum.
        const double theta = n > mostExactPoints ? m_settings.theta : 0;
        std::vector<double> sums(static_cast<std::size_t>(tiles));
        m_pool.run(tiles, [&](Index tile) {
            double sum = 0;
            for (Index i = tile * layoutTile; i < std::min(n, (tile + 1) * layoutTile); ++i) {
                const Repulsion<dims> repulsion = tree.repulsionOn(i, theta);
                sum += repulsion.kernelSum;
                for (int k = 0; k < dims; ++k)
                    m_push(i, k) = repulsion.force[static_cast<std::size_t>(k)];
                computePull(i);
            }
            sums[static_cast<std::size_t>(tile)] = sum;
        });
        double kernelSum = 0;
        for (const double sum : sums)
            kernelSum += sum;
        return std::max(kernelSum, 1e-300);
    }

    void computePull(Index i)
    {
        m_pull.row(i).setZero();
        const auto row = static_cast<std::size_t>(i);
        for (Index e = m_affinities.starts[row]; e < m_affinities.starts[row + 1]; ++e) {
            const auto edge = static_cast<std::size_t>(e);
            const Eigen::Matrix<double, 1, dims> away =
                m_points.row(i) - m_points.row(m_affinities.columns[edge]);
            m_pull.row(i).template head<dims>() +=
                m_affinities.weights[edge] / (1 + away.squaredNorm()) * away;
        }
    }

    ThreadPool& m_pool;
    Affinities m_affinities;
    Matrix<double> m_points;
    TsneSettings m_settings;
    double m_rate = 0;
    Matrix<double> m_velocity;
    Matrix<double> m_gains;
    Matrix<double> m_pull;
    Matrix<double> m_push;
};

/// Principal components with a standard deviation of 1e-4 along the first (Kobak and Berens 2019).
template <class S> Matrix<double> tsneStart(ThreadPool& pool, ConstMatrixView<S> rows, Index dims)
{
    Matrix<double> points = projectOn<S>(fitPca<S>(pool, rows, dims), rows).template cast<double>();
    const double deviation =
        std::sqrt(points.col(0).squaredNorm() / static_cast<double>(points.rows()));
    if (deviation > 0) points *= 1e-4 / deviation;
    return points;
}

template <int dims>
Matrix<float> runTsne(ThreadPool& pool, Affinities affinities, Matrix<double> points,
    const TsneSettings& settings, bool warm, const LayoutProgress& progress)
{
    TsneLayout<dims> layout(pool, std::move(affinities), std::move(points), settings);
    const int early = warm ? 0 : std::min(exaggeratedIterations, settings.iterations);
    for (int i = 0; i < settings.iterations; ++i) {
        layout.step(i < early ? settings.exaggeration : 1, i < early ? 0.5 : 0.8);
        if (progress && !progress(i + 1, settings.iterations)) break;
    }
    return layout.points().template cast<float>();
}

} // namespace

double perplexityFor(Index rows, const TsneSettings& settings)
{
    return std::clamp(settings.perplexity, 1.0, std::max(1.0, static_cast<double>(rows - 1) / 3));
}

template <class S>
Matrix<float> tsne(ThreadPool& pool, ConstMatrixView<S> rows, Index dims,
    const TsneSettings& settings, const Matrix<float>* start, const LayoutProgress& progress)
{
    const Index n = rows.rows();
    if (n < 2) return Matrix<float>::Zero(n, dims);
    const double perplexity = perplexityFor(n, settings);
    const Index k = std::min(n - 1, static_cast<Index>(std::ceil(3 * perplexity)));
    Affinities affinities = symmetricAffinities(nearestNeighbours<S>(pool, rows, k), perplexity);
    const bool warm = start && start->rows() == n && start->cols() == dims;
    Matrix<double> points =
        warm ? Matrix<double>(start->cast<double>()) : tsneStart(pool, rows, dims);
    if (dims == 2)
        return runTsne<2>(pool, std::move(affinities), std::move(points), settings, warm, progress);
    return runTsne<3>(pool, std::move(affinities), std::move(points), settings, warm, progress);
}

template Matrix<float> tsne<float>(ThreadPool&, ConstMatrixView<float>, Index, const TsneSettings&,
    const Matrix<float>*, const LayoutProgress&);
template Matrix<float> tsne<double>(ThreadPool&, ConstMatrixView<double>, Index,
    const TsneSettings&, const Matrix<float>*, const LayoutProgress&);

} // namespace contrastlab
