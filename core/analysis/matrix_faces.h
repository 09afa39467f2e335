// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One matrix of cosines as the loss sees it: what it becomes by the temperature, how each row and
// each column chooses, and which way each pair is moved. Pure functions of N x N cosines whose
// diagonal are the pairs; any thread.
#pragma once

#include "base/matrix.h"

namespace contrastlab {

enum class MatrixFace {
    cosine,
    logit, ///< cosine / temperature
    rowSoftmax, ///< the probability with which a row's item chooses the column's
    columnSoftmax, ///< the other way round
    /// N times the gradient of the symmetric InfoNCE by each logit (Radford et al. 2021): half of
    /// both softmaxes, less 1 on the diagonal. Above 0 the pair is pushed apart, below 0 pulled
    /// together; of each row and column together the sum is 0.
    gradient
};

/// Everything there is to say of one cell.
struct CellNumbers {
    double cosine = 0, logit = 0, rowShare = 0, columnShare = 0, gradient = 0;
};

/// Cosines that are no numbers stay so, and take their row's and column's softmax with them.
/// The temperature is above 0.
Matrix<float> faceOf(MatrixFace face, const Matrix<float>& cosines, double temperature);
CellNumbers cellNumbers(const Matrix<float>& cosines, double temperature, Index row, Index column);

} // namespace contrastlab
