// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the model guesses now: which words it takes for a held-out picture's, and back, and how
// often it is right. Pure functions of a probe frame: any thread; about 10 ms for 1,000 items.
#pragma once

#include "analysis/probe_neighbours.h"

#include <vector>

namespace contrastlab {

struct Guess {
    RankedItem item;
    bool right = false; ///< the query's own item, or one that holds the same
};

/// How often the nearest item of another modality is the right one.
struct GuessCount {
    Index right = 0;
    Index queries = 0;
    double byChance = 0; ///< that many would be right if each guess were drawn from all items
};

/// What some items find, both ways, and how often all of them are right.
struct GuessBoard {
    std::int64_t step = 0;
    TrainedPair pair;
    std::vector<Index> asked; ///< places of the items that were asked for
    std::vector<std::vector<Guess>> aToB, bToA; ///< the best guesses for each of them
    std::vector<float> cosines; ///< of each of them with its own other half
    GuessCount countAToB, countBToA;
};

/// The `count` best guesses for what lies at `place` as tower `from` sees it, among all items as
/// tower `to` sees them; the best first, of equally near ones the earlier. `partners` of the
/// probe's items, here and below.
std::vector<Guess> bestGuesses(const ProbeFrame& frame, const PartnerNumbers& partners, int from,
    int to, Index place, std::size_t count);

/// Over all items of the frame. Where no cosine of a query is a number it is not right.
GuessCount countGuesses(const ProbeFrame& frame, const PartnerNumbers& partners, int from, int to);

/// Both ways of a pair of towers; the three best guesses for each item asked for.
GuessBoard guessBoard(const ProbeFrame& frame, const PartnerNumbers& partners,
    const TrainedPair& pair, std::vector<Index> asked);

} // namespace contrastlab
