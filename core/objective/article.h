// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a lesson shows of the article's listing: the numbers whose logarithm it takes.
#pragma once

#include "base/matrix.h"

namespace contrastlab {

/// The ratio of row i in the objective "article-naive": a_i.b_i / sum_j a_i.b_j, raw rows, N x d
/// each. Its logarithm is the loss of the row, so a ratio below zero makes the loss NaN, and one of
/// zero makes it infinite.
template <class S>
Vector<double> articleRatios(const ConstMatrixView<S>& a, const ConstMatrixView<S>& b);

} // namespace contrastlab
