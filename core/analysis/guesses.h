// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the model guesses now: which words it takes for a held-out picture's, and back, and how
// often it is right. Pure functions of a probe frame: any thread; about 10 ms for 1,000 items.
#pragma once

#include "analysis/probe_neighbours.h"

#include <span>
#include <vector>

namespace contrastlab {

/// Which of the probe's items count as the same answer: equal numbers where the first captions that
/// the run trains on are equal, one a place in ProbeSet::projectionItems. Without captions every
/// item is an answer of its own.
std::vector<int> equalAnswers(const RunSetup& setup, const ProbeSet& probes);

struct Guess {
    RankedItem item;
    bool right = false; ///< the query's own item, or one that counts as the same
};

/// How often the nearest item of another modality is the right one.
struct GuessCount {
    Index right = 0;
    Index queries = 0;
    double byChance = 0; ///< that many would be right if each guess were drawn from all answers
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
/// tower `to` sees them; the best first, of equally near ones the earlier. `answers` as of
/// equalAnswers().
std::vector<Guess> bestGuesses(const ProbeFrame& frame, int from, int to,
    std::span<const int> answers, Index place, std::size_t count);

/// Over all items of the frame. Where no cosine of a query is a number it is not right.
GuessCount countGuesses(const ProbeFrame& frame, int from, int to, std::span<const int> answers);

/// Both ways of a pair of towers; the three best guesses for each item asked for.
GuessBoard guessBoard(const ProbeFrame& frame, const TrainedPair& pair,
    std::span<const int> answers, std::vector<Index> asked);

} // namespace contrastlab
