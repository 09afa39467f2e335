// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What keeps a discriminator from becoming steep: the squared slopes of its outputs by its input
// (Mescheder et al. 2018, eq. 9; there of real samples, here of all towers').
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

namespace contrastlab {

/// Of a perceptron x -> relu(x V + b) W + c with V: d x h and W: h x T. Its slopes are constant but
/// for kinks, so the penalty has no gradient by x, b and c. One owner at a time.
template <class S> class GradientPenalty {
public:
    /// The mean over the N rows of |dy/dx|^2, summed over inputs and outputs. hidden: N x h, behind
    /// the rectifier. Unless `weight` is 0, weight times the gradient is added to gradV and gradW.
    double evaluate(ThreadPool& pool, ConstMatrixView<S> v, ConstMatrixView<S> w,
        ConstMatrixView<S> hidden, double weight, MatrixView<S> gradV, MatrixView<S> gradW);

private:
    Matrix<S> m_active; ///< N x h: 1 where a unit lets through
    Matrix<S> m_both; ///< h x h: share of rows in which both units do
    Matrix<S> m_insides; ///< VᵀV
    Matrix<S> m_outsides; ///< WWᵀ
};

} // namespace contrastlab
