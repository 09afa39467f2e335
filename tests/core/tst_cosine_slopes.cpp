// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Slopes by cosines of every objective that has them: the chain rule gives its gradients by the
// embeddings back, where more dimensions than items leave no other answer; and closed forms.
#include "objective/cosine_slopes.h"
#include "support/gradient_check.h"
#include "support/plain_objectives.h"
#include "support/random_rows.h"

#include <QTest>

#include <cmath>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

constexpr double temperature = 0.2, bias = -2;

struct Pairs {
    Matrix<double> a, b;
    std::vector<int> labels;

    Pairs(Index n, Index d) : a(normalRows<double>(n, d, 1)), b(a + normalRows<double>(n, d, 2))
    {
        for (Index i = 0; i < n; ++i)
            labels.push_back(i % 5 == 4 ? -1 : int(i % 3));
    }
    [[nodiscard]] PairInput<double> input() const
    {
        PairInput<double> in;
        in.logScale = -std::log(temperature);
        in.bias = bias;
        in.labels = labels;
        setView(in.a, a);
        setView(in.b, b);
        return in;
    }
};

CosineSlopes slopesOf(std::string_view name, const Pairs& pairs, const ObjectiveSettings& s = {})
{
    ThreadPool pool;
    return cosineSlopes(pool, *makeObjective<double>(name), pairs.input(), s);
}

// The gradient by raw rows of a, from the slopes: (W - u <u, W>) / |a|, W = across v + within u.
Matrix<double> gradientOf(const Matrix<double>& own, const Matrix<double>& other,
    const Matrix<double>& across, const Matrix<double>& within)
{
    const Matrix<double> u = plain::unitRows(own), v = plain::unitRows(other);
    Matrix<double> gradient = across * v + within * u;
    for (Index i = 0; i < own.rows(); ++i)
        gradient.row(i) = (gradient.row(i) - gradient.row(i).dot(u.row(i)) * u.row(i))
            / std::max(own.row(i).norm(), 1e-300);
    return gradient;
}

double off(const Matrix<double>& found, const Matrix<double>& wanted)
{
    return (found - wanted).norm() / std::max(1e-9, wanted.norm());
}

} // namespace

class TestCosineSlopes : public QObject {
    Q_OBJECT

private slots:
    void giveTheGradientsBack_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("mining");
        for (const ObjectiveInfo& info : objectiveTable())
            if (isOfCosines(info.term))
                for (int mining = 0; mining < (info.term == PairTerm::hinge ? 3 : 1); ++mining)
                    QTest::addRow("%s %d", std::string(info.name).c_str(), mining)
                        << QString::fromStdString(std::string(info.name)) << mining;
    }
    void giveTheGradientsBack()
    {
        QFETCH(QString, name);
        QFETCH(int, mining);
        const ObjectiveSettings settings {
            .margin = 0.9, .mining = Mining(mining), .positivePrior = 0.01
        };
        for (const Index width : { 4, 40 }) {
            const Pairs pairs(9, width);
            const CosineSlopes slopes = slopesOf(name.toStdString(), pairs, settings);
            ThreadPool pool;
            PairResult<double> result;
            makeObjective<double>(name.toStdString())
                ->evaluate(pool, pairs.input(), settings, Want::gradients, result);
            QVERIFY(std::abs(slopes.loss - result.loss) < 1e-9 * (1 + std::abs(result.loss)));
            QVERIFY(result.gradA.norm() > 1e-6);
            QVERIFY(off(gradientOf(pairs.a, pairs.b, slopes.across, slopes.withinA), result.gradA)
                < 1e-8);
            QVERIFY(off(gradientOf(pairs.b, pairs.a, slopes.across.transpose(), slopes.withinB),
                        result.gradB)
                < 1e-8);
            QVERIFY(off(slopes.withinA.transpose(), slopes.withinA) < 1e-8);
            QCOMPARE(slopes.withinA.diagonal().norm(), 0.0);
            const PairTerm term = findObjective(name.toStdString())->term;
            QCOMPARE(slopes.withinA.norm() > 1e-9, comparesWithin(term));
            Matrix<double> strangers = slopes.across;
            strangers.diagonal().setZero();
            QCOMPARE(strangers.norm() > 1e-9, comparesAcross(term));
        }
    }

    // Differences of the loss as a function of the cosines, by its plain form.
    void areThoseOfTheMatrix()
    {
        const Pairs pairs(6, 4);
        const Matrix<double> cosines =
            plain::unitRows(pairs.a) * plain::unitRows(pairs.b).transpose();
        const auto differ = [&](std::string_view name, const auto& loss) {
            const CosineSlopes slopes = slopesOf(name, pairs);
            Matrix<double> variables = cosines;
            const GradientError error =
                checkGradient({ variables.data(), std::size_t(variables.size()) },
                    { slopes.across.data(), std::size_t(slopes.across.size()) },
                    [&] { return loss(Matrix<double>(variables / temperature)); });
            QVERIFY2(error.relative < 1e-7, error.describe().c_str());
        };
        const Vector<double> ones = Vector<double>::Ones(6);
        differ("infonce", [](const Matrix<double>& x) { return plain::infoNce(x); });
        differ("clip", [](const Matrix<double>& x) {
            return (plain::infoNce(x) + plain::infoNce(x.transpose())) / 2;
        });
        differ("siglip", [](const Matrix<double>& x) { return plain::siglip(x, bias); });
        differ("dcl", [&](const Matrix<double>& x) {
            return (plain::decoupled(x, ones) + plain::decoupled(x.transpose(), ones)) / 2;
        });
    }

    void oneOrTwoPairsAndRowsWithoutLength()
    {
        for (const ObjectiveInfo& info : objectiveTable()) {
            if (!isOfCosines(info.term)) continue;
            for (const Index n : { 1, 2 }) {
                if (n < info.leastBatch) continue;
                Pairs pairs(n, 3);
                QVERIFY(slopesOf(info.name, pairs).across.allFinite());
                pairs.a.row(0).setZero();
                const CosineSlopes slopes = slopesOf(info.name, pairs);
                QVERIFY2(slopes.across.allFinite() && slopes.withinA.allFinite(),
                    std::string(info.name).c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCosineSlopes)
#include "tst_cosine_slopes.moc"
