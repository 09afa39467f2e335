// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items that a loss over pairs pushes apart though they likely belong together: cells beside the
// diagonal whose two items share a label or hold (nearly) the same. Pure functions, any thread;
// about 60 ms for 1,000 items, and once a data set what nearContents() takes.
#pragma once

#include "run/frame.h"
#include "run/run_setup.h"

#include <cstdint>
#include <span>
#include <vector>

namespace contrastlab {

/// Which of N items are nearly the same to either tower of a pair.
class NearContents {
public:
    NearContents() = default;
    explicit NearContents(Index items) : m_items(items), m_near(std::size_t(items * items), 0) { }

    void mark(Index i, Index j) { m_near[std::size_t(i * m_items + j)] = 1; }
    [[nodiscard]] bool areNear(Index i, Index j) const
    {
        return m_items > 0 && m_near[std::size_t(i * m_items + j)] != 0;
    }

private:
    Index m_items = 0;
    std::vector<std::uint8_t> m_near;
};
/// Near are items x, y with 2 x.y / (|x|^2 + |y|^2) >= 0.95, which is 1 where they are equal: x
/// what the tower is given, standardised and centred numbers, or the weights of its tokens. Of the
/// first variant. O(N^2 of the input's width): about 0.5 s for 1,000 pictures of 64 x 64.
NearContents nearContents(
    ThreadPool& pool, const RunSetup& setup, const TrainedPair& pair, std::span<const Index> items);

struct FalseNegative {
    enum class Reason { sameContent, nearContent, sameLabel };
    Index a = 0; ///< place of the item that the pair's first tower sees
    Index b = 0; ///< and the second
    Reason reason = Reason::sameLabel; ///< the strongest of those that hold
    float cosine = 0;
    /// Of all that pushes beside the diagonal: the cell's gradient of the symmetric InfoNCE over
    /// all N pairs (analysis/matrix_faces.h) over the sum of those.
    float pushShare = 0;
};
struct FalseNegatives {
    std::int64_t step = 0;
    bool isFinite = true; ///< the embeddings are numbers
    std::vector<FalseNegative> worst; ///< that are pushed most first
    Index cells = 0; ///< false negatives that there are
    double pushShare = 0; ///< of all of them
};
/// `partners` and `near` of the frame's N items; `labels`: one an item (-1: none), or none.
FalseNegatives findFalseNegatives(const ProbeFrame& frame, const TrainedPair& pair,
    const PartnerNumbers& partners, const std::vector<int>& labels, const NearContents& near,
    std::size_t most);

} // namespace contrastlab
