// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trustworthiness, continuity and overlap where they are known: pictures that are the rows,
// pictures of nothing, and one that was counted by hand.
#include "analysis/map_quality.h"
#include "support/random_rows.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace contrastlab;
using namespace contrastlab::test;

class TestMapQuality : public QObject {
    Q_OBJECT

private slots:
    void rowsAreTheirOwnPicture();
    void turnsAndScalesChangeNothing();
    void randomPictures();
    void byHand();
    void planeFromItsEdge();
    void sampleOfManyRows();
    void degenerateRows();
};

namespace {

MapQuality qualityOf(const Matrix<float>& rows, const Matrix<float>& points, Index k = 15)
{
    ThreadPool pool(2);
    return mapQuality(pool, view(rows), view(points), k);
}

} // namespace

void TestMapQuality::rowsAreTheirOwnPicture()
{
    const Matrix<float> rows = unitNormalRows<float>(300, 3, 1);
    const MapQuality quality = qualityOf(rows, rows);
    QCOMPARE(quality.trustworthiness, 1.0);
    QCOMPARE(quality.continuity, 1.0);
    QCOMPARE(quality.neighbourOverlap, 1.0);
}

void TestMapQuality::turnsAndScalesChangeNothing()
{
    const Matrix<float> rows = normalRows<float>(200, 2, 2);
    Matrix<float> points(200, 2);
    points.col(0) = 4 * rows.col(1);
    points.col(1) = -4 * rows.col(0);
    points.rowwise() += Eigen::RowVector2f(3, -8);
    QVERIFY(qualityOf(rows, points).neighbourOverlap > 0.999);
}

void TestMapQuality::randomPictures()
{
    const MapQuality quality =
        qualityOf(normalRows<float>(900, 8, 3), normalRows<float>(900, 2, 4));
    QVERIFY(std::abs(quality.trustworthiness - 0.5) < 0.02);
    QVERIFY(std::abs(quality.continuity - 0.5) < 0.02);
    QVERIFY(std::abs(quality.neighbourOverlap - 15.0 / 900) < 0.005);
}

// Rows at 0, 1, 3, 7, 15; the picture exchanges the first and the last.
void TestMapQuality::byHand()
{
    Matrix<float> rows(5, 1);
    rows << 0, 1, 3, 7, 15;
    Matrix<float> points(5, 1);
    points << 15, 1, 3, 7, 0;
    // Nearest rows: 0-1, 1-0, 2-1, 3-2, 4-3. Nearest points: 0-3, 1-4, 2-1, 3-2, 4-1. Of strangers,
    // row 3 is third from row 0, row 4 fourth from row 1, row 1 third from row 4: excess 2 + 3 + 2.
    // Of losses, point 1 is third from point 0, point 0 fourth from point 1, point 3 third from
    // point 4: 2 + 3 + 2. The worst sum is 5 * 1 * (10 - 3 - 1) / 2 = 15.
    const MapQuality quality = qualityOf(rows, points, 1);
    QCOMPARE(quality.trustworthiness, 1 - 7.0 / 15);
    QCOMPARE(quality.continuity, 1 - 7.0 / 15);
    QCOMPARE(quality.neighbourOverlap, 2.0 / 5);
}

// A plane seen from its edge makes strangers neighbours and tears few apart.
void TestMapQuality::planeFromItsEdge()
{
    const Matrix<float> plane = normalRows<float>(400, 2, 5);
    const MapQuality edge = qualityOf(plane, plane.leftCols(1), 10);
    QVERIFY(edge.continuity > edge.trustworthiness + 0.1);
    QVERIFY(edge.continuity > 0.9);
}

void TestMapQuality::sampleOfManyRows()
{
    const Matrix<float> rows = normalRows<float>(2500, 3, 6);
    const Matrix<float> points = rows.leftCols(2);
    ThreadPool one;
    const MapQuality quality = mapQuality(one, view(rows), view(points));
    const MapQuality again = qualityOf(rows, points);
    QCOMPARE(quality.trustworthiness, again.trustworthiness);
    QCOMPARE(quality.continuity, again.continuity);
    QCOMPARE(quality.neighbourOverlap, again.neighbourOverlap);
    QVERIFY(quality.trustworthiness > 0.8 && quality.trustworthiness < 1);
}

void TestMapQuality::degenerateRows()
{
    for (Index n = 0; n < 6; ++n) {
        const Matrix<float> rows = normalRows<float>(n, 4, 7);
        QCOMPARE(qualityOf(rows, rows.leftCols(2)).neighbourOverlap <= 1, true);
        QCOMPARE(qualityOf(rows, rows).trustworthiness, 1.0);
    }
    Matrix<float> rows = Matrix<float>::Ones(40, 4);
    QCOMPARE(qualityOf(rows, rows.leftCols(2)).trustworthiness, 1.0);
    rows(3, 2) = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(std::isfinite(qualityOf(rows, rows.leftCols(2)).continuity));
}

QTEST_APPLESS_MAIN(TestMapQuality)
#include "tst_map_quality.moc"
