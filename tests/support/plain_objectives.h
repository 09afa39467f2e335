// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tiled objectives once more, as their papers have them: the whole matrix of similarities, in
// double precision, one loop a sum. Slow, and independent of the code under test.
#pragma once

#include "objective/objective.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace contrastlab::plain {

inline Matrix<double> unitRows(const Matrix<double>& rows)
{
    Matrix<double> unit = rows;
    for (Index i = 0; i < rows.rows(); ++i) {
        const double norm = rows.row(i).norm();
        unit.row(i) = norm > 0 ? Vector<double>(rows.row(i) / norm).transpose().eval()
                               : (0 * rows.row(i)).eval();
    }
    return unit;
}

inline double logSumExp(const std::vector<double>& values)
{
    double largest = -INFINITY;
    for (double value : values)
        largest = std::max(largest, value);
    if (std::isinf(largest)) return largest;
    double sum = 0;
    for (double value : values)
        sum += std::exp(value - largest);
    return largest + std::log(sum);
}

inline double softplus(double x)
{
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

/// x(i, j) for the j that `counts` wants.
inline std::vector<double> rowOf(
    const Matrix<double>& x, Index i, const std::function<bool(Index)>& counts)
{
    std::vector<double> values;
    for (Index j = 0; j < x.cols(); ++j)
        if (counts(j)) values.push_back(x(i, j));
    return values;
}

inline double infoNce(const Matrix<double>& x)
{
    double sum = 0;
    for (Index i = 0; i < x.rows(); ++i)
        sum += logSumExp(rowOf(x, i, [](Index) { return true; })) - x(i, i);
    return sum / static_cast<double>(x.rows());
}

inline double decoupled(const Matrix<double>& x, const Vector<double>& weights)
{
    if (x.rows() < 2) return 0;
    double sum = 0;
    for (Index i = 0; i < x.rows(); ++i)
        sum += logSumExp(rowOf(x, i, [i](Index j) { return j != i; })) - weights[i] * x(i, i);
    return sum / static_cast<double>(x.rows());
}

/// dclw's weights of the positives; sigma is settings.positiveWidth.
inline Vector<double> positiveWeights(
    const Matrix<double>& a, const Matrix<double>& b, double sigma)
{
    const Matrix<double> u = unitRows(a), v = unitRows(b);
    Vector<double> cosines = (u.array() * v.array()).rowwise().sum();
    const Vector<double> e = (cosines.array() / sigma).exp();
    return 2.0 - static_cast<double>(a.rows()) * e.array() / e.sum();
}

inline double siglip(const Matrix<double>& x, double bias)
{
    double sum = 0;
    for (Index i = 0; i < x.rows(); ++i)
        for (Index j = 0; j < x.cols(); ++j)
            sum += softplus((i == j ? -1 : 1) * (x(i, j) + bias));
    return sum / static_cast<double>(x.rows());
}

inline double ntXent(const Matrix<double>& z)
{
    const Index n = z.rows() / 2;
    double sum = 0;
    for (Index i = 0; i < 2 * n; ++i)
        sum += logSumExp(rowOf(z, i, [i](Index k) { return k != i; })) - z(i, (i + n) % (2 * n));
    return sum / static_cast<double>(2 * n);
}

/// HCL's code, with exp(positive) taken out of numerator and denominator.
inline double hardNegative(const Matrix<double>& z, double scale, const ObjectiveSettings& settings)
{
    const Index n = z.rows() / 2;
    const double negatives = 2.0 * static_cast<double>(n) - 2.0;
    const double beta = settings.hardness, prior = settings.positivePrior;
    double sum = 0;
    for (Index i = 0; i < 2 * n && n > 1; ++i) {
        const Index partner = (i + n) % (2 * n);
        std::vector<double> hard, weights;
        for (double x : rowOf(z, i, [&](Index k) { return k != i && k != partner; })) {
            hard.push_back((1 + beta) * x);
            weights.push_back(beta * x);
        }
        const double positive = z(i, partner);
        const double logReweighted =
            logSumExp(hard) - logSumExp(weights) + std::log(negatives) - positive;
        const double least = std::log(negatives) - scale - positive;
        // ln((e^r - tau N') / (1 - tau)), where positive, or the floor
        const double inside = 1 - prior * negatives * std::exp(-logReweighted);
        const double debiased =
            inside > 0 ? logReweighted + std::log(inside) - std::log(1 - prior) : -INFINITY;
        sum += softplus(std::max(debiased, least));
    }
    return sum / static_cast<double>(2 * n);
}

inline double uniformity(const Matrix<double>& u, double t)
{
    std::vector<double> exponents;
    for (Index i = 0; i < u.rows(); ++i)
        for (Index j = i + 1; j < u.rows(); ++j)
            exponents.push_back(-t * (u.row(i) - u.row(j)).squaredNorm());
    return exponents.empty()
        ? 0
        : logSumExp(exponents) - std::log(static_cast<double>(exponents.size()));
}

inline double alignUniform(
    const Matrix<double>& u, const Matrix<double>& v, const ObjectiveSettings& settings)
{
    double alignment = 0;
    for (Index i = 0; i < u.rows(); ++i)
        alignment += std::pow((u.row(i) - v.row(i)).norm(), settings.alignmentPower);
    return alignment / static_cast<double>(u.rows())
        + settings.uniformityWeight
        * (uniformity(u, settings.uniformityScale) + uniformity(v, settings.uniformityScale)) / 2;
}

/// The loss of raw rows. `weights` replaces dclw's weights, which its gradient takes for constants.
inline double loss(std::string_view name, const Matrix<double>& a, const Matrix<double>& b,
    double scale, double bias = 0, const ObjectiveSettings& settings = {},
    const Vector<double>* weights = nullptr)
{
    const Matrix<double> u = unitRows(a), v = unitRows(b);
    const Matrix<double> x = scale * u * v.transpose();
    const Matrix<double> turned = x.transpose();
    Matrix<double> stacked(2 * a.rows(), a.cols());
    stacked << u, v;
    const Matrix<double> z = scale * stacked * stacked.transpose();
    if (name == "clip" || name == "cmc") return (infoNce(x) + infoNce(turned)) / 2;
    if (name == "infonce") return infoNce(x);
    if (name == "siglip") return siglip(x, bias);
    if (name == "nt-xent") return ntXent(z);
    if (name == "hard-negative") return hardNegative(z, scale, settings);
    if (name == "align-uniform") return alignUniform(u, v, settings);
    Vector<double> w = Vector<double>::Ones(a.rows());
    if (name == "dclw") w = weights ? *weights : positiveWeights(a, b, settings.positiveWidth);
    if (name == "dcl" || name == "dclw") return (decoupled(x, w) + decoupled(turned, w)) / 2;
    throw std::invalid_argument("no plain form of this objective");
}

} // namespace contrastlab::plain
