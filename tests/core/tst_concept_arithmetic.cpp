// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Analogies in a grid of combinations, against embeddings that are sums, and noise.
#include "analysis/concept_arithmetic.h"

#include "base/random.h"

#include <QTest>

#include <numeric>

using namespace contrastlab;

namespace {

std::vector<Factor> grid(const std::vector<int>& sizes)
{
    std::vector<Factor> factors(sizes.size());
    const int items = std::accumulate(sizes.begin(), sizes.end(), 1, std::multiplies<>());
    for (int item = 0, rest = 0; item < items; ++item) {
        rest = item;
        for (std::size_t f = 0; f < sizes.size(); ++f) {
            factors[f].values.resize(std::size_t(sizes[f]));
            factors[f].ofItems.push_back(rest % sizes[f]);
            rest /= sizes[f];
        }
    }
    return factors;
}

std::vector<Index> items(Index first, Index last)
{
    std::vector<Index> list(std::size_t(last - first));
    std::iota(list.begin(), list.end(), first);
    return list;
}

// A vector a value, summed, with as much noise.
Matrix<float> sums(const std::vector<Factor>& factors, Index width, double noise)
{
    RandomStream stream(7, Purpose::noise);
    std::vector<Matrix<float>> words;
    const auto draw = [&](Index rows, double by) {
        Matrix<float> drawn(rows, width);
        for (Index i = 0; i < drawn.size(); ++i)
            drawn.data()[i] = float(by * stream.normal());
        return drawn;
    };
    for (const Factor& factor : factors)
        words.push_back(draw(Index(factor.values.size()), 1));
    Matrix<float> rows = draw(Index(factors.front().ofItems.size()), noise);
    for (Index i = 0; i < rows.rows(); ++i)
        for (std::size_t f = 0; f < factors.size(); ++f)
            rows.row(i) += words[f].row(factors[f].ofItems[std::size_t(i)]);
    return rows;
}

} // namespace

class TestConceptArithmetic : public QObject {
    Q_OBJECT

private slots:
    void analogiesAreRectangles()
    {
        const auto factors = grid({ 3, 4, 2 });
        const auto all = items(0, 24);
        const auto analogies = analogiesOf(factors, all, all);
        // Of each item: 2 x 3 + 2 x 1 + 3 x 1 rectangles in which it is the fourth corner.
        QCOMPARE(analogies.size(), 24U * 11U);
        int forth = 0;
        for (const Analogy& one : analogies) {
            int changed = 0;
            for (const Factor& factor : factors) {
                const auto value = [&](Index item) { return factor.ofItems[std::size_t(item)]; };
                const bool toC = value(one.b) != value(one.c), toA = value(one.b) != value(one.a);
                QVERIFY(!(toC && toA));
                changed += toC + toA;
                QCOMPARE(value(one.d), toC ? value(one.c) : value(one.a));
                if (&factor == &factors[std::size_t(one.factor)])
                    QCOMPARE(one.forth, value(one.c) > value(one.b));
            }
            QCOMPARE(changed, 2);
            forth += one.forth;
        }
        QCOMPARE(std::size_t(forth) * 2, analogies.size()); // both directions alike
        for (const Analogy& one : analogiesOf(factors, items(0, 20), items(20, 24)))
            QVERIFY(one.d >= 20 && std::max({ one.a, one.b, one.c }) < 20);
    }

    void sumsAreFoundAndFitted()
    {
        const auto factors = grid({ 3, 5, 4 });
        const auto known = items(0, 48), asked = items(48, 60);
        Matrix<float> rows = sums(factors, 32, 0);
        QVERIFY(std::abs(additiveFit(asConst(view(rows)), factors, items(0, 57), items(57, 60)) - 1)
            < 1e-9);
        rows.rowwise().normalize();
        ThreadPool pool(2);
        const auto analogies = analogiesOf(factors, items(0, 60), asked);
        const AnalogyRecall found =
            analogyRecall(pool, asConst(view(rows)), asConst(view(rows)), analogies);
        QVERIFY2(found.sum > 0.95, qPrintable(QString::number(found.sum)));
        QVERIFY(found.nearest < 0.6 && found.start < 0.6);
        QVERIFY(additiveFit(asConst(view(rows)), factors, items(0, 57), items(57, 60)) > 0.8);
    }

    void noiseIsNeither()
    {
        const auto factors = grid({ 3, 5, 4 });
        Matrix<float> rows = sums(factors, 16, 100);
        QVERIFY(additiveFit(asConst(view(rows)), factors, items(0, 48), items(48, 60)) < 0.1);
        rows.rowwise().normalize();
        ThreadPool pool(1);
        const auto analogies = analogiesOf(factors, items(0, 60), items(0, 60));
        QVERIFY(analogyRecall(pool, asConst(view(rows)), asConst(view(rows)), analogies).sum < 0.2);
    }

    void tiesAndNothing()
    {
        const auto factors = grid({ 2, 2 });
        const Matrix<float> same = Matrix<float>::Ones(4, 3);
        ThreadPool pool(1);
        const auto analogies = analogiesOf(factors, items(0, 4), items(0, 4));
        QCOMPARE(analogies.size(), 4U);
        // Of four items three are the question: what is left is found whatever the rows.
        QCOMPARE(analogyRecall(pool, view(same), view(same), analogies).sum, 1.0);
        QVERIFY(std::isnan(analogyRecall(pool, view(same), view(same), {}).sum));
        QVERIFY(std::isnan(additiveFit(view(same), factors, items(0, 3), {})));
        QVERIFY(std::isnan(additiveFit(view(same), factors, items(0, 3), items(3, 4))));
    }
};

QTEST_GUILESS_MAIN(TestConceptArithmetic)
#include "tst_concept_arithmetic.moc"
