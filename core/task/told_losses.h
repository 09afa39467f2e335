// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far what a decoder tells is from what is there, sample by sample. Pure functions; samples may
// be told of on several threads.
#pragma once

#include "data/vocabulary.h"

namespace contrastlab {

/// Squared error a value of a row. Where `gradient` is not null, its row becomes `weight` times the
/// derivative by `told`.
template <class S>
double squaredError(
    ConstMatrixView<S> told, const Matrix<S>& truth, Index row, S weight, Matrix<S>* gradient);

/// Cross entropy in nats of a bag of tokens, whose weights sum to 1, with the softmax of a row of
/// logits; 0 for an empty bag. The gradient as above.
template <class S>
double bagCrossEntropy(
    ConstMatrixView<S> logits, const TokenBag& bag, Index row, S weight, Matrix<S>* gradient);

} // namespace contrastlab
