// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Duplicates and their floor against enumeration and published values, and the diagnostics of a
// short real run.
#include "analysis/training_diagnostics.h"
#include "support/small_run.h"

#include <QTest>

#include <bit>
#include <cmath>

using namespace contrastlab;

namespace {

// All batches of `batch` items from groups of equal ones: mean of ln m over batch and items in it.
double enumeratedFloor(const std::vector<int>& groups, int batch)
{
    const unsigned items = unsigned(groups.size());
    double sum = 0;
    int count = 0;
    for (unsigned chosen = 0; chosen < 1u << items; ++chosen) {
        if (std::popcount(chosen) != batch) continue;
        for (unsigned i = 0; i < items; ++i) {
            if (!(chosen >> i & 1)) continue;
            int equal = 0;
            for (unsigned j = 0; j < items; ++j)
                equal += (chosen >> j & 1) && groups[j] == groups[i];
            sum += std::log(equal);
            ++count;
        }
    }
    return sum / count;
}

Duplicates evenClasses(Index items, Index classes)
{
    return { items, { { items / classes, items } } };
}

std::shared_ptr<const RunSetup> captionedSetup(const std::vector<std::string>& captions)
{
    auto world = makeSyntheticWorld({ .items = 12, .heldOut = 4 }, 1);
    ModalityData& text = world.modalities[1];
    text.kind = ModalityKind::text;
    text.features = nullptr;
    for (Index i = 0; i < world.items; ++i)
        text.texts.push_back({ { captions[std::size_t(i) % captions.size()] }, {} });
    return std::make_shared<RunSetup>(
        smallSpec({ { "batch_size", "4" } }), std::make_shared<Dataset>(std::move(world)));
}

} // namespace

class TestTrainingDiagnostics : public QObject {
    Q_OBJECT

private slots:
    void theFloorIsTheMeanOverAllBatches_data()
    {
        QTest::addColumn<int>("batch");
        for (const int batch : { 1, 2, 3, 5, 8, 9 })
            QTest::addRow("%d of 9", batch) << batch;
    }
    void theFloorIsTheMeanOverAllBatches()
    {
        QFETCH(int, batch);
        const Duplicates duplicates { 9, { { 4, 4 }, { 2, 4 } } };
        const double expected = enumeratedFloor({ 0, 0, 0, 0, 1, 1, 2, 2, 3 }, batch);
        QVERIFY(std::abs(duplicateFloor(duplicates, batch) - expected) < 1e-12);
    }

    // With endless items the copies are binomial; C classes and batches of N.
    void theFloorOfClassNames_data()
    {
        QTest::addColumn<int>("classes");
        QTest::addColumn<int>("batch");
        QTest::addColumn<double>("floor");
        QTest::newRow("2, 64") << 2 << 64 << 3.47;
        QTest::newRow("8, 16") << 8 << 16 << 0.95;
        QTest::newRow("8, 64") << 8 << 64 << 2.14;
        QTest::newRow("32, 256") << 32 << 256 << 2.14;
    }
    void theFloorOfClassNames()
    {
        QFETCH(int, classes);
        QFETCH(int, batch);
        QFETCH(double, floor);
        QVERIFY(std::abs(duplicateFloor(evenClasses(320000, classes), batch) - floor) < 0.006);
    }

    void equalCaptionsAreFound()
    {
        const auto setup = captionedSetup({ "a cat", "a dog" });
        const Duplicates text = findDuplicates(*setup, 1);
        QCOMPARE(text.items, Index(8));
        QCOMPARE(text.copies, (std::map<Index, Index> { { 4, 8 } }));
        QVERIFY(findDuplicates(*setup, 0).copies.empty());
        QCOMPARE(duplicateFloor(findDuplicates(*setup, 0), 4), 0.0);
    }

    void whereCaptionsEndMatters()
    {
        const auto setup = captionedSetup({ "ab", "a", "b" });
        QCOMPARE(findDuplicates(*setup, 1).copies, (std::map<Index, Index> { { 2, 2 }, { 3, 6 } }));
    }

    void theClampIsSeen_data()
    {
        QTest::addColumn<double>("temperature");
        QTest::addColumn<bool>("learned");
        QTest::addColumn<int>("clamp");
        QTest::newRow("lower") << 0.01 << true << int(Clamp::lower);
        QTest::newRow("near") << 0.011 << true << int(Clamp::none);
        QTest::newRow("upper") << 1.0 << true << int(Clamp::upper);
        QTest::newRow("fixed") << 0.01 << false << int(Clamp::none);
    }
    void theClampIsSeen()
    {
        QFETCH(double, temperature);
        QFETCH(bool, learned);
        RunSpec spec;
        spec.set("learn_temperature", learned);
        QTEST(int(clampOf(spec, temperature)), "clamp");
        spec.set("objective", std::string("triplet"));
        QCOMPARE(clampOf(spec, temperature), Clamp::none);
    }

    void theBoundIsInNats()
    {
        QCOMPARE(informationBound("clip", 1.5, 64), std::log(64) - 1.5);
        QCOMPARE(informationBound("infonce", 0, 2), std::log(2));
        QCOMPARE(informationBound("nt-xent", 1, 64), std::log(127) - 1);
        QVERIFY(std::isnan(informationBound("siglip", 1, 64)));
    }

    // Alignment alone has no temperature and bounds no information.
    void withoutNegativesTheTrainedLossIsRead()
    {
        RunSpec spec = smallSpec();
        QCOMPARE(clampOf(spec, leastLearnableTemperature), Clamp::lower);
        spec.set("break.no_negatives", true);
        QCOMPARE(clampOf(spec, leastLearnableTemperature), Clamp::none);
        const auto setup = smallSetup(spec);
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        const std::vector<StepMetrics> steps { trainer.step() };
        const ProbeSet probes = chooseProbes(*setup);
        const Checkpoint checkpoint = trainer.checkpoint();
        const ProbeFrame frame = analyseProbes(pool, *setup, probes, checkpoint, nullptr);
        const TrainingDiagnostics found =
            diagnoseTraining(pool, *setup, probes, checkpoint, frame, steps, {});
        QCOMPARE(found.loss, steps[0].loss);
        QVERIFY(std::isnan(found.informationBound));
    }

    void aRunIsDiagnosed()
    {
        const RunSpec spec = smallSpec();
        const auto setup = smallSetup(spec);
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        Run run(spec);
        RunRecorder recorder(run, nullptr, &evaluatePart);
        drive(trainer, recorder, nullptr, {});
        const ProbeSet probes = chooseProbes(*setup);
        const Checkpoint checkpoint = trainer.checkpoint();
        const ProbeFrame frame = analyseProbes(pool, *setup, probes, checkpoint, nullptr);
        const auto recent = stepsUpTo(run, checkpoint.step);
        QCOMPARE(recent.size(), recentSteps);
        QCOMPARE(recent.back().step, std::int64_t(40));
        QCOMPARE(stepsUpTo(run, 3).size(), std::size_t(3));
        const std::vector<Duplicates> duplicates { findDuplicates(*setup, 0),
            findDuplicates(*setup, 1) };
        const TrainingDiagnostics found =
            diagnoseTraining(pool, *setup, probes, checkpoint, frame, recent, duplicates);
        QCOMPARE(found.step, std::int64_t(40));
        QCOMPARE(found.items, std::int64_t(60));
        QCOMPARE(found.temperature, trainer.temperature());
        double loss = 0;
        for (const StepMetrics& step : recent)
            loss += step.loss / double(recentSteps);
        QVERIFY(std::abs(found.loss - loss) < 1e-12);
        QVERIFY(std::abs(found.chance - std::log(32)) < 1e-12);
        QVERIFY(std::abs(found.informationBound - (std::log(32) - loss)) < 1e-9);
        QVERIFY(found.updateRatio > 0);
        QVERIFY(found.towerGradientNorm[0] > 0 && found.towerGradientNorm[1] > 0);
        QCOMPARE(found.duplicateFloor, 0.0);
        // The recall that training measured on the same items.
        const EvaluationMetrics judged = run.evaluations.all().back();
        QVERIFY(std::abs(found.heldOut.retrieval.aToB.recallAt1 - judged.aToB.recallAt1) < 1e-9);
        QVERIFY(found.heldOut.similarity.falseNegativeShare > 0);
    }
};

QTEST_APPLESS_MAIN(TestTrainingDiagnostics)
#include "tst_training_diagnostics.moc"
