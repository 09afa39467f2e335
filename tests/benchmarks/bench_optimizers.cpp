// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Optimisers at equal numbers of function and gradient evaluations: 256 pairs of the synthetic
// world as one full batch, two small multilayer perceptrons, temperature 0.07. Prints a table and
// fails where conjugate gradient is not below the best-tuned Adam after 50 evaluations.
#include "data/synthetic.h"
#include "model/tower.h"
#include "objective/objective.h"
#include "optimizer/optimizer.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

using namespace contrastlab;

namespace {

constexpr Index trainingPairs = 256;
constexpr Index testPairs = 256;
constexpr std::array budgets { 25, 50, 100, 300 };
constexpr std::uint64_t seeds = 3;

ModalityBatch<float> rowsOfWorld(
    const Dataset& world, std::size_t modality, Index first, Index count)
{
    const FeatureSource& source = *world.modalities[modality].features;
    ModalityBatch<float> batch;
    batch.dense.resize(count, source.width());
    for (Index i = 0; i < count; ++i)
        source.read(
            first + i, { batch.dense.row(i).data(), static_cast<std::size_t>(source.width()) });
    return batch;
}

// Both towers over one flat vector, and their loss on the full batch.
class FullBatch {
public:
    explicit FullBatch(std::uint64_t seed)
    {
        const Dataset world =
            makeSyntheticWorld({ .items = trainingPairs + testPairs, .heldOut = testPairs }, seed);
        const TowerSpec spec { .kind = TowerKind::mlp, .hiddenWidth = 32, .embeddingWidth = 16 };
        Index offset = 0;
        RandomStream stream(seed, Purpose::initialWeights);
        for (std::size_t m = 0; m < 2; ++m) {
            m_training[m] = rowsOfWorld(world, m, 0, trainingPairs);
            m_test[m] = rowsOfWorld(world, m, trainingPairs, testPairs);
            m_towers.emplace_back(spec, InputShape { .channels = m_training[m].dense.cols() });
            m_offsets[m] = offset;
            for (const TowerBlock& b : m_towers[m].blocks())
                blocks.push_back({ .name = b.name,
                    .offset = offset + b.offset,
                    .rows = b.rows,
                    .columns = b.columns,
                    .tower = static_cast<int>(m),
                    .decays = b.decays });
            offset += m_towers[m].parameters();
        }
        start.resize(offset);
        for (std::size_t m = 0; m < 2; ++m)
            m_towers[m].initialise(start.data() + m_offsets[m], stream);
    }

    double loss(const Vector<float>& theta, Vector<float>& gradient)
    {
        const auto a = m_towers[0].forward(m_pool, theta.data(), m_training[0], m_tapes[0]);
        const auto b =
            m_towers[1].forward(m_pool, theta.data() + m_offsets[1], m_training[1], m_tapes[1]);
        const double logScale = std::log(1 / 0.07);
        m_objective->evaluate(m_pool, { a, b, logScale, 0, {} }, {}, Want::gradients, m_result);
        m_towers[0].backward(
            m_pool, theta.data(), m_training[0], m_tapes[0], m_result.gradA, gradient.data());
        m_towers[1].backward(m_pool, theta.data() + m_offsets[1], m_training[1], m_tapes[1],
            m_result.gradB, gradient.data() + m_offsets[1]);
        return m_result.loss;
    }

    // Share of test rows of a whose own partner is the nearest.
    double recallAtOne(const Vector<float>& theta)
    {
        Matrix<float> a = m_towers[0].forward(m_pool, theta.data(), m_test[0], m_tapes[0]);
        Matrix<float> b =
            m_towers[1].forward(m_pool, theta.data() + m_offsets[1], m_test[1], m_tapes[1]);
        a.rowwise().normalize();
        b.rowwise().normalize();
        const Matrix<float> similarity = a * b.transpose();
        Index hits = 0;
        for (Index i = 0; i < testPairs; ++i) {
            Index best = 0;
            similarity.row(i).maxCoeff(&best);
            hits += best == i;
        }
        return static_cast<double>(hits) / static_cast<double>(testPairs);
    }

    std::vector<ParameterBlock> blocks;
    Vector<float> start;

private:
    ThreadPool m_pool;
    std::array<ModalityBatch<float>, 2> m_training, m_test;
    std::vector<Tower<float>> m_towers;
    std::array<Index, 2> m_offsets {};
    std::array<TowerTape<float>, 2> m_tapes;
    std::unique_ptr<PairObjective<float>> m_objective = makeObjective<float>("clip");
    PairResult<float> m_result;
};

struct Curve {
    std::array<double, budgets.size()> loss {};
    double recall = 0;
};

// The loss at the last step that a budget of evaluations pays for, averaged over the seeds.
Curve measure(const char* name, OptimizerSettings settings)
{
    settings.weightDecay = 1e-4;
    Curve mean;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        FullBatch batch(seed);
        ThreadPool pool;
        Vector<float> theta = batch.start;
        Vector<float> scratch(theta.size());
        const auto optimizer = makeOptimizer(name);
        const LossFunction function = [&](const Vector<float>& at, Vector<float>& gradient) {
            return batch.loss(at, gradient);
        };
        int evaluations = 0;
        bool stuck = false;
        for (std::size_t k = 0; k < budgets.size(); ++k) {
            double loss = batch.loss(theta, scratch);
            while (evaluations < budgets[k] && !stuck) {
                const Vector<float> before = theta;
                const StepReport report =
                    optimizer->step(pool, theta, batch.blocks, settings, function);
                stuck = report.lineSearchFailed;
                evaluations += report.evaluations;
                if (evaluations <= budgets[k]) loss = batch.loss(theta, scratch);
            }
            mean.loss[k] += loss / static_cast<double>(seeds);
        }
        mean.recall += batch.recallAtOne(theta) / static_cast<double>(seeds);
    }
    return mean;
}

Curve row(const char* label, const char* name, const OptimizerSettings& settings)
{
    const Curve curve = measure(name, settings);
    std::printf("%-28s", label);
    for (const double loss : curve.loss)
        std::printf(" %8.3f", loss);
    std::printf("   %.3f\n", curve.recall);
    std::fflush(stdout);
    return curve;
}

// The curve whose loss after 50 evaluations is least.
Curve best(const char* name, std::initializer_list<double> rates)
{
    Curve best;
    best.loss.fill(std::numeric_limits<double>::infinity());
    for (const double rate : rates) {
        const std::string label =
            std::string(name) + ", learning rate " + std::to_string(rate).substr(0, 5);
        const Curve curve = row(label.c_str(), name, { .learningRate = rate });
        if (curve.loss[1] < best.loss[1]) best = curve;
    }
    return best;
}

OptimizerSettings ncg(
    BetaRule beta, LineSearchRule search = LineSearchRule::strongWolfe, double curvature = 0.1)
{
    return { .betaRule = beta, .lineSearch = search, .curvature = curvature };
}

} // namespace

int main()
{
    using enum BetaRule;
    constexpr LineSearchRule approximate = LineSearchRule::approximateWolfe;
    std::printf("loss after evaluations           25       50      100      300   test R@1\n");
    best("sgd", { 0.1, 0.3, 1, 3 });
    best("momentum", { 0.03, 0.1, 0.3, 1 });
    const Curve adam = best("adam", { 0.003, 0.01, 0.03, 0.1 });
    row("ncg, FR", "ncg", ncg(fletcherReeves));
    const Curve pr = row("ncg, PR+", "ncg", ncg(polakRibierePlus));
    const Curve hz = row("ncg, HZ", "ncg", ncg(hagerZhang));
    row("ncg, PR+, c2 0.4", "ncg", ncg(polakRibierePlus, LineSearchRule::strongWolfe, 0.4));
    row("ncg, HZ, approximate", "ncg", ncg(hagerZhang, approximate));
    row("ncg, HZ, approximate, 0.9", "ncg", ncg(hagerZhang, approximate, 0.9));
    row("l-bfgs", "l-bfgs", {});
    row("l-bfgs, approximate", "l-bfgs", { .lineSearch = approximate });
    const bool below = pr.loss[1] < adam.loss[1] && hz.loss[1] < adam.loss[1];
    std::printf("conjugate gradient after 50 evaluations: %.3f (PR+), %.3f (HZ); Adam %.3f: %s\n",
        pr.loss[1], hz.loss[1], adam.loss[1], below ? "below" : "NOT below");
    return below ? 0 : 1;
}
