// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A row at a time, in the vectors of the engine level.
#include "task/told_losses.h"

#include "base/simd.h"

#include <cmath>

namespace contrastlab {

template <class S>
double squaredError(
    ConstMatrixView<S> told, const Matrix<S>& truth, Index row, S weight, Matrix<S>* gradient)
{
    const auto difference = (told.row(row) - truth.row(row)).eval();
    const auto width = static_cast<double>(truth.cols());
    if (gradient) gradient->row(row) = weight * static_cast<S>(2 / width) * difference;
    return difference.template cast<double>().squaredNorm() / width;
}

template <class S>
double bagCrossEntropy(
    ConstMatrixView<S> logits, const TokenBag& bag, Index row, S weight, Matrix<S>* gradient)
{
    const std::span<const int> tokens = bag.tokens(row);
    if (tokens.empty()) {
        if (gradient) gradient->row(row).setZero();
        return 0;
    }
    const S most = logits.row(row).maxCoeff();
    thread_local std::vector<S> scratch;
    scratch.resize(static_cast<std::size_t>(logits.cols()));
    S* exponentials = gradient ? gradient->row(row).data() : scratch.data();
    mapVectors<S>(
        logits.cols(), exponentials, [most](Vec<S> x) { return expOf<S>(x - most); },
        logits.row(row).data());
    const Eigen::Map<Eigen::Array<S, 1, Eigen::Dynamic>> all(exponentials, logits.cols());
    const double sum = all.template cast<double>().sum();
    if (gradient) gradient->row(row) *= weight * static_cast<S>(1 / sum);
    const double logSum = static_cast<double>(most) + std::log(sum);
    const float* weights = bag.weights.data() + bag.offsets[static_cast<std::size_t>(row)];
    double loss = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto share = static_cast<double>(weights[i]);
        loss += share * (logSum - static_cast<double>(logits(row, tokens[i])));
        if (gradient) (*gradient)(row, tokens[i]) -= static_cast<S>(share) * weight;
    }
    return loss;
}

template double squaredError(
    ConstMatrixView<float>, const Matrix<float>&, Index, float, Matrix<float>*);
template double squaredError(
    ConstMatrixView<double>, const Matrix<double>&, Index, double, Matrix<double>*);
template double bagCrossEntropy(
    ConstMatrixView<float>, const TokenBag&, Index, float, Matrix<float>*);
template double bagCrossEntropy(
    ConstMatrixView<double>, const TokenBag&, Index, double, Matrix<double>*);

} // namespace contrastlab
