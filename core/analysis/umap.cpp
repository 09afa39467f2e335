// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// UMAP: a fuzzy graph over exact neighbours, then stochastic descent along its edges with a few
// random points pushed away at each. One thread moves the points, so that a seed gives one picture.
#include "analysis/neighbours.h"
#include "analysis/projection.h"
#include "base/random.h"

#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace contrastlab {

namespace {

/// The kernel 1 / (1 + a r^(2b)) that fits 1 up to the least distance and e^(-(r - least) / spread)
/// beyond.
struct LayoutKernel {
    double a = 1;
    double b = 1;
};

/// Least squares over 300 distances up to 3 spreads, by Gauss and Newton in (ln a, ln b) with
/// damping.
LayoutKernel fitKernel(double spread, double minDistance)
{
    constexpr int samples = 300;
    const auto target = [&](double r) {
        return r < minDistance ? 1 : std::exp(-(r - minDistance) / spread);
    };
    const auto evaluate = [&](const Eigen::Vector2d& q, Eigen::Matrix2d* hessian,
                              Eigen::Vector2d* slope) {
        double cost = 0;
        for (int i = 1; i <= samples; ++i) {
            const double r = 3 * spread * i / samples;
            const double term = std::exp(q[0] + 2 * std::exp(q[1]) * std::log(r)); // a r^(2b)
            const double value = 1 / (1 + term);
            const double error = value - target(r);
            cost += error * error;
            if (!hessian) continue;
            const double outer = -value * value * term;
            const Eigen::Vector2d gradient(outer, outer * 2 * std::exp(q[1]) * std::log(r));
            *hessian += gradient * gradient.transpose();
            *slope += error * gradient;
        }
        return cost;
    };
    Eigen::Vector2d q(0, 0);
    double damping = 1e-3;
    for (int i = 0; i < 200; ++i) {
        Eigen::Matrix2d hessian = Eigen::Matrix2d::Zero();
        Eigen::Vector2d slope = Eigen::Vector2d::Zero();
        const double cost = evaluate(q, &hessian, &slope);
        const Eigen::Matrix2d damped = hessian + damping * Eigen::Matrix2d::Identity();
        const Eigen::Vector2d next = q - damped.inverse() * slope;
        const bool better = evaluate(next, nullptr, nullptr) < cost;
        damping *= better ? 0.3 : 10;
        if (better) q = next;
        if (damping > 1e12) break;
    }
    return { std::exp(q[0]), std::exp(q[1]) };
}

struct LayoutEdge {
    Index from;
    Index to;
    double weight;
};

/// e^(-max(0, d - rho) / sigma) over a row's neighbours, rho the nearest distance above 0 and sigma
/// such that the weights sum to log2(k).
std::vector<double> rowMembership(const Matrix<double>& squaredDistances, Index row)
{
    const Index k = squaredDistances.cols();
    std::vector<double> distances;
    for (Index j = 0; j < k; ++j)
        distances.push_back(std::sqrt(squaredDistances(row, j)));
    const auto nearest =
        std::find_if(distances.begin(), distances.end(), [](double d) { return d > 0; });
    const double rho = nearest == distances.end() ? 0 : *nearest;
    const double wanted = std::log2(static_cast<double>(k));
    std::vector<double> weights(distances.size());
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    double sigma = 1;
    for (int attempt = 0; attempt < 64; ++attempt) {
        double sum = 0;
        for (std::size_t j = 0; j < distances.size(); ++j)
            sum += weights[j] = std::exp(-std::max(0.0, distances[j] - rho) / sigma);
        if (std::abs(sum - wanted) < 1e-5) break;
        (sum > wanted ? high : low) = sigma;
        sigma = std::isinf(high) ? 2 * sigma : (low + high) / 2;
    }
    return weights;
}

/// The union of both directions, w_ij + w_ji - w_ij w_ji: each edge once each way, in the order of
/// points.
std::vector<LayoutEdge> fuzzyGraph(const Neighbours& near)
{
    const Index n = near.indices.rows();
    std::vector<std::map<Index, std::pair<double, double>>> rows(static_cast<std::size_t>(n));
    for (Index i = 0; i < n; ++i) {
        const std::vector<double> weights = rowMembership(near.squaredDistances, i);
        for (Index k = 0; k < near.indices.cols(); ++k) {
            const Index j = near.indices(i, k);
            rows[static_cast<std::size_t>(i)][j].first = weights[static_cast<std::size_t>(k)];
            rows[static_cast<std::size_t>(j)][i].second = weights[static_cast<std::size_t>(k)];
        }
    }
    std::vector<LayoutEdge> edges;
    for (Index i = 0; i < n; ++i)
        for (const auto& [j, w] : rows[static_cast<std::size_t>(i)])
            edges.push_back({ i, j, w.first + w.second - w.first * w.second });
    return edges;
}

class UmapLayout {
public:
    UmapLayout(std::vector<LayoutEdge> edges, Matrix<double> points, std::uint64_t seed,
        const UmapSettings& settings, int epochs)
        : m_edges(std::move(edges))
        , m_points(std::move(points))
        , m_stream(seed, Purpose::projection)
        , m_settings(settings)
        , m_kernel(fitKernel(settings.spread, settings.minDistance))
        , m_epochs(epochs)
    {
        // The strongest edge is drawn every epoch, the others in proportion; those never drawn go.
        double strongest = 0;
        for (const LayoutEdge& edge : m_edges)
            strongest = std::max(strongest, edge.weight);
        std::erase_if(
            m_edges, [&](const LayoutEdge& edge) { return edge.weight * epochs < strongest; });
        for (const LayoutEdge& edge : m_edges)
            m_period.push_back(strongest / edge.weight);
        m_due = m_period;
    }

    void runEpoch(int epoch)
    {
        m_rate = m_settings.learningRate * (1 - static_cast<double>(epoch) / m_epochs);
        for (std::size_t e = 0; e < m_edges.size(); ++e) {
            if (m_due[e] > epoch + 1) continue;
            m_due[e] += m_period[e];
            attract(m_edges[e].from, m_edges[e].to);
            for (int k = 0; k < m_settings.negatives; ++k)
                repel(m_edges[e].from,
                    static_cast<Index>(
                        m_stream.below(static_cast<std::uint64_t>(m_points.rows()))));
        }
    }

    [[nodiscard]] const Matrix<double>& points() const { return m_points; }

private:
    void attract(Index i, Index j)
    {
        const double squared = (m_points.row(i) - m_points.row(j)).squaredNorm();
        if (!(squared > 0)) return;
        const double power = std::pow(squared, m_kernel.b);
        const double factor =
            -2 * m_kernel.a * m_kernel.b * power / squared / (1 + m_kernel.a * power);
        for (Index k = 0; k < m_points.cols(); ++k) {
            const double move = clipped(factor * (m_points(i, k) - m_points(j, k)));
            m_points(i, k) += move;
            m_points(j, k) -= move;
        }
    }

    void repel(Index i, Index j)
    {
        if (i == j) return;
        const double squared = (m_points.row(i) - m_points.row(j)).squaredNorm();
        const double power = std::pow(squared, m_kernel.b);
        const double factor = 2 * m_kernel.b / ((0.001 + squared) * (1 + m_kernel.a * power));
        for (Index k = 0; k < m_points.cols(); ++k)
            m_points(i, k) += clipped(factor * (m_points(i, k) - m_points(j, k)));
    }

    [[nodiscard]] double clipped(double gradient) const
    {
        return m_rate * std::clamp(gradient, -4.0, 4.0);
    }

    std::vector<LayoutEdge> m_edges;
    Matrix<double> m_points;
    RandomStream m_stream;
    UmapSettings m_settings;
    LayoutKernel m_kernel;
    int m_epochs;
    double m_rate = 0;
    std::vector<double> m_period; ///< epochs between two draws of an edge
    std::vector<double> m_due; ///< the epoch (from 1) of its next draw
};

/// Principal components brought to [-10, 10], with a little noise that parts coinciding points.
template <class S>
Matrix<double> umapStart(ThreadPool& pool, ConstMatrixView<S> rows, Index dims, std::uint64_t seed)
{
    Matrix<double> points = projectOn<S>(fitPca<S>(pool, rows, dims), rows).template cast<double>();
    const double extent = points.cwiseAbs().maxCoeff();
    if (extent > 0) points *= 10 / extent;
    RandomStream stream(seed, Purpose::projection, 1);
    for (Index i = 0; i < points.size(); ++i)
        points.data()[i] += 1e-4 * stream.normal();
    return points;
}

} // namespace

int neighboursFor(Index rows, const UmapSettings& settings)
{
    const auto most = static_cast<int>(std::max<Index>(1, rows - 1));
    return std::min(std::max(2, settings.neighbours), most);
}

template <class S>
Matrix<float> umap(ThreadPool& pool, ConstMatrixView<S> rows, Index dims, std::uint64_t seed,
    const UmapSettings& settings, const Matrix<float>* start, const LayoutProgress& progress)
{
    const Index n = rows.rows();
    if (n < 3) return projectOn<S>(fitPca<S>(pool, rows, dims), rows);
    const int epochs = settings.epochs > 0 ? settings.epochs : (n <= 10000 ? 500 : 200);
    const bool warm = start && start->rows() == n && start->cols() == dims;
    const Neighbours near = nearestNeighbours<S>(pool, rows, neighboursFor(n, settings));
    UmapLayout layout(fuzzyGraph(near),
        warm ? Matrix<double>(start->cast<double>()) : umapStart(pool, rows, dims, seed), seed,
        settings, epochs);
    for (int epoch = 0; epoch < epochs; ++epoch) {
        layout.runEpoch(epoch);
        if (progress && !progress(epoch + 1, epochs)) break;
    }
    return layout.points().cast<float>();
}

template Matrix<float> umap<float>(ThreadPool&, ConstMatrixView<float>, Index, std::uint64_t,
    const UmapSettings&, const Matrix<float>*, const LayoutProgress&);
template Matrix<float> umap<double>(ThreadPool&, ConstMatrixView<double>, Index, std::uint64_t,
    const UmapSettings&, const Matrix<float>*, const LayoutProgress&);

} // namespace contrastlab
