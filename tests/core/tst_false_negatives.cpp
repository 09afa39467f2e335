// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which cells a loss pushes apart that belong together, beside sums in double by hand.
#include "analysis/evaluation.h"
#include "analysis/false_negatives.h"
#include "support/class_data.h"
#include "support/random_rows.h"
#include "support/small_run.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

ProbeFrame frameOf(Index items, std::uint64_t seed)
{
    ProbeFrame frame;
    frame.step = 3;
    frame.temperature = 0.2;
    frame.embeddings = { unitNormalRows<float>(items, 4, seed),
        unitNormalRows<float>(items, 4, seed + 1) };
    return frame;
}

} // namespace

class TestFalseNegatives : public QObject {
    Q_OBJECT

private slots:
    void thePushIsTheGradients()
    {
        const Index count = 7;
        const ProbeFrame frame = frameOf(count, 1);
        PartnerNumbers partners { { 0, 1, 2, 3, 4, 5, 6 }, { 0, 1, 2, 3, 4, 0, 6 } };
        const std::vector<int> labels { 0, 0, 1, 1, -1, -1, 2 };
        NearContents near(count);
        near.mark(2, 6);
        near.mark(6, 2);
        const FalseNegatives found =
            findFalseNegatives(frame, { 0, 1 }, partners, labels, near, 100);
        const Matrix<double> logits =
            (frame.embeddings[0] * frame.embeddings[1].transpose()).cast<double>()
            / frame.temperature;
        const Matrix<double> weights = logits.array().exp().matrix();
        const auto push = [&](Index i, Index j) {
            return (weights(i, j) / weights.row(i).sum() + weights(i, j) / weights.col(j).sum())
                / 2;
        };
        double all = 0;
        for (Index i = 0; i < count; ++i)
            for (Index j = 0; j < count; ++j)
                if (i != j) all += push(i, j);
        // 0-5 hold the same, 2-6 nearly the same, 0-1 and 2-3 share a label; both ways.
        QCOMPARE(found.cells, Index(8));
        QCOMPARE(found.worst.size(), std::size_t(8));
        double sum = 0;
        float last = std::numeric_limits<float>::infinity();
        for (const FalseNegative& cell : found.worst) {
            QVERIFY(cell.pushShare <= last);
            last = cell.pushShare;
            QVERIFY(std::abs(double(cell.pushShare) - push(cell.a, cell.b) / all) < 1e-6);
            QVERIFY(
                std::abs(double(cell.cosine) - frame.temperature * logits(cell.a, cell.b)) < 1e-6);
            sum += double(cell.pushShare);
            const Index low = std::min(cell.a, cell.b), high = std::max(cell.a, cell.b);
            using enum FalseNegative::Reason;
            QCOMPARE(cell.reason, high == 5 ? sameContent : high == 6 ? nearContent : sameLabel);
            QVERIFY(low != 4);
        }
        QVERIFY(std::abs(sum - found.pushShare) < 1e-6);
        QCOMPARE(findFalseNegatives(frame, { 0, 1 }, partners, labels, near, 3).worst.size(),
            std::size_t(3));
        QCOMPARE(findFalseNegatives(frame, { 0, 1 }, partners, labels, near, 3).cells, Index(8));
    }

    void whatIsNoNumberOrAloneHasNone()
    {
        ProbeFrame frame = frameOf(2, 5);
        const PartnerNumbers partners { { 0, 1 }, { 0, 1 } };
        QCOMPARE(findFalseNegatives(frame, { 0, 1 }, partners, {}, {}, 9).cells, Index(0));
        frame.embeddings[1](1, 2) = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(!findFalseNegatives(frame, { 0, 1 }, partners, { 1, 1 }, {}, 9).isFinite);
        const ProbeFrame one = frameOf(1, 6);
        const FalseNegatives none =
            findFalseNegatives(one, { 0, 1 }, { { 0 }, { 0 } }, { 0 }, {}, 9);
        QVERIFY(none.worst.empty() && none.pushShare == 0);
    }

    // Captions of one class are the same bag of tokens; the numbers of other items are not.
    void nearContentsAreThoseOfTheInputs()
    {
        const RunSetup setup(smallSpec({ { "held_out", "50" } }), classData(200));
        std::vector<Index> items(20);
        std::iota(items.begin(), items.end(), 0);
        ThreadPool pool(1);
        const TrainedPair pair = setup.pairs().front();
        const NearContents near = nearContents(pool, setup, pair, items);
        for (Index i = 0; i < 20; ++i)
            for (Index j = 0; j < 20; ++j)
                if (i != j && i % 5 == j % 5) QVERIFY(near.areNear(i, j));
        Index others = 0;
        for (Index i = 0; i < 20; ++i)
            others += near.areNear(i, (i + 1) % 20);
        QCOMPARE(others, Index(0));
        QVERIFY(!NearContents().areNear(0, 0));
    }
};

QTEST_APPLESS_MAIN(TestFalseNegatives)
#include "tst_false_negatives.moc"
