// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faces of a matrix by hand, by their sums, and the gradient against finite differences of the
// loss.
#include "analysis/matrix_faces.h"
#include "support/random_rows.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

/// The symmetric InfoNCE of logits, in double.
double infoNce(const Matrix<double>& logits)
{
    double sum = 0;
    for (Index i = 0; i < logits.rows(); ++i)
        sum += std::log(logits.row(i).array().exp().sum())
            + std::log(logits.col(i).array().exp().sum()) - 2 * logits(i, i);
    return sum / double(2 * logits.rows());
}

} // namespace

class TestMatrixFaces : public QObject {
    Q_OBJECT

private slots:
    void byHand()
    {
        Matrix<float> cosines(2, 2);
        cosines << 1, 0, 0.5f, 0.5f;
        const double e = std::exp(2.0);
        QCOMPARE(faceOf(MatrixFace::cosine, cosines, 0.5), cosines);
        QCOMPARE(faceOf(MatrixFace::logit, cosines, 0.5)(1, 0), 1.0f);
        const Matrix<float> rows = faceOf(MatrixFace::rowSoftmax, cosines, 0.5);
        QVERIFY(std::abs(double(rows(0, 0)) - e / (e + 1)) < 1e-6);
        QCOMPARE(rows(1, 0), 0.5f);
        const Matrix<float> columns = faceOf(MatrixFace::columnSoftmax, cosines, 0.5);
        QVERIFY(std::abs(double(columns(0, 0)) - e / (e + std::exp(1.0))) < 1e-6);
    }

    void sharesSumToOneAndForcesToNothing()
    {
        const Matrix<float> a = unitNormalRows<float>(40, 8, 1),
                            b = unitNormalRows<float>(40, 8, 2);
        const Matrix<float> cosines = a * b.transpose();
        for (const double temperature : { 1e-3, 0.07, 1.0, 100.0 }) {
            const Matrix<float> rows = faceOf(MatrixFace::rowSoftmax, cosines, temperature);
            const Matrix<float> columns = faceOf(MatrixFace::columnSoftmax, cosines, temperature);
            const Matrix<float> forces = faceOf(MatrixFace::gradient, cosines, temperature);
            QVERIFY((rows.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5f);
            QVERIFY((columns.colwise().sum().array() - 1).abs().maxCoeff() < 1e-5f);
            QVERIFY(std::abs(forces.sum()) < 1e-4f);
            QVERIFY((forces.diagonal().array() <= 0).all());
        }
    }

    void theGradientIsThatOfTheLoss()
    {
        const Matrix<float> a = unitNormalRows<float>(6, 4, 3), b = unitNormalRows<float>(6, 4, 4);
        const Matrix<float> cosines = a * b.transpose();
        const double temperature = 0.2, step = 1e-5;
        const Matrix<float> forces = faceOf(MatrixFace::gradient, cosines, temperature);
        for (Index i = 0; i < 6; ++i)
            for (Index j = 0; j < 6; ++j) {
                Matrix<double> up = cosines.cast<double>() / temperature, down = up;
                up(i, j) += step;
                down(i, j) -= step;
                const double slope = (infoNce(up) - infoNce(down)) / (2 * step);
                QVERIFY(std::abs(6 * slope - double(forces(i, j))) < 1e-5);
                const CellNumbers cell = cellNumbers(cosines, temperature, i, j);
                QVERIFY(std::abs(cell.gradient - double(forces(i, j))) < 1e-6);
                QCOMPARE(cell.logit, double(cosines(i, j)) / temperature);
            }
    }

    void noNumbersStayWhereTheyAre()
    {
        Matrix<float> cosines = Matrix<float>::Identity(3, 3);
        cosines(0, 1) = std::numeric_limits<float>::quiet_NaN();
        const Matrix<float> rows = faceOf(MatrixFace::rowSoftmax, cosines, 0.1);
        QVERIFY(std::isnan(rows(0, 0)));
        QVERIFY(std::abs(rows(1, 1) - 1) < 1e-3f);
    }
};

QTEST_APPLESS_MAIN(TestMatrixFaces)
#include "tst_matrix_faces.moc"
