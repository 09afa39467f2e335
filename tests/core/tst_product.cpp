// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Products of all kinds and shapes against sums in double precision; vectors' exponential and
// logarithm against the standard library's.
#include "base/product.h"

#include "base/random.h"
#include "base/simd.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

using namespace contrastlab;

namespace {

template <class S> Matrix<S> randomMatrix(Index rows, Index columns, std::uint64_t seed)
{
    RandomStream stream(seed, Purpose::noise);
    Matrix<S> m(rows, columns);
    for (Index i = 0; i < m.size(); ++i)
        m.data()[i] = static_cast<S>(stream.uniform(-1, 1));
    return m;
}

enum Kind { normal, transposedRight, transposedLeft };

template <class S>
void multiply(ThreadPool& pool, Kind kind, ConstMatrixView<S> a, ConstMatrixView<S> b,
    MatrixView<S> c, Write write)
{
    if (kind == normal) product<S>(pool, a, b, c, write);
    if (kind == transposedRight) productTransposedRight<S>(pool, a, b, c, write);
    if (kind == transposedLeft) productTransposedLeft<S>(pool, a, b, c, write);
}

// The largest error, in units of the rounding error of a sum of that many terms below 1.
template <class S>
double errorOf(ThreadPool& pool, Kind kind, Index m, Index k, Index n, Write write)
{
    const bool leftTurned = kind == transposedLeft;
    const bool rightTurned = kind == transposedRight;
    // Rows lie further apart than they are long, and what is between them must stay.
    const Matrix<S> a = randomMatrix<S>(leftTurned ? k : m, (leftTurned ? m : k) + 3, 1);
    const Matrix<S> b = randomMatrix<S>(rightTurned ? n : k, (rightTurned ? k : n) + 5, 2);
    Matrix<S> c = randomMatrix<S>(m, n + 2, 3);
    const Matrix<S> before = c;
    const ConstMatrixView<S> va(a.data(), a.rows(), a.cols() - 3, Eigen::OuterStride<>(a.cols()));
    const ConstMatrixView<S> vb(b.data(), b.rows(), b.cols() - 5, Eigen::OuterStride<>(b.cols()));
    MatrixView<S> vc(c.data(), m, n, Eigen::OuterStride<>(n + 2));
    multiply<S>(pool, kind, va, vb, vc, write);
    const Matrix<double> left = leftTurned ? Matrix<double>(va.transpose().template cast<double>())
                                           : Matrix<double>(va.template cast<double>());
    const Matrix<double> right = rightTurned
        ? Matrix<double>(vb.transpose().template cast<double>())
        : Matrix<double>(vb.template cast<double>());
    Matrix<double> expected = left * right;
    if (write == Write::add) expected += before.leftCols(n).template cast<double>();
    if (c.rightCols(2) != before.rightCols(2)) return std::numeric_limits<double>::infinity();
    const double error = (expected - vc.template cast<double>()).cwiseAbs().maxCoeff();
    return error / (std::numeric_limits<S>::epsilon() * (static_cast<double>(k) + 1));
}

} // namespace

class TestProduct : public QObject {
    Q_OBJECT

private slots:
    void equalsSums_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("adds");
        for (int kind : { normal, transposedRight, transposedLeft })
            for (bool adds : { false, true })
                QTest::addRow("kind %d%s", kind, adds ? ", add" : "") << kind << adds;
    }
    void equalsSums()
    {
        QFETCH(int, kind);
        QFETCH(bool, adds);
        ThreadPool pool(2);
        const Write write = adds ? Write::add : Write::replace;
        for (Index m : { 1, 5, 49, 101 })
            for (Index k : { 1, 2, 257, 513 })
                for (Index n : { 1, 15, 16, 33, 100 }) {
                    const Kind which = static_cast<Kind>(kind);
                    QVERIFY2(errorOf<float>(pool, which, m, k, n, write) < 1.0,
                        qPrintable(QString("float %1 x %2 x %3").arg(m).arg(k).arg(n)));
                    QVERIFY2(errorOf<double>(pool, which, m, k, n, write) < 1.0,
                        qPrintable(QString("double %1 x %2 x %3").arg(m).arg(k).arg(n)));
                }
    }

    // Sums long enough to be cut into parts.
    void longSums_data() { equalsSums_data(); }
    void longSums()
    {
        QFETCH(int, kind);
        QFETCH(bool, adds);
        ThreadPool pool(2);
        const Write write = adds ? Write::add : Write::replace;
        for (Index k : { 4096, 5003 })
            QVERIFY(errorOf<float>(pool, static_cast<Kind>(kind), 50, k, 33, write) < 1.0);
    }

    void emptySumIsZero()
    {
        ThreadPool pool(1);
        const Matrix<float> a(3, 0);
        const Matrix<float> b(0, 4);
        Matrix<float> c = Matrix<float>::Ones(3, 4);
        product<float>(pool, view(a), view(b), view(c), Write::add);
        QVERIFY((c.array() == 1).all());
        product<float>(pool, view(a), view(b), view(c));
        QVERIFY((c.array() == 0).all());
    }

    void doesNotDependOnThreads()
    {
        for (Index k : { 300, 4500 }) {
            const Matrix<float> a = randomMatrix<float>(k, 130, 4);
            const Matrix<float> b = randomMatrix<float>(k, 70, 5);
            Matrix<float> first(130, 70);
            ThreadPool one(1);
            productTransposedLeft<float>(one, view(a), view(b), view(first));
            for (int threads : { 2, 3, 5 }) {
                Matrix<float> c(130, 70);
                ThreadPool pool(threads);
                productTransposedLeft<float>(pool, view(a), view(b), view(c));
                QCOMPARE(std::memcmp(c.data(), first.data(), sizeof(float) * 130 * 70), 0);
            }
        }
    }

    void exponential()
    {
        double worstFloat = 0;
        double worstDouble = 0;
        for (int i = 0; i < 200000; ++i) {
            const float x = -87.3f + 175.3f * static_cast<float>(i) / 200000;
            worstFloat = std::max(worstFloat,
                std::abs(static_cast<double>(expOf<float>(broadcast(x))[0])
                        / std::exp(static_cast<double>(x))
                    - 1));
            const double y = -708.0 + 1416.0 * i / 200000;
            worstDouble =
                std::max(worstDouble, std::abs(expOf<double>(broadcast(y))[0] / std::exp(y) - 1));
        }
        QVERIFY2(worstFloat < 2e-7, qPrintable(QString::number(worstFloat)));
        QVERIFY2(worstDouble < 5e-16, qPrintable(QString::number(worstDouble)));
        QCOMPARE(expOf<float>(broadcast(0.0f))[0], 1.0f);
        QCOMPARE(expOf<float>(broadcast(-1e30f))[0], 0.0f);
        QCOMPARE(expOf<float>(broadcast(-88.0f))[0], 0.0f);
        const float nan = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(std::isnan(expOf<float>(broadcast(nan))[0]));
        QVERIFY(std::isnan(expOf<float>(broadcast(nan) - 1.0f)[0]));
        QVERIFY(std::isnan(expOf<double>(broadcast(double(nan)))[0]));
        QCOMPARE(expOf<double>(broadcast(-std::numeric_limits<double>::infinity()))[0], 0.0);
    }

    void logarithms()
    {
        double worst = 0;
        for (int i = -70000; i < 70000; ++i) {
            const double x = std::exp(i * 0.01);
            const double expected = std::log(x);
            worst = std::max(worst,
                std::abs(logOf(broadcast(x))[0] - expected) / std::max(1.0, std::abs(expected)));
        }
        QVERIFY2(worst < 1e-15, qPrintable(QString::number(worst)));
        QVERIFY(std::isnan(logOf(broadcast(std::numeric_limits<double>::quiet_NaN()))[0]));
        QCOMPARE(logOf(broadcast(0.0))[0], -std::numeric_limits<double>::infinity());
        double worstFloat = 0;
        double worstDouble = 0;
        for (int i = 0; i <= 10000; ++i) {
            // All of [0, 1], and down to 1e-7 where ln(1 + t) of a rounded 1 + t would be lost.
            const double t = i % 2 ? i / 10000.0 : std::pow(10.0, -7.0 * i / 10000);
            const float u = static_cast<float>(t);
            const LogAndRatio<float> single = log1pAndRatio<float>(broadcast(u));
            const LogAndRatio<double> terms = log1pAndRatio<double>(broadcast(t));
            const double exact = std::log1p(static_cast<double>(u));
            worstFloat =
                std::max({ worstFloat, std::abs(static_cast<double>(single.log1p[0]) / exact - 1),
                    std::abs(static_cast<double>(single.ratio[0]) * (1.0 + static_cast<double>(u))
                        - 1) });
            worstDouble = std::max({ worstDouble, std::abs(terms.log1p[0] / std::log1p(t) - 1),
                std::abs(terms.ratio[0] * (1 + t) - 1) });
        }
        QVERIFY2(worstFloat < 5e-7, qPrintable(QString::number(worstFloat)));
        QVERIFY2(worstDouble < 2e-15, qPrintable(QString::number(worstDouble)));
    }

    void lanes()
    {
        Vec<float> v;
        for (int i = 0; i < Simd<float>::width; ++i)
            v[i] = static_cast<float>((i * 5 + 3) % Simd<float>::width);
        const int last = Simd<float>::width - 1;
        QCOMPARE(sumOf<float>(v), static_cast<float>(last * (last + 1) / 2));
        QCOMPARE(largestOf<float>(v), static_cast<float>(last));
    }
};

QTEST_APPLESS_MAIN(TestProduct)
#include "tst_product.moc"
