// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Layouts that move an iteration at a time and follow embeddings as these change.
#include "analysis/map_quality.h"
#include "analysis/projection.h"
#include "support/random_rows.h"

#include <Eigen/QR>
#include <QTest>

#include <cmath>
#include <functional>
#include <limits>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

constexpr int iterations = 600;

using Maker = std::function<std::unique_ptr<LiveLayout>(
    ThreadPool&, const Matrix<float>& rows, Index dims, std::stop_token)>;

std::unique_ptr<LiveLayout> makeTsne(
    ThreadPool& pool, const Matrix<float>& rows, Index dims, std::stop_token stop)
{
    return liveTsne(pool, view(rows), dims, { .perplexity = 10, .iterations = iterations }, nullptr,
        std::move(stop));
}

std::unique_ptr<LiveLayout> makeUmap(
    ThreadPool& pool, const Matrix<float>& rows, Index dims, std::stop_token stop)
{
    return liveUmap(pool, view(rows), dims, 1, { .epochs = iterations }, nullptr, std::move(stop));
}

/// Six clusters in turn, each a ball.
Matrix<float> clusters(Index rows)
{
    Matrix<float> x = 0.3f * normalRows<float>(rows, 12, 1);
    for (Index i = 0; i < rows; ++i)
        x(i, i % 6) += 3;
    return x;
}

/// Mean distance of points from where they were, over the width of the picture.
double movement(const Matrix<float>& before, const Matrix<float>& after)
{
    const double width = (before.colwise().maxCoeff() - before.colwise().minCoeff()).norm();
    return static_cast<double>((before - after).rowwise().norm().mean()) / width;
}

} // namespace

Q_DECLARE_METATYPE(Maker)

class TestLiveLayout : public QObject {
    Q_OBJECT

private slots:
    void stepsAreTheLoop();
    void followsSmallChanges_data();
    void followsSmallChanges();
    void followsTurnsOfTheSpace_data();
    void followsTurnsOfTheSpace();
    void followsLargeChanges_data();
    void followsLargeChanges();
    void isTheSameOnAnyNumberOfThreads_data();
    void isTheSameOnAnyNumberOfThreads();
    void isCancelled_data();
    void isCancelled();
    void staysFinite_data();
    void staysFinite();
};

void TestLiveLayout::stepsAreTheLoop()
{
    const Matrix<float> rows = clusters(90);
    ThreadPool pool;
    const TsneSettings settings { .perplexity = 10, .iterations = 60 };
    const auto layout = liveTsne(pool, view(rows), 2, settings);
    QCOMPARE(layout->done(), 0);
    QCOMPARE(layout->total(), 60);
    while (layout->step()) { }
    QCOMPARE(layout->done(), 60);
    QVERIFY(layout->points() == tsne(pool, view(rows), 2, settings));
    const auto other = liveUmap(pool, view(rows), 2, 3, { .epochs = 40 });
    while (other->step()) { }
    QVERIFY(other->points() == umap(pool, view(rows), 2, 3, { .epochs = 40 }));
}

void TestLiveLayout::followsSmallChanges_data()
{
    QTest::addColumn<Maker>("make");
    QTest::addRow("t-SNE") << Maker(makeTsne);
    QTest::addRow("UMAP") << Maker(makeUmap);
}

// Rows drift a little each time: no frame jumps, and after all of them every cluster lies about
// where it lay.
void TestLiveLayout::followsSmallChanges()
{
    QFETCH(Maker, make);
    ThreadPool pool(2);
    Matrix<float> rows = clusters(240);
    const auto layout = make(pool, rows, 2, {});
    const Matrix<float> settled = layout->finish();
    for (int change = 0; change < 12; ++change) {
        rows += 0.02f * normalRows<float>(240, 12, static_cast<std::uint64_t>(100 + change));
        const Matrix<float> before = layout->points();
        layout->follow(view(std::as_const(rows)));
        QVERIFY(layout->points() == before);
        QCOMPARE(layout->done(), 0);
        QVERIFY(layout->total() > 0 && layout->total() < iterations);
        Matrix<float> frame = before;
        while (layout->step()) {
            QVERIFY2(movement(frame, layout->points()) < 0.02,
                qPrintable(QString::number(movement(frame, layout->points()))));
            frame = layout->points();
        }
        QVERIFY2(movement(before, layout->points()) < 0.05,
            qPrintable(QString::number(movement(before, layout->points()))));
    }
    QVERIFY2(movement(settled, layout->points()) < 0.15,
        qPrintable(QString::number(movement(settled, layout->points()))));
}

void TestLiveLayout::followsTurnsOfTheSpace_data()
{
    followsSmallChanges_data();
}

// All embeddings turned alike are the same picture, and it does not turn.
void TestLiveLayout::followsTurnsOfTheSpace()
{
    QFETCH(Maker, make);
    ThreadPool pool(2);
    const Matrix<float> rows = clusters(150);
    const auto layout = make(pool, rows, 2, {});
    const Matrix<float> before = layout->finish();
    const Eigen::HouseholderQR<Eigen::MatrixXf> qr(normalRows<float>(12, 12, 2));
    const Matrix<float> turned = -rows * Eigen::MatrixXf(qr.householderQ());
    layout->follow(view(turned));
    QVERIFY2(movement(before, layout->finish()) < 0.05,
        qPrintable(QString::number(movement(before, layout->points()))));
}

void TestLiveLayout::followsLargeChanges_data()
{
    followsSmallChanges_data();
}

// Noise becomes clusters, as training would have it: after some rounds the picture shows them.
void TestLiveLayout::followsLargeChanges()
{
    QFETCH(Maker, make);
    ThreadPool pool(2);
    const auto layout = make(pool, normalRows<float>(240, 5, 3), 2, {});
    layout->finish();
    const Matrix<float> rows = clusters(240);
    const double before = mapQuality(pool, view(rows), view(layout->points())).trustworthiness;
    for (int round = 0; round < 10; ++round) {
        layout->follow(view(rows));
        layout->finish();
    }
    const double after = mapQuality(pool, view(rows), view(layout->points())).trustworthiness;
    QVERIFY2(before < 0.6 && after > 0.85, qPrintable(QString::number(after)));
}

void TestLiveLayout::isTheSameOnAnyNumberOfThreads_data()
{
    followsSmallChanges_data();
}

void TestLiveLayout::isTheSameOnAnyNumberOfThreads()
{
    QFETCH(Maker, make);
    const Matrix<float> rows = clusters(2100); // on the grid, too
    const Matrix<float> changed = rows + 0.05f * normalRows<float>(2100, 12, 4);
    Matrix<float> points;
    for (const int threads : { 1, 3 }) {
        ThreadPool pool(threads);
        const auto layout = make(pool, rows, 2, {});
        for (int i = 0; i < 40; ++i)
            layout->step();
        layout->follow(view(changed));
        layout->finish();
        if (threads == 1)
            points = layout->points();
        else
            QVERIFY(points == layout->points());
    }
}

void TestLiveLayout::isCancelled_data()
{
    followsSmallChanges_data();
}

void TestLiveLayout::isCancelled()
{
    QFETCH(Maker, make);
    const Matrix<float> rows = clusters(60);
    ThreadPool pool(2);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(Interrupted, make(pool, rows, 2, stop.get_token()));
    const auto layout = make(pool, rows, 2, {});
    const auto undisturbed = make(pool, rows, 2, {});
    for (int i = 0; i < 20; ++i)
        QVERIFY(layout->step() && undisturbed->step());
    const Matrix<float> other = -rows;
    QVERIFY_THROWS_EXCEPTION(Interrupted, layout->follow(view(other), stop.get_token()));
    QCOMPARE(layout->done(), 20);
    QVERIFY(layout->finish() == undisturbed->finish());
}

void TestLiveLayout::staysFinite_data()
{
    QTest::addColumn<Maker>("make");
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("dims");
    for (const int n : { 0, 1, 2, 3, 4, 40 })
        for (const int dims : { 2, 3 }) {
            QTest::addRow("t-SNE %d %d", n, dims) << Maker(makeTsne) << n << dims;
            QTest::addRow("UMAP %d %d", n, dims) << Maker(makeUmap) << n << dims;
        }
}

void TestLiveLayout::staysFinite()
{
    QFETCH(Maker, make);
    QFETCH(int, n);
    QFETCH(int, dims);
    ThreadPool pool;
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    const Matrix<float> good = normalRows<float>(n, 4, 5);
    Matrix<float> holed = good;
    if (n > 0) holed(0, 1) = nan;
    if (n > 2) holed(n - 1, 3) = std::numeric_limits<float>::infinity();
    for (const Matrix<float>& rows :
        { good, holed, Matrix<float>(Matrix<float>::Constant(n, 4, nan)),
            Matrix<float>(Matrix<float>::Ones(n, 4)), Matrix<float>(1e30f * good) }) {
        const auto layout = make(pool, rows, dims, {});
        QVERIFY(layout->finish().allFinite());
        QCOMPARE(layout->points().rows(), Index(n));
        QCOMPARE(layout->points().cols(), Index(dims));
        for (const Matrix<float>& next : { holed, rows }) {
            layout->follow(view(next));
            QVERIFY(layout->finish().allFinite());
        }
    }
}

QTEST_APPLESS_MAIN(TestLiveLayout)
#include "tst_live_layout.moc"
