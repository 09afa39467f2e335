// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "plot/density.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <numeric>

namespace contrastlab {

namespace {

constexpr int nodesABandwidth = 3;
constexpr int kernelReach = 4 * nodesABandwidth; // nodes: four deviations

std::array<float, kernelReach + 1> kernel()
{
    std::array<float, kernelReach + 1> weights {};
    float sum = 0;
    for (int i = 0; i <= kernelReach; ++i) {
        const double z = static_cast<double>(i) / nodesABandwidth;
        weights[static_cast<std::size_t>(i)] = static_cast<float>(std::exp(-0.5 * z * z));
        sum += (i == 0 ? 1 : 2) * weights[static_cast<std::size_t>(i)];
    }
    for (float& weight : weights)
        weight /= sum;
    return weights;
}

/// Along lines of `count` values that lie `step` apart; what leaves the grid is lost.
void blur(std::vector<float>& values, int lines, int lineStep, int count, int step)
{
    const auto weights = kernel();
    std::vector<float> line(static_cast<std::size_t>(count));
    for (int l = 0; l < lines; ++l) {
        float* first = values.data() + l * lineStep;
        for (int i = 0; i < count; ++i)
            line[static_cast<std::size_t>(i)] = first[i * step];
        for (int i = 0; i < count; ++i) {
            float sum = 0;
            for (int j = std::max(0, i - kernelReach); j <= std::min(count - 1, i + kernelReach);
                 ++j)
                sum += weights[static_cast<std::size_t>(std::abs(i - j))]
                    * line[static_cast<std::size_t>(j)];
            first[i * step] = sum;
        }
    }
}

/// Where a parabola through three neighbouring values is largest, in nodes from the middle one.
double vertex(float before, float middle, float after)
{
    const double bend =
        static_cast<double>(before) - 2 * static_cast<double>(middle) + static_cast<double>(after);
    if (!(bend < 0)) return 0;
    return std::clamp(0.5 * static_cast<double>(before - after) / bend, -0.5, 0.5);
}

QPointF refined(const DensityGrid& grid, int column, int row)
{
    QPointF place = grid.place(column, row);
    if (column > 0 && column + 1 < grid.columns)
        place.rx() += grid.spacing
            * vertex(grid.at(column - 1, row), grid.at(column, row), grid.at(column + 1, row));
    if (row > 0 && row + 1 < grid.rows)
        place.ry() += grid.spacing
            * vertex(grid.at(column, row - 1), grid.at(column, row), grid.at(column, row + 1));
    return place;
}

} // namespace

DensityGrid densityOf(std::span<const QPointF> points, const QRectF& area, double bandwidth)
{
    DensityGrid grid { area.topLeft(), bandwidth / nodesABandwidth, 0, 0, {} };
    grid.columns = static_cast<int>(std::ceil(area.width() / grid.spacing)) + 1;
    grid.rows = static_cast<int>(std::ceil(area.height() / grid.spacing)) + 1;
    grid.values.assign(static_cast<std::size_t>(grid.columns * grid.rows), 0);
    const auto share = static_cast<float>(1 / (grid.spacing * grid.spacing));
    for (const QPointF& point : points) {
        // Unlike QRectF::contains, false for NaN.
        if (!(point.x() >= area.left() && point.x() <= area.right() && point.y() >= area.top()
                && point.y() <= area.bottom()))
            continue;
        const QPointF node = (point - grid.origin) / grid.spacing;
        const int column = std::min(static_cast<int>(node.x()), grid.columns - 2);
        const int row = std::min(static_cast<int>(node.y()), grid.rows - 2);
        const auto right = static_cast<float>(node.x() - column);
        const auto down = static_cast<float>(node.y() - row);
        float* value = grid.values.data() + row * grid.columns + column;
        value[0] += share * (1 - right) * (1 - down);
        value[1] += share * right * (1 - down);
        value[grid.columns] += share * (1 - right) * down;
        value[grid.columns + 1] += share * right * down;
    }
    blur(grid.values, grid.rows, grid.columns, grid.columns, 1);
    blur(grid.values, grid.columns, 1, grid.rows, grid.columns);
    return grid;
}

std::optional<QPointF> peakOf(const DensityGrid& grid)
{
    const auto largest = std::ranges::max_element(grid.values);
    if (largest == grid.values.end() || !(*largest > 0)) return std::nullopt;
    const auto index = static_cast<int>(largest - grid.values.begin());
    return refined(grid, index % grid.columns, index / grid.columns);
}

std::optional<QPointF> peakAbove(const DensityGrid& grid, QPointF from)
{
    const QPointF node = (from - grid.origin) / grid.spacing;
    int column = std::clamp(static_cast<int>(std::lround(node.x())), 0, grid.columns - 1);
    int row = std::clamp(static_cast<int>(std::lround(node.y())), 0, grid.rows - 1);
    for (bool higher = true; higher;) {
        higher = false;
        int bestColumn = column, bestRow = row;
        for (int r = std::max(0, row - 1); r <= std::min(grid.rows - 1, row + 1); ++r)
            for (int c = std::max(0, column - 1); c <= std::min(grid.columns - 1, column + 1); ++c)
                if (grid.at(c, r) > grid.at(bestColumn, bestRow)) {
                    bestColumn = c;
                    bestRow = r;
                    higher = true;
                }
        column = bestColumn;
        row = bestRow;
    }
    if (!(grid.at(column, row) > 0)) return std::nullopt;
    return refined(grid, column, row);
}

float densityAt(const DensityGrid& grid, QPointF at)
{
    const QPointF node = (at - grid.origin) / grid.spacing;
    if (!(node.x() >= 0 && node.y() >= 0 && node.x() <= grid.columns - 1
            && node.y() <= grid.rows - 1))
        return 0;
    const int column = std::min(static_cast<int>(node.x()), grid.columns - 2);
    const int row = std::min(static_cast<int>(node.y()), grid.rows - 2);
    const auto right = static_cast<float>(node.x() - column);
    return std::lerp(std::lerp(grid.at(column, row), grid.at(column + 1, row), right),
        std::lerp(grid.at(column, row + 1), grid.at(column + 1, row + 1), right),
        static_cast<float>(node.y() - row));
}

float levelAround(const DensityGrid& grid, double share)
{
    std::vector<float> values = grid.values;
    std::ranges::sort(values, std::greater {});
    const double wanted = share * std::accumulate(values.begin(), values.end(), 0.0);
    double sum = 0;
    for (const float value : values)
        if ((sum += static_cast<double>(value)) >= wanted) return value;
    return 0;
}

QVector<QLineF> contourAt(const DensityGrid& grid, float level)
{
    QVector<QLineF> lines;
    for (int row = 0; row + 1 < grid.rows; ++row)
        for (int column = 0; column + 1 < grid.columns; ++column) {
            const std::array<QPoint, 4> corners { QPoint(column, row), QPoint(column + 1, row),
                QPoint(column + 1, row + 1), QPoint(column, row + 1) };
            std::array<float, 4> over {};
            int inside = 0;
            float middle = 0;
            for (std::size_t i = 0; i < 4; ++i) {
                over[i] = grid.at(corners[i].x(), corners[i].y()) - level;
                middle += over[i];
                inside += over[i] >= 0;
            }
            if (inside == 0 || inside == 4) continue;
            // In the order of the corners, where the line crosses the sides.
            std::vector<QPointF> crossings;
            for (std::size_t i = 0; i < 4; ++i) {
                const std::size_t next = (i + 1) % 4;
                if ((over[i] >= 0) == (over[next] >= 0)) continue;
                const double t = static_cast<double>(over[i] / (over[i] - over[next]));
                crossings.push_back(grid.place(corners[i].x(), corners[i].y())
                    + t * grid.spacing * QPointF(corners[next] - corners[i]));
            }
            if (crossings.size() == 2) {
                lines << QLineF(crossings[0], crossings[1]);
                continue;
            }
            // A saddle: the middle says which corners lie on one side together.
            const bool joined = (middle >= 0) == (over[0] >= 0);
            lines << QLineF(crossings[0], crossings[joined ? 1 : 3])
                  << QLineF(crossings[2], crossings[joined ? 3 : 1]);
        }
    return lines;
}

} // namespace contrastlab
