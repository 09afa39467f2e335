// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two networks that differ in the order of their hidden units, and in a rotation of the space that
// their towers share, are the same function for a loss of cosines. One is brought into the other's
// order here. Pure functions.
#pragma once

#include "run/run_setup.h"

#include <span>

namespace contrastlab {

/// Whether all towers are dense layers over rows, as weights can be matched of.
bool canMatchWeights(const RunSetup& setup);

/// The parameters `of` with hidden units reordered, layer by layer, and embeddings rotated alike in
/// all towers, so that they come nearest to the parameters `to` (Entezari et al. 2022 and Ainsworth
/// et al. 2023, section 3.2; the rotation by Procrustes, Schoenemann 1966). What the network
/// computes stays the same but for that rotation. Of what canMatchWeights().
Vector<float> matchedWeights(
    const RunSetup& setup, const Vector<float>& of, const Vector<float>& to);

/// The same by what the units do on items: in the order in which their activations have the largest
/// sum of products with those of `to`, embeddings rotated by Procrustes (Li et al. 2016; Ainsworth
/// et al. 2023, section 3.1). One look, no turns. Of what canMatchWeights().
Vector<float> matchedActivations(ThreadPool& pool, const RunSetup& setup, const Vector<float>& of,
    const Vector<float>& to, std::span<const Index> items);

/// On the straight way between two parameter vectors: by how much the loss of the items rises above
/// the straight line between both ends' losses, at most, over `points` evenly spread points; 0
/// where it never does (Frankle et al. 2020). Of the mean of both, the loss and recall at 1.
struct Barrier {
    double height = 0;
    double lossOfMiddle = 0;
    double lossOfEnds = 0; ///< mean
    double recallOfMiddle = 0; ///< mean of both directions
    double recallOfEnds = 0;
};
Barrier barrierBetween(ThreadPool& pool, const RunSetup& setup, const Vector<float>& from,
    const Vector<float>& to, const std::vector<Index>& items, int points = 11);

} // namespace contrastlab
