// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The score of two sets of embeddings: closed forms, a plain computation of clip, and what is
// refused.
#include "analysis/score.h"
#include "support/random_rows.h"

#include <QTest>

#include <cmath>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

/// Mean over rows of -ln softmax(row / temperature) at the diagonal.
double plainCrossEntropy(const Matrix<double>& cosines, double temperature)
{
    double sum = 0;
    for (Index i = 0; i < cosines.rows(); ++i) {
        const double top = cosines.row(i).maxCoeff();
        const double z = ((cosines.row(i).array() - top) / temperature).exp().sum();
        sum += std::log(z) + (top - cosines(i, i)) / temperature;
    }
    return sum / static_cast<double>(cosines.rows());
}

template <class S>
Score<S> scored(const Matrix<S>& a, const Matrix<S>& b, double temperature, Want want = Want::loss)
{
    ThreadPool pool;
    const ScoreSettings settings { .objective = "clip", .temperature = temperature };
    return score<S>(pool, view(a), view(b), {}, settings, want);
}

} // namespace

class TestScore : public QObject {
    Q_OBJECT

private slots:
    void clipAsDefined_data();
    void clipAsDefined();
    void collapsedModel();
    void lengthsDoNotMatter();
    void oneDimensionIsAllTies();
    void gradientsOnlyWhereWanted();
    void labelsFillTheProbes();
    void refuses_data();
    void refuses();
    void threadsDoNotMatter();
};

void TestScore::clipAsDefined_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("d");
    QTest::addColumn<double>("temperature");
    for (const int n : { 1, 2, 65, 300 })
        for (const int d : { 1, 8, 130 })
            for (const double temperature : { 0.001, 0.07, 100.0 })
                QTest::addRow("%d x %d, %g", n, d, temperature) << n << d << temperature;
}

void TestScore::clipAsDefined()
{
    QFETCH(int, n);
    QFETCH(int, d);
    QFETCH(double, temperature);
    const Matrix<double> a = 3 * normalRows<double>(n, d, 80);
    const Matrix<double> b = a + normalRows<double>(n, d, 81);
    const Matrix<double> cosines = a.rowwise().normalized() * b.rowwise().normalized().transpose();
    const double there = plainCrossEntropy(cosines, temperature);
    const double back = plainCrossEntropy(cosines.transpose(), temperature);
    const Score<double> s = scored(a, b, temperature);
    const double tolerance = 1e-9 * std::max(1.0, there + back);
    QVERIFY(std::abs(s.result.lossAToB - there) < tolerance);
    QVERIFY(std::abs(s.result.lossBToA - back) < tolerance);
    QVERIFY(std::abs(s.result.loss - (there + back) / 2) < tolerance);
    QVERIFY(std::abs(s.informationBound - (std::log(n) - s.result.loss)) < 1e-12);
    QVERIFY(std::abs(s.diagnostics.alignment - (2 - 2 * cosines.diagonal().mean())) < 1e-12);
    const Matrix<float> fa = a.cast<float>();
    const Matrix<float> fb = b.cast<float>();
    const Score<float> f = scored(fa, fb, temperature);
    QVERIFY(std::abs(f.result.loss - s.result.loss) < 1e-4 * std::max(1.0, s.result.loss));
}

void TestScore::collapsedModel()
{
    const Matrix<float> equal = normalRows<float>(1, 12, 82).replicate(100, 1);
    const Score<float> s = scored(equal, equal, 0.07);
    QVERIFY(std::abs(s.result.loss - std::log(100.0)) < 1e-5);
    QVERIFY(std::abs(s.chanceLoss - std::log(100.0)) < 1e-12);
    QVERIFY(std::abs(s.informationBound) < 1e-5);
    const Diagnostics& d = s.diagnostics;
    QCOMPARE(d.retrieval.aToB.recallAt1, 0.01);
    QCOMPARE(d.retrieval.bToA.recallAt1, 0.01);
    QVERIFY(d.alignment < 1e-10);
    QVERIFY(std::abs(d.a.uniformity) < 1e-5);
    QVERIFY(d.a.collapse == Collapse::complete);
    QVERIFY(std::abs(d.b.spectrum.rankMe - 1) < 1e-4);
    QVERIFY(std::abs(d.similarity.effectiveNegatives - 99) < 1e-3);
    QVERIFY(d.modalityGap < 1e-6);
}

void TestScore::lengthsDoNotMatter()
{
    const Matrix<double> a = normalRows<double>(90, 10, 83);
    const Matrix<double> b = a + 0.5 * normalRows<double>(90, 10, 84);
    Matrix<double> longer = a;
    for (Index i = 0; i < 90; ++i)
        longer.row(i) *= std::pow(10.0, static_cast<double>(i % 7 - 3));
    const Score<double> s = scored(a, b, 0.1);
    const Score<double> t = scored(longer, b, 0.1);
    QVERIFY(std::abs(s.result.loss - t.result.loss) < 1e-12);
    QVERIFY(std::abs(s.diagnostics.a.spectrum.rankMe - t.diagnostics.a.spectrum.rankMe) < 1e-9);
    QVERIFY(std::abs(s.diagnostics.a.uniformity - t.diagnostics.a.uniformity) < 1e-12);
    QVERIFY(std::abs(s.diagnostics.modalityGap - t.diagnostics.modalityGap) < 1e-12);
    QCOMPARE(s.diagnostics.retrieval.aToB.meanRank, t.diagnostics.retrieval.aToB.meanRank);
}

void TestScore::oneDimensionIsAllTies()
{
    // Every cosine is 1 or -1: a query whose partner has its sign ranks by the rows of that sign
    // before it.
    const Matrix<double> a = normalRows<double>(101, 1, 91);
    const Matrix<double> b = normalRows<double>(101, 1, 92);
    double meanRank = 0;
    for (Index i = 0; i < 101; ++i)
        for (Index j = 0; j < 101; ++j) {
            const bool same = a(i, 0) * b(j, 0) > 0;
            const bool partner = a(i, 0) * b(i, 0) > 0;
            meanRank += (same && !partner) || (same == partner && j < i);
        }
    const double expected = meanRank / 101 + 1;
    QVERIFY(std::abs(scored(a, b, 0.1).diagnostics.retrieval.aToB.meanRank - expected) < 1e-12);
    const Matrix<float> fa = a.cast<float>();
    const Matrix<float> fb = b.cast<float>();
    QVERIFY(std::abs(scored(fa, fb, 0.1).diagnostics.retrieval.aToB.meanRank - expected) < 1e-12);
}

void TestScore::gradientsOnlyWhereWanted()
{
    const Matrix<double> a = normalRows<double>(20, 5, 85);
    const Matrix<double> b = normalRows<double>(20, 5, 86);
    QCOMPARE(scored(a, b, 0.1).result.gradA.size(), 0);
    const Score<double> s = scored(a, b, 0.1, Want::gradients);
    QCOMPARE(s.result.gradB.rows(), 20);
    // With respect to one raw number and to the log scale, by central differences.
    const double h = 1e-6;
    Matrix<double> more = a;
    more(3, 2) += h;
    Matrix<double> less = a;
    less(3, 2) -= h;
    const double slope =
        (scored(more, b, 0.1).result.loss - scored(less, b, 0.1).result.loss) / (2 * h);
    QVERIFY(std::abs(s.result.gradA(3, 2) - slope) < 1e-7);
    const double scaleSlope =
        (scored(a, b, 0.1 * std::exp(-h)).result.loss - scored(a, b, 0.1 * std::exp(h)).result.loss)
        / (2 * h);
    QVERIFY(std::abs(s.result.gradLogScale - scaleSlope) < 1e-7);
}

void TestScore::labelsFillTheProbes()
{
    Matrix<float> a = 0.1f * normalRows<float>(60, 6, 87);
    std::vector<int> labels;
    for (Index i = 0; i < 60; ++i) {
        labels.push_back(static_cast<int>(i / 2 % 3));
        a(i, labels.back()) += 1;
    }
    ThreadPool pool;
    const ScoreSettings settings;
    const Diagnostics d =
        score<float>(pool, view(std::as_const(a)), view(std::as_const(a)), labels, settings)
            .diagnostics;
    QCOMPARE(d.a.neighbourProbe, 1.0);
    QCOMPARE(d.b.linearProbe, 1.0);
    QVERIFY(d.a.tolerance > 0.8);
    QVERIFY(d.similarity.falseNegativeShare
        > 0.9); // nearly all of the push is between items of one class
    const Diagnostics none =
        score<float>(pool, view(std::as_const(a)), view(std::as_const(a)), {}, settings)
            .diagnostics;
    QVERIFY(std::isnan(none.a.neighbourProbe) && std::isnan(none.similarity.falseNegativeShare));
}

void TestScore::refuses_data()
{
    QTest::addColumn<QString>("objective");
    QTest::addColumn<int>("pairs");
    QTest::addColumn<QString>("field");
    QTest::addRow("unknown") << "clap" << 10 << "objective";
    for (const ObjectiveInfo& info : objectiveTable()) {
        const QString name =
            QString::fromUtf8(info.name.data(), static_cast<qsizetype>(info.name.size()));
        if (info.needsLabels)
            QTest::addRow("%s without labels", qPrintable(name)) << name << 10 << "labels";
        if (info.usesQueue)
            QTest::addRow("%s without a queue", qPrintable(name)) << name << 10 << "objective";
        if (info.leastBatch > 1)
            QTest::addRow("%s of one pair", qPrintable(name))
                << name << info.leastBatch - 1 << "pairs";
    }
}

void TestScore::refuses()
{
    QFETCH(QString, objective);
    QFETCH(int, pairs);
    QFETCH(QString, field);
    ThreadPool pool;
    const Matrix<float> a = normalRows<float>(pairs, 4, 88);
    const ScoreSettings settings { .objective = objective.toStdString() };
    try {
        (void)score<float>(pool, view(a), view(a), {}, settings);
        QFAIL("was scored");
    } catch (const SpecError& error) {
        bool named = false;
        for (const Problem& problem : error.problems())
            named |= problem.field == field.toStdString();
        QVERIFY2(named, error.what());
    }
}

void TestScore::threadsDoNotMatter()
{
    ThreadPool one;
    ThreadPool three(3);
    const Matrix<float> a = normalRows<float>(500, 20, 89);
    const Matrix<float> b = a + normalRows<float>(500, 20, 90);
    const ScoreSettings settings;
    const Score<float> s = score<float>(one, view(a), view(b), {}, settings, Want::gradients);
    const Score<float> t = score<float>(three, view(a), view(b), {}, settings, Want::gradients);
    QVERIFY(s.result.loss == t.result.loss);
    QVERIFY(s.result.gradA == t.result.gradA);
    QVERIFY(s.diagnostics.a.uniformity == t.diagnostics.a.uniformity);
    QVERIFY(s.diagnostics.modalityProbe == t.diagnostics.modalityProbe);
}

QTEST_APPLESS_MAIN(TestScore)
#include "tst_score.moc"
