// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An objective as the mean over nested widths: against the objective on copies of the first
// columns, against finite differences, at chance; and runs that use it.
#include "analysis/matrix_faces.h"
#include "analysis/pair_forces.h"
#include "objective/nested_widths.h"
#include "support/every_objective.h"
#include "support/plain_objectives.h"
#include "support/small_run.h"

#include <QTest>

using namespace contrastlab;

namespace {

constexpr Index rows = 9, width = 12;
constexpr int nested = 3; // 12, 6, 3

using Batch = FullBatch<double>;

Batch batchFor(const std::string& name)
{
    Batch batch(rows, width);
    batch.fit(name);
    return batch;
}

/// Copies of the first columns; keys of the past at length one again.
Batch cut(const Batch& batch, Index first)
{
    Batch part = batch;
    for (Matrix<double>* each : { &part.a, &part.b, &part.keysA, &part.keysB })
        *each = Matrix<double>(each->leftCols(first));
    for (Matrix<double>* each : { &part.queueA, &part.queueB })
        *each = Matrix<double>(each->leftCols(first).rowwise().normalized());
    return part;
}

ObjectiveSettings nestedSettings(int count = nested)
{
    ObjectiveSettings settings;
    settings.nestedWidths = count;
    settings.queueSize = 2 * rows;
    settings.width = width;
    return settings;
}

PairResult<double> evaluate(
    const std::string& name, const Batch& batch, const ObjectiveSettings& settings)
{
    ThreadPool pool(1);
    PairResult<double> result;
    makeObjective<double>(name)->evaluate(pool, batch.input(), settings, Want::gradients, result);
    return result;
}

Matrix<double> padded(const Matrix<double>& part)
{
    Matrix<double> whole = Matrix<double>::Zero(part.rows(), width);
    whole.leftCols(part.cols()) = part;
    return whole;
}

bool areClose(double one, double other)
{
    return std::abs(one - other) < 1e-12 * std::max(1.0, std::abs(other));
}

std::uint64_t digestAfter(const RunSpec& spec, int threads = 1)
{
    ThreadPool pool(threads);
    Trainer trainer(smallSetup(spec), pool);
    for (int i = 0; i < 8; ++i)
        trainer.step();
    return trainer.checkpoint().digest();
}

} // namespace

class TestNestedWidths : public QObject {
    Q_OBJECT

private slots:
    void eachIsHalfTheOneBefore()
    {
        QCOMPARE(nestedCount(64, 1), 1);
        QCOMPARE(nestedCount(64, 3), 3);
        QCOMPARE(nestedWidth(64, 2), Index(16));
        QCOMPARE(nestedCount(12, 8), 4); // 12, 6, 3, 1
        QCOMPARE(nestedWidth(12, 3), Index(1));
        QCOMPARE(nestedCount(1, 8), 1);
        QCOMPARE(nestedCount(0, 8), 1);
    }

    void isTheMeanOfItsParts_data() { objectiveRows(); }
    void isTheMeanOfItsParts()
    {
        const std::string name = objectiveOfRow();
        const Batch batch = batchFor(name);
        const PairResult<double> whole = evaluate(name, batch, nestedSettings());
        PairResult<double> sum = evaluate(name, batch, {});
        for (const Index first : { 6, 3 }) {
            const PairResult<double> part = evaluate(name, cut(batch, first), {});
            sum.loss += part.loss;
            sum.lossAToB += part.lossAToB;
            sum.lossBToA += part.lossBToA;
            sum.gradA += padded(part.gradA);
            sum.gradB += padded(part.gradB);
            sum.gradLogScale += part.gradLogScale;
            sum.gradBias += part.gradBias;
        }
        QVERIFY(areClose(whole.loss, sum.loss / 3));
        QVERIFY(areClose(whole.lossAToB, sum.lossAToB / 3));
        QVERIFY(areClose(whole.lossBToA, sum.lossBToA / 3));
        QVERIFY(areClose(whole.gradLogScale, sum.gradLogScale / 3));
        QVERIFY(areClose(whole.gradBias, sum.gradBias / 3));
        QVERIFY((whole.gradA - sum.gradA / 3).cwiseAbs().maxCoeff() < 1e-12);
        QVERIFY((whole.gradB - sum.gradB / 3).cwiseAbs().maxCoeff() < 1e-12);
    }

    void gradientsAreExact_data() { objectiveRows(); }
    void gradientsAreExact()
    {
        const std::string name = objectiveOfRow();
        Batch batch = batchFor(name);
        ThreadPool pool(1);
        const double step = name == "triplet" ? 1e-6 : 1e-3; // so small that none crosses a kink
        std::vector<Vector<double>> weights; // dclw's, which are constants for its gradient
        for (int k = 0; k < nested; ++k) {
            const Batch part = cut(batch, nestedWidth(width, k));
            weights.push_back(plain::positiveWeights(part.a, part.b, 0.5));
        }
        const auto objective = makeObjective<double>(name);
        PairResult<double> scratch;
        const auto loss = [&] {
            if (name != "dclw") {
                objective->evaluate(pool, batch.input(), nestedSettings(), Want::loss, scratch);
                return scratch.loss;
            }
            double sum = 0;
            for (int k = 0; k < nested; ++k) {
                const Batch part = cut(batch, nestedWidth(width, k));
                sum += plain::loss(name, part.a, part.b, 1 / batch.temperature, 0, {},
                    &weights[static_cast<std::size_t>(k)]);
            }
            return sum / nested;
        };
        const PairResult<double> result = evaluate(name, batch, nestedSettings());
        const std::pair<Matrix<double>*, const Matrix<double>*> sides[] {
            { &batch.a, &result.gradA }, { &batch.b, &result.gradB }
        };
        for (const auto& [values, gradient] : sides) {
            const GradientError error =
                checkGradient({ values->data(), std::size_t(values->size()) },
                    { gradient->data(), std::size_t(gradient->size()) }, loss, step);
            QVERIFY2(error.relative < 1e-6, error.describe().c_str());
        }
    }

    void theLossOfAGuess_data() { objectiveRows(); }
    void theLossOfAGuess()
    {
        const std::string name = objectiveOfRow();
        const double chance = chanceLoss(name, rows, 0.25, -2, nestedSettings());
        if (name == "barlow-twins")
            QCOMPARE(chance, (12.0 + 6 + 3) / 3); // that of a width is the width
        else
            QCOMPARE(chance, chanceLoss(name, rows, 0.25, -2, nestedSettings(1)));
        QVERIFY(landmarkOf(name, nestedSettings()) != LossLandmark::width);
    }

    void oneWidthIsTheRunAsItWas()
    {
        RunSpec spec = smallSpec();
        const std::uint64_t digest = digestAfter(spec);
        spec.set("matryoshka", std::int64_t(1));
        QCOMPARE(digestAfter(spec), digest);
        spec.set("matryoshka", std::int64_t(3));
        QVERIFY(digestAfter(spec) != digest);
        QCOMPARE(digestAfter(spec, 3), digestAfter(spec, 1));
    }

    void goesOnFromACheckpointAndChangesLive()
    {
        for (const char* objective : { "clip", "moco", "vicreg" }) {
            const auto setup = smallSetup(smallSpec(
                { { "objective", objective }, { "queue_size", "96" }, { "matryoshka", "3" } }));
            ThreadPool pool(2);
            Trainer straight(setup, pool);
            for (int i = 0; i < 4; ++i)
                straight.step();
            Trainer resumed(setup, pool, straight.checkpoint());
            for (Trainer* trainer : { &straight, &resumed }) {
                trainer->step();
                QVERIFY(!trainer->change("matryoshka", std::int64_t(1)));
                trainer->step();
                QVERIFY(!trainer->change("matryoshka", std::int64_t(4)));
                QVERIFY(std::isfinite(trainer->step().loss));
            }
            QCOMPARE(resumed.checkpoint().digest(), straight.checkpoint().digest());
        }
    }

    void moreHalvesThanNumbersIsAProblem()
    {
        RunSpec spec = smallSpec({ { "embedding_width", "12" }, { "matryoshka", "4" } });
        QVERIFY(validate(spec).empty());
        spec.set("matryoshka", std::int64_t(5));
        const auto problems = validate(spec);
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(
            describe(problems), "matryoshka = 5: expected at most 4 for embeddings of 12 numbers");
    }

    // A loss of several widths is no function of the cosines of one.
    void actsOnNoCosineByItself()
    {
        const Batch batch = batchFor("clip");
        ThreadPool pool(1);
        const Index chosen[] { 0, 1 };
        QVERIFY(rowSlopes(pool, "clip", batch.input(), {}, chosen).ofCosines);
        QVERIFY(!rowSlopes(pool, "clip", batch.input(), nestedSettings(), chosen).ofCosines);
        MatrixItems items;
        items.a = batch.a.rowwise().normalized().cast<float>();
        items.b = batch.b.rowwise().normalized().cast<float>();
        items.cosines = items.a * items.b.transpose();
        items.objective = findObjective("clip");
        items.settings = nestedSettings();
        const PairMatrix matrix(items);
        QCOMPARE(matrix.lack(MatrixFace::gradient, PairBlock::across), FaceLack::widths);
        QCOMPARE(matrix.lack(MatrixFace::rowSoftmax, PairBlock::across), FaceLack::none);
    }
};

QTEST_APPLESS_MAIN(TestNestedWidths)
#include "tst_nested_widths.moc"
