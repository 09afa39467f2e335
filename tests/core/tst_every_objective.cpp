// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What holds for every objective of the table, also for those to come: exact gradients through two
// towers, a check that finds a fault in any of its gradients, and the invariances in single
// precision.
#include "model/tower.h"
#include "support/every_objective.h"
#include "support/plain_objectives.h"

#include <Eigen/QR>
#include <QTest>

#include <cstring>
#include <numeric>

using namespace contrastlab;

namespace {

template <class S>
PairResult<S> evaluate(const std::string& name, const FullBatch<S>& batch, int threads = 1)
{
    ThreadPool pool(threads);
    PairResult<S> result;
    makeObjective<S>(name)->evaluate(pool, batch.input(), {}, Want::gradients, result);
    return result;
}

template <class S> Matrix<S> permuted(const Matrix<S>& rows, const std::vector<Index>& order)
{
    return rows(order, Eigen::all);
}

// The largest difference of two results, relative to the size of what is compared.
template <class S, class A, class B>
double distance(const PairResult<S>& x, const PairResult<S>& y, const A& gradA, const B& gradB)
{
    const auto off = [](const auto& m, const auto& n) {
        return double((m - n).norm()) / std::max(1e-9, double(n.norm()));
    };
    return std::max({ std::abs(x.loss - y.loss) / std::max(1.0, std::abs(y.loss)),
        off(x.gradA, gradA), off(x.gradB, gradB),
        std::abs(x.gradLogScale - y.gradLogScale)
            / std::max({ 1.0, std::abs(y.loss), std::abs(y.gradLogScale) }),
        std::abs(x.gradBias - y.gradBias) / std::max(1.0, std::abs(y.gradBias)) });
}

// Step of the differences: so small that none crosses a kink of the hinge.
double stepFor(const std::string& name)
{
    return name == "triplet" ? 1e-6 : 1e-3;
}

enum class Slot { a, b, logScale, bias };

// An objective with one of its gradients a little too long.
class Faulty final : public PairObjective<double> {
public:
    Faulty(const std::string& name, Slot slot) : m_right(makeObjective<double>(name)), m_slot(slot)
    {
    }
    void evaluate(ThreadPool& pool, const PairInput<double>& input,
        const ObjectiveSettings& settings, Want want, PairResult<double>& result) override
    {
        m_right->evaluate(pool, input, settings, want, result);
        if (want == Want::loss) return;
        constexpr double fault = 1e-5;
        const double length = std::max(1.0, result.gradA.cwiseAbs().maxCoeff());
        if (m_slot == Slot::a) result.gradA.array() += fault * length;
        if (m_slot == Slot::b) result.gradB.array() += fault * length;
        if (m_slot == Slot::logScale) result.gradLogScale += fault * (1 + result.gradLogScale);
        if (m_slot == Slot::bias) result.gradBias += fault * (1 + result.gradBias);
    }

private:
    std::unique_ptr<PairObjective<double>> m_right;
    Slot m_slot;
};

// A linear tower and a perceptron before an objective.
class TwoTowers {
public:
    explicit TwoTowers(const std::string& name)
        : m_name(name)
        , m_objective(makeObjective<double>(name))
        , m_rest(pairs, width)
    {
        const InputShape shape { ModalityKind::features, 1, 1, 5, 0 };
        for (const TowerKind kind : { TowerKind::linear, TowerKind::mlp }) {
            const auto t = std::uint64_t(m_towers.size());
            const Tower<double>& tower = m_towers.emplace_back(TowerSpec { .kind = kind,
                                                                   .hiddenWidth = 6,
                                                                   .activation = Activation::tanh,
                                                                   .embeddingWidth = width },
                shape);
            m_batches.emplace_back().dense = normalMatrix<double>(pairs, shape.size(), 20 + t);
            Vector<double>& values = parameters.emplace_back(tower.parameters());
            RandomStream stream(t, Purpose::initialWeights);
            tower.initialise(values.data(), stream);
            if (name != "article-naive") continue;
            values = values.cwiseAbs();
            m_batches.back().dense = m_batches.back().dense.cwiseAbs();
        }
    }

    double loss(Want want = Want::loss)
    {
        PairInput<double> input = m_rest.input();
        pointAt(input.a, forward(0));
        pointAt(input.b, forward(1));
        if (want == Want::loss && m_name == "dclw") // its weights are constants for its gradient
            return plain::loss(
                m_name, input.a, input.b, std::exp(input.logScale), 0, {}, &m_weights);
        if (want == Want::gradients) m_weights = plain::positiveWeights(input.a, input.b, 0.5);
        m_objective->evaluate(m_pool, input, {}, want, m_result);
        return m_result.loss;
    }
    Vector<double> gradient(std::size_t t)
    {
        loss(Want::gradients);
        Vector<double> gradient = Vector<double>::Constant(parameters[t].size(), 99.0);
        m_towers[t].backward(m_pool, parameters[t].data(), m_batches[t], m_tapes[t],
            t == 0 ? m_result.gradA : m_result.gradB, gradient.data());
        return gradient;
    }

    std::vector<Vector<double>> parameters;

private:
    static constexpr Index pairs = 7, width = 4;
    ConstMatrixView<double> forward(std::size_t t)
    {
        return m_towers[t].forward(m_pool, parameters[t].data(), m_batches[t], m_tapes[t]);
    }

    std::string m_name;
    std::unique_ptr<PairObjective<double>> m_objective;
    FullBatch<double> m_rest;
    ThreadPool m_pool;
    std::vector<Tower<double>> m_towers;
    std::vector<ModalityBatch<double>> m_batches;
    TowerTape<double> m_tapes[2];
    PairResult<double> m_result;
    Vector<double> m_weights;
};

} // namespace

class EveryObjectiveTest : public QObject {
    Q_OBJECT

private slots:
    void gradientsThroughTheTowers_data() { objectiveRows(); }
    void gradientsThroughTheTowers()
    {
        const std::string name = objectiveOfRow();
        TwoTowers towers(name);
        for (const std::size_t t : { 0u, 1u }) {
            const Vector<double> gradient = towers.gradient(t);
            QVERIFY(gradient.norm() > 1e-3);
            Vector<double>& parameters = towers.parameters[t];
            const GradientError error = checkGradient(
                { parameters.data(), std::size_t(parameters.size()) },
                { gradient.data(), std::size_t(gradient.size()) }, [&] { return towers.loss(); },
                stepFor(name));
            QVERIFY2(error.relative < 1e-6, error.describe().c_str());
        }
    }

    void faultsAreFound_data() { objectiveRows(); }
    void faultsAreFound()
    {
        const std::string name = objectiveOfRow();
        ThreadPool pool;
        FullBatch<double> batch(6, 4);
        batch.fit(name);
        for (const Slot slot : { Slot::a, Slot::b, Slot::logScale, Slot::bias }) {
            Faulty faulty(name, slot);
            const ObjectiveErrors errors =
                checkObjective(pool, faulty, batch.a, batch.b, batch.input(), {}, stepFor(name));
            const GradientError found[] { errors.a, errors.b, errors.logScale, errors.bias };
            QVERIFY2(found[int(slot)].relative > 1e-6, found[int(slot)].describe().c_str());
        }
    }

    // One row that is no number: a finite loss would hide it.
    void notANumberIsTold_data() { objectiveRows(); }
    void notANumberIsTold()
    {
        const std::string name = objectiveOfRow();
        for (const double temperature : { 0.2, 0.005 }) // unshifted and shifted sums
            for (const bool all : { false, true }) {
                FullBatch<float> batch(80, 12);
                batch.fit(name);
                batch.temperature = temperature;
                batch.a.topRows(all ? 80 : 1).setConstant(std::nanf(""));
                QVERIFY(!std::isfinite(evaluate(name, batch).loss));
            }
    }

    void orderOfPairsInSingle_data() { objectiveRows(); }
    void orderOfPairsInSingle()
    {
        const std::string name = objectiveOfRow();
        FullBatch<float> batch(150, 12);
        batch.fit(name);
        RandomStream stream(7, Purpose::sampleOrder);
        const std::vector<std::int64_t> drawn = permutation(150, stream);
        const std::vector<Index> order(drawn.begin(), drawn.end());
        FullBatch<float> mixed = batch;
        for (Matrix<float>* rows : { &mixed.a, &mixed.b, &mixed.keysA, &mixed.keysB })
            *rows = permuted(*rows, order);
        for (std::size_t i = 0; i < order.size(); ++i)
            mixed.labels[i] = batch.labels[std::size_t(order[i])];
        const PairResult<float> one = evaluate(name, batch);
        const double off = distance(
            evaluate(name, mixed), one, permuted(one.gradA, order), permuted(one.gradB, order));
        QVERIFY2(off < 1e-5, qPrintable(QString::number(off)));
    }

    void rotationInSingle_data() { objectiveRows(); }
    void rotationInSingle()
    {
        const std::string name = objectiveOfRow();
        if (name == "barlow-twins" || name == "vicreg") return; // they look at single dimensions
        FullBatch<float> batch(150, 12);
        batch.fit(name);
        const Eigen::MatrixXf turn =
            Eigen::HouseholderQR<Eigen::MatrixXf>(normalMatrix<float>(12, 12, 9)).householderQ();
        FullBatch<float> turned = batch;
        for (Matrix<float>* rows : turned.all())
            *rows *= turn;
        const PairResult<float> one = evaluate(name, batch);
        const double off = distance(evaluate(name, turned), one, Matrix<float>(one.gradA * turn),
            Matrix<float>(one.gradB * turn));
        QVERIFY2(off < 1e-5, qPrintable(QString::number(off)));
    }

    void swapInSingle_data() { objectiveRows(); }
    void swapInSingle()
    {
        const std::string name = objectiveOfRow();
        if (name == "infonce" || name.starts_with("article")) return; // of one direction
        const FullBatch<float> batch(150, 12);
        FullBatch<float> swapped = batch;
        std::swap(swapped.a, swapped.b);
        std::swap(swapped.keysA, swapped.keysB);
        std::swap(swapped.queueA, swapped.queueB);
        const PairResult<float> one = evaluate(name, batch);
        const double off = distance(evaluate(name, swapped), one, one.gradB, one.gradA);
        QVERIFY2(off < 1e-5, qPrintable(QString::number(off)));
    }

    void threadsInDouble_data() { objectiveRows(); }
    void threadsInDouble()
    {
        const std::string name = objectiveOfRow();
        FullBatch<double> batch(300, 12);
        batch.fit(name);
        const PairResult<double> one = evaluate(name, batch, 1);
        const PairResult<double> three = evaluate(name, batch, 3);
        const auto sameBits = [](const Matrix<double>& x, const Matrix<double>& y) {
            return std::memcmp(x.data(), y.data(), std::size_t(x.size()) * sizeof(double)) == 0;
        };
        QVERIFY(one.loss == three.loss && one.gradLogScale == three.gradLogScale);
        QVERIFY(sameBits(one.gradA, three.gradA) && sameBits(one.gradB, three.gradB));
    }
};

QTEST_APPLESS_MAIN(EveryObjectiveTest)
#include "tst_every_objective.moc"
