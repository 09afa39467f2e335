// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Points are sorted into children by which side of the middle they lie on, in their order: the same
// points give the same tree.
#include "analysis/layout_tree.h"

#include <algorithm>
#include <numeric>

namespace contrastlab {

namespace {

constexpr int deepestCell = 40; // the width of the whole / 2^40: what is closer counts as one place

} // namespace

template <int dims>
LayoutTree<dims>::LayoutTree(const Matrix<double>& points)
    : m_points(points)
    , m_order(static_cast<std::size_t>(points.rows()))
    , m_place(static_cast<std::size_t>(points.rows()))
{
    std::iota(m_order.begin(), m_order.end(), 0);
    m_cells.reserve(static_cast<std::size_t>(2 * points.rows()));
    Point middle {};
    double width = 0;
    for (int k = 0; k < dims; ++k) {
        const double low = points.col(k).minCoeff();
        const double high = points.col(k).maxCoeff();
        middle[static_cast<std::size_t>(k)] = (low + high) / 2;
        width = std::max(width, high - low);
    }
    addCell(0, points.rows(), middle, width, 0);
    for (std::size_t place = 0; place < m_order.size(); ++place)
        m_place[static_cast<std::size_t>(m_order[place])] = static_cast<Index>(place);
}

template <int dims> typename LayoutTree<dims>::Point LayoutTree<dims>::pointAt(Index place) const
{
    Point point;
    for (int k = 0; k < dims; ++k)
        point[static_cast<std::size_t>(k)] = m_points(m_order[static_cast<std::size_t>(place)], k);
    return point;
}

template <int dims>
int LayoutTree<dims>::addCell(Index first, Index last, Point middle, double width, int depth)
{
    const int index = static_cast<int>(m_cells.size());
    Cell cell;
    cell.width = width;
    cell.first = first;
    cell.last = last;
    cell.children.fill(-1);
    cell.isLeaf = last - first == 1 || depth == deepestCell || !(width > 0);
    for (Index place = first; place < last; ++place) {
        const Point point = pointAt(place);
        for (std::size_t k = 0; k < dims; ++k)
            cell.centre[k] += point[k] / static_cast<double>(last - first);
    }
    m_cells.push_back(cell);
    if (!cell.isLeaf) split(index, middle, depth);
    return index;
}

template <int dims> void LayoutTree<dims>::split(int cell, Point middle, int depth)
{
    const Index last = m_cells[static_cast<std::size_t>(cell)].last;
    const double half = m_cells[static_cast<std::size_t>(cell)].width / 2;
    Index from = m_cells[static_cast<std::size_t>(cell)].first;
    const auto sideOf = [&](Index point) {
        int side = 0;
        for (int k = 0; k < dims; ++k)
            side |= (m_points(point, k) > middle[static_cast<std::size_t>(k)]) << k;
        return side;
    };
    for (int side = 0; side < 1 << dims; ++side) {
        const auto end = std::stable_partition(m_order.begin() + from, m_order.begin() + last,
            [&](Index p) { return sideOf(p) == side; });
        const Index to = end - m_order.begin();
        if (to == from) continue;
        Point centre = middle;
        for (int k = 0; k < dims; ++k)
            centre[static_cast<std::size_t>(k)] += (side >> k & 1 ? half : -half) / 2;
        const int child = addCell(from, to, centre, half, depth + 1);
        m_cells[static_cast<std::size_t>(cell)].children[static_cast<std::size_t>(side)] = child;
        from = to;
    }
}

template <int dims> Repulsion<dims> LayoutTree<dims>::repulsionOn(Index index, double theta) const
{
    Repulsion<dims> result;
    const Index place = m_place[static_cast<std::size_t>(index)];
    const Point self = pointAt(place);
    std::array<int, (deepestCell + 1) * (1 << dims)> stack;
    std::size_t height = 0;
    stack[height++] = 0;
    while (height > 0) {
        const Cell& cell = m_cells[static_cast<std::size_t>(stack[--height])];
        Point away;
        double squared = 0;
        for (std::size_t k = 0; k < dims; ++k) {
            away[k] = self[k] - cell.centre[k];
            squared += away[k] * away[k];
        }
        if (!cell.isLeaf && cell.width * cell.width >= theta * theta * squared) {
            for (const int child : cell.children)
                if (child >= 0) stack[height++] = child;
            continue;
        }
        const bool holdsSelf = place >= cell.first && place < cell.last;
        const double mass = static_cast<double>(cell.last - cell.first - (holdsSelf ? 1 : 0));
        const double kernel = 1 / (1 + squared);
        result.kernelSum += mass * kernel;
        for (std::size_t k = 0; k < dims; ++k)
            result.force[k] += mass * kernel * kernel * away[k];
    }
    return result;
}

template class LayoutTree<2>;
template class LayoutTree<3>;

} // namespace contrastlab
