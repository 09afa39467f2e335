// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Closed forms and plain loops for alignment, uniformity, gap, spectrum, and the statistics of
// cosines.
#include "analysis/geometry.h"
#include "analysis/similarity.h"
#include "support/random_rows.h"

#include <Eigen/QR>
#include <Eigen/SVD>
#include <QTest>

#include <cmath>

using namespace contrastlab;
using namespace contrastlab::test;

#define COMPARE_NEAR(actual, expected, tolerance)                                                  \
    QVERIFY2(std::abs((actual) - (expected)) <= (tolerance),                                       \
        qPrintable(                                                                                \
            QString::number(actual, 'g', 17) + " against " + QString::number(expected, 'g', 17)))

namespace {

double plainUniformity(const Matrix<double>& x, double t)
{
    double sum = 0;
    double pairs = 0;
    for (Index i = 0; i < x.rows(); ++i)
        for (Index j = i + 1; j < x.rows(); ++j, ++pairs)
            sum += std::exp(-t * (x.row(i) - x.row(j)).squaredNorm());
    return std::log(sum / pairs);
}

/// The definitions, by loops over all pairs.
struct PlainStatistics {
    double effectiveNegatives = 0;
    double falseNegativeShare = 0;
    double falseNegativeFraction = 0;
    double auc = 0;
    double meanNegative = 0;

    PlainStatistics(
        const Matrix<double>& cosines, double temperature, const std::vector<int>& labels)
    {
        const Index n = cosines.rows();
        for (Index i = 0; i < n; ++i) {
            const double top = cosines.row(i).maxCoeff();
            double z = 0;
            for (Index k = 0; k < n; ++k)
                z += k == i ? 0 : std::exp((cosines(i, k) - top) / temperature);
            double entropy = 0;
            for (Index j = 0; j < n; ++j) {
                if (j == i) continue;
                const double r = std::exp((cosines(i, j) - top) / temperature) / z;
                const bool same = labels[static_cast<std::size_t>(i)] >= 0
                    && labels[static_cast<std::size_t>(i)] == labels[static_cast<std::size_t>(j)];
                entropy -= r > 0 ? r * std::log(r) : 0;
                falseNegativeShare += same ? r / static_cast<double>(n) : 0;
                falseNegativeFraction += same ? 1.0 / static_cast<double>(n * (n - 1)) : 0;
                meanNegative += cosines(i, j) / static_cast<double>(n * (n - 1));
                for (Index p = 0; p < n; ++p)
                    auc += (cosines(p, p) > cosines(i, j)) + 0.5 * (cosines(p, p) == cosines(i, j));
            }
            effectiveNegatives += std::exp(entropy) / static_cast<double>(n);
        }
        auc /= static_cast<double>(n * n * (n - 1));
    }
};

std::vector<int> cyclicLabels(int n, int classes)
{
    std::vector<int> labels;
    for (int i = 0; i < n; ++i)
        labels.push_back(i % (classes + 1) == classes ? -1 : i % (classes + 1));
    return labels;
}

} // namespace

class TestGeometry : public QObject {
    Q_OBJECT

private slots:
    void alignmentOfKnownPairs();
    void uniformityBound_data();
    void uniformityBound();
    void uniformityAsDefined_data();
    void uniformityAsDefined();
    void uniformityNearsTheBound();
    void gapOfKnownPoints();
    void rankMeOfKnownSpectra_data();
    void rankMeOfKnownSpectra();
    void spectrumAgainstSingularValues_data();
    void spectrumAgainstSingularValues();
    void participationRatio();
    void collapseLight();
    void toleranceAsDefined();
    void statisticsAsDefined_data();
    void statisticsAsDefined();
    void effectiveNegativesOfEqualRows();
    void effectiveNegativesRiseWithTemperature();
    void histogramPlacesCosines();
    void aucOfKnownOrders();
    void onePairHasNoNegatives();
    void invariances();
    void threadsDoNotMatter();
};

void TestGeometry::alignmentOfKnownPairs()
{
    Matrix<double> a(2, 2);
    a << 1, 0, 0, 1;
    Matrix<double> b(2, 2);
    b << 0, 1, 0, 1;
    COMPARE_NEAR(alignment<double>(view(std::as_const(a)), view(std::as_const(b))), 1.0,
        1e-15); // (2 + 0) / 2
    COMPARE_NEAR(alignment<double>(view(std::as_const(a)), view(std::as_const(b)), 1),
        std::sqrt(2.0) / 2, 1e-15);
    QCOMPARE(alignment<double>(view(std::as_const(a)), view(std::as_const(a))), 0.0);
}

void TestGeometry::uniformityBound_data()
{
    QTest::addColumn<int>("dimension");
    QTest::addColumn<double>("bound");
    QTest::addRow("2") << 2 << -1.575;
    QTest::addRow("3") << 3 << -2.080;
    QTest::addRow("8") << 8 << -3.083;
    QTest::addRow("16") << 16 << -3.513;
    QTest::addRow("32") << 32 << -3.752;
    QTest::addRow("64") << 64 << -3.875;
    QTest::addRow("128") << 128 << -3.938;
}

void TestGeometry::uniformityBound()
{
    QFETCH(int, dimension);
    QFETCH(double, bound);
    COMPARE_NEAR(sphereUniformity(dimension), bound, 6e-4);
    // On the circle and the sphere the mean kernel has closed forms: e^-2t I0(2t) and e^-2t
    // sinh(2t) / 2t; with two points, e^-2t cosh(2t).
    for (const double t : { 0.5, 2.0, 5.0 }) {
        COMPARE_NEAR(sphereUniformity(1, t), -2 * t + std::log(std::cosh(2 * t)), 1e-12);
        COMPARE_NEAR(sphereUniformity(2, t), -2 * t + std::log(std::cyl_bessel_i(0, 2 * t)), 1e-12);
        COMPARE_NEAR(sphereUniformity(3, t), -2 * t + std::log(std::sinh(2 * t) / (2 * t)), 1e-12);
    }
}

void TestGeometry::uniformityAsDefined_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<double>("t");
    for (const int n : { 2, 3, 48, 191, 192, 193, 400 })
        for (const double t : { 1.0, 2.0 })
            QTest::addRow("%d, t %g", n, t) << n << t;
}

void TestGeometry::uniformityAsDefined()
{
    QFETCH(int, n);
    QFETCH(double, t);
    ThreadPool pool;
    Matrix<double> x = unitNormalRows<double>(n, 5, 21);
    x.row(n / 2).setZero(); // a zero row lies at distance 1 from all others
    COMPARE_NEAR(uniformity<double>(pool, view(std::as_const(x)), t), plainUniformity(x, t), 1e-12);
    const Matrix<float> single = x.cast<float>();
    COMPARE_NEAR(uniformity<float>(pool, view(single), t), plainUniformity(x, t), 1e-5);
    const Matrix<float> equal = single.row(0).replicate(n, 1);
    COMPARE_NEAR(uniformity<float>(pool, view(equal), t), 0.0, 1e-5);
}

void TestGeometry::uniformityNearsTheBound()
{
    ThreadPool pool(2);
    for (const Index d : { 2, 8, 32 }) {
        const Matrix<float> x = unitNormalRows<float>(3000, d, 22);
        COMPARE_NEAR(uniformity<float>(pool, view(x)), sphereUniformity(d), 0.01);
    }
    const Matrix<float> one = unitNormalRows<float>(1, 4, 22);
    QVERIFY(std::isnan(uniformity<float>(pool, view(one))));
}

void TestGeometry::gapOfKnownPoints()
{
    Matrix<float> a(3, 2);
    a << 1, 0, 1, 0, 1, 0;
    const Matrix<float> b = -a;
    COMPARE_NEAR(modalityGap<float>(view(std::as_const(a)), view(b)), 2.0, 1e-12);
    QCOMPARE(modalityGap<float>(view(std::as_const(a)), view(std::as_const(a))), 0.0);
    Matrix<float> c(3, 2);
    c << 0, 1, 0, 1, 0, 1;
    COMPARE_NEAR(
        modalityGap<float>(view(std::as_const(a)), view(std::as_const(c))), std::sqrt(2.0), 1e-12);
}

void TestGeometry::rankMeOfKnownSpectra_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("d");
    for (const auto& [n, d] :
        { std::pair(40, 4), std::pair(300, 64), std::pair(4, 40), std::pair(200, 1) })
        QTest::addRow("%d x %d", n, d) << n << d;
}

void TestGeometry::rankMeOfKnownSpectra()
{
    QFETCH(int, n);
    QFETCH(int, d);
    ThreadPool pool;
    const int full = std::min(n, d);
    // Orthonormal columns (or rows): all singular values 1.
    const Matrix<double> random = normalRows<double>(std::max(n, d), full, 23);
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(random);
    const Matrix<double> thin = qr.householderQ() * Eigen::MatrixXd::Identity(std::max(n, d), full);
    const Matrix<double> z = n >= d ? thin : Matrix<double>(thin.transpose());
    // The definition's 1e-7 keeps it from d by 1e-7 d ln d, and from 1 by 1.6e-6 a dimension.
    const auto entropy = [](double p) { return -p * std::log(p); };
    COMPARE_NEAR(
        spectrum<double>(view(z)).rankMe / std::exp(full * entropy(1.0 / full + 1e-7)), 1.0, 1e-12);
    const Matrix<double> rankOne = z.col(0) * z.row(0).cwiseAbs();
    COMPARE_NEAR(spectrum<double>(view(rankOne)).rankMe,
        std::exp(entropy(1 + 1e-7) + (full - 1) * entropy(1e-7)), 1e-9);
    const Matrix<float> zero = Matrix<float>::Zero(n, d);
    QVERIFY(std::isfinite(spectrum<float>(view(zero)).rankMe));
}

void TestGeometry::spectrumAgainstSingularValues_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("d");
    QTest::addRow("tall") << 150 << 20;
    QTest::addRow("wide") << 15 << 60;
    QTest::addRow("square") << 30 << 30;
}

void TestGeometry::spectrumAgainstSingularValues()
{
    QFETCH(int, n);
    QFETCH(int, d);
    ThreadPool pool(2);
    Matrix<double> z = normalRows<double>(n, d, 24);
    z.array() += 0.7;
    const Spectrum s = spectrum<double>(view(std::as_const(z)));
    const Eigen::VectorXd values = Eigen::JacobiSVD<Eigen::MatrixXd>(z).singularValues();
    QCOMPARE(s.singularValues.size(), values.size());
    QVERIFY((s.singularValues - values).cwiseAbs().maxCoeff() < 1e-13 * values[0]);
    const Eigen::VectorXd p = (values / values.sum()).array() + 1e-7;
    COMPARE_NEAR(s.rankMe, std::exp(-(p.array() * p.array().log()).sum()), 1e-10);
    const Eigen::MatrixXd centred = z.rowwise() - z.colwise().mean();
    const Eigen::MatrixXd covariance = centred.transpose() * centred / n;
    COMPARE_NEAR(s.participationRatio,
        covariance.trace() * covariance.trace() / (covariance * covariance).trace(), 1e-9);
    COMPARE_NEAR(s.variances.sum(), covariance.trace(), 1e-9);
    COMPARE_NEAR(s.meanDeviation, covariance.diagonal().cwiseSqrt().mean(), 1e-12);
}

void TestGeometry::participationRatio()
{
    // Points at the ends of k axes vary in k directions alike.
    ThreadPool pool;
    for (const int k : { 1, 3, 6 }) {
        Matrix<float> x = Matrix<float>::Zero(2 * k, 6);
        for (int i = 0; i < k; ++i) {
            x(2 * i, i) = 1;
            x(2 * i + 1, i) = -1;
        }
        COMPARE_NEAR(spectrum<float>(view(std::as_const(x))).participationRatio, k, 1e-12);
    }
    const Matrix<float> equal = unitNormalRows<float>(1, 6, 25).replicate(50, 1);
    QCOMPARE(spectrum<float>(view(equal)).participationRatio, 0.0);
}

void TestGeometry::collapseLight()
{
    ThreadPool pool;
    const auto lightOf = [&](const Matrix<float>& x) {
        return collapse(spectrum<float>(view(x)), x.cols());
    };
    const Matrix<float> healthy = unitNormalRows<float>(500, 20, 26);
    QVERIFY(lightOf(healthy) == Collapse::none);
    QVERIFY(lightOf(noisyCopy<float>(healthy.row(0).replicate(500, 1), 0.01, 27))
        == Collapse::complete);
    Matrix<float> flat = Matrix<float>::Zero(500, 20);
    flat.leftCols(3) = unitNormalRows<float>(500, 3, 28);
    QVERIFY(lightOf(flat) == Collapse::dimensional);
    QVERIFY(
        lightOf(unitNormalRows<float>(5, 64, 29)) == Collapse::none); // few rows are no collapse
    QCOMPARE(nameOf(Collapse::dimensional), "dimensional");
}

void TestGeometry::toleranceAsDefined()
{
    const Matrix<double> x = unitNormalRows<double>(60, 7, 30);
    const std::vector<int> labels = cyclicLabels(60, 4);
    double sum = 0;
    double pairs = 0;
    for (std::size_t i = 0; i < 60; ++i)
        for (std::size_t j = 0; j < 60; ++j)
            if (i != j && labels[i] >= 0 && labels[i] == labels[j]) {
                sum += x.row(static_cast<Index>(i)).dot(x.row(static_cast<Index>(j)));
                ++pairs;
            }
    COMPARE_NEAR(tolerance<double>(view(x), labels), sum / pairs, 1e-13);
    QVERIFY(std::isnan(tolerance<double>(view(x), std::vector<int>(60, -1))));
}

void TestGeometry::statisticsAsDefined_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<double>("temperature");
    for (const int n : { 2, 49, 200 })
        for (const double temperature : { 0.001, 0.07, 1.0, 100.0 })
            QTest::addRow("%d, %g", n, temperature) << n << temperature;
}

void TestGeometry::statisticsAsDefined()
{
    QFETCH(int, n);
    QFETCH(double, temperature);
    ThreadPool pool;
    const Matrix<double> a = unitNormalRows<double>(n, 6, 31);
    const Matrix<double> b = noisyCopy(a, 0.3, 32);
    const std::vector<int> labels = cyclicLabels(n, 5);
    const PlainStatistics expected(a * b.transpose(), temperature, labels);
    const SimilarityStatistics s =
        similarityStatistics<double>(pool, view(a), view(b), temperature, labels);
    COMPARE_NEAR(s.effectiveNegatives, expected.effectiveNegatives, 1e-9 * n);
    COMPARE_NEAR(s.falseNegativeShare, expected.falseNegativeShare, 1e-10);
    COMPARE_NEAR(s.falseNegativeFraction, expected.falseNegativeFraction, 1e-10);
    COMPARE_NEAR(s.meanNegative, expected.meanNegative, 1e-12);
    COMPARE_NEAR(s.overlapAuc, expected.auc, 1e-12);
    const Matrix<float> fa = a.cast<float>();
    const Matrix<float> fb = b.cast<float>();
    const SimilarityStatistics f =
        similarityStatistics<float>(pool, view(fa), view(fb), temperature, labels);
    COMPARE_NEAR(
        f.effectiveNegatives, expected.effectiveNegatives, 1e-4 * expected.effectiveNegatives);
    COMPARE_NEAR(f.falseNegativeShare, expected.falseNegativeShare, 1e-4);
}

void TestGeometry::effectiveNegativesOfEqualRows()
{
    ThreadPool pool;
    const Matrix<float> equal = unitNormalRows<float>(1, 8, 33).replicate(300, 1);
    for (const double temperature : { 0.001, 0.07, 100.0 })
        COMPARE_NEAR(similarityStatistics<float>(pool, view(equal), view(equal), temperature)
                         .effectiveNegatives,
            299.0, 1e-3);
}

void TestGeometry::effectiveNegativesRiseWithTemperature()
{
    ThreadPool pool;
    const Matrix<float> a = unitNormalRows<float>(256, 16, 34);
    double last = 1;
    for (const double temperature : { 0.005, 0.03, 0.07, 0.2, 1.0, 10.0 }) {
        const double now =
            similarityStatistics<float>(pool, view(a), view(a), temperature).effectiveNegatives;
        QVERIFY(now > last);
        last = now;
    }
    QVERIFY(last > 254 && last < 255.001);
}

void TestGeometry::histogramPlacesCosines()
{
    ThreadPool pool;
    Matrix<float> a(2, 2);
    a << 1, 0, 0, 1;
    Matrix<float> b(2, 2);
    b << 1, 0, -1, 0; // cosines 1, -1 and 0, 0
    const SimilarityStatistics s =
        similarityStatistics<float>(pool, view(std::as_const(a)), view(std::as_const(b)), 1.0);
    QCOMPARE(s.positives[63], 1);
    QCOMPARE(s.positives[32], 1);
    QCOMPARE(s.negatives[0], 1);
    QCOMPARE(s.negatives[32], 1);
    QCOMPARE(s.meanPositive, 0.5);
    QCOMPARE(s.meanNegative, -0.5);
}

void TestGeometry::aucOfKnownOrders()
{
    ThreadPool pool;
    const Matrix<float> a = unitNormalRows<float>(50, 30, 35);
    const Matrix<float> opposite = -a;
    QCOMPARE(similarityStatistics<float>(pool, view(a), view(a), 1.0).overlapAuc, 1.0);
    QCOMPARE(similarityStatistics<float>(pool, view(a), view(opposite), 1.0).overlapAuc, 0.0);
    const Matrix<float> equal = a.row(0).replicate(50, 1);
    QCOMPARE(similarityStatistics<float>(pool, view(equal), view(equal), 1.0).overlapAuc, 0.5);
}

void TestGeometry::onePairHasNoNegatives()
{
    ThreadPool pool;
    const Matrix<float> a = unitNormalRows<float>(1, 3, 36);
    const SimilarityStatistics s = similarityStatistics<float>(pool, view(a), view(a), 0.07);
    QCOMPARE(s.effectiveNegatives, 0.0);
    QVERIFY(
        std::isnan(s.meanNegative) && std::isnan(s.overlapAuc) && std::isnan(s.falseNegativeShare));
}

void TestGeometry::invariances()
{
    ThreadPool pool;
    const Matrix<double> a = unitNormalRows<double>(220, 10, 37);
    const Matrix<double> b = noisyCopy(a, 0.3, 38);
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(normalRows<double>(10, 10, 39));
    const Eigen::MatrixXd rotation = qr.householderQ();
    const Matrix<double> ra = a * rotation;
    const Matrix<double> rb = b * rotation;
    const Matrix<double> pa = a.colwise().reverse();
    const Matrix<double> pb = b.colwise().reverse();
    const std::pair<const Matrix<double>*, const Matrix<double>*> others[] = { { &ra, &rb },
        { &pa, &pb } };
    for (const auto& [x, y] : others) {
        COMPARE_NEAR(uniformity<double>(pool, view(*x)), uniformity<double>(pool, view(a)), 1e-12);
        COMPARE_NEAR(
            alignment<double>(view(*x), view(*y)), alignment<double>(view(a), view(b)), 1e-12);
        COMPARE_NEAR(
            modalityGap<double>(view(*x), view(*y)), modalityGap<double>(view(a), view(b)), 1e-12);
        COMPARE_NEAR(spectrum<double>(view(*x)).rankMe, spectrum<double>(view(a)).rankMe, 1e-9);
        COMPARE_NEAR(
            similarityStatistics<double>(pool, view(*x), view(*y), 0.07).effectiveNegatives,
            similarityStatistics<double>(pool, view(a), view(b), 0.07).effectiveNegatives, 1e-9);
    }
}

void TestGeometry::threadsDoNotMatter()
{
    ThreadPool one;
    ThreadPool three(3);
    const Matrix<float> x = unitNormalRows<float>(900, 24, 40);
    QVERIFY(uniformity<float>(one, view(x)) == uniformity<float>(three, view(x)));
    const Matrix<float> y = noisyCopy(x, 0.5, 41);
    QVERIFY(similarityStatistics<float>(one, view(x), view(y), 0.1).overlapAuc
        == similarityStatistics<float>(three, view(x), view(y), 0.1).overlapAuc);
}

QTEST_APPLESS_MAIN(TestGeometry)
#include "tst_geometry.moc"
