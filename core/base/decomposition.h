// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Eigen's decompositions, each instantiated once: they take longest to compile of all that the
// engine has. In double; the same numbers on every processor. Pure functions.
#pragma once

#include "base/matrix.h"

namespace contrastlab {

/// Eigenvalues, rising, and eigenvectors as columns of a symmetric matrix.
struct SymmetricEigen {
    Vector<double> values;
    Matrix<double> vectors;
};
SymmetricEigen symmetricEigen(const Matrix<double>& symmetric);
/// The largest eigenvalue of a symmetric matrix.
double largestEigenvalue(const Matrix<double>& symmetric);

/// Singular values, falling, of m or of its transpose, whichever is taller: those of R in m = Q R.
/// (The root of an eigenvalue of m^T m would have half the digits: an entropy of small values needs
/// them all.) What is not above rounding is 0; all NaN where m is not finite.
Vector<double> singularValues(const Matrix<double>& m);

/// X of AX = B for a symmetric A that is positive definite.
Matrix<double> solvePositive(const Matrix<double>& a, const Matrix<double>& b);
/// The lower triangular L of A = L L^T, likewise.
Matrix<double> choleskyFactor(const Matrix<double>& a);
/// X of LX = B for a lower triangular L.
Matrix<double> solveLower(const Matrix<double>& lower, const Matrix<double>& b);

/// The orthogonal R that minimises |X R - Y| for overlap = X^T Y = U S V^T: U V^T (orthogonal
/// Procrustes; Schoenemann 1966).
Matrix<double> nearestOrthogonal(const Matrix<double>& overlap);

} // namespace contrastlab
