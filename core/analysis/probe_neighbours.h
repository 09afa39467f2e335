// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which items of another modality lie nearest to a probe item, and where its true partner comes
// among them. A pure function of a probe frame: any thread; about 0.1 ms for 1,000 items.
#pragma once

#include "analysis/probe_frame.h"

namespace contrastlab {

struct RankedItem {
    Index place = 0; ///< in ProbeSet::projectionItems
    float cosine = 0;
    bool partner = false; ///< the query's own item, or one that holds the same
};

struct CrossNeighbours {
    std::vector<RankedItem> nearest; ///< nearest first; of equally near ones the earlier first
    /// Of the nearest partner, from 0, ties as in analysis/retrieval.h; -1: no number.
    Index partnerRank = -1;
    float partnerCosine = 0;
    Index candidates = 0;
};

/// Item `place` of the frame's embeddings as tower `from` sees it, against all items as tower `to`
/// sees them; the `count` nearest. `partners` of the probe's items.
CrossNeighbours crossNeighbours(const ProbeFrame& frame, const PartnerNumbers& partners, int from,
    int to, Index place, std::size_t count);

} // namespace contrastlab
