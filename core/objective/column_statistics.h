// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Means and variances of the columns of a batch, for the objectives that look at dimensions rather
// than pairs.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

namespace contrastlab {

struct ColumnStatistics {
    Vector<double> mean; ///< d values
    Vector<double> squares; ///< sum over rows of (x - mean)^2
};

/// Of the columns of x, N x d: two passes in double, so that a large mean costs no digits.
template <class S>
void measureColumns(ThreadPool& pool, const ConstMatrixView<S>& x, ColumnStatistics& statistics);

/// centred(i, j) = (x(i, j) - mean(j)) factor(j); all N x d.
template <class S>
void centreColumns(ThreadPool& pool, const ConstMatrixView<S>& x,
    const ColumnStatistics& statistics, const Vector<double>& factor, Matrix<S>& centred);

} // namespace contrastlab
