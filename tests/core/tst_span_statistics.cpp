// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stretches of a run whose numbers are known in closed form.
#include "analysis/span_statistics.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace contrastlab;

namespace {

/// Loss 5 - step/100, held-out loss 6 at every tenth step, recall step/1000 one way and 0 the
/// other.
void fill(Run& run)
{
    for (std::int64_t step = 1; step <= 100; ++step) {
        StepMetrics metrics;
        metrics.step = step;
        metrics.loss = 5 - 0.01 * double(step);
        metrics.seconds = 0.5 * double(step);
        run.steps.append(metrics);
        if (step % 10 != 0) continue;
        EvaluationMetrics judged;
        judged.step = step;
        judged.loss = 6;
        judged.aToB.recallAt1 = 1e-3 * double(step);
        run.evaluations.append(judged);
    }
}

} // namespace

class TestSpanStatistics : public QObject {
    Q_OBJECT

private slots:
    void aStraightLineHasItsSlope()
    {
        Run run { RunSpec() };
        fill(run);
        const SpanStatistics span = statisticsOf(run, 60, 21); // in either order
        QCOMPARE(span.first, std::int64_t(21));
        QCOMPARE(span.last, std::int64_t(60));
        QCOMPARE(span.seconds, 19.5);
        QCOMPARE(span.loss.count, std::int64_t(40));
        QVERIFY(std::abs(span.loss.mean - (5 - 0.405)) < 1e-12);
        QVERIFY(std::abs(span.loss.slope + 0.01) < 1e-12);
        QVERIFY(std::abs(span.loss.least - 4.4) < 1e-12);
        QVERIFY(std::abs(span.loss.most - 4.79) < 1e-12);
        QCOMPARE(span.heldOutLoss.count, std::int64_t(4));
        QCOMPARE(span.heldOutLoss.slope, 0.0);
        QVERIFY(std::abs(span.recallAt1.mean - 0.0225) < 1e-12);
        QVERIFY(std::abs(span.recallAt1.slope - 5e-4) < 1e-12);
    }
    void whatIsNotFiniteIsLeftOutAndNothingIsNothing()
    {
        Run run { RunSpec() };
        fill(run);
        StepMetrics lost;
        lost.step = 101;
        lost.loss = std::numeric_limits<double>::infinity();
        lost.seconds = 50.5;
        run.steps.append(lost);
        QCOMPARE(statisticsOf(run, 100, 200).loss.count, std::int64_t(1));
        QVERIFY(std::isnan(statisticsOf(run, 100, 200).loss.slope));
        const SpanStatistics none = statisticsOf(run, 300, 400);
        QCOMPARE(none.loss.count, std::int64_t(0));
        QVERIFY(std::isnan(none.loss.mean) && std::isnan(none.loss.least));
        QCOMPARE(none.seconds, 0.0);
    }
};

QTEST_APPLESS_MAIN(TestSpanStatistics)
#include "tst_span_statistics.moc"
