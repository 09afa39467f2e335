// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said of each item by itself, by hand and against the objective and the ranks of all.
#include "analysis/item_scores.h"
#include "analysis/probe_neighbours.h"
#include "objective/objective.h"
#include "run/spec_settings.h"
#include "support/small_run.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace contrastlab;

namespace {

// Three items in the plane; the third's halves are opposite, and the words of the first are
// nearest to it.
ProbeFrame threeItems()
{
    ProbeFrame frame;
    frame.step = 5;
    frame.temperature = 0.5;
    Matrix<float> a(3, 2), b(3, 2);
    a << 1, 0, 0, 1, 0.6f, 0.8f;
    b << 0.8f, 0.6f, 0, 1, -0.6f, -0.8f;
    frame.embeddings = { a, b };
    return frame;
}

const PartnerNumbers different { { 0, 1, 2 }, { 0, 1, 2 } };

bool near(float found, double expected)
{
    return std::abs(double(found) - expected) < 1e-6;
}

} // namespace

class TestItemScores : public QObject {
    Q_OBJECT

private slots:
    void ofThreeItemsByHand()
    {
        const ItemScores scores = scoreItems(threeItems(), different, { 0, 1 }, { 7, 7, -1 });
        QCOMPARE(scores.step, std::int64_t(5));
        const ItemScore& third = scores.items[2];
        QVERIFY(near(third.cosine, -1));
        QCOMPARE(third.rankAToB, Index(2));
        QCOMPARE(third.rankBToA, Index(2));
        QCOMPARE(third.nearestWrong, Index(0)); // cosine 0.96; with the second 0.8
        QVERIFY(near(third.wrongCosine, 0.96));
        const double there = std::log(std::exp(2 * 0.96) + std::exp(2 * 0.8) + std::exp(-2.0)) + 2;
        const double back = std::log(std::exp(-1.2) + std::exp(-1.6) + std::exp(-2.0)) + 2;
        QVERIFY(near(third.loss, (there + back) / 2));
        QVERIFY(near(third.falseNegativeShare, 0)); // of no group
        // Of the first: its negatives there are 0 and -0.6, back 0.6 and 0.96; the second's share.
        const ItemScore& first = scores.items[0];
        QCOMPARE(first.rankAToB, Index(0));
        QCOMPARE(first.rankBToA, Index(1)); // the third's picture is nearer to its words
        const double out = 1 / (1 + std::exp(-1.2));
        const double in = std::exp(1.2) / (std::exp(1.2) + std::exp(1.92));
        QVERIFY(near(first.falseNegativeShare, (out + in) / 2));
    }

    void partnersOfEqualContentAreRight()
    {
        const PartnerNumbers same { { 0, 1, 2 }, { 4, 1, 4 } };
        const ItemScores scores = scoreItems(threeItems(), same, { 0, 1 }, {});
        QCOMPARE(scores.items[2].rankAToB, Index(0)); // the first's words are its own
        QCOMPARE(scores.items[2].nearestWrong, Index(1));
        QVERIFY(std::isnan(scores.items[2].falseNegativeShare)); // no labels
    }

    void noNumbersHaveNoRank()
    {
        ProbeFrame frame = threeItems();
        frame.embeddings[1](1, 0) = std::numeric_limits<float>::quiet_NaN();
        for (const ItemScore& score : scoreItems(frame, different, { 0, 1 }, {}).items) {
            QCOMPARE(score.rankAToB, Index(-1));
            QVERIFY(std::isnan(score.loss));
        }
    }

    // The mean loss is that of the objective over all; ranks are those of a search for one.
    void ofARealFrame()
    {
        const auto setup = smallSetup(smallSpec());
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        while (!trainer.finished())
            trainer.step();
        const ProbeSet probes = chooseProbes(*setup);
        const ProbeFrame frame = analyseProbes(pool, *setup, probes, trainer.checkpoint(), nullptr);
        const TrainedPair pair = setup->pairs().front();
        const PartnerNumbers partners = setup->partners(pair, probes.projectionItems);
        const ItemScores scores = scoreItems(frame, partners, pair, {});
        QCOMPARE(scores.items.size(), probes.projectionItems.size());
        double sum = 0;
        for (std::size_t i = 0; i < scores.items.size(); ++i) {
            const ItemScore& score = scores.items[i];
            sum += double(score.loss) / double(scores.items.size());
            QCOMPARE(score.rankAToB,
                crossNeighbours(frame, partners, pair.a, pair.b, Index(i), 1).partnerRank);
            QCOMPARE(score.rankBToA,
                crossNeighbours(frame, partners, pair.b, pair.a, Index(i), 1).partnerRank);
        }
        const auto objective = makeObjective<double>("clip");
        const Matrix<double> a = frame.embeddings[0].cast<double>();
        const Matrix<double> b = frame.embeddings[1].cast<double>();
        PairInput<double> input;
        pointAt(input.a, a);
        pointAt(input.b, b);
        input.logScale = -std::log(frame.temperature);
        PairResult<double> result;
        objective->evaluate(pool, input, objectiveSettingsOf(smallSpec()), Want::loss, result);
        QVERIFY(std::abs(sum - result.loss) < 1e-5);
    }
};

QTEST_APPLESS_MAIN(TestItemScores)
#include "tst_item_scores.moc"
