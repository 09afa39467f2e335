// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Principal components by hand and against a decomposition, films that neither flip nor spin, and
// layouts of clusters whose picture is known.
#include "analysis/layout_fourier.h"
#include "analysis/layout_graph.h"
#include "analysis/layout_grid.h"
#include "analysis/layout_pairs.h"
#include "analysis/layout_tree.h"
#include "analysis/neighbours.h"
#include "analysis/projection.h"
#include "support/random_rows.h"

#include <Eigen/Geometry>
#include <Eigen/QR>
#include <Eigen/SVD>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

/// Three far clusters in turn.
Matrix<float> threeClusters(Index rows)
{
    Matrix<float> x = 0.2f * normalRows<float>(rows, 10, 60);
    for (Index i = 0; i < rows; ++i)
        x(i, i % 3) += 5;
    return x;
}

/// Share of points whose nearest neighbour in the picture is of their own cluster.
double purity(const Matrix<float>& points)
{
    ThreadPool pool;
    const Neighbours near = nearestNeighbours<float>(pool, view(points), 1);
    Index own = 0;
    for (Index i = 0; i < points.rows(); ++i)
        own += near.indices(i, 0) % 3 == i % 3;
    return static_cast<double>(own) / static_cast<double>(points.rows());
}

/// Mean distance of points from where they were, over the width of the picture.
double movement(const Matrix<float>& before, const Matrix<float>& after)
{
    const double width = (before.colwise().maxCoeff() - before.colwise().minCoeff()).norm();
    return static_cast<double>((before - after).rowwise().norm().mean()) / width;
}

Matrix<float> pca(const Matrix<float>& x, Index dims = 2)
{
    ThreadPool pool;
    return projectOn<float>(fitPca<float>(pool, view(x), dims), view(x));
}

template <int dims>
void compareWithAllPairs(const Matrix<double>& points, double theta, double tolerance)
{
    const LayoutTree<dims> tree(points);
    for (Index i = 0; i < points.rows(); i += 7) {
        Eigen::Matrix<double, 1, dims> force = Eigen::Matrix<double, 1, dims>::Zero();
        double kernelSum = 0;
        for (Index j = 0; j < points.rows(); ++j) {
            if (j == i) continue;
            const Eigen::Matrix<double, 1, dims> away = points.row(i) - points.row(j);
            const double kernel = 1 / (1 + away.squaredNorm());
            kernelSum += kernel;
            force += kernel * kernel * away;
        }
        const Repulsion<dims> found = tree.repulsionOn(i, theta);
        QVERIFY(std::abs(found.kernelSum - kernelSum) <= tolerance * kernelSum);
        for (int k = 0; k < dims; ++k)
            QVERIFY(std::abs(found.force[static_cast<std::size_t>(k)] - force[k])
                <= tolerance * kernelSum);
    }
}

} // namespace

class TestProjection : public QObject {
    Q_OBJECT

private slots:
    void pcaByHand();
    void pcaAgainstSingularValues_data();
    void pcaAgainstSingularValues();
    void pcaOfFewerDirections();
    void pcaIsTheSameForPermutedRows();
    void pcaOfManyRows();
    void pcaLeavesOutWhatIsNotFinite();
    void alignmentUndoesTurns();
    void alignmentKeepsDistances();
    void filmNeitherFlipsNorSpins();
    void treeAgainstAllPairs();
    void treeOfCoincidingPoints();
    void pairsAgainstTree();
    void transformsAgainstTheirSums_data();
    void transformsAgainstTheirSums();
    void gridAgainstAllPairs_data();
    void gridAgainstAllPairs();
    void gridOfWidePictures();
    void graphJoinsBothDirections();
    void tsneKeepsClusters_data();
    void tsneKeepsClusters();
    void tsneOfManyPoints();
    void tsneMovesOn();
    void umapKeepsClusters_data();
    void umapKeepsClusters();
    void umapSeeds();
    void umapMovesOn();
    void layoutsOfDegenerateRows_data();
    void layoutsOfDegenerateRows();
    void layoutsStopWhenAsked();
    void settingsAreCutToFewRows();
};

// What is reported is what was used.
void TestProjection::settingsAreCutToFewRows()
{
    QCOMPARE(perplexityFor(10, {}), 3.0);
    QCOMPARE(perplexityFor(1000, {}), 30.0);
    QCOMPARE(perplexityFor(2, {}), 1.0);
    ThreadPool pool(1);
    const Matrix<float> rows = threeClusters(9);
    for (const int asked : { 1, 5, 15 }) {
        UmapSettings settings;
        settings.neighbours = asked;
        const int used = neighboursFor(rows.rows(), settings);
        QCOMPARE(used, std::clamp(asked, 2, 8));
        QCOMPARE(nearestNeighbours<float>(pool, view(rows), used).indices.cols(), Index(used));
    }
}

void TestProjection::pcaByHand()
{
    Matrix<float> x(4, 2);
    x << 4, 4, 2, 2, 3.1f, 2.9f, 2.9f, 3.1f; // about (3, 3): +-(1, 1) and +-(0.1, -0.1)
    ThreadPool pool;
    const PcaBasis basis = fitPca<float>(pool, view(std::as_const(x)), 2);
    const double half = std::sqrt(0.5);
    QVERIFY(basis.mean.isApprox(Vector<double>::Constant(2, 3.0), 1e-7));
    QVERIFY((basis.axes.col(0) - Eigen::Vector2d(half, half)).norm() < 1e-6);
    QVERIFY(std::abs(std::abs(basis.axes(0, 1)) - half) < 1e-6);
    QVERIFY(std::abs(basis.axes.col(0).dot(basis.axes.col(1))) < 1e-12);
    QVERIFY(std::abs(basis.explained[0] - 4 / 4.04) < 1e-6);
    QVERIFY(std::abs(basis.explained[1] - 0.04 / 4.04) < 1e-6);
    const Matrix<float> points = projectOn<float>(basis, view(std::as_const(x)));
    QVERIFY(std::abs(points(0, 0) - std::sqrt(2.f)) < 1e-6f);
    QVERIFY(std::abs(points(2, 0)) < 1e-6f);
    QVERIFY(std::abs(std::abs(points(2, 1)) - 0.1f * std::sqrt(2.f)) < 1e-6f);
}

void TestProjection::pcaAgainstSingularValues_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("d");
    QTest::addRow("tall") << 120 << 9;
    QTest::addRow("wide") << 9 << 120;
    QTest::addRow("square") << 20 << 20;
}

void TestProjection::pcaAgainstSingularValues()
{
    QFETCH(int, n);
    QFETCH(int, d);
    ThreadPool pool(2);
    const Matrix<double> x = normalRows<double>(n, d, 61);
    const PcaBasis basis = fitPca<double>(pool, view(x), 3);
    const Eigen::MatrixXd centred = x.rowwise() - x.colwise().mean();
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd(centred, Eigen::ComputeThinV);
    for (Index k = 0; k < 3; ++k) {
        QVERIFY(std::abs(std::abs(basis.axes.col(k).dot(svd.matrixV().col(k))) - 1) < 1e-9);
        QVERIFY(std::abs(basis.explained[static_cast<std::size_t>(k)]
                    - svd.singularValues()[k] * svd.singularValues()[k] / centred.squaredNorm())
            < 1e-12);
        QVERIFY(basis.axes.col(k).maxCoeff()
            >= -basis.axes.col(k).minCoeff()); // the largest is positive
    }
}

void TestProjection::pcaOfFewerDirections()
{
    const Matrix<float> line = normalRows<float>(30, 1, 62);
    const Matrix<float> points = pca(line, 3);
    QCOMPARE(points.cols(), 3);
    QVERIFY(points.col(0).norm() > 1);
    QCOMPARE(points.rightCols(2).cwiseAbs().maxCoeff(), 0.f);
    const Matrix<float> equal = Matrix<float>::Ones(5, 4);
    QCOMPARE(pca(equal).cwiseAbs().maxCoeff(), 0.f);
    QCOMPARE(pca(equal.topRows(1)).rows(), 1);
}

void TestProjection::pcaIsTheSameForPermutedRows()
{
    const Matrix<float> x = normalRows<float>(80, 6, 63);
    const Matrix<float> turned = x.colwise().reverse();
    QVERIFY((pca(turned).colwise().reverse() - pca(x)).cwiseAbs().maxCoeff() < 1e-4f);
}

void TestProjection::pcaOfManyRows()
{
    // Many tiles of rows, far from the origin.
    Matrix<double> x = normalRows<double>(5001, 7, 79);
    for (Index k = 0; k < 7; ++k)
        x.col(k) *= static_cast<double>(k + 1);
    x.array() += 1000;
    ThreadPool one;
    ThreadPool three(3);
    const PcaBasis basis = fitPca<double>(three, view(std::as_const(x)), 3);
    const Eigen::MatrixXd centred = x.rowwise() - x.colwise().mean();
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd(centred, Eigen::ComputeThinV);
    for (Index k = 0; k < 3; ++k)
        QVERIFY(std::abs(std::abs(basis.axes.col(k).dot(svd.matrixV().col(k))) - 1) < 1e-9);
    QVERIFY(basis.axes == fitPca<double>(one, view(std::as_const(x)), 3).axes);
    const Matrix<float> points = projectOn<double>(basis, view(std::as_const(x)));
    QVERIFY((points - (centred * basis.axes).cast<float>()).cwiseAbs().maxCoeff() < 1e-4f);
}

void TestProjection::pcaLeavesOutWhatIsNotFinite()
{
    const Matrix<float> x = normalRows<float>(30, 6, 80);
    Matrix<float> holed(32, 6);
    holed << x.topRows(10), Matrix<float>::Constant(2, 6, std::numeric_limits<float>::quiet_NaN()),
        x.bottomRows(20);
    const Matrix<float> points = pca(holed);
    QVERIFY(points.middleRows(10, 2) == Matrix<float>(Matrix<float>::Zero(2, 2)));
    QVERIFY((points.topRows(10) - pca(x).topRows(10)).cwiseAbs().maxCoeff() < 1e-5f);
}

void TestProjection::alignmentUndoesTurns()
{
    for (const Index dims : { 2, 3 }) {
        const Matrix<float> first = normalRows<float>(50, dims, 64);
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            // An orthogonal matrix of either kind: a turn, or a turn with a flip.
            const Eigen::HouseholderQR<Eigen::MatrixXf> qr(normalRows<float>(dims, dims, seed));
            Eigen::MatrixXf turn = qr.householderQ();
            if (seed % 2) turn.col(0) *= -1;
            const Matrix<float> centred = first.rowwise() - first.colwise().mean();
            const Matrix<float> turned = centred * turn;
            QVERIFY((alignedTo(first, turned) - centred).cwiseAbs().maxCoeff() < 1e-5f);
        }
    }
    const Matrix<float> other = normalRows<float>(7, 2, 65);
    QVERIFY(alignedTo(normalRows<float>(8, 2, 66), other) == other);
}

void TestProjection::alignmentKeepsDistances()
{
    const Matrix<float> before = normalRows<float>(40, 2, 67);
    const Matrix<float> after = normalRows<float>(40, 2, 68);
    const Matrix<float> aligned = alignedTo(before, after);
    for (Index i = 1; i < 40; ++i)
        QVERIFY(std::abs(
                    (aligned.row(i) - aligned.row(0)).norm() - (after.row(i) - after.row(0)).norm())
            < 1e-5f);
    QVERIFY((aligned - before).norm() <= (after - before).norm() + 1e-5f);
    QVERIFY((aligned.colwise().mean() - after.colwise().mean()).norm() < 1e-5f);
}

void TestProjection::filmNeitherFlipsNorSpins()
{
    // Embeddings that turn and flip as a whole, and whose two leading variances change places on
    // the way: the worst that training does to principal components.
    Matrix<float> before;
    for (int frame = 0; frame < 60; ++frame) {
        Matrix<float> x = normalRows<float>(200, 5, 69);
        const float t = static_cast<float>(frame) / 59;
        x.col(0) *= 3 - t;
        x.col(1) *= 2 + t;
        const float angle = 0.9f * static_cast<float>(frame);
        const Eigen::Rotation2Df turn(angle);
        x.leftCols(2) = (x.leftCols(2) * turn.toRotationMatrix()).eval();
        if (frame % 2) x = -x;
        const Matrix<float> now = frame == 0 ? pca(x) : alignedTo(before, pca(x));
        if (frame > 0)
            QVERIFY2(
                movement(before, now) < 0.02, qPrintable(QString::number(movement(before, now))));
        before = now;
    }
}

void TestProjection::treeAgainstAllPairs()
{
    const Matrix<double> flat = 5 * normalRows<double>(500, 2, 70);
    compareWithAllPairs<2>(flat, 0, 1e-12);
    compareWithAllPairs<2>(flat, 0.5, 0.03);
    const Matrix<double> solid = 5 * normalRows<double>(500, 3, 71);
    compareWithAllPairs<3>(solid, 0, 1e-12);
    compareWithAllPairs<3>(solid, 0.5, 0.03);
}

void TestProjection::treeOfCoincidingPoints()
{
    Matrix<double> points = Matrix<double>::Zero(400, 2);
    points(399, 0) = 1;
    compareWithAllPairs<2>(points, 0.5, 1e-12);
    const Matrix<double> all = Matrix<double>::Ones(100, 3);
    compareWithAllPairs<3>(all, 0.5, 1e-12);
}

void TestProjection::pairsAgainstTree()
{
    const Matrix<float> points = 5 * normalRows<float>(333, 3, 74);
    const Matrix<double> exact = points.cast<double>();
    const LayoutTree<3> tree(exact);
    ThreadPool pool(2);
    Matrix<float> push(333, 3);
    const double kernelSum = repulsionOfAllPairs<3>(pool, points, push);
    double expected = 0;
    for (Index i = 0; i < 333; ++i) {
        const Repulsion<3> repulsion = tree.repulsionOn(i, 0);
        expected += repulsion.kernelSum;
        for (int k = 0; k < 3; ++k)
            QVERIFY(std::abs(static_cast<double>(push(i, k))
                        - repulsion.force[static_cast<std::size_t>(k)])
                < 1e-5);
    }
    QVERIFY(std::abs(kernelSum / expected - 1) < 1e-5);
}

void TestProjection::transformsAgainstTheirSums_data()
{
    QTest::addColumn<int>("length");
    for (const int length : { 1, 2, 3, 4, 8, 12, 24, 96 })
        QTest::addRow("%d", length) << length;
}

void TestProjection::transformsAgainstTheirSums()
{
    QFETCH(int, length);
    const FourierTransform transform(length);
    FourierTile tile(length);
    tile.re = normalRows<float>(length * FourierTile::lanes, 1, 75);
    tile.im = normalRows<float>(length * FourierTile::lanes, 1, 76);
    const FourierTile before = tile;
    transform.forward(tile);
    for (Index lane = 0; lane < FourierTile::lanes; ++lane)
        for (Index k = 0; k < length; ++k) {
            std::complex<double> sum = 0;
            for (Index n = 0; n < length; ++n)
                sum += std::complex<double>(before.re[n * FourierTile::lanes + lane],
                           before.im[n * FourierTile::lanes + lane])
                    * std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(k * n) / length);
            const Index place = k * FourierTile::lanes + lane;
            const std::complex<double> found(tile.re[place], tile.im[place]);
            QVERIFY(std::abs(found - sum) < 1e-5 * std::sqrt(length) + 1e-5);
        }
    transform.backward(tile);
    QVERIFY((tile.re / static_cast<float>(length) - before.re).cwiseAbs().maxCoeff() < 1e-5f);
    QVERIFY((tile.im / static_cast<float>(length) - before.im).cwiseAbs().maxCoeff() < 1e-5f);
}

void TestProjection::gridAgainstAllPairs_data()
{
    QTest::addColumn<float>("width");
    for (const float width : { 0.01f, 1.f, 5.f, 10.f })
        QTest::addRow("%g", static_cast<double>(width)) << width;
}

void TestProjection::gridAgainstAllPairs()
{
    QFETCH(float, width);
    const Matrix<float> points = width * normalRows<float>(700, 2, 77);
    Matrix<double> expected = Matrix<double>::Zero(700, 2);
    double kernelSum = 0;
    for (Index i = 0; i < 700; ++i)
        for (Index j = 0; j < 700; ++j) {
            if (j == i) continue;
            const Eigen::RowVector2d away = (points.row(i) - points.row(j)).cast<double>();
            const double kernel = 1 / (1 + away.squaredNorm());
            kernelSum += kernel;
            expected.row(i) += kernel * kernel * away;
        }
    ThreadPool one;
    ThreadPool two(2);
    LayoutGrid grid;
    Matrix<float> push(700, 2);
    // the sum with each point's own 1
    QVERIFY(std::abs(grid.repulsion(one, points, push) - kernelSum) < 1e-3 * (kernelSum + 700));
    Matrix<double> error = push.cast<double>() - expected;
    error.rowwise() -= error.colwise().mean().eval(); // a layout keeps its mean
    QVERIFY2(error.norm() < 0.01 * expected.norm(),
        qPrintable(QString::number(error.norm() / expected.norm())));
    Matrix<float> again(700, 2);
    LayoutGrid other;
    other.repulsion(two, 2 * points, again); // what it keeps from one picture changes no other
    other.repulsion(two, points, again);
    QVERIFY(push == again);
}

void TestProjection::gridOfWidePictures()
{
    Matrix<float> points = normalRows<float>(10, 2, 78);
    QVERIFY(LayoutGrid::transformLength(points) > 0);
    for (const float far : { 2000.f, 1e30f, std::numeric_limits<float>::infinity() }) {
        points(3, 1) = far;
        QCOMPARE(LayoutGrid::transformLength(points), Index(0));
    }
}

void TestProjection::graphJoinsBothDirections()
{
    // 0 -> 1 and 2, 1 -> 0 and 3, 2 -> 3 and 1, 3 -> 2 and 1
    Matrix<std::int64_t> indices(4, 2);
    indices << 1, 2, 0, 3, 3, 1, 2, 1;
    Matrix<float> weights(4, 2);
    weights << 1, 2, 10, 20, 100, 200, 1000, 2000;
    ThreadPool pool(2);
    const LayoutGraph graph =
        symmetricGraph(pool, indices, weights, [](float a, float b) { return a + b; });
    QCOMPARE(graph.starts, (std::vector<Index> { 0, 2, 5, 8, 10 }));
    QCOMPARE(graph.neighbours, (std::vector<std::int32_t> { 1, 2, 0, 2, 3, 0, 1, 3, 1, 2 }));
    QCOMPARE(
        graph.weights, (std::vector<float> { 11, 2, 11, 200, 2020, 2, 200, 1100, 2020, 1100 }));
}

void TestProjection::tsneKeepsClusters_data()
{
    QTest::addColumn<int>("dims");
    QTest::addRow("2") << 2;
    QTest::addRow("3") << 3;
}

void TestProjection::tsneKeepsClusters()
{
    QFETCH(int, dims);
    const Matrix<float> x = threeClusters(90);
    ThreadPool one;
    ThreadPool two(2);
    const TsneSettings settings { .perplexity = 10, .iterations = 500 };
    const Matrix<float> points = tsne(one, view(x), dims, settings);
    QCOMPARE(points.cols(), dims);
    QCOMPARE(purity(points), 1.0);
    QVERIFY(points == tsne(two, view(x), dims, settings)); // to the last bit
}

void TestProjection::tsneOfManyPoints()
{
    const Matrix<float> x = threeClusters(2100); // more than are summed exactly
    ThreadPool one;
    ThreadPool two(2);
    const TsneSettings settings { .iterations = 120 };
    const Matrix<float> points = tsne(one, view(x), 2, settings);
    QVERIFY(purity(points) > 0.99);
    QVERIFY(points == tsne(two, view(x), 2, settings));
}

void TestProjection::tsneMovesOn()
{
    const Matrix<float> x = threeClusters(120);
    ThreadPool pool;
    const Matrix<float> first = tsne(pool, view(x), 2, { .perplexity = 10, .iterations = 700 });
    const Matrix<float> changed = x + 0.02f * normalRows<float>(120, 10, 72);
    const Matrix<float> next =
        tsne(pool, view(changed), 2, { .perplexity = 10, .iterations = 100 }, &first);
    QVERIFY2(movement(first, next) < 0.05, qPrintable(QString::number(movement(first, next))));
    QVERIFY(next != first);
}

void TestProjection::umapKeepsClusters_data()
{
    tsneKeepsClusters_data();
}

void TestProjection::umapKeepsClusters()
{
    QFETCH(int, dims);
    const Matrix<float> x = threeClusters(150);
    ThreadPool one;
    ThreadPool two(2);
    const UmapSettings settings { .neighbours = 10, .epochs = 150 };
    const Matrix<float> points = umap(one, view(x), dims, 1, settings);
    QCOMPARE(points.cols(), dims);
    QCOMPARE(purity(points), 1.0);
    QVERIFY(points == umap(two, view(x), dims, 1, settings));
}

void TestProjection::umapSeeds()
{
    const Matrix<float> x = threeClusters(60);
    ThreadPool pool;
    const UmapSettings settings { .epochs = 30 };
    QVERIFY(umap(pool, view(x), 2, 1, settings) == umap(pool, view(x), 2, 1, settings));
    QVERIFY(umap(pool, view(x), 2, 1, settings) != umap(pool, view(x), 2, 2, settings));
}

void TestProjection::umapMovesOn()
{
    const Matrix<float> x = threeClusters(150);
    ThreadPool pool;
    const Matrix<float> first = umap(pool, view(x), 2, 1, { .epochs = 200 });
    const Matrix<float> next =
        umap(pool, view(x), 2, 1, { .epochs = 30, .learningRate = 0.2 }, &first);
    QVERIFY2(movement(first, next) < 0.1, qPrintable(QString::number(movement(first, next))));
}

void TestProjection::layoutsOfDegenerateRows_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<bool>("equal");
    for (const int n : { 1, 2, 3, 5, 40 })
        for (const bool equal : { false, true })
            QTest::addRow("%d %s", n, equal ? "equal" : "different") << n << equal;
}

void TestProjection::layoutsOfDegenerateRows()
{
    QFETCH(int, n);
    QFETCH(bool, equal);
    ThreadPool pool;
    const Matrix<float> x =
        equal ? Matrix<float>(Matrix<float>::Ones(n, 4)) : normalRows<float>(n, 4, 73);
    for (const Matrix<float>& points : { pca(x), tsne(pool, view(x), 2, { .iterations = 50 }),
             umap(pool, view(x), 2, 0, { .epochs = 50 }) }) {
        QCOMPARE(points.rows(), n);
        QCOMPARE(points.cols(), 2);
        QVERIFY(points.allFinite());
    }
}

void TestProjection::layoutsStopWhenAsked()
{
    const Matrix<float> x = threeClusters(30);
    ThreadPool pool;
    int calls = 0;
    const auto stopAtThree = [&](int done, int total) {
        ++calls;
        return done < 3 && total == 50;
    };
    tsne(pool, view(x), 2, { .iterations = 50 }, nullptr, stopAtThree);
    QCOMPARE(calls, 3);
    umap(pool, view(x), 2, 0, { .epochs = 50 }, nullptr, stopAtThree);
    QCOMPARE(calls, 6);
}

QTEST_APPLESS_MAIN(TestProjection)
#include "tst_projection.moc"
