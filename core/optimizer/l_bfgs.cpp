// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Limited-memory BFGS (Nocedal 1980; Nocedal and Wright 2006, algorithms 7.4 and 7.5).
#include "base/translation_marks.h"
#include "optimizer/families.h"
#include "optimizer/line_search_optimizer.h"
#include "optimizer/parameter_walk.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

// A pair whose s and y are nearly orthogonal is rounding error or negative curvature and is not
// kept.
constexpr double leastCosine = 1e-6;

// Its steps need no exact search: 0.9 (Nocedal and Wright 2006, p. 62) gets more than twice as far
// as conjugate gradient's 0.1 for the same evaluations (tests/benchmarks/bench_optimizers.cpp).
constexpr double quasiNewtonCurvature = 0.9;

class LimitedMemoryBfgs final : public LineSearchOptimizer {
private:
    struct Pair {
        Vector<float> s; ///< step of theta
        Vector<float> y; ///< change of the gradient
        double sy = 0; ///< s . y > 0
        double scale = 0; ///< s . y / y . y
    };

    void forget() override { m_pairs.clear(); }
    [[nodiscard]] bool remembers() const override { return !m_pairs.empty(); }

    // d = -H g by the two-loop recursion, with H0 = scale of the newest pair.
    void direct(
        const StepScope& scope, const Vector<float>& gradient, Vector<float>& direction) override
    {
        add(scope, direction, gradient, -1, 0);
        std::vector<double> weights(m_pairs.size());
        for (std::size_t i = m_pairs.size(); i-- > 0;) {
            weights[i] = inner(scope, m_pairs[i].s, direction) / m_pairs[i].sy;
            add(scope, direction, m_pairs[i].y, -weights[i]);
        }
        if (!m_pairs.empty()) add(scope, direction, direction, m_pairs.back().scale, 0);
        for (std::size_t i = 0; i < m_pairs.size(); ++i) {
            const double back = inner(scope, m_pairs[i].y, direction) / m_pairs[i].sy;
            add(scope, direction, m_pairs[i].s, weights[i] - back);
        }
    }

    // v <- keep v + factor w
    static void add(const StepScope& scope, Vector<float>& v, const Vector<float>& w, double factor,
        float keep = 1)
    {
        const float f = static_cast<float>(factor);
        forEachStretch(scope.pool, v.size(), scope.blocks, [&](const ParameterStretch& stretch) {
            auto target = stretch.of(v);
            if (keep == 0)
                target = f * stretch.of(w);
            else
                target += f * stretch.of(w);
        });
    }

    void learn(const StepScope& scope, const Move& move) override
    {
        Pair& pair = m_spare;
        pair.s = move.to - move.from;
        pair.y = move.change;
        pair.sy = inner(scope, pair.s, pair.y);
        const double yy = inner(scope, pair.y, pair.y);
        const double ss = inner(scope, pair.s, pair.s);
        pair.scale = pair.sy / yy;
        if (!(pair.sy > leastCosine * std::sqrt(ss * yy))) return;
        m_pairs.push_back(std::move(pair));
        while (std::ssize(m_pairs) > std::max(1, scope.settings.historySize)) {
            m_spare = std::move(m_pairs.front());
            m_pairs.erase(m_pairs.begin());
        }
    }

    // A quasi-Newton direction has its length built in.
    [[nodiscard]] double firstStep(double, double square) const override
    {
        return m_pairs.empty() ? std::min(1.0, 1 / std::sqrt(square)) : 1;
    }
    [[nodiscard]] double curvature(const OptimizerSettings&) const override
    {
        return quasiNewtonCurvature;
    }

    void save(OptimizerState& state) const override
    {
        for (const Pair& pair : m_pairs) {
            state.vectors.push_back(pair.s);
            state.vectors.push_back(pair.y);
            state.scalars.insert(state.scalars.end(), { pair.sy, pair.scale });
        }
    }
    void load(const OptimizerState& memory) override
    {
        if (memory.vectors.size() % 2 != 0 || memory.scalars.size() != memory.vectors.size())
            throw InputError("checkpoint", "optimiser state", "expected that of l-bfgs");
        for (const Vector<float>& vector : memory.vectors)
            if (vector.size() == 0 || vector.size() != memory.vectors.front().size())
                throw InputError(
                    "checkpoint", "optimiser state", "expected vectors of one length, none empty");
        m_pairs.clear();
        for (std::size_t i = 0; i < memory.vectors.size(); i += 2)
            m_pairs.push_back({ memory.vectors[i], memory.vectors[i + 1], memory.scalars[i],
                memory.scalars[i + 1] });
    }

    std::vector<Pair> m_pairs; ///< oldest first
    Pair m_spare; ///< memory of the last pair dropped
};

std::vector<Parameter> limitedMemoryBfgsParameters()
{
    std::vector<Parameter> rows = lineSearchRows();
    rows.push_back({ .key = "history",
        .label = QT_TRANSLATE_NOOP("Parameter", "L-BFGS pairs"),
        .section = Section::optimizer,
        .standard = std::int64_t(10),
        .minimum = 1,
        .maximum = 100,
        .help = QT_TRANSLATE_NOOP("Parameter", "Past steps that shape the next."),
        .advanced = true });
    return rows;
}

} // namespace

OptimizerEntry limitedMemoryBfgsEntry()
{
    return { { .name = "l-bfgs",
                 .label = "L-BFGS",
                 .family = OptimizerFamily::lineSearch,
                 .purpose = QT_TRANSLATE_NOOP(
                     "Optimizer", "Learns the curvature of the loss from its last steps."),
                 .formula = "d ← −H g, θ ← θ + α d, H ≈ (∇²f)⁻¹",
                 .symbols = QT_TRANSLATE_NOOP(
                     "Optimizer", "d: direction, H: inverse curvature, from the last steps"),
                 .source = "Nocedal 1980; Nocedal and Wright 2006, algorithms 7.4-7.5",
                 .needsHeldBatch = true,
                 .usesLearningRate = false,
                 .vectors = 6,
                 .vectorsAPair = 2,
                 .parameters = limitedMemoryBfgsParameters() },
        []() -> std::unique_ptr<Optimizer> { return std::make_unique<LimitedMemoryBfgs>(); } };
}

} // namespace contrastlab
