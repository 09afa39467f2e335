// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nothing but calls of Eigen.
#include "base/decomposition.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <Eigen/SVD>

#include <algorithm>
#include <limits>

namespace contrastlab {

namespace {

// Those of B are the upper half of the eigenvalues of the tridiagonal matrix that has zeros in its
// diagonal and b11, b12, b22, b23, ... beside it (Golub & Van Loan 2013, section 8.6.2). BDCSVD
// takes 40 s to compile.
template <class Bidiagonal> Vector<double> ofBidiagonal(const Bidiagonal& b)
{
    const Index size = b.cols();
    Eigen::VectorXd beside(2 * size - 1);
    for (Index i = 0; i < size; ++i) {
        beside[2 * i] = b.diagonal()[i];
        if (i > 0) beside[2 * i - 1] = b.diagonal(1)[i - 1];
    }
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
    solver.computeFromTridiagonal(Eigen::VectorXd::Zero(2 * size), beside, Eigen::EigenvaluesOnly);
    return solver.eigenvalues().tail(size).reverse().cwiseMax(0.0);
}

} // namespace

SymmetricEigen symmetricEigen(const Matrix<double>& symmetric)
{
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(symmetric);
    return { solver.eigenvalues(), solver.eigenvectors() };
}

double largestEigenvalue(const Matrix<double>& symmetric)
{
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(symmetric, Eigen::EigenvaluesOnly);
    return solver.eigenvalues().maxCoeff();
}

Matrix<double> solvePositive(const Matrix<double>& a, const Matrix<double>& b)
{
    return Eigen::LLT<Eigen::MatrixXd>(a).solve(Eigen::MatrixXd(b));
}

Matrix<double> choleskyFactor(const Matrix<double>& a)
{
    return Eigen::LLT<Eigen::MatrixXd>(a).matrixL();
}

Matrix<double> solveLower(const Matrix<double>& lower, const Matrix<double>& b)
{
    return lower.triangularView<Eigen::Lower>().solve(b);
}

Vector<double> singularValues(const Matrix<double>& m)
{
    constexpr double noValue = std::numeric_limits<double>::quiet_NaN();
    const bool tall = m.rows() >= m.cols();
    if (!m.allFinite()) return Vector<double>::Constant(std::min(m.rows(), m.cols()), noValue);
    Eigen::MatrixXd factors = tall ? Eigen::MatrixXd(m) : Eigen::MatrixXd(m.transpose());
    const Eigen::HouseholderQR<Eigen::Ref<Eigen::MatrixXd>> qr(factors);
    const Eigen::MatrixXd triangle =
        factors.topRows(factors.cols()).template triangularView<Eigen::Upper>();
    Vector<double> values =
        ofBidiagonal(Eigen::internal::UpperBidiagonalization(triangle).bidiagonal());
    const double least = static_cast<double>(std::max(m.rows(), m.cols()))
        * std::numeric_limits<double>::epsilon() * values[0];
    for (double& value : values)
        if (value <= least) value = 0;
    return values;
}

Matrix<double> nearestOrthogonal(const Matrix<double>& overlap)
{
    const Eigen::JacobiSVD<Eigen::MatrixXd, Eigen::NoQRPreconditioner> svd(
        overlap, Eigen::ComputeFullU | Eigen::ComputeFullV);
    return svd.matrixU() * svd.matrixV().transpose();
}

} // namespace contrastlab
