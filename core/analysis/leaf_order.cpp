// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/leaf_order.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace contrastlab {

std::vector<ClusterMerge> averageLinkage(const Matrix<double>& distances)
{
    const auto n = static_cast<int>(distances.rows());
    Matrix<double> means = distances; // between clusters, each at the place of one of its items
    std::vector<int> places, names, sizes;
    for (int i = 0; i < n; ++i) {
        places.push_back(i);
        names.push_back(i);
        sizes.push_back(1);
    }
    std::vector<ClusterMerge> merges;
    while (places.size() > 1) {
        std::size_t first = 0, second = 1;
        for (std::size_t i = 0; i < places.size(); ++i)
            for (std::size_t j = i + 1; j < places.size(); ++j)
                if (means(places[i], places[j]) < means(places[first], places[second])) {
                    first = i;
                    second = j;
                }
        const int a = places[first], b = places[second];
        const auto of = [](std::vector<int>& list, int i) -> int& { return list[std::size_t(i)]; };
        for (const int k : places) {
            means(a, k) = (of(sizes, a) * means(a, k) + of(sizes, b) * means(b, k))
                / (of(sizes, a) + of(sizes, b));
            means(k, a) = means(a, k);
        }
        of(sizes, a) += of(sizes, b);
        merges.push_back({ of(names, a), of(names, b) });
        of(names, a) = n + static_cast<int>(merges.size()) - 1;
        places.erase(places.begin() + static_cast<std::ptrdiff_t>(second));
    }
    return merges;
}

namespace {

// With cost(l, r) the least sum of a cluster's order from leaf l to leaf r, which lie in different
// halves of it: cost(l, r) = min over m, k of cost(l, m) + d(m, k) + cost(k, r), m the other end of
// l's half and k that of r's.
class LeafOrder {
public:
    LeafOrder(const Matrix<double>& distances, const std::vector<ClusterMerge>& merges)
        : m_distances(distances)
        , m_merges(merges)
        , m_items(static_cast<int>(distances.rows()))
        , m_cost(Matrix<double>::Zero(m_items, m_items))
        , m_ends(std::size_t(m_items) * std::size_t(m_items))
        , m_leaves(std::size_t(m_items) + merges.size())
    {
        for (int i = 0; i < m_items; ++i)
            m_leaves[std::size_t(i)] = { i };
        for (std::size_t k = 0; k < merges.size(); ++k)
            join(m_items + static_cast<int>(k));
    }

    [[nodiscard]] std::vector<int> best() const
    {
        const int root = m_items + static_cast<int>(m_merges.size()) - 1;
        int first = 0, last = 0;
        double least = std::numeric_limits<double>::infinity();
        for (const int l : leaves(half(root).left))
            for (const int r : leaves(half(root).right))
                if (m_cost(l, r) < least) {
                    least = m_cost(l, r);
                    first = l;
                    last = r;
                }
        std::vector<int> order;
        append(root, std::min(first, last), std::max(first, last), order);
        return order;
    }

private:
    struct Ends {
        int m = 0, k = 0;
    };

    [[nodiscard]] const ClusterMerge& half(int cluster) const
    {
        return m_merges[std::size_t(cluster - m_items)];
    }
    [[nodiscard]] const std::vector<int>& leaves(int cluster) const
    {
        return m_leaves[std::size_t(cluster)];
    }
    [[nodiscard]] bool holds(int cluster, int leaf) const
    {
        return std::ranges::find(leaves(cluster), leaf) != leaves(cluster).end();
    }
    // Where an order of the cluster may end that begins at a leaf.
    [[nodiscard]] const std::vector<int>& farEnds(int cluster, int leaf) const
    {
        if (cluster < m_items) return leaves(cluster);
        const auto [left, right] = half(cluster);
        return leaves(holds(left, leaf) ? right : left);
    }
    Ends& ends(int l, int r)
    {
        return m_ends[std::size_t(l) * std::size_t(m_items) + std::size_t(r)];
    }

    void join(int cluster)
    {
        const auto [left, right] = half(cluster);
        std::vector<int>& all = m_leaves[std::size_t(cluster)];
        all = leaves(left);
        all.insert(all.end(), leaves(right).begin(), leaves(right).end());
        const auto items = static_cast<std::size_t>(m_items);
        std::vector<double> through(items); // from l to each k, its half passed
        std::vector<int> by(items);
        for (const int l : leaves(left)) {
            for (const int k : leaves(right)) {
                through[std::size_t(k)] = std::numeric_limits<double>::infinity();
                for (const int m : farEnds(left, l))
                    if (const double cost = m_cost(l, m) + m_distances(m, k);
                        cost < through[std::size_t(k)]) {
                        through[std::size_t(k)] = cost;
                        by[std::size_t(k)] = m;
                    }
            }
            for (const int r : leaves(right)) {
                m_cost(l, r) = std::numeric_limits<double>::infinity();
                for (const int k : farEnds(right, r))
                    if (const double cost = through[std::size_t(k)] + m_cost(k, r);
                        cost < m_cost(l, r)) {
                        m_cost(l, r) = cost;
                        ends(l, r) = { by[std::size_t(k)], k };
                    }
                m_cost(r, l) = m_cost(l, r);
                ends(r, l) = { ends(l, r).k, ends(l, r).m };
            }
        }
    }

    void append(int cluster, int first, int last, std::vector<int>& order) const
    {
        if (cluster < m_items) return order.push_back(cluster);
        const auto [left, right] = half(cluster);
        const bool turned = !holds(left, first);
        const auto [m, k] = m_ends[std::size_t(first) * std::size_t(m_items) + std::size_t(last)];
        append(turned ? right : left, first, m, order);
        append(turned ? left : right, k, last, order);
    }

    const Matrix<double>& m_distances;
    const std::vector<ClusterMerge>& m_merges;
    int m_items;
    Matrix<double> m_cost;
    std::vector<Ends>
        m_ends; ///< what stands in the middle of the best order from one leaf to another
    std::vector<std::vector<int>> m_leaves; ///< of each cluster
};

} // namespace

std::vector<int> optimalLeafOrder(
    const Matrix<double>& distances, const std::vector<ClusterMerge>& merges)
{
    assert(std::ssize(merges) + 1 == std::max<Index>(1, distances.rows()));
    if (merges.empty()) return std::vector<int>(std::size_t(distances.rows()), 0);
    return LeafOrder(distances, merges).best();
}

} // namespace contrastlab
