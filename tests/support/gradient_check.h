// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Central differences against a hand-written gradient, in double precision, and the same for a
// whole objective.
#pragma once

#include "base/random.h"
#include "objective/objective.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <string>
#include <utility>

namespace contrastlab {

/// How far a gradient is from the differences: max |difference - gradient| / max(|differences|,
/// |gradient|, floor), taken over the whole block, so that a small component may have the rounding
/// error of a large one.
struct GradientError {
    double relative = 0;
    std::size_t worst = 0; ///< index of the component that is furthest off
    double difference = 0; ///< there
    double gradient = 0; ///< there
    [[nodiscard]] std::string describe() const
    {
        return "relative error " + std::to_string(relative) + " at " + std::to_string(worst)
            + ": difference " + std::to_string(difference) + ", gradient "
            + std::to_string(gradient);
    }
};

/// The derivative of loss() in variable, by central differences of fourth order:
/// (8 (f(+h) - f(-h)) - (f(+2h) - f(-2h))) / 12 h, with an error of h^4 and of rounding / h.
inline double centralDifference(double& variable, const std::function<double()>& loss, double step)
{
    const double kept = variable;
    const auto at = [&](double offset) {
        variable = kept + offset;
        return loss();
    };
    const double near = at(step) - at(-step);
    const double far = at(2 * step) - at(-2 * step);
    variable = kept;
    return (8 * near - far) / (12 * step);
}

/// Compares gradient (one number a variable) with differences of loss, which reads the variables.
/// floor is the size below which a whole gradient counts as zero.
inline GradientError checkGradient(std::span<double> variables, std::span<const double> gradient,
    const std::function<double()>& loss, double step = 1e-3, double floor = 1e-6)
{
    GradientError error;
    double largest = floor;
    double furthest = -1;
    for (std::size_t k = 0; k < variables.size(); ++k) {
        const double difference = centralDifference(variables[k], loss, step);
        largest = std::max({ largest, std::abs(difference), std::abs(gradient[k]) });
        const double distance = std::abs(difference - gradient[k]);
        // A NaN is the worst of all and stays so.
        if (!(distance <= furthest)) {
            furthest = distance;
            error.worst = k;
            error.difference = difference;
            error.gradient = gradient[k];
        }
        if (std::isnan(distance)) break;
    }
    error.relative = furthest < 0 ? 0 : furthest / largest;
    return error;
}

/// N x d standard normal numbers.
template <class S> Matrix<S> normalMatrix(Index rows, Index columns, std::uint64_t seed)
{
    RandomStream stream(seed, Purpose::noise);
    Matrix<S> values(rows, columns);
    for (Index i = 0; i < values.size(); ++i)
        values.data()[i] = static_cast<S>(stream.normal());
    return values;
}

/// Points input at the rows of a matrix (views cannot be assigned).
template <class S> void setView(ConstMatrixView<S>& target, const Matrix<S>& rows)
{
    new (&target) ConstMatrixView<S>(
        rows.data(), rows.rows(), rows.cols(), Eigen::OuterStride<>(rows.cols()));
}

/// What checkObjective varies; everything else of the input is kept.
struct ObjectiveErrors {
    GradientError a, b, logScale, bias;
    [[nodiscard]] double worst() const
    {
        return std::max({ a.relative, b.relative, logScale.relative, bias.relative });
    }
};

/// All gradients of an objective against differences of its own loss. `a` and `b` are raw rows;
/// `input` brings the rest (scale, bias, labels, queue). `objective` may be any
/// PairObjective<double>, also a wrong one.
inline ObjectiveErrors checkObjective(ThreadPool& pool, PairObjective<double>& objective,
    Matrix<double> a, Matrix<double> b, PairInput<double> input,
    const ObjectiveSettings& settings = {}, double step = 1e-3)
{
    setView(input.a, a);
    setView(input.b, b);
    PairResult<double> exact;
    objective.evaluate(pool, input, settings, Want::gradients, exact);
    PairResult<double> moved;
    const auto loss = [&] {
        objective.evaluate(pool, input, settings, Want::loss, moved);
        return moved.loss;
    };
    const auto entries = [](Matrix<double>& m) {
        return std::span<double>(m.data(), static_cast<std::size_t>(m.size()));
    };
    ObjectiveErrors errors;
    errors.a = checkGradient(entries(a), entries(exact.gradA), loss, step);
    errors.b = checkGradient(entries(b), entries(exact.gradB), loss, step);
    errors.logScale = checkGradient({ &input.logScale, 1 }, { &exact.gradLogScale, 1 }, loss, step);
    errors.bias = checkGradient({ &input.bias, 1 }, { &exact.gradBias, 1 }, loss, step);
    return errors;
}

} // namespace contrastlab
