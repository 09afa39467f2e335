// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sums in double. Only uniformity looks at all pairs, in tiles of the upper triangle.
#include "analysis/geometry.h"

#include "analysis/similarity_tiles.h"
#include "base/decomposition.h"

#include <cmath>
#include <limits>
#include <map>
#include <vector>

namespace contrastlab {

namespace {

constexpr double noValue = std::numeric_limits<double>::quiet_NaN();

template <class S> double squaredDistance(ConstMatrixView<S> a, ConstMatrixView<S> b, Index row)
{
    double squares = 0;
    for (Index k = 0; k < a.cols(); ++k) {
        const double difference = static_cast<double>(a(row, k)) - static_cast<double>(b(row, k));
        squares += difference * difference;
    }
    return squares;
}

template <class S> std::vector<S> squaredLengths(ConstMatrixView<S> rows)
{
    std::vector<S> lengths(static_cast<std::size_t>(rows.rows()));
    for (Index i = 0; i < rows.rows(); ++i) {
        double squares = 0;
        for (Index k = 0; k < rows.cols(); ++k)
            squares += static_cast<double>(rows(i, k)) * static_cast<double>(rows(i, k));
        lengths[static_cast<std::size_t>(i)] = static_cast<S>(squares);
    }
    return lengths;
}

/// Sum of e^(-t |x_i - x_j|^2) over i in a tile and all j > i.
template <class S>
double kernelSumOfStripe(const PaddedRows<S>& rows, const std::vector<S>& lengths, Index tile, S t)
{
    using Row = Eigen::Array<S, Eigen::Dynamic, 1, 0, similarityTileSide, 1>;
    Matrix<S> products;
    double sum = 0;
    for (Index other = tile; other < rows.tiles(); ++other) {
        multiplyTiles(rows, tile, rows, other, products);
        const S* otherLengths = lengths.data() + rows.first(other);
        for (Index i = 0; i < rows.count(tile); ++i) {
            const Index from = other == tile ? i + 1 : 0;
            const Index count = rows.count(other) - from;
            if (count == 0) continue;
            const S length = lengths[static_cast<std::size_t>(rows.first(tile) + i)];
            // |x - y|^2 = |x|^2 + |y|^2 - 2 x.y, where rounding must not make it negative
            Row squares = Eigen::Map<const Row>(otherLengths + from, count) + length
                - S(2) * Eigen::Map<const Row>(&products(i, from), count);
            squares = (squares.max(S(0)) * -t).exp();
            sum += static_cast<double>(squares.sum());
        }
    }
    return sum;
}

template <class S> Vector<double> columnMeans(ConstMatrixView<S> rows)
{
    Vector<double> means = Vector<double>::Zero(rows.cols());
    for (Index i = 0; i < rows.rows(); ++i)
        for (Index k = 0; k < rows.cols(); ++k)
            means[k] += static_cast<double>(rows(i, k));
    return means / static_cast<double>(rows.rows());
}

} // namespace

template <class S> double alignment(ConstMatrixView<S> a, ConstMatrixView<S> b, double power)
{
    double sum = 0;
    for (Index i = 0; i < a.rows(); ++i)
        sum += std::pow(squaredDistance(a, b, i), power / 2);
    return sum / static_cast<double>(a.rows());
}

template <class S> double uniformity(ThreadPool& pool, ConstMatrixView<S> rows, double scale)
{
    if (rows.rows() < 2) return noValue;
    const PaddedRows<S> padded(rows);
    const std::vector<S> lengths = squaredLengths(rows);
    std::vector<double> sums(static_cast<std::size_t>(padded.tiles()));
    pool.run(padded.tiles(), [&](Index tile) {
        sums[static_cast<std::size_t>(tile)] =
            kernelSumOfStripe(padded, lengths, tile, static_cast<S>(scale));
    });
    double sum = 0;
    for (const double stripe : sums)
        sum += stripe;
    const double n = static_cast<double>(rows.rows());
    return std::log(sum / (n * (n - 1) / 2));
}

double sphereUniformity(Index dimension, double scale)
{
    // 0F1(; b; z) = sum over k of z^k / (k! b (b + 1) ... (b + k - 1)): all terms positive here.
    const double b = static_cast<double>(dimension) / 2;
    const double z = scale * scale;
    double term = 1;
    double sum = 1;
    for (double k = 0; term > sum * 1e-17; ++k) {
        term *= z / ((k + 1) * (b + k));
        sum += term;
    }
    return -2 * scale + std::log(sum);
}

template <class S> double modalityGap(ConstMatrixView<S> a, ConstMatrixView<S> b)
{
    return (columnMeans(a) - columnMeans(b)).norm();
}

template <class S> double tolerance(ConstMatrixView<S> rows, std::span<const int> labels)
{
    // Over one class of m rows: sum over i != j of x_i . x_j = |sum of x|^2 - sum of |x|^2
    struct ClassSum {
        Vector<double> sum;
        double squares = 0;
        double count = 0;
    };
    const std::vector<S> lengths = squaredLengths(rows);
    std::map<int, ClassSum> classes;
    for (Index i = 0; i < rows.rows(); ++i) {
        const int label = labels[static_cast<std::size_t>(i)];
        if (label < 0) continue;
        ClassSum& sums = classes[label];
        if (sums.count == 0) sums.sum = Vector<double>::Zero(rows.cols());
        sums.sum += rows.row(i).transpose().template cast<double>();
        sums.squares += static_cast<double>(lengths[static_cast<std::size_t>(i)]);
        ++sums.count;
    }
    double cosines = 0;
    double pairs = 0;
    for (const auto& [label, sums] : classes) {
        cosines += sums.count > 1 ? sums.sum.squaredNorm() - sums.squares : 0;
        pairs += sums.count * (sums.count - 1);
    }
    return pairs > 0 ? cosines / pairs : noValue;
}

double rankMe(const Vector<double>& singularValues)
{
    const double sum = singularValues.sum();
    double entropy = 0;
    for (const double value : singularValues) {
        const double p = (sum > 0 ? value / sum : 0) + 1e-7;
        entropy -= p * std::log(p);
    }
    return std::exp(entropy);
}

template <class S> Spectrum spectrum(ConstMatrixView<S> rows)
{
    const double n = static_cast<double>(rows.rows());
    Matrix<double> m = rows.template cast<double>();
    Spectrum result;
    result.singularValues = singularValues(m);
    result.rankMe = rankMe(result.singularValues);
    const double total = m.squaredNorm();
    m.rowwise() -= columnMeans(rows).transpose();
    const bool varies = m.squaredNorm() > 1e-24 * total;
    if (!varies) m.setZero();
    result.variances = singularValues(m).cwiseAbs2() / n;
    const double trace = result.variances.sum();
    if (trace > 0) result.participationRatio = trace * trace / result.variances.squaredNorm();
    result.meanDeviation = (m.colwise().squaredNorm() / n).cwiseSqrt().mean();
    return result;
}

Collapse collapse(const Spectrum& spectrum, Index dimension)
{
    const double onTheSphere = 1 / std::sqrt(static_cast<double>(dimension));
    if (spectrum.meanDeviation < 0.1 * onTheSphere) return Collapse::complete;
    // N rows fill at most N dimensions, however healthy they are.
    const double fillable = static_cast<double>(spectrum.singularValues.size());
    return spectrum.rankMe < 0.3 * fillable ? Collapse::dimensional : Collapse::none;
}

const char* nameOf(Collapse collapse)
{
    switch (collapse) {
    case Collapse::none:
        return "none";
    case Collapse::dimensional:
        return "dimensional";
    case Collapse::complete:
        return "complete";
    }
    return "";
}

#define CONTRASTLAB_INSTANTIATE(S)                                                                 \
    template double alignment<S>(ConstMatrixView<S>, ConstMatrixView<S>, double);                  \
    template double uniformity<S>(ThreadPool&, ConstMatrixView<S>, double);                        \
    template double modalityGap<S>(ConstMatrixView<S>, ConstMatrixView<S>);                        \
    template double tolerance<S>(ConstMatrixView<S>, std::span<const int>);                        \
    template Spectrum spectrum<S>(ConstMatrixView<S>);
CONTRASTLAB_INSTANTIATE(float)
CONTRASTLAB_INSTANTIATE(double)
#undef CONTRASTLAB_INSTANTIATE

} // namespace contrastlab
