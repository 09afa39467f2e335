// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// UMAP: a fuzzy graph over exact neighbours, then stochastic descent along its edges with a few
// random points pushing away at each. In an epoch every point moves itself alone, among the others
// as they stood before it, and each tile of points has its own random numbers: so the picture does
// not depend on the number of threads.
#include "analysis/layout_graph.h"
#include "analysis/layout_live.h"
#include "base/random.h"

#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace contrastlab {

namespace {

constexpr Index movedInTile = 64;
constexpr double gentleRate = 0.1; // of the learning rate, after follow()

Index umapTiles(Index points)
{
    return (points + movedInTile - 1) / movedInTile;
}
Index lastInTile(Index tile, Index points)
{
    return std::min(points, (tile + 1) * movedInTile);
}

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

/// e^(-max(0, d - rho) / sigma) over a row's neighbours, rho the nearest distance above 0 and sigma
/// such that the weights sum to log2(k).
Eigen::RowVectorXd rowMembership(const Matrix<double>& squaredDistances, Index row)
{
    const Eigen::RowVectorXd distances = squaredDistances.row(row).cwiseSqrt();
    const auto nearest =
        std::find_if(distances.begin(), distances.end(), [](double d) { return d > 0; });
    const double rho = nearest == distances.end() ? 0 : *nearest;
    const double wanted = std::log2(static_cast<double>(distances.size()));
    Eigen::RowVectorXd weights;
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    double sigma = 1;
    for (int attempt = 0; attempt < 64; ++attempt) {
        weights = (-(distances.array() - rho).max(0.0) / sigma).exp();
        const double sum = weights.sum();
        if (std::abs(sum - wanted) < 1e-5) break;
        (sum > wanted ? high : low) = sigma;
        sigma = std::isinf(high) ? 2 * sigma : (low + high) / 2;
    }
    return weights;
}

/// The union of both directions, w_ij + w_ji - w_ij w_ji.
LayoutGraph fuzzyGraph(ThreadPool& pool, ConstMatrixView<float> rows, int neighbours)
{
    const Neighbours near = nearestNeighbours<float>(pool, rows, neighbours);
    Matrix<float> weights(rows.rows(), near.indices.cols());
    pool.run(umapTiles(rows.rows()), [&](Index tile) {
        for (Index i = tile * movedInTile; i < lastInTile(tile, rows.rows()); ++i)
            weights.row(i) = rowMembership(near.squaredDistances, i).cast<float>();
    });
    return symmetricGraph(pool, near.indices, weights,
        [](float there, float back) { return there + back - there * back; });
}

/// A function of a positive number by a table over the numbers of float: 16 pieces an octave from
/// 2^-40 to 2^40, linear in each, constant beyond. For 1 / x it is off by at most 5e-4 of it.
class OctaveTable {
public:
    template <class Function> explicit OctaveTable(const Function& function)
    {
        for (std::size_t piece = 0; piece < pieces; ++piece) {
            const double left = function(static_cast<double>(leftOf(piece)));
            m_left[piece] = static_cast<float>(left);
            m_rise[piece] = static_cast<float>(
                (function(static_cast<double>(leftOf(piece + 1))) - left) / pieceWidth);
        }
    }
    float operator()(float x) const
    {
        const float inside = std::clamp(x, leftOf(0), leftOf(pieces - 1));
        const std::uint32_t place = std::bit_cast<std::uint32_t>(inside) - first;
        const std::size_t piece = place / pieceWidth;
        return m_left[piece]
            + m_rise[piece] * static_cast<float>(static_cast<std::int32_t>(place % pieceWidth));
    }

private:
    static constexpr std::uint32_t pieceWidth = 1 << 19; // of numbers that follow one another
    static constexpr std::size_t pieces = 80 * 16;
    static constexpr std::uint32_t first = (127 - 40) << 23;

    static constexpr float leftOf(std::size_t piece)
    {
        return std::bit_cast<float>(first + static_cast<std::uint32_t>(piece) * pieceWidth);
    }
    std::array<float, pieces> m_left, m_rise;
};

template <int dims> class LiveUmap : public LiveLayout {
public:
    LiveUmap(ThreadPool& pool, LayoutGraph graph, Matrix<float> points, std::uint64_t seed,
        const UmapSettings& settings, int epochs)
        : LiveLayout(std::move(points), epochs)
        , m_pool(pool)
        , m_graph(std::move(graph))
        , m_next(m_points)
        , m_seed(seed)
        , m_settings(settings)
        , m_rate(settings.learningRate)
        , m_kernel(fitKernel(settings.spread, settings.minDistance))
        , m_attraction([kernel = m_kernel](double squared) {
            const double power = kernel.a * std::pow(squared, kernel.b);
            return 2 * kernel.b * power / (squared * (1 + power));
        })
        , m_repulsion([kernel = m_kernel](double squared) {
            return 2 * kernel.b
                / ((0.001 + squared) * (1 + kernel.a * std::pow(squared, kernel.b)));
        })
    {
        scaleWeights();
    }

protected:
    void setRows(ConstMatrixView<float> rows, std::stop_token stop) override
    {
        const MaybeInterruptedBy interrupted(m_pool, std::move(stop));
        m_graph = fuzzyGraph(m_pool, rows, neighboursFor(rows.rows(), m_settings));
        scaleWeights();
    }

    void restart() override
    {
        m_rate = m_settings.learningRate * gentleRate;
        m_epochsBefore += done();
    }

    void iterate() override
    {
        const auto rate = static_cast<float>(m_rate * (1 - static_cast<double>(done()) / total()));
        m_pool.run(umapTiles(m_points.rows()), [&](Index tile) { moveTile(tile, rate); });
        m_points.swap(m_next);
    }

private:
    using Point = std::array<float, dims>;

    // The strongest edge is drawn every epoch, the others in proportion.
    void scaleWeights()
    {
        const float strongest = std::ranges::max(m_graph.weights);
        for (float& weight : m_graph.weights)
            weight /= strongest;
    }

    [[nodiscard]] bool isDrawn(std::size_t edge) const
    {
        const float draws = m_graph.weights[edge] * static_cast<float>(done());
        return std::floor(draws + m_graph.weights[edge]) > std::floor(draws);
    }

    void moveTile(Index tile, float rate)
    {
        const Index n = m_points.rows();
        const auto epoch = static_cast<std::uint64_t>(m_epochsBefore + done());
        RandomStream stream(m_seed, Purpose::projection,
            1 + epoch * static_cast<std::uint64_t>(umapTiles(n))
                + static_cast<std::uint64_t>(tile));
        for (Index i = tile * movedInTile; i < lastInTile(tile, n); ++i) {
            Point point = pointOf(i);
            const auto row = static_cast<std::size_t>(i);
            for (auto e = static_cast<std::size_t>(m_graph.starts[row]);
                 e < static_cast<std::size_t>(m_graph.starts[row + 1]); ++e) {
                if (!isDrawn(e)) continue;
                // Once for the edge each way.
                for (int way = 0; way < 2; ++way)
                    point = moved(point, point, m_graph.neighbours[e], m_attraction, -rate);
                // From one place all, so that a processor need not wait for each.
                const Point place = point;
                for (int k = 0; k < m_settings.negatives; ++k) {
                    const auto other = static_cast<Index>(
                        std::uint64_t { stream.next() } * static_cast<std::uint64_t>(n) >> 32);
                    if (other != i) point = moved(point, place, other, m_repulsion, rate);
                }
            }
            for (Index k = 0; k < dims; ++k)
                m_next(i, k) = point[static_cast<std::size_t>(k)];
        }
    }

    /// `point` after the move that `other` gives to a point at `place`.
    [[nodiscard]] Point moved(
        Point point, const Point& place, Index other, const OctaveTable& force, float rate) const
    {
        Point away = pointOf(other);
        float squared = 0;
        for (std::size_t k = 0; k < dims; ++k) {
            away[k] = place[k] - away[k];
            squared += away[k] * away[k];
        }
        const float factor = force(squared);
        for (std::size_t k = 0; k < dims; ++k)
            point[k] += rate * std::clamp(factor * away[k], -4.f, 4.f);
        return point;
    }

    [[nodiscard]] Point pointOf(Index i) const
    {
        Point point;
        for (std::size_t k = 0; k < dims; ++k)
            point[k] = m_points.data()[i * dims + static_cast<Index>(k)];
        return point;
    }

    ThreadPool& m_pool;
    LayoutGraph m_graph;
    Matrix<float> m_next; ///< the points after an epoch
    std::uint64_t m_seed;
    UmapSettings m_settings;
    double m_rate; ///< at the beginning of a stretch; falls to 0 at its end
    int m_epochsBefore = 0; ///< this stretch
    LayoutKernel m_kernel;
    OctaveTable m_attraction;
    OctaveTable m_repulsion;
};

/// Principal components brought to [-10, 10], with a little noise that parts coinciding points.
Matrix<float> umapStart(
    ThreadPool& pool, ConstMatrixView<float> rows, Index dims, std::uint64_t seed)
{
    Matrix<float> points = projectOn<float>(fitPca<float>(pool, rows, dims), rows);
    const float extent = points.cwiseAbs().maxCoeff();
    if (extent > 0) points *= 10 / extent;
    RandomStream stream(seed, Purpose::projection);
    for (Index i = 0; i < points.size(); ++i)
        points.data()[i] += static_cast<float>(1e-4 * stream.normal());
    return points;
}

} // namespace

int neighboursFor(Index rows, const UmapSettings& settings)
{
    const auto most = static_cast<int>(std::max<Index>(1, rows - 1));
    return std::min(std::max(2, settings.neighbours), most);
}

std::unique_ptr<LiveLayout> liveUmap(ThreadPool& pool, ConstMatrixView<float> rows, Index dims,
    std::uint64_t seed, const UmapSettings& settings, const Matrix<float>* start,
    std::stop_token stop)
{
    const Index n = rows.rows();
    const MaybeInterruptedBy interrupted(pool, std::move(stop));
    if (n < 3) return stillLayout(projectOn<float>(fitPca<float>(pool, rows, dims), rows));
    const int epochs = settings.epochs > 0 ? settings.epochs : (n <= 10000 ? 500 : 200);
    const bool warm = start && start->rows() == n && start->cols() == dims;
    Matrix<float> points = warm ? *start : umapStart(pool, rows, dims, seed);
    LayoutGraph graph = fuzzyGraph(pool, rows, neighboursFor(n, settings));
    if (dims == 2)
        return std::make_unique<LiveUmap<2>>(
            pool, std::move(graph), std::move(points), seed, settings, epochs);
    return std::make_unique<LiveUmap<3>>(
        pool, std::move(graph), std::move(points), seed, settings, epochs);
}

Matrix<float> umap(ThreadPool& pool, ConstMatrixView<float> rows, Index dims, std::uint64_t seed,
    const UmapSettings& settings, const Matrix<float>* start, const LayoutProgress& progress)
{
    return liveUmap(pool, rows, dims, seed, settings, start)->finish(progress);
}

} // namespace contrastlab
