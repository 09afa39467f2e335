// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Neighbours and probes against plain loops and worlds whose answer is known.
#include "analysis/neighbours.h"
#include "analysis/probes.h"
#include "support/random_rows.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

std::vector<std::pair<double, Index>> plainNeighbours(const Matrix<double>& x, Index row)
{
    std::vector<std::pair<double, Index>> all;
    for (Index j = 0; j < x.rows(); ++j)
        if (j != row) all.emplace_back((x.row(row) - x.row(j)).squaredNorm(), j);
    std::sort(all.begin(), all.end());
    return all;
}

/// Unit rows around one centre a class, the classes in turn.
template <class S>
Matrix<S> clusters(Index rows, Index columns, int classes, double noise, std::vector<int>& labels)
{
    const Matrix<S> centres = unitNormalRows<S>(classes, columns, 50);
    Matrix<S> x(rows, columns);
    labels.clear();
    for (Index i = 0; i < rows; ++i) {
        labels.push_back(static_cast<int>((i * i + i / 3) % classes));
        x.row(i) = centres.row(labels.back());
    }
    return noisyCopy(x, noise, 51);
}

} // namespace

class TestProbes : public QObject {
    Q_OBJECT

private slots:
    void neighboursAsDefined_data();
    void neighboursAsDefined();
    void neighboursOfEqualRows();
    void neighbourProbeAsDefined();
    void probesOfClusters();
    void probesOfNoise();
    void probesWithoutLabels();
    void linearProbeOfAHyperplane();
    void modalityProbe();
    void threadsDoNotMatter();
};

void TestProbes::neighboursAsDefined_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("k");
    for (const int n : { 2, 30, 192, 450 })
        for (const int k : { 1, 15, 1000 })
            QTest::addRow("%d, %d", n, k) << n << k;
}

void TestProbes::neighboursAsDefined()
{
    QFETCH(int, n);
    QFETCH(int, k);
    ThreadPool pool(2);
    Matrix<double> x = normalRows<double>(n, 6, 52);
    x.array() += 100; // far from the origin, where products alone would lose digits
    const Neighbours near = nearestNeighbours<double>(pool, view(std::as_const(x)), k);
    QCOMPARE(near.indices.cols(), std::min(k, n - 1));
    for (Index i = 0; i < n; ++i) {
        const auto expected = plainNeighbours(x, i);
        for (Index j = 0; j < near.indices.cols(); ++j) {
            QCOMPARE(near.indices(i, j), expected[static_cast<std::size_t>(j)].second);
            QVERIFY(
                std::abs(near.squaredDistances(i, j) - expected[static_cast<std::size_t>(j)].first)
                < 1e-9);
        }
    }
}

void TestProbes::neighboursOfEqualRows()
{
    ThreadPool pool;
    const Matrix<float> x = Matrix<float>::Ones(200, 3);
    const Neighbours near = nearestNeighbours<float>(pool, view(x), 3);
    const std::int64_t expected[] = { 0, 1, 2 };
    for (int k = 0; k < 3; ++k) {
        QCOMPARE(near.indices(150, k), expected[k]); // the earlier first
        QCOMPARE(near.squaredDistances(150, k), 0.0);
    }
}

void TestProbes::neighbourProbeAsDefined()
{
    std::vector<int> labels;
    const Matrix<double> x = clusters<double>(120, 5, 6, 0.5, labels);
    int right = 0;
    int asked = 0;
    for (std::size_t i = 0; i < labels.size(); i += 10)
        labels[i] = -1;
    for (Index i = 0; i < 120; ++i) {
        if (labels[static_cast<std::size_t>(i)] < 0) continue;
        std::map<int, double> votes;
        int voters = 0;
        for (const auto& [distance, j] : plainNeighbours(x, i)) {
            const int label = labels[static_cast<std::size_t>(j)];
            if (label < 0 || voters++ >= 20) continue;
            votes[label] += std::exp(x.row(i).dot(x.row(j)) / 0.07);
        }
        const auto best = std::max_element(votes.begin(), votes.end(),
            [](const auto& p, const auto& q) { return p.second < q.second; });
        right += best->first == labels[static_cast<std::size_t>(i)];
        ++asked;
    }
    ThreadPool pool;
    const double accuracy = neighbourProbeAccuracy<double>(pool, view(x), labels);
    QCOMPARE(accuracy, static_cast<double>(right) / asked);
    QVERIFY(accuracy > 0.3 && accuracy < 0.99);
}

void TestProbes::probesOfClusters()
{
    ThreadPool pool;
    std::vector<int> labels;
    const Matrix<float> x = clusters<float>(300, 12, 7, 0.03, labels);
    QCOMPARE(neighbourProbeAccuracy<float>(pool, view(x), labels), 1.0);
    QCOMPARE(linearProbeAccuracy<float>(pool, view(x), labels), 1.0);
}

void TestProbes::probesOfNoise()
{
    ThreadPool pool;
    const Matrix<float> x = unitNormalRows<float>(2000, 8, 53);
    RandomStream stream(54, Purpose::noise);
    std::vector<int> labels;
    for (int i = 0; i < 2000; ++i)
        labels.push_back(static_cast<int>(stream.below(4)));
    QVERIFY(std::abs(neighbourProbeAccuracy<float>(pool, view(x), labels) - 0.25) < 0.05);
    QVERIFY(std::abs(linearProbeAccuracy<float>(pool, view(x), labels) - 0.25) < 0.06);
}

void TestProbes::probesWithoutLabels()
{
    ThreadPool pool;
    const Matrix<float> x = unitNormalRows<float>(10, 3, 55);
    std::vector<int> labels(10, -1);
    QVERIFY(std::isnan(neighbourProbeAccuracy<float>(pool, view(x), labels)));
    QVERIFY(std::isnan(linearProbeAccuracy<float>(pool, view(x), labels)));
    labels[4] = 2;
    QVERIFY(std::isnan(neighbourProbeAccuracy<float>(pool, view(x), labels)));
    labels[9] = 2;
    QCOMPARE(neighbourProbeAccuracy<float>(pool, view(x), labels), 1.0);
    QCOMPARE(linearProbeAccuracy<float>(pool, view(x), labels), 1.0);
}

void TestProbes::linearProbeOfAHyperplane()
{
    // A plane parts the classes; the nearest neighbours in 30 dimensions hardly see it.
    ThreadPool pool;
    const Matrix<float> x = unitNormalRows<float>(1500, 30, 56);
    std::vector<int> labels;
    for (Index i = 0; i < x.rows(); ++i)
        labels.push_back(x(i, 0) + 0.5f * x(i, 1) > 0.05f ? 7 : 3);
    const double linear = linearProbeAccuracy<float>(pool, view(x), labels);
    QVERIFY(linear > 0.95);
    QVERIFY(neighbourProbeAccuracy<float>(pool, view(x), labels) < linear);
}

void TestProbes::modalityProbe()
{
    ThreadPool pool;
    const Matrix<float> a = unitNormalRows<float>(400, 10, 57);
    Matrix<float> shifted = a;
    shifted.col(3).array() += 3.f;
    shifted.rowwise().normalize();
    QVERIFY(modalityProbeAccuracy<float>(pool, view(a), view(std::as_const(shifted))) > 0.97);
    const Matrix<float> b = unitNormalRows<float>(400, 10, 58);
    QVERIFY(std::abs(modalityProbeAccuracy<float>(pool, view(a), view(b)) - 0.5) < 0.08);
    QCOMPARE(modalityProbeAccuracy<float>(pool, view(a), view(a)), 0.5);
    const Matrix<float> one = a.topRows(1);
    QVERIFY(std::isnan(modalityProbeAccuracy<float>(pool, view(one), view(one))));
}

void TestProbes::threadsDoNotMatter()
{
    ThreadPool one;
    ThreadPool three(3);
    std::vector<int> labels;
    const Matrix<float> x = clusters<float>(600, 12, 9, 0.4, labels);
    const Neighbours s = nearestNeighbours<float>(one, view(x), 10);
    const Neighbours t = nearestNeighbours<float>(three, view(x), 10);
    QVERIFY(s.indices == t.indices && s.squaredDistances == t.squaredDistances);
    QCOMPARE(linearProbeAccuracy<float>(one, view(x), labels),
        linearProbeAccuracy<float>(three, view(x), labels));
}

QTEST_APPLESS_MAIN(TestProbes)
#include "tst_probes.moc"
