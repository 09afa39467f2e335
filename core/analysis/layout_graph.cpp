// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each row is merged from its own neighbours and from those that have it for a neighbour.
#include "analysis/layout_graph.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace contrastlab {

namespace {

constexpr Index mergedInTile = 256;

struct Arrow {
    std::int32_t point;
    float weight;
};

class Symmetriser {
public:
    Symmetriser(const Matrix<std::int64_t>& indices, const Matrix<float>& weights)
        : m_indices(indices)
        , m_weights(weights)
        , m_starts(static_cast<std::size_t>(indices.rows()) + 1)
        , m_incoming(static_cast<std::size_t>(indices.size()))
    {
        for (Index e = 0; e < indices.size(); ++e)
            ++m_starts[static_cast<std::size_t>(indices.data()[e]) + 1];
        for (std::size_t i = 1; i < m_starts.size(); ++i)
            m_starts[i] += m_starts[i - 1];
        std::vector<Index> next = m_starts;
        for (Index i = 0; i < indices.rows(); ++i)
            for (Index k = 0; k < indices.cols(); ++k)
                m_incoming[static_cast<std::size_t>(
                    next[static_cast<std::size_t>(indices(i, k))]++)] = {
                    static_cast<std::int32_t>(i), weights(i, k)
                };
    }

    /// visit(j, w_ij, w_ji) for each neighbour of point i in either direction, by rising j.
    template <class Visit> void forEdges(Index i, std::vector<Arrow>& outgoing, Visit visit) const
    {
        outgoing.clear();
        for (Index k = 0; k < m_indices.cols(); ++k)
            outgoing.push_back({ static_cast<std::int32_t>(m_indices(i, k)), m_weights(i, k) });
        std::ranges::sort(outgoing, {}, &Arrow::point);
        const Arrow* in = m_incoming.data() + m_starts[static_cast<std::size_t>(i)];
        const Arrow* const end = m_incoming.data() + m_starts[static_cast<std::size_t>(i) + 1];
        for (const Arrow& out : outgoing) {
            for (; in != end && in->point < out.point; ++in)
                visit(in->point, 0.f, in->weight);
            const bool mutual = in != end && in->point == out.point;
            visit(out.point, out.weight, mutual ? in->weight : 0.f);
            in += mutual;
        }
        for (; in != end; ++in)
            visit(in->point, 0.f, in->weight);
    }

private:
    const Matrix<std::int64_t>& m_indices;
    const Matrix<float>& m_weights;
    std::vector<Index> m_starts; ///< N + 1
    std::vector<Arrow> m_incoming; ///< by the point that they lead to, then by where they come from
};

} // namespace

LayoutGraph symmetricGraph(ThreadPool& pool, const Matrix<std::int64_t>& indices,
    const Matrix<float>& weights, FunctionRef<float(float, float)> combine)
{
    const Index n = indices.rows();
    const Index tiles = (n + mergedInTile - 1) / mergedInTile;
    const Symmetriser symmetriser(indices, weights);
    LayoutGraph graph;
    graph.starts.resize(static_cast<std::size_t>(n) + 1);
    const auto overPoints = [&](const auto& visitOf) {
        pool.run(tiles, [&](Index tile) {
            std::vector<Arrow> outgoing;
            const Index last = std::min(n, (tile + 1) * mergedInTile);
            for (Index i = tile * mergedInTile; i < last; ++i)
                symmetriser.forEdges(i, outgoing, visitOf(static_cast<std::size_t>(i)));
        });
    };
    overPoints([&](std::size_t i) {
        return [&degree = graph.starts[i + 1]](std::int32_t, float, float) { ++degree; };
    });
    for (std::size_t i = 1; i < graph.starts.size(); ++i)
        graph.starts[i] += graph.starts[i - 1];
    graph.neighbours.resize(static_cast<std::size_t>(graph.starts.back()));
    graph.weights.resize(graph.neighbours.size());
    overPoints([&](std::size_t i) {
        return [&, edge = static_cast<std::size_t>(graph.starts[i])](
                   std::int32_t j, float there, float back) mutable {
            graph.neighbours[edge] = j;
            graph.weights[edge++] = combine(there, back);
        };
    });
    return graph;
}

} // namespace contrastlab
