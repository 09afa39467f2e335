// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// With a'_i = (a_i, h e_i, 0) and b'_j = (b_j, 0, h f_j) for chosen rows, e and f orthonormal,
// every cosine is as before but for a factor 1 / (1 + h^2), and the gradient of a row along e_i or
// f_j is h times the derivative by one cosine.
#include "analysis/pair_forces.h"

#include "objective/nested_widths.h"
#include "objective/unit_rows.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double handle = 1e-5; // the length of a chosen row's own direction
constexpr double sameLoss = 1e-7; // relative; what the handles change is far less

Matrix<double> unitRowsOf(const ConstMatrixView<double>& rows, Index width)
{
    Matrix<double> unit = Matrix<double>::Zero(rows.rows(), width);
    for (Index i = 0; i < rows.rows(); ++i)
        if (const double inverse = inverseNorm(rows.row(i).data(), rows.cols()); inverse > 0)
            unit.row(i).head(rows.cols()) = inverse * rows.row(i);
    return unit;
}

/// All that an objective takes, scaled to length one, in a wider space with handles.
struct Handled {
    Matrix<double> a, b, keysA, keysB, queueA, queueB;
    PairInput<double> input;

    Handled(const PairInput<double>& from, std::span<const Index> chosen) : input(from)
    {
        const Index width = from.a.cols(), count = std::ssize(chosen);
        const auto widened = [&](const ConstMatrixView<double>& rows, Index first) {
            Matrix<double> wide = unitRowsOf(rows, width + 2 * count);
            for (Index r = 0; first >= 0 && r < count && rows.rows() > 0; ++r)
                if (const Index row = chosen[static_cast<std::size_t>(r)]; !wide.row(row).isZero(0))
                    wide(row, first + r) = handle;
            return wide;
        };
        a = widened(from.a, width);
        b = widened(from.b, width + count);
        keysA = widened(from.keysA, width);
        keysB = widened(from.keysB, width + count);
        queueA = widened(from.queueA, -1);
        queueB = widened(from.queueB, -1);
        pointAt(input.a, a);
        pointAt(input.b, b);
        if (from.keysA.rows() == 0) return;
        pointAt(input.keysA, keysA);
        pointAt(input.keysB, keysB);
        pointAt(input.queueA, queueA);
        pointAt(input.queueB, queueB);
    }
};

bool areClose(double one, double other)
{
    return std::abs(one - other) <= sameLoss * std::max(1.0, std::abs(other));
}

double lossOf(ThreadPool& pool, PairObjective<double>& objective, const PairInput<double>& input,
    const ObjectiveSettings& settings)
{
    PairResult<double> result;
    objective.evaluate(pool, input, settings, Want::loss, result);
    return result.loss;
}

/// The part along the sphere of what `others` with these slopes do to `own`, its negative gradient.
Vector<double> tangentOf(
    const Matrix<double>& others, const Vector<double>& slopes, const Vector<double>& own)
{
    const Vector<double> sum = -(others.transpose() * slopes);
    return sum - sum.dot(own) * own;
}

// What the slopes say of a chosen row's gradient, against that gradient itself.
bool explains(const Handled& wide, const PairResult<double>& result, const RowSlopes& slopes,
    std::span<const Index> chosen, Index width)
{
    const auto fits = [&](const Matrix<double>& own, const Matrix<double>& other,
                          const Matrix<double>& gradient, const Matrix<double>& across,
                          const Matrix<double>& within, Index r) {
        const Index row = chosen[static_cast<std::size_t>(r)];
        const Vector<double> unit = own.row(row).head(width).transpose();
        const Vector<double> told = tangentOf(other.leftCols(width), across.col(r), unit)
            + tangentOf(own.leftCols(width), within.col(r), unit);
        const Vector<double> exact = -gradient.row(row).head(width).transpose();
        const double size = across.col(r).cwiseAbs().sum() + within.col(r).cwiseAbs().sum();
        return unit.isZero(0) || (told - exact).norm() <= 1e-6 * (size + exact.norm()) + 1e-14;
    };
    for (Index r = 0; r < std::ssize(chosen); ++r)
        if (!fits(wide.a, wide.b, result.gradA, slopes.fromB, slopes.withinA, r)
            || !fits(wide.b, wide.a, result.gradB, slopes.fromA, slopes.withinB, r))
            return false;
    return true;
}

} // namespace

RowSlopes rowSlopes(ThreadPool& pool, std::string_view objective, const PairInput<double>& input,
    const ObjectiveSettings& settings, std::span<const Index> chosen)
{
    if (nestedCount(input.a.cols(), settings.nestedWidths) > 1) return {};
    const auto function = makeObjective<double>(objective);
    const Handled wide(input, chosen);
    PairResult<double> result;
    function->evaluate(pool, wide.input, settings, Want::gradients, result);
    RowSlopes slopes;
    const Index width = input.a.cols(), count = std::ssize(chosen);
    const auto along = [&](const Matrix<double>& gradient, Index first) {
        return Matrix<double>(gradient.middleCols(first, count) / handle);
    };
    slopes.withinA = along(result.gradA, width);
    slopes.fromA = along(result.gradA, width + count);
    slopes.fromB = along(result.gradB, width);
    slopes.withinB = along(result.gradB, width + count);
    for (Index r = 0; r < count; ++r) {
        slopes.withinA(chosen[static_cast<std::size_t>(r)], r) = 0;
        slopes.withinB(chosen[static_cast<std::size_t>(r)], r) = 0;
    }
    // Keys get no gradient, so that theirs cannot be put together.
    const bool hasKeys = findObjective(objective)->usesQueue;
    slopes.ofCosines = areClose(result.loss, lossOf(pool, *function, input, settings))
        && (hasKeys || explains(wide, result, slopes, chosen, width));
    if (!slopes.ofCosines) return {};
    return slopes;
}

bool ignoresLengths(ThreadPool& pool, std::string_view objective, const PairInput<double>& input,
    const ObjectiveSettings& settings)
{
    const auto function = makeObjective<double>(objective);
    const Handled units(input, {});
    return areClose(
        lossOf(pool, *function, units.input, settings), lossOf(pool, *function, input, settings));
}

RowForces forcesOnRow(ThreadPool& pool, std::string_view objective, const PairInput<double>& input,
    const ObjectiveSettings& settings, int side, Index row)
{
    RowForces forces;
    const Index chosen[] { row };
    const RowSlopes slopes = rowSlopes(pool, objective, input, settings, chosen);
    const auto& own = side == 0 ? input.a : input.b;
    const auto& other = side == 0 ? input.b : input.a;
    const Vector<double> self = own.row(row).transpose();
    forces.pull = forces.push = Vector<double>::Zero(own.cols());
    forces.ofPairs = slopes.ofCosines;
    if (!forces.ofPairs) return forces;
    const auto add = [&](const ConstMatrixView<double>& rows, const Matrix<double>& list,
                         bool within) {
        for (Index j = 0; j < rows.rows(); ++j) {
            const double slope = list(j, 0);
            const Vector<double> towards =
                rows.row(j).transpose() - rows.row(j).dot(self.transpose()) * self;
            if (slope == 0 || !std::isfinite(slope)) continue;
            (slope < 0 ? forces.pull : forces.push) -= slope * towards;
            forces.parts.push_back({ j, within, -slope * towards.norm() });
        }
    };
    add(other, side == 0 ? slopes.fromB : slopes.fromA, false);
    add(own, side == 0 ? slopes.withinA : slopes.withinB, true);
    std::ranges::stable_sort(forces.parts, [](const RowForce& one, const RowForce& two) {
        return std::abs(one.strength) > std::abs(two.strength);
    });
    return forces;
}

} // namespace contrastlab
