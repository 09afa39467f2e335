// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two real columns go through one complex transform. Half of the frequencies suffice, and along the
// rows a transform is followed by its inverse while the tile is in the cache.
#include "analysis/layout_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace contrastlab {

namespace {

constexpr float gridSpacing = 0.4f; // of nodes; the kernel is 1 wide
constexpr Index stencilSide = 6; // of quintic splines
constexpr Index gridLanes = FourierTile::lanes;
constexpr Index columnsInTile = 2 * gridLanes;
constexpr Index rowsInBlock = 16;
constexpr Index readInTile = 256;
constexpr Index longestTransform = 3072;

Index roundedUp(Index value, Index multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

float pictureWidth(const Matrix<float>& points)
{
    return (points.colwise().maxCoeff() - points.colwise().minCoeff()).maxCoeff();
}

Index nodesAcross(float width)
{
    return static_cast<Index>(width / gridSpacing) + stencilSide + 1;
}

/// Of the spline at the nodes: its transform at frequency k.
double splineTransform(Index k, Index length)
{
    const double angle =
        2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(length);
    return (33 + 26 * std::cos(angle) + std::cos(2 * angle)) / 60;
}

} // namespace

/// The B-spline of order stencilSide at the nodes around a point, which lies t after the middle
/// one.
struct LayoutGrid::Splines {
    std::array<float, stencilSide> weights, slopes;

    explicit Splines(float t)
    {
        // Cox and de Boor: M_n(u) = (u M_{n-1}(u) + (n - u) M_{n-1}(u - 1)) / (n - 1)
        weights = { 1 - t, t };
        raiseTo<3>(t);
        raiseTo<4>(t);
        raiseTo<5>(t);
        slopes[0] = -weights[0];
        for (std::size_t k = 1; k < stencilSide; ++k)
            slopes[k] = weights[k - 1] - weights[k];
        raiseTo<6>(t);
    }

private:
    // weights[k] is M_n at n - 1 - k + t.
    template <int n> void raiseTo(float t)
    {
#pragma GCC unroll 6
        for (int k = n - 1; k >= 0; --k) {
            const float u = static_cast<float>(n - 1 - k) + t;
            const auto at = static_cast<std::size_t>(k);
            const float before = k > 0 ? weights[at - 1] : 0;
            weights[at] = (u * before + (static_cast<float>(n) - u) * weights[at])
                * (1 / static_cast<float>(n - 1));
        }
    }
};

/// The nodes that a point touches.
struct LayoutGrid::Stencil {
    Index row, column; ///< the first of them
    Splines alongRows, alongColumns;
};

Index LayoutGrid::transformLength(const Matrix<float>& points)
{
    const float width = pictureWidth(points);
    if (!(width < gridSpacing * static_cast<float>(longestTransform))) return 0;
    const Index needed = 2 * nodesAcross(width);
    Index length = 64;
    while (length < needed)
        length = length % 3 == 0 ? length / 3 * 4 : length / 2 * 3;
    return length <= longestTransform ? length : 0;
}

double LayoutGrid::repulsion(ThreadPool& pool, const Matrix<float>& points, Matrix<float>& push)
{
    if (const Index length = transformLength(points);
        !m_transform || length != m_transform->length())
        setLength(pool, length);
    m_side = nodesAcross(pictureWidth(points));
    m_corner = points.colwise().minCoeff();
    m_nodes.resize(m_side, roundedUp(m_side, columnsInTile));
    sortPoints(points);
    spread(pool, points);
    transformColumns(pool);
    convolveRows(pool);
    restoreColumns(pool);

    const Index n = points.rows();
    const Index tiles = (n + readInTile - 1) / readInTile;
    std::vector<double> sums(static_cast<std::size_t>(tiles));
    pool.run(tiles, [&](Index tile) {
        double sum = 0;
        for (Index place = tile * readInTile; place < std::min(n, (tile + 1) * readInTile);
             ++place) {
            const Index point = m_order[static_cast<std::size_t>(place)];
            const Stencil stencil = stencilOf(points, point);
            float potential = 0, alongRow = 0, alongColumn = 0;
            for (Index r = 0; r < stencilSide; ++r) {
                const float* nodes = &m_nodes(stencil.row + r, stencil.column);
                float value = 0, slope = 0;
                for (std::size_t c = 0; c < stencilSide; ++c) {
                    value += stencil.alongRows.weights[c] * nodes[c];
                    slope += stencil.alongRows.slopes[c] * nodes[c];
                }
                const auto row = static_cast<std::size_t>(r);
                potential += stencil.alongColumns.weights[row] * value;
                alongRow += stencil.alongColumns.weights[row] * slope;
                alongColumn += stencil.alongColumns.slopes[row] * value;
            }
            sum += static_cast<double>(potential) - 1; // without itself
            push(point, 0) = -alongRow / (2 * gridSpacing);
            push(point, 1) = -alongColumn / (2 * gridSpacing);
        }
        sums[static_cast<std::size_t>(tile)] = sum;
    });
    double kernelSum = 0;
    for (const double sum : sums)
        kernelSum += sum;
    return kernelSum;
}

void LayoutGrid::setLength(ThreadPool& pool, Index length)
{
    m_transform = std::make_unique<FourierTransform>(length);
    m_tiles.assign(static_cast<std::size_t>(pool.threads()), FourierTile(length));
    m_kernel.resize(length, roundedUp(length / 2 + 1, gridLanes));
    m_side = length;
    m_nodes = Matrix<float>::Zero(length, roundedUp(length, columnsInTile));
    for (Index y = 0; y < length; ++y)
        for (Index x = 0; x < length; ++x) {
            const double dy = static_cast<double>(std::min(y, length - y)) * gridSpacing;
            const double dx = static_cast<double>(std::min(x, length - x)) * gridSpacing;
            m_nodes(y, x) = static_cast<float>(1 / (1 + dx * dx + dy * dy));
        }
    transformColumns(pool);
    pool.run(m_kernel.cols() / gridLanes, [&](Index part, int thread) {
        FourierTile& tile = m_tiles[static_cast<std::size_t>(thread)];
        loadSpectrum(part, length, tile);
        m_transform->forward(tile);
        for (Index x = 0; x < length; ++x)
            for (Index k = part * gridLanes; k < (part + 1) * gridLanes; ++k) {
                // Spread and read, the splines are there twice; the transform back is length^2
                // times the inverse.
                const double splines = static_cast<double>(length) * splineTransform(x, length)
                    * splineTransform(k, length);
                m_kernel(x, k) =
                    static_cast<float>(static_cast<double>(tile.re[x * gridLanes + k % gridLanes])
                        / (splines * splines));
            }
    });
}

void LayoutGrid::sortPoints(const Matrix<float>& points)
{
    const auto rowOf = [&](Index i) {
        return static_cast<std::size_t>((points(i, 1) - m_corner[1]) / gridSpacing);
    };
    m_rowStarts.assign(static_cast<std::size_t>(m_side) + 1, 0);
    m_order.resize(static_cast<std::size_t>(points.rows()));
    for (Index i = 0; i < points.rows(); ++i)
        ++m_rowStarts[rowOf(i) + 1];
    for (std::size_t row = 1; row < m_rowStarts.size(); ++row)
        m_rowStarts[row] += m_rowStarts[row - 1];
    std::vector<std::int32_t> next = m_rowStarts;
    for (Index i = 0; i < points.rows(); ++i)
        m_order[static_cast<std::size_t>(next[rowOf(i)]++)] = static_cast<std::int32_t>(i);
}

LayoutGrid::Stencil LayoutGrid::stencilOf(const Matrix<float>& points, Index point) const
{
    const float x = (points(point, 0) - m_corner[0]) / gridSpacing;
    const float y = (points(point, 1) - m_corner[1]) / gridSpacing;
    const Index column = static_cast<Index>(x);
    const Index row = static_cast<Index>(y);
    const float tx = x - static_cast<float>(column);
    const float ty = y - static_cast<float>(row);
    return { row, column, Splines(tx), Splines(ty) };
}

void LayoutGrid::spread(ThreadPool& pool, const Matrix<float>& points)
{
    pool.run((m_side + rowsInBlock - 1) / rowsInBlock, [&](Index block) {
        const Index first = block * rowsInBlock;
        const Index last = std::min(m_side, first + rowsInBlock);
        m_nodes.middleRows(first, last - first).setZero();
        const auto from = static_cast<std::size_t>(std::max<Index>(0, first - stencilSide + 1));
        const Index begin = m_rowStarts[from];
        const Index end = m_rowStarts[static_cast<std::size_t>(last)];
        for (Index place = begin; place < end; ++place) {
            const Stencil stencil = stencilOf(points, m_order[static_cast<std::size_t>(place)]);
            for (Index r = 0; r < stencilSide; ++r) {
                if (stencil.row + r < first || stencil.row + r >= last) continue;
                float* nodes = &m_nodes(stencil.row + r, stencil.column);
                for (std::size_t c = 0; c < stencilSide; ++c)
                    nodes[c] += stencil.alongColumns.weights[static_cast<std::size_t>(r)]
                        * stencil.alongRows.weights[c];
            }
        }
    });
}

void LayoutGrid::transformColumns(ThreadPool& pool)
{
    const Index length = m_transform->length();
    m_spectrumRe.resize(m_nodes.cols(), m_kernel.cols());
    m_spectrumIm.resize(m_nodes.cols(), m_kernel.cols());
    pool.run(m_nodes.cols() / columnsInTile, [&](Index part, int thread) {
        FourierTile& tile = m_tiles[static_cast<std::size_t>(thread)];
        const Index first = part * columnsInTile;
        for (Index y = 0; y < m_side; ++y) {
            tile.re.segment(y * gridLanes, gridLanes) = m_nodes.row(y).segment(first, gridLanes);
            tile.im.segment(y * gridLanes, gridLanes) =
                m_nodes.row(y).segment(first + gridLanes, gridLanes);
        }
        tile.re.tail((length - m_side) * gridLanes).setZero();
        tile.im.tail((length - m_side) * gridLanes).setZero();
        m_transform->forward(tile);
        // Z = A + i B with A, B the transforms of real columns: A_k = (Z_k + conj Z_-k) / 2
        for (Index k = 0; k <= length / 2; ++k) {
            const float* re = &tile.re[k * gridLanes];
            const float* im = &tile.im[k * gridLanes];
            const Index mirrored = (k == 0 ? 0 : length - k) * gridLanes;
            const float* mirroredRe = &tile.re[mirrored];
            const float* mirroredIm = &tile.im[mirrored];
            for (Index lane = 0; lane < gridLanes; ++lane) {
                m_spectrumRe(first + lane, k) = (re[lane] + mirroredRe[lane]) / 2;
                m_spectrumIm(first + lane, k) = (im[lane] - mirroredIm[lane]) / 2;
                m_spectrumRe(first + gridLanes + lane, k) = (im[lane] + mirroredIm[lane]) / 2;
                m_spectrumIm(first + gridLanes + lane, k) = (mirroredRe[lane] - re[lane]) / 2;
            }
        }
    });
}

void LayoutGrid::loadSpectrum(Index part, Index columns, FourierTile& tile) const
{
    const Index first = part * gridLanes;
    for (Index x = 0; x < columns; ++x) {
        tile.re.segment(x * gridLanes, gridLanes) = m_spectrumRe.row(x).segment(first, gridLanes);
        tile.im.segment(x * gridLanes, gridLanes) = m_spectrumIm.row(x).segment(first, gridLanes);
    }
    const Index rest = (m_transform->length() - columns) * gridLanes;
    tile.re.tail(rest).setZero();
    tile.im.tail(rest).setZero();
}

void LayoutGrid::convolveRows(ThreadPool& pool)
{
    pool.run(m_kernel.cols() / gridLanes, [&](Index part, int thread) {
        FourierTile& tile = m_tiles[static_cast<std::size_t>(thread)];
        const Index first = part * gridLanes;
        loadSpectrum(part, m_side, tile);
        m_transform->forward(tile);
        for (Index x = 0; x < m_transform->length(); ++x) {
            const auto kernel = m_kernel.row(x).segment(first, gridLanes).transpose().array();
            tile.re.segment(x * gridLanes, gridLanes).array() *= kernel;
            tile.im.segment(x * gridLanes, gridLanes).array() *= kernel;
        }
        m_transform->backward(tile);
        for (Index x = 0; x < m_side; ++x) {
            m_spectrumRe.row(x).segment(first, gridLanes) =
                tile.re.segment(x * gridLanes, gridLanes);
            m_spectrumIm.row(x).segment(first, gridLanes) =
                tile.im.segment(x * gridLanes, gridLanes);
        }
    });
}

void LayoutGrid::restoreColumns(ThreadPool& pool)
{
    const Index length = m_transform->length();
    pool.run(m_nodes.cols() / columnsInTile, [&](Index part, int thread) {
        FourierTile& tile = m_tiles[static_cast<std::size_t>(thread)];
        const Index first = part * columnsInTile;
        for (Index k = 0; k <= length / 2; ++k) {
            const Index mirrored = (k == 0 ? 0 : length - k) * gridLanes;
            for (Index lane = 0; lane < gridLanes; ++lane) {
                const float aRe = m_spectrumRe(first + lane, k),
                            aIm = m_spectrumIm(first + lane, k);
                const float bRe = m_spectrumRe(first + gridLanes + lane, k),
                            bIm = m_spectrumIm(first + gridLanes + lane, k);
                tile.re[mirrored + lane] = aRe + bIm;
                tile.im[mirrored + lane] = bRe - aIm;
                tile.re[k * gridLanes + lane] = aRe - bIm;
                tile.im[k * gridLanes + lane] = aIm + bRe;
            }
        }
        m_transform->backward(tile);
        for (Index y = 0; y < m_side; ++y) {
            m_nodes.row(y).segment(first, gridLanes) = tile.re.segment(y * gridLanes, gridLanes);
            m_nodes.row(y).segment(first + gridLanes, gridLanes) =
                tile.im.segment(y * gridLanes, gridLanes);
        }
    });
}

} // namespace contrastlab
