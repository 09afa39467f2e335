// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The anatomy of a step against the step itself: what it foretells is what the trainer records, for
// every objective and optimiser, and its stages follow from each other.
#include "analysis/step_anatomy.h"
#include "support/small_run.h"

#include <QTest>

#include <cmath>

using namespace contrastlab;

namespace {

Checkpoint after(const std::shared_ptr<const RunSetup>& setup, int steps)
{
    ThreadPool pool(2);
    Trainer trainer(setup, pool);
    for (int i = 0; i < steps; ++i)
        trainer.step();
    return trainer.checkpoint();
}

StepAnatomy anatomyOf(const std::shared_ptr<const RunSetup>& setup, const Checkpoint& checkpoint,
    const AnatomyWish& wish = {})
{
    ThreadPool pool(1);
    return anatomyOfNextStep(pool, setup, checkpoint, wish);
}

bool areClose(double one, double other, double tolerance = 1e-5)
{
    return std::abs(one - other) <= tolerance * std::max(1.0, std::abs(other));
}

double normOfChange(const RunSetup& setup, int tower, const Checkpoint& from, const Checkpoint& to)
{
    const Index offset = setup.towerOffset(tower), size = setup.tower(tower).parameters();
    return (to.parameters.segment(offset, size).cast<double>()
        - from.parameters.segment(offset, size).cast<double>())
        .norm();
}

} // namespace

class TestStepAnatomy : public QObject {
    Q_OBJECT

private slots:
    void foretellsWhatTheTrainerDoes_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("optimizer");
        QTest::addColumn<QString>("clip");
        for (const ObjectiveInfo& info : objectiveTable())
            if (info.stable.empty()) // else it may diverge here
                QTest::addRow("%s", std::string(info.name).c_str())
                    << QString::fromStdString(std::string(info.name)) << QStringLiteral("adamw")
                    << QStringLiteral("0");
        for (const OptimizerInfo& info : optimizerTable())
            QTest::addRow("%s, clipped", std::string(info.name).c_str()) << QStringLiteral(
                "clip") << QString::fromStdString(std::string(info.name)) << QStringLiteral("0.05");
    }
    void foretellsWhatTheTrainerDoes()
    {
        QFETCH(QString, objective);
        QFETCH(QString, optimizer);
        QFETCH(QString, clip);
        const auto setup = smallSetup(smallSpec(
            { { "objective", objective.toStdString() }, { "optimizer", optimizer.toStdString() },
                { "clip_gradient", clip.toStdString() }, { "queue_size", "96" } }));
        const Checkpoint before = after(setup, 3);
        const std::uint64_t digest = before.digest();
        const StepAnatomy anatomy = anatomyOf(setup, before);
        QCOMPARE(before.digest(), digest);

        ThreadPool pool(2);
        Trainer trainer(setup, pool, before);
        const StepMetrics recorded = trainer.step();
        const Checkpoint next = trainer.checkpoint();
        QCOMPARE(anatomy.step, recorded.step);
        QCOMPARE(anatomy.metrics.loss, recorded.loss); // to the bit
        QVERIFY(areClose(anatomy.loss, recorded.loss, 1e-6)); // as worked out beside the trainer
        QCOMPARE(anatomy.metrics.gradientNorm, recorded.gradientNorm);
        QCOMPARE(anatomy.evaluations, int(recorded.evaluations - before.evaluations));
        QCOMPARE(anatomy.a.updateNorm, normOfChange(*setup, 0, before, next));
        QCOMPARE(anatomy.b.updateNorm, normOfChange(*setup, 1, before, next));
        QVERIFY(anatomy.healthy && anatomy.judged && anatomy.trained);
        QCOMPARE(anatomy.temperatureAfter, trainer.temperature());
        const bool clips =
            clip != QStringLiteral("0") && !findOptimizer(optimizer.toStdString())->needsHeldBatch;
        QCOMPARE(anatomy.clip < 1, clips);
        if (clips) QVERIFY(areClose(anatomy.clip * anatomy.metrics.gradientNorm, 0.05));
    }

    void lineSearchesLookMoreThanOnce()
    {
        const auto setup =
            smallSetup(smallSpec({ { "optimizer", "l-bfgs" }, { "hold_batch", "5" } }));
        QVERIFY(anatomyOf(setup, after(setup, 0)).evaluations > 1);
    }

    void stagesFollowFromEachOther_data()
    {
        QTest::addColumn<QString>("objective");
        for (const char* name : { "clip", "infonce", "nt-xent" })
            QTest::addRow("%s", name) << QString::fromLatin1(name);
    }
    void stagesFollowFromEachOther()
    {
        QFETCH(QString, objective);
        const auto setup = smallSetup(smallSpec({ { "objective", objective.toStdString() } }));
        const StepAnatomy anatomy = anatomyOf(setup, after(setup, 5), { 0, {}, 32 });
        QCOMPARE(anatomy.batch, Index(32));
        QCOMPARE(anatomy.rows, Index(32));
        QCOMPARE(std::ssize(anatomy.places), Index(32));
        QVERIFY(anatomy.ofDirections);
        double mean = 0;
        for (std::size_t i = 0; i < 32; ++i) {
            const auto r = Index(i);
            QVERIFY(areClose(double(anatomy.a.raw.row(r).norm()), anatomy.a.lengths[i]));
            QVERIFY(
                (anatomy.a.raw.row(r) / float(anatomy.a.lengths[i]) - anatomy.a.unit.row(r)).norm()
                < 1e-5f);
            const double cosine = double(anatomy.a.unit.row(r).dot(anatomy.b.unit.row(r)));
            QVERIFY(areClose(cosine, double(anatomy.cosines(r, r))));
            const double logit = cosine / anatomy.temperature;
            QVERIFY(areClose(std::exp(logit - anatomy.a.logSums[i]), anatomy.a.shares(r, r), 1e-4));
            QVERIFY(areClose(-std::log(anatomy.a.shares(r, r)), anatomy.a.losses[i], 1e-4));
            mean += anatomy.a.losses[i] / 32;
            // All candidates are shown, but for those of the own modality.
            const double shown = anatomy.a.shares.row(r).sum();
            QVERIFY(objective == QStringLiteral("nt-xent") ? shown < 1 : areClose(shown, 1));
        }
        QVERIFY(areClose(mean, anatomy.lossAToB, 1e-4));
        // Each row's slopes and gradient are those of the closed form where it is clip.
        if (objective != QStringLiteral("clip")) return;
        for (Index i = 0; i < 32; ++i)
            for (Index j = 0; j < 32; ++j) {
                const double closed =
                    ((anatomy.a.shares(i, j) + anatomy.b.shares(j, i)) / 2 - (i == j ? 1.0 : 0.0))
                    / anatomy.temperature;
                QVERIFY(areClose(anatomy.slopes(i, j), closed, 1e-4));
            }
        const Matrix<double> slopes = anatomy.slopes / 32;
        const Matrix<double> byUnit = slopes * anatomy.b.unit.cast<double>();
        for (Index i = 0; i < 32; ++i) {
            const Vector<double> unit = anatomy.a.unit.row(i).cast<double>();
            Vector<double> g = byUnit.row(i);
            g = (g - g.dot(unit) * unit) / anatomy.a.lengths[std::size_t(i)];
            QVERIFY((g - anatomy.a.gradient.row(i).cast<double>().transpose()).norm()
                < 1e-4 * (g.norm() + 1e-3));
        }
    }

    void aStepLowersTheLossOfItsBatch()
    {
        const auto setup = smallSetup(smallSpec(
            { { "optimizer", "sgd" }, { "learning_rate", "0.05" }, { "momentum", "0" } }));
        const StepAnatomy anatomy = anatomyOf(setup, after(setup, 2));
        QVERIFY(anatomy.lossAfter < anatomy.loss);
        QVERIFY(anatomy.after.partners - anatomy.after.others
            > anatomy.before.partners - anatomy.before.others);
    }

    void wishedItemsComeFirst()
    {
        const auto setup = smallSetup(smallSpec());
        const Checkpoint before = after(setup, 4);
        const StepAnatomy first = anatomyOf(setup, before);
        QCOMPARE(first.items.size(), std::size_t(8));
        QCOMPARE(first.places.front(), Index(0));
        const StepAnatomy all = anatomyOf(setup, before, { 0, {}, 32 });
        const std::vector<Index> wish { all.items[20], Index(999999), all.items[9] };
        const StepAnatomy wished = anatomyOf(setup, before, { 0, wish, 4 });
        QCOMPARE(wished.items,
            (std::vector<Index> { all.items[20], all.items[9], all.items[0], all.items[1] }));
        QCOMPARE(wished.places, (std::vector<Index> { 20, 9, 0, 1 }));
        // The numbers are of the whole batch, whatever is shown.
        QVERIFY(areClose(wished.a.losses.front(), all.a.losses[20]));
        QVERIFY(areClose(wished.slopes(0, 1), all.slopes(20, 9)));
    }

    void whatIsNotCosinesSaysSo()
    {
        const auto setup = smallSetup(smallSpec({ { "objective", "vicreg" } }));
        const StepAnatomy anatomy = anatomyOf(setup, after(setup, 2));
        QVERIFY(!anatomy.ofDirections);
        QCOMPARE(anatomy.slopes.size(), Index(0));
        QVERIFY(anatomy.a.losses.empty());
        QVERIFY(anatomy.a.gradient.norm() > 0);
    }

    void missingModalitiesAndUntrainedPairs()
    {
        Dataset data = makeSyntheticWorld({ .items = 300, .heldOut = 60, .modalities = 3 }, 1);
        data.modalities[2].present.assign(300, 1);
        for (std::size_t i = 0; i < 300; i += 2)
            data.modalities[2].present[i] = 0;
        const auto setup = std::make_shared<const RunSetup>(
            smallSpec({ { "pairs", "hub" }, { "modalities", "a,b,c" } }),
            std::make_shared<Dataset>(std::move(data)));
        const Checkpoint before = after(setup, 2);
        ThreadPool pool(1);
        Trainer trainer(setup, pool, before);
        const double recorded = trainer.step().loss;
        double mean = 0;
        for (int pair = 0; pair < 2; ++pair) {
            const StepAnatomy anatomy = anatomyOf(setup, before, { pair, {}, 8 });
            QVERIFY(anatomy.judged);
            QCOMPARE(anatomy.metrics.loss, recorded);
            mean += anatomy.loss / 2;
        }
        QVERIFY(areClose(mean, recorded, 1e-6));
        const StepAnatomy lacking = anatomyOf(setup, before, { 1, {}, 8 });
        QVERIFY(lacking.rows < lacking.batch);
        const StepAnatomy untrained = anatomyOf(setup, before, { 2, {}, 8 });
        QVERIFY(!untrained.trained && !untrained.judged);
        QVERIFY(untrained.a.losses.empty() && untrained.a.gradient.size() == 0);
        QVERIFY(untrained.cosines.allFinite());
    }

    void aBatchMayHoldNoRowOfThePair()
    {
        Dataset data = makeSyntheticWorld({ .items = 300, .heldOut = 60, .modalities = 3 }, 1);
        data.modalities[2].present.assign(300, 0);
        for (std::size_t i = 0; i < 300; i += 30)
            data.modalities[2].present[i] = 1;
        const auto setup = std::make_shared<const RunSetup>(
            smallSpec({ { "modalities", "a,b,c" }, { "batch_size", "4" }, { "held_out", "60" } }),
            std::make_shared<Dataset>(std::move(data)));
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        int empty = 0;
        for (int step = 0; step < 10; ++step, trainer.step())
            for (int pair = 0; pair < 3; ++pair) {
                const StepAnatomy anatomy = anatomyOf(setup, trainer.checkpoint(), { pair, {}, 8 });
                empty += anatomy.rows == 0;
                QCOMPARE(anatomy.judged, anatomy.rows > 0);
                QCOMPARE(std::ssize(anatomy.items), anatomy.rows);
            }
        QVERIFY(empty > 0);
    }

    void aStepThatDivergesIsForetold()
    {
        const auto setup = smallSetup(
            smallSpec({ { "optimizer", "sgd" }, { "learning_rate", "100" }, { "momentum", "0" } }));
        Checkpoint before = after(setup, 1);
        before.parameters.head(10).setConstant(std::nanf(""));
        QVERIFY(!anatomyOf(setup, before).healthy);
    }

    void ofTwoItemsThereIsAStep()
    {
        const auto setup = smallSetup(smallSpec({ { "batch_size", "2" } }));
        const StepAnatomy anatomy = anatomyOf(setup, after(setup, 1));
        QCOMPARE(anatomy.places.size(), std::size_t(2));
        QVERIFY(anatomy.cosines.allFinite());
    }

    void hearsThatItIsOfNoUse()
    {
        const auto setup = smallSetup(smallSpec());
        const Checkpoint before = after(setup, 1);
        std::stop_source stop;
        stop.request_stop();
        ThreadPool pool(1);
        QVERIFY_THROWS_EXCEPTION(
            Interrupted, anatomyOfNextStep(pool, setup, before, {}, stop.get_token()));
    }
};

QTEST_APPLESS_MAIN(TestStepAnatomy)
#include "tst_step_anatomy.moc"
