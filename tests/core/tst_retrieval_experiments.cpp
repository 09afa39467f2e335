// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What experiments on retrieval are made of: against brute force, finite differences, and cases
// whose answer is known.
#include "analysis/query_search.h"
#include "base/decomposition.h"
#include "base/random.h"
#include "lesson/experiment_embeddings.h"
#include "lesson/space_alignment.h"
#include "lesson/sparse_atoms.h"
#include "lesson/vector_codes.h"
#include "support/experiment_results.h"

#include <QTest>
#include <QVariantMap>

#include <cmath>

using namespace contrastlab;

namespace {

template <class S> Matrix<S> normalRows(Index rows, Index columns, std::uint64_t seed)
{
    RandomStream stream(seed, Purpose::noise);
    Matrix<S> result(rows, columns);
    for (Index i = 0; i < result.size(); ++i)
        result.data()[i] = S(stream.normal());
    return result;
}

SparseAtoms someAtoms()
{
    SparseAtoms atoms { normalRows<double>(1, 5, 2).transpose(), normalRows<double>(5, 7, 3),
        normalRows<double>(1, 7, 4).transpose(), normalRows<double>(7, 5, 5), 3 };
    atoms.decoder.rowwise().normalize();
    return atoms;
}

} // namespace

class TestRetrievalExperiments : public QObject {
    Q_OBJECT

private slots:
    // Of one success in n trials: (n - 2) / sqrt(n - 1).
    void skewnessHasItsClosedForm()
    {
        QVERIFY(std::abs(skewness({ 0, 0, 0, 1, 0 }) - 3 / std::sqrt(4)) < 1e-12);
        QVERIFY(std::abs(skewness({ 1, 2, 3 })) < 1e-12);
        QCOMPARE(skewness({ 4, 4, 4 }), 0.0);
    }

    void bytesAreWithinHalfAStep()
    {
        const Matrix<float> rows = normalRows<float>(50, 9, 1), bytes = throughBytes(rows, rows);
        for (Index j = 0; j < rows.cols(); ++j) {
            const float step = (rows.col(j).maxCoeff() - rows.col(j).minCoeff()) / 255;
            QVERIFY((rows.col(j) - bytes.col(j)).cwiseAbs().maxCoeff() <= 0.501f * step);
        }
        // What lies beyond the calibration is cut off; a constant column stays what it is.
        Matrix<float> calibration(2, 2), beyond(1, 2);
        calibration << -1, 3, 1, 3;
        beyond << 5, 8;
        QCOMPARE(throughBytes(beyond, calibration)(0, 0), 1.0f);
        QCOMPARE(throughBytes(beyond, calibration)(0, 1), 3.0f);
    }

    // More columns than a word has bits.
    void bitsDifferWhereSignsDo()
    {
        const Matrix<float> a = normalRows<float>(6, 70, 1), b = normalRows<float>(6, 70, 2);
        const BitRows bitsA(a), bitsB(b);
        for (Index i = 0; i < a.rows(); ++i)
            for (Index j = 0; j < b.rows(); ++j) {
                int differing = 0;
                for (Index k = 0; k < a.cols(); ++k)
                    differing += (a(i, k) > 0) != (b(j, k) > 0);
                QCOMPARE(bitsA.distance(i, bitsB, j), differing);
            }
    }

    // Rows that are signs themselves: the dot product orders as the distance does.
    void recallOfBitsIsThatOfTheirSigns()
    {
        ThreadPool pool(1);
        const auto signs = [](const Matrix<float>& rows) {
            return Matrix<float>(
                rows.unaryExpr([](float value) { return value > 0 ? 1.0f : -1.0f; }));
        };
        const Matrix<float> x = normalRows<float>(60, 16, 1);
        const Matrix<float> a = signs(x + 0.7f * normalRows<float>(60, 16, 2)), b = signs(x);
        const double expected =
            (bitRecall(BitRows(a), BitRows(b), 10) + bitRecall(BitRows(b), BitRows(a), 10)) / 2;
        QVERIFY(expected > 0.3 && expected < 1);
        QCOMPARE(recallAtTen(pool, unitRowsOf(a), unitRowsOf(b)), expected);
        // Scored again among all, by signs against signs: nothing changes.
        QCOMPARE(rescoredRecall(a, b, 10, 60), bitRecall(BitRows(a), BitRows(b), 10));
        // Fewer offered than asked for: those are all there is.
        QCOMPARE(rescoredRecall(a, b, 10, 1), bitRecall(BitRows(a), BitRows(b), 1));
    }

    void codesHaveTheLargestFew()
    {
        const SparseAtoms atoms = someAtoms();
        const Matrix<double> z = atoms.codes(normalRows<double>(20, 5, 6));
        QVERIFY((z.array() >= 0).all());
        for (Index i = 0; i < z.rows(); ++i)
            QVERIFY((z.row(i).array() > 0).count() <= 3);
    }

    void theGradientOfAtomsIsThatOfTheirLoss()
    {
        const Matrix<double> rows = normalRows<double>(12, 5, 7);
        SparseAtoms atoms = someAtoms();
        const AtomsGradient gradient = atomsGradient(atoms, rows);
        QVERIFY(std::abs(gradient.loss - (rows - atoms.rebuilt(rows)).squaredNorm() / 12) < 1e-12);
        const auto check = [&](double* values, const double* slopes, Index size) {
            constexpr double step = 1e-6;
            for (Index i = 0; i < size; ++i) {
                const double value = values[i];
                values[i] = value + step;
                const double above = atomsGradient(atoms, rows).loss;
                values[i] = value - step;
                const double below = atomsGradient(atoms, rows).loss;
                values[i] = value;
                QVERIFY(std::abs((above - below) / (2 * step) - slopes[i]) < 1e-6);
            }
        };
        check(atoms.encoder.data(), gradient.encoder.data(), atoms.encoder.size());
        check(atoms.bias.data(), gradient.bias.data(), atoms.bias.size());
        check(atoms.decoder.data(), gradient.decoder.data(), atoms.decoder.size());
    }

    // Four directions, one a row and no more: four atoms are enough to say all of it.
    void plantedAtomsAreFound()
    {
        RandomStream stream(1, Purpose::noise);
        Matrix<double> rows = Matrix<double>::Zero(400, 8);
        for (Index i = 0; i < rows.rows(); ++i)
            rows(i, i % 4) = 1 + stream.uniform();
        const SparseAtoms atoms = learnAtoms(rows, 16, 2, 1500, 1);
        const double spread = (rows.rowwise() - atoms.mean.transpose()).squaredNorm();
        QVERIFY((rows - atoms.rebuilt(rows)).squaredNorm() < 0.05 * spread);
    }

    // Two atoms: the first belongs to a alone, the second to both.
    void oneSidedAtomsAreTakenAway()
    {
        const SparseAtoms atoms { Vector<double>::Zero(2), Matrix<double>::Identity(2, 2),
            Vector<double>::Zero(2), Matrix<double>::Identity(2, 2), 2 };
        Matrix<double> a(2, 2), b(2, 2);
        a << 1, 2, 1, 3;
        b << 0, 2, 0, 3;
        const Vector<double> shares = shareOfA(atoms, a, b);
        QCOMPARE(shares[0], 1.0);
        QCOMPARE(shares[1], 0.5);
        QCOMPARE((withoutUnimodal(atoms, shares, 0.05, a) - b).norm(), 0.0);
        QVERIFY(std::isnan(shareOfA(atoms, b, b)[0])); // never active
    }

    void copiesAreFoundWithoutNoise()
    {
        for (const char* result : { "recall", "recall_csls", "recall_sinkhorn" })
            QCOMPARE(resultsOf("hubness", { { "noise", 0 }, { "items", 100 } }).at(result), 1.0);
    }

    // What a claim's file may ask for at the ends of its ranges.
    void extremeSettingsGiveNumbers_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QVariantMap>("settings");
        const auto row = [](const char* name, const QVariantMap& settings) {
            QTest::newRow(name) << QString(name) << settings;
        };
        row("hubness", { { "dimension", 1 }, { "items", 20 }, { "noise", 100 } });
        row("prefixes", { { "width", 1 }, { "kept", 256 }, { "nested", 8 }, { "steps", 1 } });
        row("few-bits", { { "width", 2 }, { "steps", 1 } });
        row("sparse-atoms",
            { { "steps", 1 }, { "atoms", 2 }, { "active", 64 }, { "atom_steps", 1 } });
        row("atom-stability",
            { { "steps", 1 }, { "atoms", 2 }, { "active", 64 }, { "atom_steps", 1 } });
        row("languages", { { "width", 2 }, { "known", 1 }, { "steps", 1 } });
        row("emoji-languages", { { "width", 2 }, { "known", 1 }, { "rounds", 1 }, { "steps", 1 } });
    }
    void extremeSettingsGiveNumbers()
    {
        QFETCH(QString, name);
        QFETCH(QVariantMap, settings);
        std::map<std::string, double> given;
        for (auto one = settings.cbegin(); one != settings.cend(); ++one)
            given[one.key().toStdString()] = one.value().toDouble();
        const auto results = resultsOf(name.toStdString(), given);
        for (const auto& [result, value] : results)
            QVERIFY2(std::isfinite(value), result.c_str());
        for (const std::string& result : findExperiment(name.toStdString())->results)
            QVERIFY2(results.contains(result), result.c_str());
    }

    // A rotation leaves profiles as they are, so that none of the pairs need be known.
    void aRotationIsFoundAgain()
    {
        const Index width = 6; // fewer pairs than axes leave a turn open, and rounding decides it
        Matrix<double> rows = normalRows<double>(80, width, 8);
        rows.rowwise().normalize();
        const Matrix<double> turn = nearestOrthogonal(normalRows<double>(width, width, 9));
        const Matrix<double> turned = rows * turn;
        for (const Index known : { 0, 6, 80 }) {
            const Matrix<double> found = aligningTurn(rows, turned, known, 0);
            QVERIFY((found - turn).norm() < 1e-10);
            const std::vector<Index> partners = bestPartners(rows * found, turned);
            for (std::size_t i = 0; i < partners.size(); ++i)
                QCOMPARE(partners[i], Index(i));
        }
    }

    // Fewer known pairs than dimensions leave the rotation open; rounds close it.
    void roundsFindWhatFewPairsDoNot()
    {
        const Index width = 6; // fewer pairs than axes leave a turn open, and rounding decides it
        Matrix<double> rows = normalRows<double>(80, width, 8);
        const Matrix<double> turn = nearestOrthogonal(normalRows<double>(width, width, 9));
        Matrix<double> turned = rows * turn + 0.02 * normalRows<double>(80, width, 10);
        rows.rowwise().normalize();
        turned.rowwise().normalize();
        QVERIFY((aligningTurn(rows, turned, 6, 0) - turn).norm() > 0.03);
        QVERIFY((aligningTurn(rows, turned, 6, 5) - turn).norm() < 0.03);
    }

    void wholePrefixesAreTheWhole()
    {
        const auto results =
            resultsOf("prefixes", { { "width", 8 }, { "kept", 8 }, { "steps", 30 } });
        QCOMPARE(results.at("prefix_share"), 1.0);
        QVERIFY(std::abs(results.at("components_share") - 1) < 0.02); // but for rounding and ties
    }
};

QTEST_GUILESS_MAIN(TestRetrievalExperiments)
#include "tst_retrieval_experiments.moc"
