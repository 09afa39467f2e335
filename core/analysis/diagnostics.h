// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All numbers that judge two sets of paired embeddings, in one call: what the diagnostics dock
// plots over time and `score` prints. A pure function; the result is the same on any number of
// threads.
#pragma once

#include "analysis/geometry.h"
#include "analysis/retrieval.h"
#include "analysis/similarity.h"

namespace contrastlab {

/// Probes look at no more than so many items, spread evenly.
constexpr Index mostProbedItems = 2048;

/// a, b: N x d raw rows in pairs, N and d at least 1: all is measured on their unit rows. labels: N
/// or none. temperature above 0 weighs the negatives. partners: keys of N numbers a side, beside
/// which each row is its own partner's; none: row i of a belongs to row i of b alone.
template <class S>
Diagnostics diagnose(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b,
    double temperature, std::span<const int> labels = {},
    std::span<const PartnerKey> partners = {});

} // namespace contrastlab
