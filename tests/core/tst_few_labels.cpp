// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A few labels on worlds whose answer is known.
#include "analysis/few_labels.h"
#include "analysis/probes.h"
#include "support/random_rows.h"
#include "support/small_run.h"

#include <QTest>

#include <cmath>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

FewLabels judged(SyntheticWorld world, int threads = 1)
{
    world.items = 600;
    world.heldOut = 120;
    world.classes = 4;
    const RunSetup setup(smallSpec({ { "feature_tower", "linear" } }),
        std::make_shared<Dataset>(makeSyntheticWorld(world, 1)));
    ThreadPool pool(threads);
    return judgeFewLabels(pool, setup, setup.initialParameters());
}

} // namespace

class TestFewLabels : public QObject {
    Q_OBJECT

private slots:
    void pointsNeedOneLabelEach()
    {
        const FewLabels few = judged({ .spread = 0, .noise = 0 });
        for (const FewLabels::Accuracies& of : { few.inputs, few.components, few.embeddings })
            for (const double accuracy : of)
                QCOMPARE(accuracy, 1.0);
    }

    // Without anything of a class in the view a probe guesses, and what principal components keep
    // is what varies most.
    void nuisanceHidesClasses()
    {
        const FewLabels hidden = judged({ .nuisance = 50 });
        QVERIFY(std::abs(hidden.components[1] - 0.25) < 0.15);
        const FewLabels plain = judged({ .spread = 0.3 });
        QVERIFY(plain.components[1] > 0.9 && plain.inputs[1] > 0.9);
        QVERIFY(plain.inputs[2] >= plain.inputs[0]);
    }

    void withoutLabelsThereAreNone()
    {
        Dataset data = makeSyntheticWorld({ .items = 200, .heldOut = 40 }, 1);
        data.labels.clear();
        const RunSetup setup(smallSpec(), std::make_shared<Dataset>(data));
        ThreadPool pool(1);
        const FewLabels few = judgeFewLabels(pool, setup, setup.initialParameters());
        int numbers = 0;
        visitColumns(few, [&](const std::string&, double value) {
            QVERIFY(std::isnan(value));
            ++numbers;
        });
        QCOMPARE(numbers, 9);
    }

    void threadsDoNotMatter() { QCOMPARE(judged({}, 1).embeddings, judged({}, 3).embeddings); }

    // On other rows than it was trained on.
    void aProbeOfTwoSets()
    {
        ThreadPool pool(1);
        Matrix<float> training(2, 2), test(3, 2);
        training << 0, 1, 1, 0;
        test << 0.1f, 2, 3, 0.2f, 0, 5;
        const std::vector<int> labels { 7, 3 }, right { 7, 3, 7 }, wrong { 3, 3, 3 }, none;
        const auto accuracy = [&](const std::vector<int>& of) {
            return linearProbeAccuracy<float>(
                pool, view(std::as_const(training)), labels, view(std::as_const(test)), of);
        };
        QCOMPARE(accuracy(right), 1.0);
        QCOMPARE(accuracy(wrong), 1.0 / 3);
        QVERIFY(std::isnan(accuracy(none)));
    }
};

QTEST_APPLESS_MAIN(TestFewLabels)
#include "tst_few_labels.moc"
