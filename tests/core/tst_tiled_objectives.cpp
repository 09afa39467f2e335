// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The objectives over tiled similarities: exact gradients, their papers' formulas on the whole
// matrix, closed forms, invariances, and finite numbers everywhere.
#include "objective/families.h"
#include "support/gradient_check.h"
#include "support/plain_objectives.h"

#include <Eigen/QR>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <numeric>

using namespace contrastlab;

namespace {

constexpr const char* tiledNames[] = { "clip", "infonce", "nt-xent", "siglip", "dcl", "dclw",
    "hard-negative", "align-uniform", "cmc" };

bool isSymmetric(std::string_view name)
{
    return name != "infonce";
}

// Everything evaluate() says, of raw rows in either precision.
template <class S>
PairResult<S> evaluate(std::string_view name, const Matrix<S>& a, const Matrix<S>& b,
    double temperature, double bias = 0, const ObjectiveSettings& settings = {}, int threads = 2)
{
    ThreadPool pool(threads);
    PairInput<S> input;
    setView(input.a, a);
    setView(input.b, b);
    input.logScale = -std::log(temperature);
    input.bias = bias;
    PairResult<S> result;
    makeObjective<S>(name)->evaluate(pool, input, settings, Want::gradients, result);
    return result;
}

double relativeError(double value, double expected)
{
    return std::abs(value - expected) / std::max(1.0, std::abs(expected));
}
template <class A, class B> double relativeError(const A& value, const B& expected)
{
    return (value.template cast<double>() - expected.template cast<double>()).norm()
        / std::max(1e-9, expected.template cast<double>().norm());
}

// Pairs that resemble each other somewhat.
struct Rows {
    Matrix<double> a, b;
    Rows(Index n, Index d, std::uint64_t seed = 1, double noise = 1)
        : a(normalMatrix<double>(n, d, seed))
        , b(a + noise * normalMatrix<double>(n, d, seed + 100))
    {
    }
};

Matrix<double> permuted(const Matrix<double>& rows, const std::vector<std::int64_t>& order)
{
    Matrix<double> result(rows.rows(), rows.cols());
    for (Index i = 0; i < rows.rows(); ++i)
        result.row(i) = rows.row(order[static_cast<std::size_t>(i)]);
    return result;
}

// clip with a gradient that is a little off: what the checker is there to find.
class WrongClip final : public PairObjective<double> {
public:
    void evaluate(ThreadPool& pool, const PairInput<double>& input,
        const ObjectiveSettings& settings, Want want, PairResult<double>& result) override
    {
        m_clip->evaluate(pool, input, settings, want, result);
        if (want == Want::gradients) result.gradA += 1e-5 * input.a;
    }

private:
    std::unique_ptr<PairObjective<double>> m_clip = makeObjective<double>("clip");
};

} // namespace

class TestTiledObjectives : public QObject {
    Q_OBJECT

    static void nameColumn()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : tiledNames)
            QTest::addRow("%s", name) << QString(name);
    }
    static std::string fetchName()
    {
        QFETCH(QString, name);
        return name.toStdString();
    }

private slots:
    void gradientsEqualDifferences_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("n");
        QTest::addColumn<double>("temperature");
        for (const char* name : tiledNames)
            for (int n : { 1, 2, 3, 9, 130 })
                for (double temperature : { 0.01, 0.07, 1.0, 30.0 })
                    if (std::string_view(name) != "dclw" && (n < 100 || temperature == 0.07))
                        QTest::addRow("%s, N = %d, temperature %g", name, n, temperature)
                            << QString(name) << n << temperature;
    }
    void gradientsEqualDifferences()
    {
        QFETCH(QString, name);
        QFETCH(int, n);
        QFETCH(double, temperature);
        ThreadPool pool(2);
        const Rows rows(n, n > 100 ? 3 : 7, 3);
        PairInput<double> input;
        input.logScale = -std::log(temperature);
        input.bias = -1.5;
        const auto objective = makeObjective<double>(name.toStdString());
        const ObjectiveErrors errors = checkObjective(
            pool, *objective, rows.a, rows.b, input, {}, temperature < 0.05 ? 1e-4 : 1e-3);
        QVERIFY2(errors.a.relative < 1e-6, errors.a.describe().c_str());
        QVERIFY2(errors.b.relative < 1e-6, errors.b.describe().c_str());
        QVERIFY2(errors.logScale.relative < 1e-6, errors.logScale.describe().c_str());
        QVERIFY2(errors.bias.relative < 1e-6, errors.bias.describe().c_str());
    }

    // The weights of dclw are constants for its gradient, so here they are kept while the rows
    // move.
    void gradientOfWeightedDcl()
    {
        Rows rows(11, 6, 4);
        const Vector<double> weights = plain::positiveWeights(rows.a, rows.b, 0.5);
        double logScale = std::log(1 / 0.1);
        const PairResult<double> result = evaluate<double>("dclw", rows.a, rows.b, 0.1);
        const auto loss = [&] {
            return plain::loss("dclw", rows.a, rows.b, std::exp(logScale), 0, {}, &weights);
        };
        const auto entries = [](auto& m) {
            return std::span(m.data(), static_cast<std::size_t>(m.size()));
        };
        QVERIFY(checkGradient(entries(rows.a), entries(result.gradA), loss).relative < 1e-6);
        QVERIFY(checkGradient(entries(rows.b), entries(result.gradB), loss).relative < 1e-6);
        QVERIFY(checkGradient({ &logScale, 1 }, { &result.gradLogScale, 1 }, loss).relative < 1e-6);
    }

    void gradientsForOtherSettings_data()
    {
        QTest::addColumn<double>("beta");
        QTest::addColumn<double>("prior");
        QTest::addColumn<double>("temperature");
        for (double beta : { 0.0, 0.5, 2.0 })
            for (double prior : { 0.0, 0.1, 0.5, 0.9 })
                for (double temperature : { 0.05, 0.5, 3.0 })
                    QTest::addRow("beta %g, prior %g, temperature %g", beta, prior, temperature)
                        << beta << prior << temperature;
    }
    void gradientsForOtherSettings()
    {
        QFETCH(double, beta);
        QFETCH(double, prior);
        QFETCH(double, temperature);
        ObjectiveSettings settings;
        settings.hardness = beta;
        settings.positivePrior = prior;
        ThreadPool pool(1);
        PairInput<double> input;
        input.logScale = -std::log(temperature);
        const Rows rows(9, 7, 5);
        const auto objective = makeObjective<double>("hard-negative");
        const ObjectiveErrors errors =
            checkObjective(pool, *objective, rows.a, rows.b, input, settings, 1e-4);
        QVERIFY2(errors.worst() < 1e-6, qPrintable(QString::number(errors.worst())));
        QVERIFY(
            relativeError(
                evaluate<double>("hard-negative", rows.a, rows.b, temperature, 0, settings).loss,
                plain::loss("hard-negative", rows.a, rows.b, 1 / temperature, 0, settings))
            < 1e-12);
    }

    void alignUniformSettings()
    {
        ThreadPool pool(1);
        const auto objective = makeObjective<double>("align-uniform");
        for (double power : { 1.0, 1.5, 2.0, 3.0 })
            for (double weight : { 0.0, 0.5, 2.0 }) {
                ObjectiveSettings settings;
                settings.alignmentPower = power;
                settings.uniformityWeight = weight;
                settings.uniformityScale = 3;
                Rows rows(9, 5, 6);
                QVERIFY(
                    checkObjective(pool, *objective, rows.a, rows.b, {}, settings).worst() < 1e-6);
                rows.a.row(2).setZero();
                rows.b.row(4) = rows.b.row(3);
                QVERIFY(relativeError(
                            evaluate<double>("align-uniform", rows.a, rows.b, 1, 0, settings).loss,
                            plain::loss("align-uniform", rows.a, rows.b, 1, 0, settings))
                    < 1e-12);
            }
    }

    void wrongGradientIsCaught()
    {
        ThreadPool pool(1);
        const Rows rows(9, 7);
        PairInput<double> input;
        input.logScale = 2;
        WrongClip wrong;
        const ObjectiveErrors errors = checkObjective(pool, wrong, rows.a, rows.b, input);
        QVERIFY2(
            errors.a.relative > 1e-6, "a gradient that is off by 1e-5 of its row passes the check");
        QVERIFY(errors.b.relative < 1e-6);
    }

    // Random N, d and temperature; the sizes reach over one block of 128 and over one vector.
    void equalsPlainForm_data() { nameColumn(); }
    void equalsPlainForm()
    {
        const std::string name = fetchName();
        RandomStream stream(21, Purpose::noise);
        for (Index n : { 1, 2, 3, 5, 31, 63, 64, 65, 127, 128, 129, 200, 261 }) {
            const Index d = 1 + static_cast<Index>(stream.below(70));
            const double temperature = std::pow(10.0, stream.uniform(-3, 2));
            const double bias = stream.uniform(-10, 1);
            Rows rows(n, d, static_cast<std::uint64_t>(n) + 50);
            if (n > 4) rows.a.row(1).setZero();
            if (n > 4) rows.b.row(3) = rows.b.row(2);
            const double expected = plain::loss(name, rows.a, rows.b, 1 / temperature, bias);
            const auto result = evaluate<double>(name, rows.a, rows.b, temperature, bias);
            QVERIFY2(relativeError(result.loss, expected) < 1e-12,
                qPrintable(QString("N %1 d %2 t %3: %4, plain %5")
                               .arg(n)
                               .arg(d)
                               .arg(temperature)
                               .arg(result.loss)
                               .arg(expected)));
            const auto single = evaluate<float>(
                name, rows.a.cast<float>(), rows.b.cast<float>(), temperature, bias);
            QVERIFY2(relativeError(single.loss, expected) < 1e-4,
                qPrintable(QString("N %1 d %2 t %3: single %4, plain %5")
                               .arg(n)
                               .arg(d)
                               .arg(temperature)
                               .arg(single.loss)
                               .arg(expected)));
        }
    }

    void singleGradientsEqualDouble_data() { nameColumn(); }
    // With many blocks and rounds, of which the last are not whole.
    void equalsDenseOverManyBlocks()
    {
        constexpr Index n = 2100, d = 64;
        const Rows rows(n, d, 5);
        const double s = 1 / 0.07;
        const Matrix<double> u = rows.a.rowwise().normalized(), v = rows.b.rowwise().normalized();
        const Matrix<double> x = s * u * v.transpose();
        const Matrix<double> e = (x.array() - s).exp();
        const Vector<double> alongRows = e.rowwise().sum(), alongColumns = e.colwise().sum();
        const double loss = s
            + (0.5 * (alongRows.array().log() + alongColumns.array().log()) - x.diagonal().array())
                  .mean();
        Matrix<double> g = alongRows.cwiseInverse().asDiagonal() * e;
        g += e * alongColumns.cwiseInverse().asDiagonal();
        g.diagonal().array() -= 2;
        Matrix<double> w = s / (2.0 * n) * g * v;
        const Vector<double> radial = w.cwiseProduct(u).rowwise().sum();
        w -= radial.asDiagonal() * u;
        const Matrix<double> gradA = rows.a.rowwise().norm().cwiseInverse().asDiagonal() * w;
        const PairResult<double> result = evaluate<double>("clip", rows.a, rows.b, 0.07);
        QVERIFY(relativeError(result.loss, loss) < 1e-12);
        QVERIFY2(relativeError(result.gradA, gradA) < 1e-12,
            qPrintable(QString::number(relativeError(result.gradA, gradA))));
    }

    void reportsHowFarItHasCome()
    {
        ThreadPool pool(2);
        std::vector<double> heard;
        const auto hear = [&](double share) { heard.push_back(share); };
        const FunctionRef<void(double)> listener(hear);
        const ReportingTo reporting(pool, listener);
        const Rows rows(700, 8);
        PairInput<double> input;
        setView(input.a, rows.a);
        setView(input.b, rows.b);
        PairResult<double> result;
        makeObjective<double>("clip")->evaluate(pool, input, {}, Want::gradients, result);
        QVERIFY(heard.size() > 4);
        QVERIFY(std::ranges::is_sorted(heard));
        QVERIFY(heard.front() < 0.25);
        QCOMPARE(heard.back(), 1.0);
    }

    void singleGradientsEqualDouble()
    {
        const std::string name = fetchName();
        for (Index n : { 7, 150, 700 })
            for (double temperature : { 0.012, 0.07, 1.0 }) {
                const Rows rows(n, 40, 8);
                const auto exact = evaluate<double>(name, rows.a, rows.b, temperature, -2);
                const auto single = evaluate<float>(
                    name, rows.a.cast<float>(), rows.b.cast<float>(), temperature, -2);
                // A logit has the rounding error of (1 + beta) / temperature times a cosine.
                const double limit = name == "hard-negative" ? 1e-4 : 2e-5;
                QVERIFY(relativeError(single.gradA, exact.gradA) < limit);
                QVERIFY(relativeError(single.gradB, exact.gradB) < limit);
                QVERIFY(relativeError(single.gradLogScale, exact.gradLogScale) < 2e-5);
                QVERIFY(relativeError(single.gradBias, exact.gradBias) < 2e-5);
            }
    }

    void lossIsTheMeanOfDirections()
    {
        const Rows rows(40, 9);
        for (const char* name : { "clip", "nt-xent", "dcl", "dclw", "hard-negative" }) {
            const auto result = evaluate<double>(name, rows.a, rows.b, 0.2);
            QVERIFY(std::abs(result.lossAToB - result.lossBToA) > 1e-6);
            QVERIFY(relativeError(result.loss, (result.lossAToB + result.lossBToA) / 2) < 1e-14);
        }
        const auto clip = evaluate<double>("clip", rows.a, rows.b, 0.2);
        QCOMPARE(evaluate<double>("infonce", rows.a, rows.b, 0.2).loss, clip.lossAToB);
        QVERIFY(relativeError(evaluate<double>("infonce", rows.b, rows.a, 0.2).loss, clip.lossBToA)
            < 1e-14);
    }

    void equalEmbeddingsHaveTheChanceLoss_data() { nameColumn(); }
    void equalEmbeddingsHaveTheChanceLoss()
    {
        const std::string name = fetchName();
        for (Index n : { 2, 5, 130 })
            for (double temperature : { 0.001, 0.07, 1.0, 100.0 }) {
                const Matrix<double> rows = normalMatrix<double>(1, 12, 9).replicate(n, 1);
                const double chance = chanceLoss(name, n, temperature, -3, {});
                QVERIFY(
                    relativeError(evaluate<double>(name, rows, rows, temperature, -3).loss, chance)
                    < 1e-6);
                QVERIFY(relativeError(evaluate<float>(name, rows.cast<float>(), rows.cast<float>(),
                                          temperature, -3)
                                          .loss,
                            chance)
                    < 1e-4);
            }
        const double n = 130;
        if (name == "clip" || name == "infonce" || name == "cmc")
            QCOMPARE(chanceLoss(name, 130, 0.3, 0, {}), std::log(n));
        if (name == "nt-xent" || name == "hard-negative")
            QCOMPARE(chanceLoss(name, 130, 0.3, 0, {}), std::log(2 * n - 1));
        if (name == "dcl" || name == "dclw")
            QCOMPARE(chanceLoss(name, 130, 0.3, 0, {}), std::log(n - 1));
        if (name == "align-uniform") QCOMPARE(chanceLoss(name, 130, 0.3, 0, {}), 0.0);
    }

    void orthonormalPairs()
    {
        const Matrix<double> rows = 3.0 * Matrix<double>::Identity(16, 16);
        for (double s : { 0.01, 1.0, 14.3, 100.0 }) {
            const double clip = std::log1p(15 * std::exp(-s));
            // Relative precision of the loss itself, although it is 1e-42 at s = 100.
            QVERIFY(std::abs(evaluate<double>("clip", rows, rows, 1 / s).loss / clip - 1) < 1e-12);
            QVERIFY(std::abs(evaluate<double>("nt-xent", rows, rows, 1 / s).loss
                            / std::log1p(30 * std::exp(-s))
                        - 1)
                < 1e-12);
            QVERIFY(
                relativeError(evaluate<double>("dcl", rows, rows, 1 / s).loss, std::log(15.0) - s)
                < 1e-12);
            if (s < 80)
                QVERIFY(
                    std::abs(
                        evaluate<float>("clip", rows.cast<float>(), rows.cast<float>(), 1 / s).loss
                            / clip
                        - 1)
                    < 1e-5);
        }
    }

    // The global minimum for N <= d + 1: cosine -1 / (N - 1) between any two.
    void simplex()
    {
        constexpr Index n = 8;
        const Matrix<double> rows =
            Matrix<double>::Identity(n, n) - Matrix<double>::Constant(n, n, 1.0 / n);
        for (double s : { 1.0, 10.0, 50.0 }) {
            const auto result = evaluate<double>("clip", rows, rows, 1 / s);
            QVERIFY(relativeError(result.loss, std::log1p((n - 1) * std::exp(-s * n / (n - 1.0))))
                < 1e-12);
            QVERIFY(result.gradA.norm() < 1e-12 && result.gradB.norm() < 1e-12);
        }
    }

    void onePairHasNothingToLearn_data() { nameColumn(); }
    void onePairHasNothingToLearn()
    {
        const std::string name = fetchName();
        const Rows rows(1, 6);
        const auto result =
            evaluate<float>(name, rows.a.cast<float>(), rows.b.cast<float>(), 0.07, -1);
        QVERIFY(std::isfinite(result.loss) && result.gradA.allFinite() && result.gradB.allFinite());
        if (name == "siglip" || name == "align-uniform") return; // which look at one pair as well
        QCOMPARE(result.loss, 0.0);
        QVERIFY(result.gradA.isZero(0) && result.gradB.isZero(0));
        QCOMPARE(result.gradLogScale, 0.0);
    }

    // Zero similarities: N ln 2 at bias 0, 10 + (N - 1) 4.5e-5 at -10, about ln N + 1 at -ln(N -
    // 1).
    void siglipAtZeroSimilarity()
    {
        constexpr Index n = 512;
        const Matrix<double> a = Matrix<double>::Identity(2, 2).row(0).replicate(n, 1);
        const Matrix<double> b = Matrix<double>::Identity(2, 2).row(1).replicate(n, 1);
        QVERIFY(relativeError(evaluate<double>("siglip", a, b, 0.1, 0).loss, n * std::log(2.0))
            < 1e-12);
        QVERIFY(relativeError(evaluate<double>("siglip", a, b, 0.1, -10).loss,
                    std::log1p(std::exp(10.0)) + (n - 1) * std::log1p(std::exp(-10.0)))
            < 1e-12);
        QVERIFY(relativeError(evaluate<double>("siglip", a, b, 0.1, -std::log(n - 1.0)).loss,
                    std::log(1.0 * n) + (n - 1) * std::log1p(1 / (n - 1.0)))
            < 1e-12);
    }

    void familiesMeet()
    {
        const Rows rows(50, 8, 11);
        // tau+ = beta = 0 makes hard-negative NT-Xent.
        ObjectiveSettings none;
        none.hardness = none.positivePrior = 0;
        const auto nt = evaluate<double>("nt-xent", rows.a, rows.b, 0.3);
        const auto hard = evaluate<double>("hard-negative", rows.a, rows.b, 0.3, 0, none);
        QVERIFY(relativeError(hard.loss, nt.loss) < 1e-12);
        QVERIFY(relativeError(hard.gradA, nt.gradA) < 1e-10);
        // A very wide sigma makes dclw dcl.
        ObjectiveSettings wide;
        wide.positiveWidth = 1e9;
        QVERIFY(relativeError(evaluate<double>("dclw", rows.a, rows.b, 0.3, 0, wide).loss,
                    evaluate<double>("dcl", rows.a, rows.b, 0.3).loss)
            < 1e-8);
        // Uniformity of well spread rows is near the sphere's: ln 0F1(; d/2; t^2) - 2t = -2.080 for
        // d = 3, t = 2.
        ObjectiveSettings spread;
        spread.alignmentPower = 2;
        const Matrix<double> sphere = normalMatrix<double>(3000, 3, 12);
        QVERIFY(
            std::abs(evaluate<double>("align-uniform", sphere, sphere, 1, 0, spread).loss + 2.080)
            < 0.01);
    }

    void invariances_data() { nameColumn(); }
    void invariances()
    {
        const std::string name = fetchName();
        const Rows rows(150, 12, 13);
        const double t = 0.1, bias = -2;
        const auto base = evaluate<double>(name, rows.a, rows.b, t, bias);
        RandomStream stream(14, Purpose::sampleOrder);
        const std::vector<std::int64_t> order = permutation(150, stream);
        const auto shuffled =
            evaluate<double>(name, permuted(rows.a, order), permuted(rows.b, order), t, bias);
        QVERIFY(relativeError(shuffled.loss, base.loss) < 1e-12);
        QVERIFY(relativeError(shuffled.gradA, permuted(base.gradA, order)) < 1e-12);
        const Matrix<double> turn =
            Eigen::HouseholderQR<Matrix<double>>(normalMatrix<double>(12, 12, 15)).householderQ();
        const auto turned = evaluate<double>(
            name, Matrix<double>(rows.a * turn), Matrix<double>(rows.b * turn), t, bias);
        QVERIFY(relativeError(turned.loss, base.loss) < 1e-12);
        QVERIFY(relativeError(turned.gradB, Matrix<double>(base.gradB * turn)) < 1e-12);
        const auto longer = evaluate<double>(
            name, Matrix<double>(1e6 * rows.a), Matrix<double>(1e-6 * rows.b), t, bias);
        QVERIFY(relativeError(longer.loss, base.loss) < 1e-12);
        QVERIFY(relativeError(longer.gradA, Matrix<double>(1e-6 * base.gradA)) < 1e-12);
        if (!isSymmetric(name)) return;
        const auto swapped = evaluate<double>(name, rows.b, rows.a, t, bias);
        QVERIFY(relativeError(swapped.loss, base.loss) < 1e-12);
        QVERIFY(relativeError(swapped.gradA, base.gradB) < 1e-12);
        QVERIFY(relativeError(swapped.gradLogScale, base.gradLogScale) < 1e-12);
    }

    void goodPairsCostLess_data() { nameColumn(); }
    void goodPairsCostLess()
    {
        const std::string name = fetchName();
        const Rows rows(60, 16, 16, 0.3);
        std::vector<std::int64_t> next(60);
        std::iota(next.begin(), next.end(), 1);
        next.back() = 0;
        for (double temperature : { 0.05, 0.2, 1.0 })
            QVERIFY(evaluate<double>(name, rows.a, rows.b, temperature, -3).loss
                < evaluate<double>(name, rows.a, permuted(rows.b, next), temperature, -3).loss);
    }

    void doesNotDependOnThreads_data() { nameColumn(); }
    void doesNotDependOnThreads()
    {
        const std::string name = fetchName();
        for (Index n : { 3, 129, 700, 2200 })
            for (double temperature : { 0.01, 0.1 }) {
                const Matrix<float> a = normalMatrix<float>(n, 17, 17);
                const Matrix<float> b = normalMatrix<float>(n, 17, 18);
                const auto one = evaluate<float>(name, a, b, temperature, -1, {}, 1);
                for (int threads : { 2, 3 }) {
                    const auto other = evaluate<float>(name, a, b, temperature, -1, {}, threads);
                    const std::size_t bytes = static_cast<std::size_t>(a.size()) * sizeof(float);
                    QCOMPARE(other.loss, one.loss);
                    QCOMPARE(other.gradLogScale, one.gradLogScale);
                    QCOMPARE(other.gradBias, one.gradBias);
                    QVERIFY(std::memcmp(other.gradA.data(), one.gradA.data(), bytes) == 0);
                    QVERIFY(std::memcmp(other.gradB.data(), one.gradB.data(), bytes) == 0);
                }
            }
    }

    // One object from batch to batch, larger and smaller: nothing of the last batch may stay.
    void objectIsReusable_data() { nameColumn(); }
    void objectIsReusable()
    {
        const std::string name = fetchName();
        ThreadPool pool(2);
        const auto objective = makeObjective<float>(name);
        PairResult<float> result;
        for (Index n : { 40, 300, 7, 129, 2100, 40 }) {
            const Matrix<float> a = normalMatrix<float>(n, n == 129 ? 21 : 9, 19);
            const Matrix<float> b = normalMatrix<float>(n, n == 129 ? 21 : 9, 20);
            PairInput<float> input;
            setView(input.a, a);
            setView(input.b, b);
            input.logScale = n == 7 ? 6 : 2;
            for (Want want : { Want::loss, Want::gradients, Want::loss, Want::gradients })
                objective->evaluate(pool, input, {}, want, result);
            const auto fresh = evaluate<float>(name, a, b, std::exp(-input.logScale));
            QVERIFY(relativeError(result.loss, fresh.loss) < 1e-12);
            QVERIFY(relativeError(result.gradA, fresh.gradA) < 1e-12);
            QVERIFY(relativeError(result.gradB, fresh.gradB) < 1e-12);
        }
    }

    void staysFinite_data() { nameColumn(); }
    void staysFinite()
    {
        const std::string name = fetchName();
        for (Index n : { 1, 2, 5, 140 })
            for (double temperature : { 0.001, 0.01, 0.0156, 0.0157, 0.1, 1.0, 100.0 })
                for (int trouble = 0; trouble < 6; ++trouble) {
                    Matrix<float> a = normalMatrix<float>(n, 5, 22);
                    Matrix<float> b = normalMatrix<float>(n, 5, 23);
                    if (trouble == 1) a.row(n / 2).setZero();
                    if (trouble == 2) a = b = a.row(0).replicate(n, 1).eval();
                    if (trouble == 3) a.setZero(), b.setZero();
                    if (trouble == 4) b = -a;
                    if (trouble == 5) a *= 1e18f, b *= 1e-18f;
                    const auto result = evaluate<float>(name, a, b, temperature, -10);
                    const QString where = QString("N %1, temperature %2, trouble %3")
                                              .arg(n)
                                              .arg(temperature)
                                              .arg(trouble);
                    QVERIFY2(std::isfinite(result.loss), qPrintable(where));
                    QVERIFY2(
                        result.gradA.allFinite() && result.gradB.allFinite(), qPrintable(where));
                    QVERIFY2(std::isfinite(result.gradLogScale) && std::isfinite(result.gradBias),
                        qPrintable(where));
                    if (trouble == 1)
                        QVERIFY2(result.gradA.row(n / 2).isZero(0), qPrintable(where));
                }
    }

    void tableKnowsThem_data() { nameColumn(); }
    void tableKnowsThem()
    {
        const std::string name = fetchName();
        const ObjectiveInfo* info = findObjective(name);
        QVERIFY(info);
        QVERIFY(!info->label.empty() && !info->formula.empty() && !info->source.empty());
        QCOMPARE(info->usesScale, name != "align-uniform");
        QCOMPARE(info->usesBias, name == "siglip");
        QVERIFY(!info->needsLabels && !info->usesQueue);
    }

    void unknownNameIsAProblem()
    {
        QVERIFY(!findObjective("clipp"));
        QVERIFY(std::isnan(chanceLoss("clipp", 4, 1, 0, {})));
        try {
            makeObjective<float>("clipp");
            QFAIL("no exception");
        } catch (const SpecError& error) {
            QCOMPARE(error.problems().size(), std::size_t(1));
            QCOMPARE(error.problems()[0].field, std::string("objective"));
            QCOMPARE(error.problems()[0].value, std::string("clipp"));
            QVERIFY(english(error.problems()[0].limit).find("nt-xent") != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(TestTiledObjectives)
#include "tst_tiled_objectives.moc"
