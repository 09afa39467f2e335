// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a probe frame says of each item by itself, so that the hardest can be looked at first. A
// pure function: any thread; about 15 ms for 1,000 items.
#pragma once

#include "analysis/probe_frame.h"

#include <vector>

namespace contrastlab {

/// One item against all others of the frame, both ways of a pair of towers.
struct ItemScore {
    float cosine = 0; ///< of its two halves
    /// Of the nearest partner, from 0, ties as in analysis/retrieval.h; -1: no number.
    Index rankAToB = -1;
    Index rankBToA = -1;
    /// InfoNCE of the item among all of the frame at its temperature, a mean of both directions
    /// (van den Oord et al. 2018); of a guess ln N. NaN where a cosine is no number.
    float loss = 0;
    /// Share of its negatives' softmax weights that lies on items of its group, a mean of both
    /// directions: they push it from where it belongs. NaN without labels.
    float falseNegativeShare = 0;
    Index nearestWrong = -1; ///< place in the other modality; -1: there is none
    float wrongCosine = 0;
};

struct ItemScores {
    std::int64_t step = 0;
    std::vector<ItemScore> items; ///< in the order of the probe's projectionItems
};

/// `partners` of the probe's items; `labels`: one an item (-1: of no group), or none.
ItemScores scoreItems(const ProbeFrame& frame, const PartnerNumbers& partners,
    const TrainedPair& pair, const std::vector<int>& labels);

} // namespace contrastlab
