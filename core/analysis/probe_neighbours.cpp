// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One product of a row with a matrix, and a partial sort.
#include "analysis/probe_neighbours.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

// What is no number lies farthest.
Vector<float> cosinesOf(const ProbeFrame& frame, int from, int to, Index place)
{
    const Matrix<float>& queries = frame.embeddings[static_cast<std::size_t>(from)];
    const Matrix<float>& candidates = frame.embeddings[static_cast<std::size_t>(to)];
    Vector<float> cosines = candidates * queries.row(place).transpose();
    for (float& cosine : cosines)
        if (std::isnan(cosine)) cosine = -std::numeric_limits<float>::infinity();
    return cosines;
}

// The first of the nearest partners.
Index nearestPartner(const Vector<float>& cosines, const PartnerNumbers& partners, Index place)
{
    Index best = place;
    for (Index j = 0; j < cosines.size(); ++j) {
        const bool nearer = cosines[j] > cosines[best] || (cosines[j] == cosines[best] && j < best);
        if (nearer
            && partners.arePartners(static_cast<std::size_t>(place), static_cast<std::size_t>(j)))
            best = j;
    }
    return best;
}

Index rankOf(const Vector<float>& cosines, Index partner)
{
    Index ahead = 0;
    for (Index j = 0; j < cosines.size(); ++j)
        ahead += cosines[j] > cosines[partner] || (j < partner && cosines[j] == cosines[partner]);
    return ahead;
}

} // namespace

CrossNeighbours crossNeighbours(const ProbeFrame& frame, const PartnerNumbers& partners, int from,
    int to, Index place, std::size_t count)
{
    const Vector<float> cosines = cosinesOf(frame, from, to, place);
    CrossNeighbours found;
    found.candidates = cosines.size();
    std::vector<RankedItem> all;
    for (Index j = 0; j < cosines.size(); ++j)
        all.push_back({ j, cosines[j],
            partners.arePartners(static_cast<std::size_t>(place), static_cast<std::size_t>(j)) });
    const auto kept = static_cast<std::ptrdiff_t>(std::min(count, all.size()));
    std::partial_sort(
        all.begin(), all.begin() + kept, all.end(), [](const RankedItem& a, const RankedItem& b) {
            return a.cosine > b.cosine || (a.cosine == b.cosine && a.place < b.place);
        });
    found.nearest.assign(all.begin(), all.begin() + kept);
    const Index best = nearestPartner(cosines, partners, place);
    if (std::isinf(cosines[best])) return found;
    found.partnerCosine = cosines[best];
    found.partnerRank = rankOf(cosines, best);
    return found;
}

} // namespace contrastlab
