// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The average of the weights: its closed form, that training does not notice it, that a run resumes
// with it bit by bit, and that it is what is judged, kept in files and exported.
#include "analysis/evaluation.h"
#include "analysis/probe_frame.h"
#include "run/checkpoint_fit.h"
#include "run/memory_need.h"
#include "run/weight_average.h"
#include "store/data_record.h"
#include "store/run_file.h"
#include "store/run_store.h"
#include "support/small_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace contrastlab;

namespace {

RunSpec averagedSpec(const char* decay = "0.9")
{
    return smallSpec({ { "average_decay", decay }, { "steps", "60" } });
}

} // namespace

class TestWeightAverage : public QObject {
    Q_OBJECT

private slots:
    void theYoungAverageForgets()
    {
        QCOMPARE(averageKept(0.99, 1), 2.0 / 11);
        QCOMPARE(averageKept(0.99, 90), 91.0 / 100);
        QCOMPARE(averageKept(0.99, 891), 0.99);
        QCOMPARE(averageKept(0.5, 1000000), 0.5);
    }

    // Values that stay come nearer by the share that goes, at each step: 1 - keep^n of the way.
    void followsGeometrically()
    {
        ThreadPool pool(2);
        Vector<float> average = Vector<float>::Zero(100001);
        const Vector<float> values = Vector<float>::Constant(average.size(), 2.0f);
        for (int step = 0; step < 20; ++step)
            followWith(pool, average.data(), values.data(), average.size(), 0.9);
        const auto expected = static_cast<float>(2 * (1 - std::pow(0.9, 20)));
        QVERIFY((average.array() - expected).abs().maxCoeff() < 1e-5f);
    }

    // By hand, from the parameters of each step.
    void isTheAverageOfTheSteps()
    {
        const auto setup = smallSetup(averagedSpec());
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        Vector<double> expected = trainer.parameters().cast<double>();
        for (int step = 1; step <= 30; ++step) {
            trainer.step();
            const double keep = std::min(0.9, (1.0 + step) / (10.0 + step));
            expected = keep * expected + (1 - keep) * trainer.parameters().cast<double>();
        }
        const Index weights = setup->scaleOffset(0);
        QVERIFY((trainer.judged().cast<double>() - expected).head(weights).cwiseAbs().maxCoeff()
            < 1e-6);
        // Temperature and bias are judged as they stand.
        const Index rest = trainer.parameters().size() - weights;
        QVERIFY(trainer.judged().tail(rest) == trainer.parameters().tail(rest));
        QVERIFY(trainer.judged().head(weights) != trainer.parameters().head(weights));
    }

    void trainingDoesNotNotice()
    {
        ThreadPool pool(1);
        Trainer plain(smallSetup(averagedSpec("0")), pool);
        Trainer averaged(smallSetup(averagedSpec()), pool);
        for (int step = 0; step < 20; ++step) {
            plain.step();
            averaged.step();
        }
        QVERIFY(plain.parameters() == averaged.parameters());
        QVERIFY(plain.judged() == plain.parameters());
        QCOMPARE(plain.checkpoint().averageParameters.size(), Index(0));
    }

    void resumesBitByBit()
    {
        const auto setup = smallSetup(averagedSpec());
        ThreadPool one(1), two(2);
        Trainer straight(setup, one), threaded(setup, two);
        Checkpoint middle;
        for (int step = 0; step < 24; ++step) {
            if (step == 11) middle = straight.checkpoint();
            straight.step();
            threaded.step();
        }
        Trainer resumed(setup, two, middle);
        while (resumed.steps() < straight.steps())
            resumed.step();
        QCOMPARE(threaded.checkpoint().digest(), straight.checkpoint().digest());
        QCOMPARE(resumed.checkpoint().digest(), straight.checkpoint().digest());
        Checkpoint other = straight.checkpoint();
        other.averageParameters[3] += 1;
        QVERIFY(other.digest() != straight.checkpoint().digest());
    }

    void isSwitchedLive()
    {
        ThreadPool pool(1);
        Trainer trainer(smallSetup(averagedSpec("0")), pool);
        for (int step = 0; step < 5; ++step)
            trainer.step();
        QVERIFY(!trainer.change("average_decay", 0.99));
        QVERIFY(trainer.judged() == trainer.parameters()); // it begins here
        trainer.step();
        QVERIFY(trainer.judged() != trainer.parameters());
        QVERIFY(!trainer.change("average_decay", 0.0));
        QVERIFY(trainer.judged() == trainer.parameters());
        QVERIFY(trainer.change("average_decay", 1.0).has_value());
    }

    void isWhatIsJudged()
    {
        const auto setup = smallSetup(averagedSpec());
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        for (int step = 0; step < 20; ++step)
            trainer.step();
        const Checkpoint checkpoint = trainer.checkpoint();
        const EvaluationMetrics judged = evaluateTrainer(trainer);
        const EvaluationMetrics average =
            evaluateHeldOut(pool, *setup, trainer.spec(), checkpoint.averageParameters);
        const EvaluationMetrics plain =
            evaluateHeldOut(pool, *setup, trainer.spec(), checkpoint.parameters);
        QCOMPARE(judged.loss, average.loss);
        QVERIFY(judged.loss != plain.loss);
        Checkpoint withoutWeights = checkpoint;
        withoutWeights.parameters.setZero();
        const ProbeSet probes = chooseProbes(*setup);
        QVERIFY(analyseProbes(pool, *setup, probes, withoutWeights, nullptr).embeddings
            == analyseProbes(pool, *setup, probes, checkpoint, nullptr).embeddings);
    }

    void aFileKeepsIt()
    {
        QTemporaryDir folder;
        const auto setup = smallSetup(averagedSpec());
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        for (int step = 0; step < 7; ++step)
            trainer.step();
        auto run = std::make_shared<Run>(trainer.spec());
        run->keep(std::make_shared<Checkpoint>(trainer.checkpoint()));
        const std::string file = folder.filePath(QStringLiteral("a.clab")).toStdString();
        saveRun(*run, file, recordOf(setup->dataset(), setup->spec()));
        RunFile read(file);
        QCOMPARE(read.checkpointSteps().size(), std::size_t(1));
        QVERIFY(read.checkpoint(0)->averageParameters == trainer.checkpoint().averageParameters);
    }

    // A file of before there was one: it begins where the run goes on.
    void aCheckpointMayLackIt()
    {
        const auto setup = smallSetup(averagedSpec());
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        trainer.step();
        Checkpoint checkpoint = trainer.checkpoint();
        checkpoint.averageParameters.resize(0);
        QVERIFY(checkFits(checkpoint, *setup).empty());
        Trainer resumed(setup, pool, checkpoint);
        QVERIFY(resumed.judged() == resumed.parameters());
        checkpoint.averageParameters.setZero(3);
        QCOMPARE(checkFits(checkpoint, *setup).front().field,
            std::string("checkpoint.average_parameters"));
    }

    void itsMemoryCounts()
    {
        const auto plain = memoryNeedOf(*smallSetup(averagedSpec("0")));
        const auto averaged = memoryNeedOf(*smallSetup(averagedSpec()));
        QVERIFY(averaged.parameters > plain.parameters);
        QVERIFY(averaged.checkpoints > plain.checkpoints);
    }
};

QTEST_GUILESS_MAIN(TestWeightAverage)
#include "tst_weight_average.moc"
