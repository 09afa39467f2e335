// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A few labels on worlds whose answer is known.
#include "analysis/few_labels.h"
#include "analysis/probes.h"
#include "support/class_data.h"
#include "support/random_rows.h"
#include "support/small_run.h"

#include <QTest>

#include <algorithm>
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

    void aCurveOfPointsIsOne()
    {
        SyntheticWorld world { .spread = 0, .noise = 0 };
        world.items = 600;
        world.heldOut = 120;
        world.classes = 4;
        const RunSetup setup(smallSpec({ { "feature_tower", "linear" } }),
            std::make_shared<Dataset>(makeSyntheticWorld(world, 1)));
        ThreadPool pool(2);
        for (const FewLabelForm form : { FewLabelForm::inputs, FewLabelForm::embeddings }) {
            const FewLabelCurve curve =
                fewLabelCurve(pool, setup, setup.initialParameters(), 1, form);
            QCOMPARE(curve.labels, (std::vector<int> { 1, 2, 5, 10, 20, 50 }));
            QCOMPARE(curve.test, 120);
            QVERIFY(curve.chance >= 0.25 && curve.chance < 0.5);
            for (const auto& probe : curve.accuracies)
                for (const auto& count : probe)
                    QCOMPARE(count, std::vector<double>(fewLabelDraws, 1.0));
        }
    }

    // What a claim measures of the same rows; and in fewer columns than there are.
    void aCurveHasTheNumbersOfItsProbe()
    {
        SyntheticWorld world { .spread = 0.7 };
        world.items = 600;
        world.heldOut = 120;
        world.classes = 4;
        std::ranges::fill(world.widths, 260); // above the number of labels
        const RunSetup setup(smallSpec({ { "feature_tower", "linear" } }),
            std::make_shared<Dataset>(makeSyntheticWorld(world, 1)));
        ThreadPool pool(1), three(3);
        const Vector<float> parameters = setup.initialParameters();
        const FewLabels few = judgeFewLabels(pool, setup, parameters);
        for (const auto& [form, expected] : { std::pair(FewLabelForm::inputs, few.inputs),
                 { FewLabelForm::embeddings, few.embeddings } }) {
            const FewLabelCurve curve = fewLabelCurve(pool, setup, parameters, 0, form);
            const auto& logistic = curve.of(FewLabelProbe::logistic);
            for (const auto& [place, at] : { std::pair(0u, 0u), { 2u, 1u }, { 5u, 2u } }) {
                double mean = 0;
                for (const double accuracy : logistic[place])
                    mean += accuracy / fewLabelDraws;
                QVERIFY2(std::abs(mean - expected[at]) < 0.02,
                    qPrintable(QStringLiteral("%1 against %2").arg(mean).arg(expected[at])));
            }
            QCOMPARE(fewLabelCurve(three, setup, parameters, 0, form).accuracies[2],
                curve.accuracies[2]);
            const auto& nearest = curve.of(FewLabelProbe::nearest);
            QVERIFY(nearest.back()[0] > curve.chance && nearest[0] != nearest.back());
        }
    }

    void aCurveOfWords()
    {
        const auto data = classData(200);
        for (Index i = 0; i < 200; ++i)
            data->labels.push_back(int(i % 5));
        const RunSetup setup(smallSpec({ { "held_out", "40" } }), data);
        ThreadPool pool(1);
        const FewLabelCurve curve =
            fewLabelCurve(pool, setup, setup.initialParameters(), 1, FewLabelForm::inputs);
        QCOMPARE(curve.labels, (std::vector<int> { 1, 2, 5, 10, 20 })); // 32 of each
        for (const auto& probe : curve.accuracies)
            QCOMPARE(probe[0], std::vector<double>(fewLabelDraws, 1.0));
    }

    void dataWithoutClassesHaveNoCurve()
    {
        Dataset data = makeSyntheticWorld({ .items = 200, .heldOut = 40 }, 1);
        ThreadPool pool(1);
        const auto curveOf = [&](const Dataset& of) {
            const RunSetup setup(smallSpec(), std::make_shared<Dataset>(of));
            return fewLabelCurve(
                pool, setup, setup.initialParameters(), 0, FewLabelForm::embeddings);
        };
        Dataset alike = data;
        std::ranges::fill(alike.labels, 3);
        QVERIFY(curveOf(alike).labels.empty());
        for (std::size_t i = 0; i < alike.labels.size(); ++i)
            alike.labels[i] = int(i); // as many classes as items
        QCOMPARE(curveOf(alike).labels, std::vector<int> { 1 });
        data.labels.clear();
        QVERIFY(curveOf(data).labels.empty());
    }

    void aModelThatIsLostHasNoAccuracy()
    {
        const auto setup = smallSetup(smallSpec());
        ThreadPool pool(1);
        Vector<float> parameters = setup->initialParameters();
        parameters.setConstant(std::nanf(""));
        const FewLabelCurve curve =
            fewLabelCurve(pool, *setup, parameters, 0, FewLabelForm::embeddings);
        QVERIFY(!curve.labels.empty());
        QVERIFY(std::isnan(curve.of(FewLabelProbe::logistic)[0][0]));
    }

    // By hand: the fit of one number by -1 and 1 to two classes is a line through the middle.
    void ridgeAndNearest()
    {
        ThreadPool pool(1);
        Matrix<float> training(4, 1), test(3, 1);
        training << -2, -1, 1, 6;
        test << 0.4f, -0.4f, 2;
        const std::vector<int> labels { 0, 0, 1, 1 }, all { 1, 0, 1 };
        QCOMPARE(nearestProbeAccuracy<float>(
                     pool, view(std::as_const(training)), labels, view(std::as_const(test)), all),
            1.0); // 0.4 is nearer to 1
        // Its middle is the mean of the rows, which is 1.
        const std::vector<int> byMean { 0, 0, 1 };
        QCOMPARE(ridgeProbeAccuracy<float>(pool, view(std::as_const(training)), labels,
                     view(std::as_const(test)), byMean),
            1.0);
        const std::vector<int> none;
        QVERIFY(std::isnan(nearestProbeAccuracy<float>(
            pool, view(std::as_const(training)), labels, view(std::as_const(test)), none)));
    }

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
