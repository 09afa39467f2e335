// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Axes that separate labels, and axes that somebody chose.
#include "analysis/pca_sums.h"
#include "analysis/projection.h"
#include "base/decomposition.h"
#include "base/eigen_product.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr double ldaRidge = 1e-4; // of the mean variance within classes

/// Rows that count, by class.
struct Classes {
    std::vector<int> labels; ///< N; -1 for rows that are left out
    Vector<double> counts;
    Matrix<double> means; ///< classes x d
    Vector<double> mean; ///< of all rows that count
};

Classes classesOf(ConstMatrixView<float> rows, std::span<const int> labels)
{
    const int most = labels.empty() ? -1 : std::ranges::max(labels);
    Classes classes { { labels.begin(), labels.end() }, Vector<double>::Zero(most + 1),
        Matrix<double>::Zero(most + 1, rows.cols()), Vector<double>::Zero(rows.cols()) };
    for (Index i = 0; i < rows.rows(); ++i) {
        int& label = classes.labels[static_cast<std::size_t>(i)];
        if (!rows.row(i).allFinite()) label = -1;
        if (label < 0) continue;
        classes.counts[label] += 1;
        classes.means.row(label) += rows.row(i).cast<double>();
    }
    classes.mean = classes.means.colwise().sum() / std::max(1.0, classes.counts.sum());
    for (Index c = 0; c <= most; ++c)
        classes.means.row(c) /= std::max(1.0, classes.counts[c]);
    return classes;
}

/// Sum over rows of (x - class mean) (x - class mean)^T.
Matrix<double> scatterWithin(ThreadPool& pool, ConstMatrixView<float> rows, const Classes& classes)
{
    const Index d = rows.cols();
    return sumOverRows(pool, rows.rows(), Matrix<double>::Zero(d, d),
        [&](Index first, Index count, Matrix<double>& sum) {
            Matrix<double> away = Matrix<double>::Zero(count, d);
            for (Index i = 0; i < count; ++i)
                if (const int label = classes.labels[static_cast<std::size_t>(first + i)];
                    label >= 0)
                    away.row(i) = rows.row(first + i).cast<double>() - classes.means.row(label);
            eigenProductTransposedLeft<double>(
                view(std::as_const(away)), view(std::as_const(away)), view(sum), Write::add);
        });
}

/// Sum over classes of count (class mean - mean) (class mean - mean)^T.
Matrix<double> scatterBetween(const Classes& classes)
{
    Matrix<double> away = classes.means.rowwise() - classes.mean.transpose();
    away.array().colwise() *= classes.counts.array().sqrt();
    Matrix<double> sum(away.cols(), away.cols());
    eigenProductTransposedLeft<double>(
        view(std::as_const(away)), view(std::as_const(away)), view(sum));
    return sum;
}

/// Columns W with W^T (within + ridge) W = 1.
Matrix<double> whitening(Matrix<double> within, double varianceBetween)
{
    const Index d = within.rows();
    const double variance = within.trace() > 0 ? within.trace() : std::max(varianceBetween, 1e-300);
    within.diagonal().array() += ldaRidge * variance / static_cast<double>(d);
    const SymmetricEigen eigen = symmetricEigen(within);
    return eigen.vectors * eigen.values.cwiseSqrt().cwiseInverse().asDiagonal();
}

} // namespace

PcaBasis fitLda(
    ThreadPool& pool, ConstMatrixView<float> rows, std::span<const int> labels, Index dims)
{
    assert(std::ssize(labels) == rows.rows());
    const Classes classes = classesOf(rows, labels);
    PcaBasis basis { .mean = classes.mean, .axes = Matrix<double>::Zero(rows.cols(), dims) };
    basis.explained.resize(static_cast<std::size_t>(dims));
    const Matrix<double> between = scatterBetween(classes);
    if (!(between.trace() > 0)) return basis;
    const Matrix<double> white = whitening(scatterWithin(pool, rows, classes), between.trace());
    const SymmetricEigen eigen = symmetricEigen(white.transpose() * between * white);
    const Vector<double> ratios = eigen.values.reverse().cwiseMax(0);
    for (Index axis = 0; axis < std::min(dims, rows.cols()); ++axis) {
        if (!(ratios[axis] > 1e-10 * ratios.sum())) break;
        basis.axes.col(axis) =
            (white * eigen.vectors.col(eigen.vectors.cols() - 1 - axis)).normalized();
        basis.explained[static_cast<std::size_t>(axis)] = ratios[axis] / ratios.sum();
    }
    fixSigns(basis.axes);
    return basis;
}

Vector<double> axisBetween(
    const Eigen::Ref<const Vector<float>>& from, const Eigen::Ref<const Vector<float>>& to)
{
    return (to.cast<double>() - from.cast<double>()).stableNormalized();
}

PcaBasis basisAlong(ThreadPool& pool, ConstMatrixView<float> rows, const Vector<double>& first,
    const Vector<double>& second)
{
    PcaBasis basis { .mean = finiteMean(pool, rows), .axes = Matrix<double>(rows.cols(), 2) };
    basis.axes.col(0) = first.stableNormalized();
    const Vector<double> rest = second - basis.axes.col(0).dot(second) * basis.axes.col(0);
    const bool isAlongFirst = !(rest.norm() > 1e-6 * second.norm());
    basis.axes.col(1) = isAlongFirst ? Vector<double>::Zero(rows.cols()) : rest.stableNormalized();
    return refitted(pool, basis, rows);
}

} // namespace contrastlab
