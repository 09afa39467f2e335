// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nonlinear conjugate gradient: d <- -g + beta d. Nocedal and Wright 2006, section 5.2; Hager and
// Zhang 2005.
#include "base/translation_marks.h"
#include "optimizer/families.h"
#include "optimizer/line_search_optimizer.h"
#include "optimizer/parameter_walk.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

// beta from y = g+ - g (the move's change) and the last direction d:
//   Fletcher-Reeves     |g+|^2 / |g|^2
//   Polak-Ribiere+      max(0, y.g+ / |g|^2)
//   Hager-Zhang         max(eta, (y - 2 d |y|^2 / y.d).g+ / y.d),  eta = -1 / (|d| min(0.01, |g|))
// The last keeps g.d <= -7/8 |g|^2 whatever the line search (Hager and Zhang 2005, theorem 1.1).
class ConjugateGradient final : public LineSearchOptimizer {
private:
    void forget() override
    {
        m_beta = 0;
        m_moves = 0;
    }
    [[nodiscard]] bool remembers() const override { return m_beta != 0; }

    void direct(
        const StepScope& scope, const Vector<float>& gradient, Vector<float>& direction) override
    {
        const float beta = static_cast<float>(m_beta);
        forEachStretch(
            scope.pool, gradient.size(), scope.blocks, [&](const ParameterStretch& stretch) {
                auto d = stretch.of(direction);
                if (beta == 0)
                    d = -stretch.of(gradient);
                else
                    d = beta * d - stretch.of(gradient);
            });
    }

    void learn(const StepScope& scope, const Move& move) override
    {
        const double changeDotGradient = inner(scope, move.change, move.gradient);
        const bool restart = ++m_moves >= period(scope)
            || losesConjugacy(scope, move.squareAfter, changeDotGradient);
        m_beta = restart ? 0 : beta(scope, move, changeDotGradient);
        if (restart || !std::isfinite(m_beta)) forget();
    }

    // Powell 1977: neighbouring gradients should be nearly orthogonal. Fletcher-Reeves alone needs
    // telling: the other two rules fall back to -g by themselves.
    static bool losesConjugacy(const StepScope& scope, double squareAfter, double changeDotGradient)
    {
        return scope.settings.betaRule == BetaRule::fletcherReeves
            && std::abs(squareAfter - changeDotGradient) >= 0.2 * squareAfter;
    }

    static double beta(const StepScope& scope, const Move& move, double changeDotGradient)
    {
        switch (scope.settings.betaRule) {
        case BetaRule::fletcherReeves:
            return move.squareAfter / move.squareBefore;
        case BetaRule::polakRibierePlus:
            return std::max(0.0, changeDotGradient / move.squareBefore);
        case BetaRule::hagerZhang:
            break;
        }
        const double dy = inner(scope, move.direction, move.change);
        const double dg = inner(scope, move.direction, move.gradient);
        const double yy = inner(scope, move.change, move.change);
        const double norm = std::sqrt(inner(scope, move.direction, move.direction));
        const double least = -1 / (norm * std::min(0.01, std::sqrt(move.squareBefore)));
        return std::max(least, (changeDotGradient - 2 * yy * dg / dy) / dy);
    }

    // Moves between restarts: as many as parameters, six times that for Hager and Zhang (their
    // CG_DESCENT).
    static Index period(const StepScope& scope)
    {
        Index count = 0;
        for (const ParameterBlock& block : scope.blocks)
            if (!isHeld(block)) count += block.size();
        return scope.settings.betaRule == BetaRule::hagerZhang ? 6 * count : count;
    }

    // So long that the first-order change is that of the last step, and at most ten times as long.
    [[nodiscard]] double firstStep(double slope, double square) const override
    {
        if (lastStep() > 0) return lastStep() * std::min(10.0, lastSlope() / slope);
        return std::min(1.0, 1 / std::sqrt(square));
    }
    [[nodiscard]] double curvature(const OptimizerSettings& settings) const override
    {
        return settings.curvature;
    }

    void save(OptimizerState& state) const override
    {
        state.scalars.insert(state.scalars.end(), { m_beta, static_cast<double>(m_moves) });
    }
    void load(const OptimizerState& memory) override
    {
        if (!memory.vectors.empty() || memory.scalars.size() != 2)
            throw InputError(
                "checkpoint", "optimiser state", "expected that of conjugate gradient");
        m_beta = memory.scalars[0];
        m_moves = static_cast<Index>(memory.scalars[1]);
    }

    double m_beta = 0; ///< of the next direction; 0 is a restart
    Index m_moves = 0; ///< since the last restart
};

std::vector<Parameter> conjugateGradientParameters()
{
    std::vector<Parameter> rows { { .key = "beta_rule",
        .label = QT_TRANSLATE_NOOP("Parameter", "Direction rule"),
        .section = Section::optimizer,
        .standard = std::string("polak-ribiere"),
        .help = QT_TRANSLATE_NOOP("Parameter", "How a conjugate direction remembers the last one."),
        .choices = { { "fletcher-reeves", "Fletcher–Reeves" },
            { "polak-ribiere", "Polak–Ribière+" }, { "hager-zhang", "Hager–Zhang" } } } };
    const std::vector<Parameter> shared = lineSearchRows();
    rows.insert(rows.end(), shared.begin(), shared.end());
    return rows;
}

} // namespace

OptimizerEntry conjugateGradientEntry()
{
    return {
        { .name = "ncg",
            .label = "Nonlinear conjugate gradient",
            .family = OptimizerFamily::lineSearch,
            .purpose = QT_TRANSLATE_NOOP(
                "Optimizer", "Directions that do not undo each other; no rate to set."),
            .formula = "d ← −g + β d, θ ← θ + α d, α ≈ argmin f(θ + α d)",
            .symbols = QT_TRANSLATE_NOOP("Optimizer", "d: direction, α: found by the line search"),
            .source = "Nocedal and Wright 2006, section 5.2; Hager and Zhang 2005 (SIAM J. Optim. "
                      "16), eq. 1.5-1.6 and section 4",
            .needsHeldBatch = true,
            .usesLearningRate = false,
            .vectors = 4,
            .parameters = conjugateGradientParameters() },
        []() -> std::unique_ptr<Optimizer> { return std::make_unique<ConjugateGradient>(); }
    };
}

} // namespace contrastlab
