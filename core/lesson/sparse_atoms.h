// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sparse autoencoder of embeddings: each is a sum of few atoms out of many (TopK; Makhzani and
// Frey 2013, Gao et al. 2024). In double, single thread, pure functions.
#pragma once

#include "base/matrix.h"

#include <cstdint>

namespace contrastlab {

/// x is seen as mean + z D with z = the `active` largest of relu((x - mean) E + e).
struct SparseAtoms {
    Vector<double> mean; ///< d
    Matrix<double> encoder; ///< E, d x atoms
    Vector<double> bias; ///< e, atoms
    Matrix<double> decoder; ///< D, atoms x d, unit rows after learning
    Index active = 1;

    [[nodiscard]] Matrix<double> codes(const Matrix<double>& rows) const; ///< z, N x atoms
    [[nodiscard]] Matrix<double> rebuilt(const Matrix<double>& rows) const; ///< N x d
};

/// The mean over rows of |x - rebuilt x|^2, and its gradient where the active atoms stay the same.
struct AtomsGradient {
    double loss = 0;
    Matrix<double> encoder;
    Vector<double> bias;
    Matrix<double> decoder;
};
AtomsGradient atomsGradient(const SparseAtoms& atoms, const Matrix<double>& rows);

/// Adam on batches of 256; deterministic in the seed. `mean` is that of the rows.
SparseAtoms learnAtoms(
    const Matrix<double>& rows, Index atoms, Index active, int steps, std::uint64_t seed);

/// Of each atom, the share of its whole activation that falls on a; NaN where it is never active.
Vector<double> shareOfA(const SparseAtoms& atoms, const Matrix<double>& a, const Matrix<double>& b);
/// Rows without what atoms with a share outside [least, 1 - least] add to them.
Matrix<double> withoutUnimodal(const SparseAtoms& atoms, const Vector<double>& shares, double least,
    const Matrix<double>& rows);

} // namespace contrastlab
