// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Embeddings that are parameters themselves: what a loss does where towers set no limit. Trained by
// the lab's own optimisers. Pure functions; any thread.
#pragma once

#include "base/matrix.h"
#include "base/random.h"
#include "base/thread_pool.h"
#include "objective/objective.h"
#include "optimizer/optimizer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace contrastlab {

/// Adam from a rate that falls to 0 as a quarter of a cosine does (Kingma and Ba 2015). Returns the
/// loss of the last step.
double descend(ThreadPool& pool, Vector<float>& parameters,
    const std::vector<ParameterBlock>& blocks, int steps, double learningRate,
    const LossFunction& loss);

/// The first objective in which cosines enter so, with labels or without.
std::string objectiveWith(PairTerm term, bool labels);

struct FreePairs {
    Index pairs = 64;
    Index width = 16;
    std::string objective; ///< as objectiveWith() finds it
    double temperature = 0.1;
    double bias = 0;
    bool learnScale = false; ///< the temperature, and the bias with it
    double apart = 0; ///< how far both sides are moved apart before they are put on the sphere
    bool freezeB = false; ///< the second of each pair stays where it began
    std::vector<int> labels; ///< one a pair, or none
    int steps = 1000;
    double learningRate = 0.03;
};

struct FreeEmbeddings {
    Matrix<double> a; ///< pairs x width, unit rows
    Matrix<double> b;
    double loss = 0;
    double temperature = 0;
    double bias = 0;
};

/// All pairs in one batch, from random places on the sphere.
FreeEmbeddings trainFree(ThreadPool& pool, const FreePairs& setting, std::uint64_t seed);

} // namespace contrastlab
