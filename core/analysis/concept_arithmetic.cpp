// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rectangles in the grid of combinations: three corners are known, the fourth is asked for.
#include "analysis/concept_arithmetic.h"

#include "base/decomposition.h"
#include "objective/unit_rows.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace contrastlab {

namespace {

constexpr double noAnalogies = std::numeric_limits<double>::quiet_NaN();

/// Items by their combination.
class CombinationGrid {
public:
    CombinationGrid(const std::vector<Factor>& factors, std::span<const Index> items)
        : m_factors(factors)
    {
        Index cells = 1;
        for (const Factor& factor : factors) {
            m_strides.push_back(cells);
            cells *= std::ssize(factor.values);
        }
        m_items.assign(static_cast<std::size_t>(cells), -1);
        for (const Index item : items)
            m_items[static_cast<std::size_t>(cellOf(item))] = item;
    }
    [[nodiscard]] Index cellOf(Index item) const
    {
        Index cell = 0;
        for (std::size_t f = 0; f < m_factors.size(); ++f)
            cell += m_strides[f] * valueOf(item, f);
        return cell;
    }
    [[nodiscard]] int valueOf(Index item, std::size_t factor) const
    {
        return m_factors[factor].ofItems[static_cast<std::size_t>(item)];
    }
    /// The cell in which one factor has another value.
    [[nodiscard]] Index moved(Index cell, std::size_t factor, int from, int to) const
    {
        return cell + m_strides[factor] * (to - from);
    }
    [[nodiscard]] Index itemIn(Index cell) const { return m_items[static_cast<std::size_t>(cell)]; }

private:
    const std::vector<Factor>& m_factors;
    std::vector<Index> m_strides;
    std::vector<Index> m_items; ///< -1 where there is none
};

/// Whether no candidate but a, b and c is nearer to the query than d.
bool findsFirst(
    ConstMatrixView<float> candidates, const Vector<float>& query, const Analogy& analogy)
{
    const Vector<float> cosines = candidates * query;
    const float own = cosines[analogy.d];
    if (!std::isfinite(own)) return false;
    for (Index i = 0; i < cosines.size(); ++i) {
        if (i == analogy.a || i == analogy.b || i == analogy.c) continue;
        if (cosines[i] > own || (cosines[i] == own && i < analogy.d)) return false;
    }
    return true;
}

/// Rows of ones where an item has a value; the first value of each factor is the ground.
Matrix<double> designOf(const std::vector<Factor>& factors, std::span<const Index> items)
{
    Index width = 1;
    for (const Factor& factor : factors)
        width += std::ssize(factor.values) - 1;
    Matrix<double> design = Matrix<double>::Zero(std::ssize(items), width);
    for (Index row = 0; row < design.rows(); ++row) {
        const auto item = static_cast<std::size_t>(items[static_cast<std::size_t>(row)]);
        design(row, 0) = 1;
        Index first = 1;
        for (const Factor& factor : factors) {
            if (const int value = factor.ofItems[item]; value > 0)
                design(row, first + value - 1) = 1;
            first += std::ssize(factor.values) - 1;
        }
    }
    return design;
}

Matrix<double> rowsOfItems(ConstMatrixView<float> rows, std::span<const Index> items)
{
    Matrix<double> picked(std::ssize(items), rows.cols());
    for (Index i = 0; i < picked.rows(); ++i)
        picked.row(i) = rows.row(items[static_cast<std::size_t>(i)]).cast<double>();
    return picked;
}

/// The x that minimises |design x - y|, the shortest where several do.
Matrix<double> leastSquares(const Matrix<double>& design, const Matrix<double>& y)
{
    const SymmetricEigen eigen = symmetricEigen(design.transpose() * design);
    const double least = 1e-10 * eigen.values.maxCoeff();
    Vector<double> inverse = eigen.values;
    for (double& value : inverse)
        value = value > least ? 1 / value : 0;
    const Matrix<double> sums = design.transpose() * y;
    return eigen.vectors * (inverse.asDiagonal() * (eigen.vectors.transpose() * sums));
}

Matrix<float> unitEmbeddings(
    ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters, int tower)
{
    std::vector<Index> items(static_cast<std::size_t>(setup.dataset().items));
    std::iota(items.begin(), items.end(), Index(0));
    Matrix<float> rows = setup.embed(pool, parameters, tower, items, 0);
    for (Index i = 0; i < rows.rows(); ++i)
        rows.row(i) *= static_cast<float>(inverseNorm(rows.data() + i * rows.cols(), rows.cols()));
    return rows;
}

} // namespace

std::vector<Analogy> analogiesOf(
    const std::vector<Factor>& factors, std::span<const Index> known, std::span<const Index> asked)
{
    std::vector<Analogy> analogies;
    const CombinationGrid grid(factors, known);
    const auto valuesOf = [&](std::size_t f) { return static_cast<int>(factors[f].values.size()); };
    for (const Index d : asked)
        for (std::size_t f = 0; f < factors.size(); ++f)
            for (std::size_t g = f + 1; g < factors.size(); ++g)
                for (int x = 0; x < valuesOf(f); ++x)
                    for (int y = 0; y < valuesOf(g); ++y) {
                        const int ofF = grid.valueOf(d, f), ofG = grid.valueOf(d, g);
                        if (x == ofF || y == ofG) continue;
                        const Index cell = grid.cellOf(d);
                        const Index cellA = grid.moved(cell, f, ofF, x),
                                    cellC = grid.moved(cell, g, ofG, y),
                                    cellB = grid.moved(cellA, g, ofG, y);
                        const Analogy found { grid.itemIn(cellA), grid.itemIn(cellB),
                            grid.itemIn(cellC), d, static_cast<int>(f), ofF > x };
                        if (found.a >= 0 && found.b >= 0 && found.c >= 0)
                            analogies.push_back(found);
                    }
    return analogies;
}

AnalogyRecall analogyRecall(ThreadPool& pool, ConstMatrixView<float> queries,
    ConstMatrixView<float> candidates, std::span<const Analogy> analogies)
{
    struct Found {
        bool sum = false, nearest = false, start = false;
    };
    std::vector<Found> found(analogies.size());
    constexpr std::size_t inTile = 64;
    pool.run(static_cast<Index>((analogies.size() + inTile - 1) / inTile), [&](Index tile) {
        const auto first = static_cast<std::size_t>(tile) * inTile;
        for (std::size_t i = first; i < std::min(first + inTile, analogies.size()); ++i) {
            const Analogy& analogy = analogies[i];
            const Vector<float> a = queries.row(analogy.a), b = queries.row(analogy.b),
                                c = queries.row(analogy.c);
            found[i] = { findsFirst(candidates, a - b + c, analogy),
                findsFirst(candidates, c, analogy), findsFirst(candidates, a, analogy) };
        }
    });
    // The share of those that `counts` of which `is` so.
    const auto share = [&](const auto& counts, bool Found::*is) {
        double right = 0, all = 0;
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (!counts(analogies[i])) continue;
            ++all;
            right += found[i].*is;
        }
        return all > 0 ? right / all : noAnalogies;
    };
    const auto any = [](const Analogy&) { return true; };
    return { share(any, &Found::sum), share(any, &Found::nearest), share(any, &Found::start),
        share([](const Analogy& one) { return one.factor == 0 && one.forth; }, &Found::sum),
        share([](const Analogy& one) { return one.factor == 0 && !one.forth; }, &Found::sum) };
}

double additiveFit(ConstMatrixView<float> rows, const std::vector<Factor>& factors,
    std::span<const Index> known, std::span<const Index> asked)
{
    if (known.empty() || asked.empty()) return noAnalogies;
    const Matrix<double> words = leastSquares(designOf(factors, known), rowsOfItems(rows, known));
    const Matrix<double> there = rowsOfItems(rows, asked);
    const double missed = (there - designOf(factors, asked) * words).squaredNorm();
    const double spread = (there.rowwise() - there.colwise().mean()).squaredNorm();
    return spread > 0 ? 1 - missed / spread : noAnalogies;
}

ConceptArithmetic judgeArithmetic(
    ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters)
{
    const std::vector<Factor>& factors = setup.dataset().factors;
    const std::vector<Index> known = setup.complete(setup.split().training);
    const std::vector<Index>& asked = setup.split().heldOut;
    const auto analogies =
        factors.size() < 2 ? std::vector<Analogy>() : analogiesOf(factors, known, asked);
    if (analogies.empty()) {
        const AnalogyRecall none { noAnalogies, noAnalogies, noAnalogies, noAnalogies,
            noAnalogies };
        return { none, none, none, none, noAnalogies, noAnalogies, noAnalogies, noAnalogies };
    }
    const TrainedPair pair = setup.pairs().front();
    const Matrix<float> a = unitEmbeddings(pool, setup, parameters, pair.a),
                        b = unitEmbeddings(pool, setup, parameters, pair.b);
    ConceptArithmetic result;
    result.a = analogyRecall(pool, view(a), view(a), analogies);
    result.b = analogyRecall(pool, view(b), view(b), analogies);
    result.aToB = analogyRecall(pool, view(a), view(b), analogies);
    result.bToA = analogyRecall(pool, view(b), view(a), analogies);
    result.chance = 1.0 / static_cast<double>(a.rows() - 3);
    result.analogies = static_cast<double>(analogies.size());
    result.additiveA = additiveFit(view(a), factors, known, asked);
    result.additiveB = additiveFit(view(b), factors, known, asked);
    return result;
}

} // namespace contrastlab
