// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Embeddings for experiments that ask what can be done with them: a small run on the synthetic
// world, trained to its end.
#pragma once

#include "data/synthetic.h"
#include "lesson/experiments.h"
#include "run/run_spec.h"

namespace contrastlab {

/// Unit rows, N x d of the training items and M x d of the held-out ones, row i of each side of
/// one item.
struct TrainedSides {
    Matrix<float> trainingA, trainingB, heldOutA, heldOutB;
};

/// 128 pairs a step, Adam at 0.003, as most claims have it; the rest as by default.
RunSpec experimentSpec(Index embeddingWidth, std::int64_t steps, std::uint64_t seed);
/// Of the first trained pair. Throws SpecError where the spec cannot be run on these data.
TrainedSides trainedSides(
    ThreadPool& pool, std::shared_ptr<const Dataset> data, const RunSpec& spec);
TrainedSides trainedSides(
    ThreadPool& pool, const SyntheticWorld& world, std::uint64_t worldSeed, const RunSpec& spec);

/// Each row of unit length.
Matrix<float> unitRowsOf(Matrix<float> rows);
/// Recall at 10 of unit rows, row i of a belonging to row i of b; the mean of both directions.
double recallAtTen(ThreadPool& pool, const Matrix<float>& a, const Matrix<float>& b);

} // namespace contrastlab
