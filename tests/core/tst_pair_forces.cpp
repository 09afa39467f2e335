// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Derivatives by single cosines and forces on items, for every objective, against finite
// differences in double and against the closed form of InfoNCE.
#include "analysis/pair_forces.h"
#include "objective/cosine_slopes.h"
#include "support/every_objective.h"
#include "support/random_rows.h"

#include <Eigen/QR>
#include <QTest>

#include <cmath>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

constexpr Index pairs = 6, keys = 5,
                width = 40; // more directions than rows: single cosines can be moved

/// Pairs with labels, keys and queues, so that any objective finds what it asks for.
struct PairsOfRows {
    Matrix<double> a = unitNormalRows<double>(pairs, width, 1);
    Matrix<double> b = noisyCopy(a, 0.15, 2);
    Matrix<double> keysA = noisyCopy(a, 0.1, 3), keysB = noisyCopy(b, 0.1, 4);
    Matrix<double> queueA = unitNormalRows<double>(keys, width, 5),
                   queueB = unitNormalRows<double>(keys, width, 6);
    std::vector<int> labels { 0, 1, 0, 2, -1, 1 };

    [[nodiscard]] PairInput<double> input() const { return inputOf<double>(*this, 0.2); }
    [[nodiscard]] double loss(std::string_view name) const
    {
        ThreadPool pool(1);
        PairResult<double> result;
        makeObjective<double>(name)->evaluate(pool, input(), {}, Want::loss, result);
        return result.loss;
    }
};

/// The direction in which a row comes nearer to `to` alone: at a right angle to all else.
Vector<double> directionTo(const Vector<double>& to, const Matrix<double>& all)
{
    Matrix<double> others(0, all.cols());
    for (Index i = 0; i < all.rows(); ++i) {
        if ((all.row(i).transpose() - to).norm() < 1e-12) continue;
        others.conservativeResize(others.rows() + 1, Eigen::NoChange);
        others.row(others.rows() - 1) = all.row(i);
    }
    const Eigen::MatrixXd columns = others.transpose();
    const Eigen::MatrixXd q = columns.householderQr().householderQ()
        * Eigen::MatrixXd::Identity(columns.rows(), columns.cols());
    const Vector<double> left = to - q * (q.transpose() * to);
    return left / left.dot(to); // a step of h changes that cosine by h
}

Matrix<double> stacked(const PairsOfRows& rows)
{
    Matrix<double> all(4 * pairs + 2 * keys, width);
    all << rows.a, rows.b, rows.keysA, rows.keysB, rows.queueA, rows.queueB;
    return all;
}

/// By central differences, where row `i` of `moved` comes nearer to `to` alone.
double slopeByDifferences(PairsOfRows rows, Matrix<double> PairsOfRows::*moved, Index i,
    const Vector<double>& to, std::string_view name)
{
    constexpr double h = 1e-5;
    const Vector<double> direction = directionTo(to, stacked(rows));
    const Vector<double> before = (rows.*moved).row(i).transpose();
    (rows.*moved).row(i) = (before + h * direction).transpose();
    const double above = rows.loss(name);
    (rows.*moved).row(i) = (before - h * direction).transpose();
    return (above - rows.loss(name)) / (2 * h);
}

} // namespace

class TestPairForces : public QObject {
    Q_OBJECT

private slots:
    void everyObjective_data()
    {
        QTest::addColumn<QString>("name");
        for (const ObjectiveInfo& info : objectiveTable())
            QTest::addRow("%s", std::string(info.name).c_str())
                << QString::fromStdString(std::string(info.name));
    }
    void everyObjective()
    {
        QFETCH(QString, name);
        const std::string objective = name.toStdString();
        if (objective == "dclw") QSKIP("its weights are constants to its gradient, by its source");
        const bool queue = findObjective(objective)->usesQueue;
        const PairsOfRows rows;
        ThreadPool pool(1);
        const std::vector<Index> chosen { 1, 4 };
        const RowSlopes slopes = rowSlopes(pool, objective, rows.input(), {}, chosen);
        const bool lengths = !ignoresLengths(pool, objective, rows.input(), {});
        if (!slopes.ofCosines) {
            QVERIFY2(findObjective(objective)->family == ObjectiveFamily::redundancy
                    || findObjective(objective)->family == ObjectiveFamily::article,
                "a loss of cosines was not taken for one");
            QCOMPARE(slopes.fromA.size(), Index(0));
            return;
        }
        QVERIFY(!lengths);
        for (Index r = 0; r < std::ssize(chosen); ++r)
            for (Index i = 0; i < pairs; ++i) {
                const Index row = chosen[std::size_t(r)];
                const auto close = [&](double told, double measured) {
                    return std::abs(told - measured) < 1e-6 * (1 + std::abs(measured));
                };
                const Matrix<double>& toB = queue ? rows.keysB : rows.b;
                QVERIFY(close(slopes.fromA(i, r),
                    slopeByDifferences(
                        rows, &PairsOfRows::a, i, toB.row(row).transpose(), objective)));
                const Matrix<double>& toA = queue ? rows.keysA : rows.a;
                QVERIFY(close(slopes.fromB(i, r),
                    slopeByDifferences(
                        rows, &PairsOfRows::b, i, toA.row(row).transpose(), objective)));
                if (i == row) continue;
                QVERIFY(close(slopes.withinA(i, r),
                    slopeByDifferences(
                        rows, &PairsOfRows::a, i, rows.a.row(row).transpose(), objective)));
                QVERIFY(close(slopes.withinB(i, r),
                    slopeByDifferences(
                        rows, &PairsOfRows::b, i, rows.b.row(row).transpose(), objective)));
            }
    }

    void infoNceInClosedForm()
    {
        PairsOfRows rows;
        ThreadPool pool(1);
        std::vector<Index> all;
        for (Index i = 0; i < pairs; ++i)
            all.push_back(i);
        const RowSlopes slopes = rowSlopes(pool, "clip", rows.input(), {}, all);
        Matrix<double> rowwise = (rows.a * rows.b.transpose() / 0.2).array().exp();
        Matrix<double> columnwise = rowwise;
        rowwise.array().colwise() /= Vector<double>(rowwise.rowwise().sum()).array();
        columnwise.array().rowwise() /= Eigen::RowVectorXd(columnwise.colwise().sum()).array();
        Matrix<double> expected = 0.5 * (rowwise + columnwise);
        expected.diagonal().array() -= 1;
        expected /= 0.2 * double(pairs);
        QVERIFY((slopes.fromA - expected).cwiseAbs().maxCoeff() < 1e-8);
        QVERIFY((slopes.fromB.transpose() - expected).cwiseAbs().maxCoeff() < 1e-8);
        const CosineSlopes whole =
            cosineSlopes(pool, *makeObjective<double>("clip"), rows.input(), {});
        QVERIFY((slopes.fromA - whole.across).cwiseAbs().maxCoeff() < 1e-8);
        QVERIFY(slopes.withinA.isZero(0) && slopes.withinB.isZero(0));
    }

    // Pull and push together are the gradient, whatever the length of the rows and for rows of
    // zero.
    void pullAndPushAreTheGradient_data() { everyObjective_data(); }
    void pullAndPushAreTheGradient()
    {
        QFETCH(QString, name);
        const std::string objective = name.toStdString();
        if (objective == "dclw") QSKIP("its weights are constants to its gradient, by its source");
        if (findObjective(objective)->usesQueue) QSKIP("keys are not moved");
        const PairsOfRows rows;
        ThreadPool pool(1);
        for (int side = 0; side < 2; ++side) {
            const RowForces forces = forcesOnRow(pool, objective, rows.input(), {}, side, 2);
            if (!forces.ofPairs) return;
            const auto moved = side == 0 ? &PairsOfRows::a : &PairsOfRows::b;
            const Vector<double> self = (rows.*moved).row(2).transpose();
            Vector<double> tangent = normalRows<double>(1, width, 7).row(0).transpose();
            tangent -= tangent.dot(self) * self;
            constexpr double h = 1e-6;
            PairsOfRows up = rows, down = rows;
            (up.*moved).row(2) += h * tangent.transpose();
            (down.*moved).row(2) -= h * tangent.transpose();
            const double measured = (up.loss(objective) - down.loss(objective)) / (2 * h);
            const double told = -(forces.pull + forces.push).dot(tangent);
            QVERIFY2(std::abs(told - measured) < 1e-6 * (1 + std::abs(measured)),
                qPrintable(QStringLiteral("%1 against %2").arg(told).arg(measured)));
            for (std::size_t i = 1; i < forces.parts.size(); ++i)
                QVERIFY(
                    std::abs(forces.parts[i].strength) <= std::abs(forces.parts[i - 1].strength));
        }
    }

    void thePartnerPullsAndOthersPush()
    {
        const PairsOfRows rows;
        ThreadPool pool(1);
        const RowForces forces = forcesOnRow(pool, "clip", rows.input(), {}, 0, 3);
        QCOMPARE(forces.parts.size(), std::size_t(pairs));
        for (const RowForce& part : forces.parts) {
            QCOMPARE(part.strength > 0, part.row == 3);
            QVERIFY(!part.within);
        }
        QVERIFY(forces.pull.dot(rows.b.row(3).transpose()) > 0);
    }

    void badRowsAreNoCrash()
    {
        PairsOfRows rows;
        rows.a.row(1).setZero();
        ThreadPool pool(1);
        const std::vector<Index> chosen { 1, 2 };
        const RowSlopes zero = rowSlopes(pool, "clip", rows.input(), {}, chosen);
        QVERIFY(zero.ofCosines);
        QVERIFY(zero.fromA.allFinite() && zero.fromB.allFinite());
        rows.a(0, 0) = std::nan("");
        QVERIFY(!rowSlopes(pool, "clip", rows.input(), {}, chosen).ofCosines);
        QVERIFY(!forcesOnRow(pool, "clip", rows.input(), {}, 0, 2).ofPairs);
    }
};

QTEST_APPLESS_MAIN(TestPairForces)
#include "tst_pair_forces.moc"
