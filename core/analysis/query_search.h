// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What lies nearest to a query that anybody made: a text, a picture, an item, or a sum of them.
// Pure functions, the same on any number of threads; what they take: benchmarks/bench_search.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

#include <limits>
#include <vector>

namespace contrastlab {

/// What candidates are ranked by.
enum class RankBy {
    cosine,
    /// 2 cos(q, c) - r(c), r the mean cosine of c's 10 nearest queries: cross-domain similarity
    /// local scaling (Conneau et al. 2018), which keeps hubs from being everybody's neighbour. The
    /// query's own term, r(q), changes no order and is left out.
    csls,
    /// Each candidate's share of a softmax over all queries, made fair by Sinkhorn's iterations
    /// (Sinkhorn and Knopp 1967): ln of the candidate's weight is taken off the scaled cosine.
    sinkhorn
};

/// Of Sinkhorn's kernel every number is held.
constexpr Index mostSinkhornNumbers = Index(1) << 25;
/// The most candidates that are ranked by it: beyond, its queries would be too few.
constexpr Index mostSinkhornCandidates = Index(1) << 17;
[[nodiscard]] constexpr bool canRankBy(RankBy by, Index candidates)
{
    return by != RankBy::sinkhorn || candidates <= mostSinkhornCandidates;
}

/// How the candidates stand to a set of queries; what the ranks besides cosine need.
struct HubTable {
    /// What is taken off each candidate's cosine: r(c) / 2 for CSLS, of Sinkhorn the logarithm of
    /// its weight times the temperature; empty by cosine.
    Vector<float> penalty;
    Index queries = 0; ///< that the penalty is of
    /// In how many queries' 10 nearest each candidate is; of the sample.
    std::vector<int> occurrences;
    /// Skewness of the occurrences (Radovanovic et al. 2010): 0 where all are found alike, high
    /// where a few hubs are found by everybody. 0 where they do not vary.
    double hubness = 0;
};
/// The third moment about the mean in standard deviations; 0 where values do not vary.
double skewness(const std::vector<int>& values);
/// Unit rows, N x d and M x d; temperature above 0, of Sinkhorn's softmax. Of more than 1,000
/// queries (of Sinkhorn's, of so many that the kernel fits) the penalty is of 1,000, evenly spread;
/// hubness is of as many queries and candidates. By Sinkhorn only where canRankBy(): else no
/// penalty.
HubTable hubTable(ThreadPool& pool, ConstMatrixView<float> queries,
    ConstMatrixView<float> candidates, double temperature, RankBy by);

/// A term of a query: a unit row with its sign and weight.
struct QueryTerm {
    Vector<float> direction;
    float weight = 1;
};
/// The weighed sum, of unit length; zero where the terms cancel out or there are none.
Vector<float> queryOf(const std::vector<QueryTerm>& terms);

struct FoundCandidate {
    Index place = 0;
    float cosine = 0;
    float score = 0; ///< what it was ranked by: the cosine without the penalty
};
struct FoundCandidates {
    std::vector<FoundCandidate> best;
    Index above = 0; ///< how many have a score above the one asked about
};
/// The best first, of equally good ones the earlier; those whose score is no number last.
/// `penalty`: one a candidate, or none. One pass over the candidates, nothing of their number is
/// held.
FoundCandidates nearestCandidates(ThreadPool& pool, const Vector<float>& query,
    ConstMatrixView<float> candidates, const Vector<float>& penalty, std::size_t count,
    float askedScore = std::numeric_limits<float>::infinity());

} // namespace contrastlab
