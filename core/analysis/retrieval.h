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

/// Ranks from 0, one a query; -1 for a query without a partner.
struct RetrievalRanks {
    std::vector<Index> aToB;
    std::vector<Index> bToA;
};

/// a, b: N x d unit rows, row i of a belonging to row i of b. With cosines s, the rank of query i
/// is
/// #{j : s_ij > s_ii} + #{j < i : s_ij = s_ii}: ties count in order of place, so that a model whose
/// embeddings are all equal has recall@1 = 1/N, not 1 (open_clip's metrics). NaN counts as a miss.
template <class S>
RetrievalRanks retrievalRanks(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b);

/// Any number of partners: rows whose groups are equal belong together (the captions of one
/// picture). A query's rank is that of its best partner, as retrieval benchmarks count it; group -1
/// has no partner. a: N x d, b: M x d, groupsA: N, groupsB: M.
template <class S>
RetrievalRanks retrievalRanks(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b,
    std::span<const int> groupsA, std::span<const int> groupsB);

/// Queries of rank -1 are left out; all NaN where none remains.
Retrieval summary(std::span<const Index> ranks);
TwoWayRetrieval summary(const RetrievalRanks& ranks);

} // namespace contrastlab
