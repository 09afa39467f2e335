// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Axes that separate labels, by hand and where scatter is singular, and axes that were chosen.
#include "analysis/projection.h"
#include "support/random_rows.h"

#include <Eigen/Geometry>
#include <QTest>

#include <cmath>
#include <limits>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

/// Two long classes side by side: the largest variance is along the first axis, what separates them
/// along the second.
Matrix<float> twoClasses(Index rows)
{
    Matrix<float> x = normalRows<float>(rows, 4, 1);
    x.col(0) *= 20;
    for (Index i = 0; i < rows; ++i)
        x(i, 1) += i % 2 ? 4.f : -4.f;
    return x;
}

std::vector<int> labelsInTurn(Index rows, int classes)
{
    std::vector<int> labels;
    for (Index i = 0; i < rows; ++i)
        labels.push_back(static_cast<int>(i) % classes);
    return labels;
}

PcaBasis lda(const Matrix<float>& rows, const std::vector<int>& labels, Index dims = 2)
{
    ThreadPool pool(2);
    return fitLda(pool, view(rows), labels, dims);
}

} // namespace

class TestLda : public QObject {
    Q_OBJECT

private slots:
    void findsWhatSeparates();
    void byHand();
    void isInvariantToScales();
    void leavesOutRowsWithoutLabels();
    void singularScatter();
    void nothingToSeparate();
    void isTheSameOnAnyNumberOfThreads();
    void axesBetweenRows();
    void planesAlongAxes();
    void axesTurnedBack();
};

void TestLda::findsWhatSeparates()
{
    const Matrix<float> rows = twoClasses(600);
    const PcaBasis basis = lda(rows, labelsInTurn(600, 2));
    QVERIFY(std::abs(basis.axes(1, 0)) > 0.99);
    QVERIFY(std::abs(basis.axes.col(0).norm() - 1) < 1e-12);
    QVERIFY(std::abs(basis.explained[0] - 1) < 1e-9); // two classes have one axis
    QCOMPARE(basis.axes.col(1).norm(), 0.0);
    const Matrix<float> points = projectOn<float>(basis, view(rows));
    for (Index i = 0; i < 600; ++i)
        QVERIFY((points(i, 0) > 0) == (i % 2 == 1));
}

void TestLda::byHand()
{
    // Classes at (0, 0) and (2, 2), each four rows at +-(1, 0) and +-(0, 2) of it: the scatter
    // within is diag(4, 16), so the axis is along diag(1/4, 1/16) (1, 1), which is (4, 1).
    Matrix<float> rows(8, 2);
    rows << 1, 0, -1, 0, 0, 2, 0, -2, 3, 2, 1, 2, 2, 4, 2, 0;
    const PcaBasis basis = lda(rows, { 0, 0, 0, 0, 1, 1, 1, 1 }, 1);
    QVERIFY(basis.mean.isApprox(Vector<double>::Ones(2)));
    const Vector<double> expected = Eigen::Vector2d(4, 1).normalized();
    QVERIFY((basis.axes.col(0) - expected).norm() < 1e-3); // the ridge
}

void TestLda::isInvariantToScales()
{
    const Matrix<float> rows = twoClasses(200);
    const std::vector<int> labels = labelsInTurn(200, 2);
    const Matrix<float> scaled = 1e-4f * rows;
    QVERIFY((lda(rows, labels).axes - lda(scaled, labels).axes).norm() < 1e-4);
}

void TestLda::leavesOutRowsWithoutLabels()
{
    const Matrix<float> rows = twoClasses(200);
    const std::vector<int> labels = labelsInTurn(200, 2);
    Matrix<float> more(203, 4);
    more << rows, 1000 * normalRows<float>(2, 4, 2),
        Matrix<float>::Constant(1, 4, std::numeric_limits<float>::quiet_NaN());
    std::vector<int> moreLabels = labels;
    moreLabels.insert(moreLabels.end(), { -1, -1, 1 });
    const PcaBasis expected = lda(rows, labels);
    const PcaBasis found = lda(more, moreLabels);
    QVERIFY((found.axes - expected.axes).norm() < 1e-9);
    QVERIFY((found.mean - expected.mean).norm() < 1e-9);
}

void TestLda::singularScatter()
{
    // Fewer rows than directions, and classes that are points.
    const Matrix<float> few = normalRows<float>(6, 30, 3);
    const PcaBasis basis = lda(few, { 0, 0, 1, 1, 2, 2 });
    QVERIFY(basis.axes.allFinite());
    const Matrix<float> points = projectOn<float>(basis, view(few));
    for (Index c = 0; c < 6; c += 2)
        QVERIFY((points.row(c) - points.row(c + 1)).norm()
            < 0.05f * (points.row(c) - points.row((c + 2) % 6)).norm());
    Matrix<float> places(6, 3);
    places << 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0;
    const PcaBasis of = lda(places, { 0, 0, 1, 1, 2, 2 });
    QVERIFY(of.axes.allFinite());
    QVERIFY(std::abs(of.explained[0] + of.explained[1] - 1) < 1e-9);
    QVERIFY(of.axes.bottomRows(1).norm() < 1e-9);
}

void TestLda::nothingToSeparate()
{
    const Matrix<float> rows = normalRows<float>(20, 3, 4);
    for (const std::vector<int>& labels :
        { std::vector<int>(20, -1), std::vector<int>(20, 0), std::vector<int>(20, 5) }) {
        const PcaBasis basis = lda(rows, labels);
        QCOMPARE(basis.axes.norm(), 0.0);
        QCOMPARE(basis.explained, (std::vector<double> { 0, 0 }));
        QVERIFY(basis.mean.allFinite());
    }
    QCOMPARE(lda(rows.topRows(0), {}).axes.norm(), 0.0);
}

void TestLda::isTheSameOnAnyNumberOfThreads()
{
    const Matrix<float> rows = twoClasses(3000);
    const std::vector<int> labels = labelsInTurn(3000, 5);
    ThreadPool one;
    QVERIFY(fitLda(one, view(rows), labels, 2).axes == lda(rows, labels).axes);
}

void TestLda::axesBetweenRows()
{
    Matrix<float> rows(2, 3);
    rows << 1, 1, 1, 1, 4, 5;
    const Vector<double> axis = axisBetween(rows.row(0).transpose(), rows.row(1).transpose());
    QVERIFY((axis - Eigen::Vector3d(0, 0.6, 0.8)).norm() < 1e-12);
    QCOMPARE(axisBetween(rows.row(0).transpose(), rows.row(0).transpose()).norm(), 0.0);
}

void TestLda::planesAlongAxes()
{
    const Matrix<float> rows = normalRows<float>(100, 3, 5);
    ThreadPool pool;
    const PcaBasis basis =
        basisAlong(pool, view(rows), Eigen::Vector3d(2, 0, 0), Eigen::Vector3d(3, 4, 0));
    QVERIFY((basis.axes.transpose() * basis.axes - Eigen::Matrix2d::Identity()).norm() < 1e-12);
    const Matrix<float> points = projectOn<float>(basis, view(rows));
    const Matrix<float> expected = rows.leftCols(2).rowwise() - rows.leftCols(2).colwise().mean();
    QVERIFY((points - expected).cwiseAbs().maxCoeff() < 1e-5f);
    const Eigen::MatrixXf centred = rows.rowwise() - rows.colwise().mean();
    for (Index axis = 0; axis < 2; ++axis)
        QVERIFY(std::abs(basis.explained[static_cast<std::size_t>(axis)]
                    - static_cast<double>(centred.col(axis).squaredNorm() / centred.squaredNorm()))
            < 1e-6);
    const PcaBasis parallel =
        basisAlong(pool, view(rows), Eigen::Vector3d(1, 1, 0), Eigen::Vector3d(-2, -2, 0));
    QCOMPARE(parallel.axes.col(1).norm(), 0.0);
    QCOMPARE(parallel.explained[1], 0.0);
}

// Principal axes that were turned by hand turn back, and their shares are those that the rows have
// along them.
void TestLda::axesTurnedBack()
{
    Matrix<float> rows = normalRows<float>(200, 6, 7);
    rows.col(1) *= 5;
    rows.col(4) *= 3;
    rows.col(2) *= 2;
    ThreadPool pool;
    const PcaBasis basis = fitPca<float>(pool, view(std::as_const(rows)), 3);
    Eigen::Matrix3d turn;
    turn = Eigen::AngleAxisd(0.7, Eigen::Vector3d(1, 2, 3).normalized());
    turn.col(2) *= -1;
    const PcaBasis turned = turnedTo(basis.axes * turn, basis);
    QVERIFY((turned.axes - basis.axes * turn).norm() < 1e-10);
    QVERIFY((turned.mean - basis.mean).norm() == 0);
    const PcaBasis anew = refitted(pool, turned, view(std::as_const(rows)));
    double before = 0, after = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        QVERIFY(std::abs(turned.explained[axis] - anew.explained[axis]) < 1e-10);
        before += basis.explained[axis];
        after += turned.explained[axis];
    }
    QVERIFY(std::abs(before - after) < 1e-12);
    QCOMPARE(turnedTo(Matrix<double>(6, 2), basis).axes, basis.axes); // nothing to turn to
}

QTEST_APPLESS_MAIN(TestLda)
#include "tst_lda.moc"
