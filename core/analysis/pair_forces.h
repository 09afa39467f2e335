// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which pairs an objective draws together and which it drives apart, and how strongly: the exact
// derivative of any loss of cosines by single cosines, and the forces on one item. Pure functions,
// in double; any thread.
#pragma once

#include "objective/objective.h"

namespace contrastlab {

/// Derivatives of a loss by the cosines of a few chosen rows with all N. Above 0 a pair is driven
/// apart, below 0 drawn together. Of a cosine within one modality both orders are counted, as it is
/// one number.
struct RowSlopes {
    /// False where the loss looks at lengths or columns, or is a mean over nested widths: it then
    /// acts on no cosine by itself, and the rest is empty.
    bool ofCosines = false;
    Matrix<double> fromA; ///< N x chosen: of row i of a with chosen row r of b (or of its keys)
    Matrix<double> fromB; ///< N x chosen: of row j of b with chosen row r of a (or of its keys)
    Matrix<double> withinA; ///< N x chosen: of row i of a with chosen row r of a; 0 with itself
    Matrix<double> withinB;
};

/// Each chosen row gets a direction of its own, at a right angle to all embeddings and 1e-5 long:
/// what the gradient of another row has along it is the derivative by the cosine of the two, to
/// 1e-9 or so. Costs about one evaluation of the objective, whatever it is.
RowSlopes rowSlopes(ThreadPool& pool, std::string_view objective, const PairInput<double>& input,
    const ObjectiveSettings& settings, std::span<const Index> chosen);

/// Whether the loss takes rows for directions: scaled to length one, they give the same.
bool ignoresLengths(ThreadPool& pool, std::string_view objective, const PairInput<double>& input,
    const ObjectiveSettings& settings);

/// What one other row does to a row.
struct RowForce {
    Index row = 0;
    bool within = false; ///< of the row's own modality
    double strength = 0; ///< length of its part of the gradient; above 0 towards it, below 0 away
};

/// The negative gradient of a loss by one unit row, told by what makes it.
struct RowForces {
    bool ofPairs = false; ///< the loss acts on pairs (RowSlopes::ofCosines)
    Vector<double> pull; ///< d: the sum of what draws it towards others, along the sphere
    Vector<double> push; ///< d: of what drives it away; pull + push = -gradient
    std::vector<RowForce> parts; ///< the strongest first; those that are 0 are left out
};

/// On row `row` of a (side 0) or of b (side 1). The rows are unit.
RowForces forcesOnRow(ThreadPool& pool, std::string_view objective, const PairInput<double>& input,
    const ObjectiveSettings& settings, int side, Index row);

} // namespace contrastlab
