// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Weighted mean of token embeddings (an embedding bag): bag_i = sum over the sample's tokens of
// weight x table row.
#pragma once

#include "base/thread_pool.h"
#include "data/vocabulary.h"

namespace contrastlab {

/// bag: N x width; table: vocabulary x width. A sample without tokens gives a zero row.
template <class S>
void bagForward(
    ThreadPool& pool, const TokenBag& tokens, ConstMatrixView<S> table, MatrixView<S> bag);
/// gradTable (vocabulary x width) is overwritten with the sum over samples, in the order of the
/// samples.
template <class S>
void bagBackward(
    ThreadPool& pool, const TokenBag& tokens, ConstMatrixView<S> gradBag, MatrixView<S> gradTable);

} // namespace contrastlab
