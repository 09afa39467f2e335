// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a card says of a cell of the matrix, with the objective's formula and its numbers. Window
// thread.
#pragma once

#include "analysis/matrix_faces.h"

#include <QString>

namespace contrastlab {

/// Lines of it.
QString cellText(const PairMatrix& matrix, PairBlock block, Index row, Index column);

/// Why a face shows nothing; empty where it does.
QString lackText(FaceLack lack, const ObjectiveInfo* objective);

} // namespace contrastlab
