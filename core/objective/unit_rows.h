// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows scaled to length one, and the derivative through that. Rows are independent, so any thread
// may do any row.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

namespace contrastlab {

/// 1 / |row|, or 0 for a row that counts as zero: shorter than 1e-30 in single, 2e-300 in double
/// precision, where the gradient 1 / |row| would leave the range of numbers.
template <class S> double inverseNorm(const S* row, Index width);

/// to = factor * row, width numbers.
template <class S> void scaleRow(const S* row, Index width, double factor, S* to);

/// to = (grad - u <u, grad>) * inverse, width numbers; returns <u, grad>.
template <class S>
double projectRow(const S* grad, const S* unit, Index width, double inverse, S* to);

/// unit(i) = raw(i) / |raw(i)|; a zero row stays zero. Both N x d; inverseNorms gets N values.
/// Allocates only where the shapes grow.
template <class S>
void normalizeRows(
    ThreadPool& pool, ConstMatrixView<S> raw, Matrix<S>& unit, Vector<double>& inverseNorms);

/// In place, a zero row stays zero.
template <class S> void toUnitRows(Matrix<S>& rows);

/// In place: grad(i) = (grad(i) - u <u, grad(i)>) / |raw(i)|, the derivative with respect to raw
/// rows from the derivative with respect to unit rows u; zero for a zero row. Returns the sum of
/// <u(i), grad(i)> before, which is the derivative with respect to the log of a scale that
/// multiplies all similarities.
template <class S>
double backpropNormalize(ThreadPool& pool, ConstMatrixView<S> unit,
    const Vector<double>& inverseNorms, MatrixView<S> grad);

} // namespace contrastlab
