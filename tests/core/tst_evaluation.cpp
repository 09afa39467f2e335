// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Judging what repeats: captions that are names of classes, copies of pictures, classes by name.
#include "analysis/doctor.h"
#include "analysis/probe_frame.h"
#include "support/class_data.h"
#include "support/small_run.h"

#include <QTest>

#include <cmath>

using namespace contrastlab;

namespace {

std::shared_ptr<RunSetup> classSetup()
{
    return std::make_shared<RunSetup>(
        smallSpec({ { "held_out", "100" }, { "steps", "200" } }), test::classData(400));
}

} // namespace

class TestEvaluation : public QObject {
    Q_OBJECT

private slots:
    // A hundred copies of five names: a perfect model could not pass 0.05 where a copy was a miss.
    void equalCaptionsAreHits()
    {
        const auto setup = classSetup();
        ThreadPool pool(2);
        Trainer trainer(setup, pool);
        const EvaluationMetrics before = evaluateTrainer(trainer);
        while (!trainer.finished())
            trainer.step();
        const EvaluationMetrics after = evaluateTrainer(trainer);
        QVERIFY(after.aToB.recallAt1 > 0.95 && after.bToA.recallAt1 > 0.95);
        QCOMPARE(after.items, std::int64_t(100));
        const PairRecall& pair = after.pairs[0];
        QVERIFY(std::abs(pair.chanceAToB.recallAt1 - 0.2) < 0.03); // one of five
        QVERIFY(pair.chanceAToB.recallAt10 > 0.85 && pair.chanceAToB.recallAt10 < 0.95);
        QCOMPARE(pair.chanceAToB.recallAt10, pair.chanceBToA.recallAt10);
        QCOMPARE(pair.chanceAToB.medianRank, before.pairs[0].chanceAToB.medianRank);
        QVERIFY(findsPartners(after) && !guesses(after));
    }

    void classesAreNamed()
    {
        const auto setup = classSetup();
        ThreadPool pool(1);
        QCOMPARE(classTask(*setup).names, 1);
        QCOMPARE(classTask(*setup).items, 0);
        Trainer trainer(setup, pool);
        while (!trainer.finished())
            trainer.step();
        const EvaluationMetrics judged = evaluateTrainer(trainer);
        QVERIFY(judged.classAccuracy > 0.95);
        QCOMPARE(judged.classChance, 0.2);
        const ClassAccuracy classes = judgeClasses(pool, *setup, trainer.judged());
        QCOMPARE(classes.all, judged.classAccuracy);
        QCOMPARE(classNames(*setup), std::vector<std::string>(test::classes, test::classes + 5));
        double right = 0, items = 0;
        for (std::size_t c = 0; c < 5; ++c) {
            right += classes.perClass[Index(c)] * double(classes.items[c]);
            items += double(classes.items[c]);
        }
        QCOMPARE(items, 100.0);
        QVERIFY(std::abs(right / items - classes.all) < 1e-12);
        // As the views have it, of the same items.
        const ProbeSet probes = chooseProbes(*setup);
        const Checkpoint checkpoint = trainer.checkpoint();
        const ProbeFrame frame = analyseProbes(pool, *setup, probes, checkpoint, nullptr);
        const TrainingDiagnostics diagnostics =
            diagnoseTraining(pool, *setup, probes, checkpoint, frame, {}, {});
        QCOMPARE(diagnostics.classAccuracies, classes.perClass);
        // What does not know the items guesses one class for all of a kind at best.
        Trainer fresh(setup, pool);
        QVERIFY(evaluateTrainer(fresh).classAccuracy < 0.7);
    }

    // Names and items are embedded by the same weights, where the judged ones are averages, too.
    void averagedWeightsJudgeTheClasses()
    {
        const auto setup = std::make_shared<RunSetup>(
            smallSpec({ { "held_out", "100" }, { "steps", "60" }, { "average_decay", "0.9" },
                { "learning_rate", "0.03" } }),
            test::classData(400));
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        while (!trainer.finished())
            trainer.step();
        const ProbeSet probes = chooseProbes(*setup);
        Checkpoint checkpoint = trainer.checkpoint();
        checkpoint.parameters.setZero(); // nothing but the averages can tell
        const ProbeFrame frame = analyseProbes(pool, *setup, probes, checkpoint, nullptr);
        const TrainingDiagnostics diagnostics =
            diagnoseTraining(pool, *setup, probes, checkpoint, frame, {}, {});
        QCOMPARE(
            diagnostics.classAccuracies, judgeClasses(pool, *setup, trainer.judged()).perClass);
    }

    void captionsOfTheirOwnNameNoClasses()
    {
        ThreadPool pool(1);
        Trainer trainer(smallSetup(smallSpec()), pool);
        QVERIFY(!classTask(trainer.setup()).exists());
        const EvaluationMetrics judged = evaluateTrainer(trainer);
        QVERIFY(std::isnan(judged.classAccuracy) && std::isnan(judged.classChance));
        QCOMPARE(judged.pairs[0].chanceAToB.recallAt1, 1.0 / 60);
        QCOMPARE(judged.pairs[0].chanceAToB.medianRank, 30.0);
    }

    // Copies of a picture are on one side, whatever their captions; a class is on both.
    void copiesAreOnOneSide()
    {
        const auto data = test::classData(400);
        Matrix<float> rows = test::unitNormalRows<float>(400, 8, 5);
        for (Index i = 1; i < 400; i += 2)
            rows.row(i) = rows.row(i - 1);
        data->modalities[0].features = featuresInMemory(std::move(rows));
        const RunSetup setup(smallSpec({ { "held_out", "100" } }), data);
        QCOMPARE(setup.split().heldOut.size(), std::size_t(100));
        for (std::size_t i = 0; i < 100; i += 2)
            QCOMPARE(setup.split().heldOut[i] + 1, setup.split().heldOut[i + 1]);
        ThreadPool pool(1);
        const Vector<float> parameters = setup.initialParameters();
        const EvaluationMetrics judged = evaluateHeldOut(pool, setup, setup.spec(), parameters);
        // Right is a caption of the own class, or that of the copy, which is of another.
        double right = 0;
        for (const Index item : setup.split().heldOut)
            right += 1 + double(std::ranges::count_if(setup.split().heldOut, [item](Index other) {
                return other % 5 == item % 5;
            }));
        QVERIFY(std::abs(judged.pairs[0].chanceAToB.recallAt1 - right / 1e4) < 1e-12);
    }
};

QTEST_APPLESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
