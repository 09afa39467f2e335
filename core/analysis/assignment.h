// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who goes with whom, one to one. A pure function.
#pragma once

#include "base/matrix.h"

#include <vector>

namespace contrastlab {

/// The column of each row, all different, with the largest sum of gains: N x N and finite (Kuhn
/// 1955, in the form of Jonker and Volgenant 1987; O(N^3)).
std::vector<Index> bestAssignment(const Matrix<double>& gains);

} // namespace contrastlab
