// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items in a row so that what is alike stands together: the leaves of a hierarchical clustering in
// the order whose neighbours are nearest. Pure functions, any thread.
#pragma once

#include "base/matrix.h"

#include <vector>

namespace contrastlab {

/// Two clusters that become one: a number below N is an item, N + k the cluster of merge k.
struct ClusterMerge {
    int left = 0;
    int right = 0;
};

/// Average linkage (UPGMA, Sokal & Michener 1958): N - 1 merges, the two clusters with the least
/// mean distance first, the first ones of equal. `distances`: N x N, symmetric and finite. O(N^3).
std::vector<ClusterMerge> averageLinkage(const Matrix<double>& distances);

/// Of all orders in which no cluster is torn apart, the one with the least sum of distances between
/// neighbours (Bar-Joseph et al. 2001), from that end on whose item has the lower number. O(N^3).
std::vector<int> optimalLeafOrder(
    const Matrix<double>& distances, const std::vector<ClusterMerge>& merges);

} // namespace contrastlab
