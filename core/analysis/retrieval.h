// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recall@k and median rank. Pure functions; the result is the same on any number of threads.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"
#include "run/training_diagnostics.h"

#include <span>
#include <vector>

namespace contrastlab {

/// Of both directions, one a query.
struct RetrievalRanks {
    std::vector<Index> aToB; ///< from 0; -1 for a query without a partner
    std::vector<Index> bToA;
    std::vector<Index> partnersOfA; ///< how many rows of b are right
    std::vector<Index> partnersOfB;
};

/// a, b: N x d unit rows, row i of a belonging to row i of b. With cosines s, the rank of query i
/// is
/// #{j : s_ij > s_ii} + #{j < i : s_ij = s_ii}: ties count in order of place, so that a model whose
/// embeddings are all equal has recall@1 = 1/N, not 1 (open_clip's metrics). NaN counts as a miss.
template <class S>
RetrievalRanks retrievalRanks(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b);

/// One number a row of each side: rows with the same number are partners, -1 has none.
struct PartnerKey {
    std::span<const int> a;
    std::span<const int> b;
};

/// Any number of partners: rows that share any of the keys belong together (captions of one
/// picture, copies of a caption). A query's rank is that of its best partner, as retrieval
/// benchmarks count it. a: N x d, b: M x d, keys of N and M numbers.
template <class S>
RetrievalRanks retrievalRanks(
    ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b, std::span<const PartnerKey> keys);
/// With one key.
template <class S>
RetrievalRanks retrievalRanks(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b,
    std::span<const int> groupsA, std::span<const int> groupsB)
{
    const PartnerKey key { groupsA, groupsB };
    return retrievalRanks<S>(pool, a, b, std::span(&key, 1));
}

/// What a guess reaches: the expected shares, the rank that it comes to half of the time, and the
/// expected rank, of the best of p partners among so many candidates in random order, as
/// P(rank > k) = C(M - p, k) / C(M, k). Queries without partners are left out.
Retrieval chanceRetrieval(std::span<const Index> partners, Index candidates);

/// Queries of rank -1 are left out; all NaN where none remains.
Retrieval summary(std::span<const Index> ranks);
TwoWayRetrieval summary(const RetrievalRanks& ranks);
/// What a guess reaches in both directions.
TwoWayRetrieval chanceOf(const RetrievalRanks& ranks);

/// The 95 % interval of a share of so many independent trials (Wilson 1927): where the true share
/// lies, of recall how far a number of so few items can be trusted.
struct Interval {
    double low = 0;
    double high = 1;
};
Interval wilsonInterval(double share, Index trials);

} // namespace contrastlab
