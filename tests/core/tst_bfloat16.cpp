// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Products with factors rounded to bfloat16: the rounding, the emulation against the processor
// where it has them (elsewhere the emulation alone is tried), and what training makes of them.
#include "base/bfloat16.h"
#include "base/product.h"
#include "model/tower.h"
#include "objective/objective.h"
#include "run/precision.h"
#include "support/gradient_check.h"
#include "support/small_run.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>

using namespace contrastlab;

namespace {

constexpr const char* tiledNames[] = { "clip", "infonce", "nt-xent", "siglip", "dcl", "dclw",
    "hard-negative", "align-uniform", "cmc" };

/// The unit that products are made by until this goes.
class WithUnit {
public:
    explicit WithUnit(Bfloat16Unit unit) { setBfloat16Unit(unit); }
    ~WithUnit() { setBfloat16Unit(Bfloat16Unit::processor); }
    WithUnit(const WithUnit&) = delete;
    WithUnit& operator=(const WithUnit&) = delete;
};

float fromBits(std::uint32_t bits)
{
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

float lowerOf(Bfloat16Pair pair)
{
    return fromBits(pair << 16);
}
float upperOf(Bfloat16Pair pair)
{
    return fromBits(pair & 0xffff0000u);
}

// By definition: of the two bfloat16 around x the nearer one, or else the one whose last bit is 0.
float nearestBfloat16(float x)
{
    std::uint32_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    const std::uint32_t below = bits & 0xffff0000u; // in size
    const double down = fromBits(below);
    const float above = fromBits(below + 0x10000u);
    const double up = std::isinf(above) ? std::copysign(std::ldexp(1.0, 128), down) : above;
    const double toDown = std::abs(x - down), toUp = std::abs(up - x);
    if (toDown != toUp) return toDown < toUp ? fromBits(below) : above;
    return (below & 0x10000u) == 0 ? fromBits(below) : above;
}

Matrix<float> rounded(const Matrix<float>& m)
{
    return m.unaryExpr(&nearestBfloat16);
}

std::vector<float> anyNumbers(Index count, std::uint64_t seed)
{
    RandomStream stream(seed, Purpose::noise);
    std::vector<float> numbers;
    while (std::ssize(numbers) < count)
        if (const float x = fromBits(static_cast<std::uint32_t>(stream.below(1ull << 32)));
            std::isfinite(x))
            numbers.push_back(x);
    return numbers;
}

Matrix<float> multiplied(
    ThreadPool& pool, char kind, const Matrix<float>& a, const Matrix<float>& b)
{
    const Index rows = kind == 'l' ? a.cols() : a.rows();
    const Index columns = kind == 'r' ? b.rows() : b.cols();
    Matrix<float> c = Matrix<float>::Constant(rows, columns, 1);
    const auto make = kind == 'l' ? &productTransposedLeft<float>
        : kind == 'r'             ? &productTransposedRight<float>
                                  : &product<float>;
    make(pool, view(a), view(b), view(c), Write::add, Precision::bfloat16);
    return c;
}

template <class A, class B> double relativeError(const A& value, const B& exact)
{
    return (value.template cast<double>() - exact).norm() / exact.norm();
}

template <class S> PairInput<S> inputOf(const Matrix<S>& a, const Matrix<S>& b, double temperature)
{
    PairInput<S> input;
    pointAt(input.a, a);
    pointAt(input.b, b);
    input.logScale = -std::log(temperature);
    input.bias = -2;
    return input;
}

PairResult<float> evaluated(const char* name, int threads, const PairInput<float>& input)
{
    ThreadPool pool(threads);
    ObjectiveSettings settings;
    settings.precision = Precision::bfloat16;
    PairResult<float> result;
    makeObjective<float>(name)->evaluate(pool, input, settings, Want::gradients, result);
    return result;
}

bool areEqual(const PairResult<float>& a, const PairResult<float>& b)
{
    return a.loss == b.loss && a.gradA == b.gradA && a.gradB == b.gradB
        && a.gradLogScale == b.gradLogScale;
}

std::uint64_t digestAfter(const std::shared_ptr<const RunSetup>& setup, int threads, int steps,
    std::optional<int> resumedAt = {})
{
    ThreadPool pool(threads);
    auto trainer = std::make_unique<Trainer>(setup, pool);
    for (int i = 0; i < steps; ++i) {
        if (resumedAt == i) trainer = std::make_unique<Trainer>(setup, pool, trainer->checkpoint());
        trainer->step();
    }
    return trainer->checkpoint().digest();
}

// A tower's gradient of a loss that is linear in its embeddings.
template <class S>
Vector<S> towerGradient(const Tower<S>& tower, const Vector<S>& parameters, const Matrix<S>& inputs,
    Precision precision)
{
    ThreadPool pool(2);
    ModalityBatch<S> batch;
    batch.dense = inputs;
    TowerTape<S> tape;
    tape.precision = precision;
    const Index width = tower.forward(pool, parameters.data(), batch, tape).cols();
    Matrix<S> slopes = normalMatrix<S>(inputs.rows(), width, 4);
    Vector<S> gradient(parameters.size());
    tower.backward(pool, parameters.data(), batch, tape, slopes, gradient.data());
    return gradient;
}

} // namespace

class TestBfloat16 : public QObject {
    Q_OBJECT

private slots:
    void roundsToNearestAndTiesToEven()
    {
        std::vector<float> numbers = anyNumbers(5000, 1);
        for (std::uint32_t bits : { 0x3f808000u, 0x3f818000u, 0xbf808000u, 0x3f808001u, 0x3f807fffu,
                 0x7f7fffffu, 0x00000001u, 0u, 0x80000000u })
            numbers.push_back(fromBits(bits));
        const auto count = std::ssize(numbers);
        std::vector<Bfloat16Pair> pairs(numbers.size() / 2 + 1), below(numbers.size());
        toPairs(numbers.data(), count, pairs.data());
        toPairs(numbers.data(), nullptr, count, below.data());
        for (Index i = 0; i < count; ++i) {
            const Bfloat16Pair pair = pairs[static_cast<std::size_t>(i / 2)];
            const float expected = nearestBfloat16(numbers[static_cast<std::size_t>(i)]);
            QCOMPARE(i % 2 == 0 ? lowerOf(pair) : upperOf(pair), expected);
            QCOMPARE(lowerOf(below[static_cast<std::size_t>(i)]), expected);
            QCOMPARE(upperOf(below[static_cast<std::size_t>(i)]), 0.0f);
        }
        QVERIFY(count % 2 == 1);
        QCOMPARE(upperOf(pairs.back()), 0.0f);
    }

    void keepsWhatIsNotFinite()
    {
        const float infinity = std::numeric_limits<float>::infinity();
        const float numbers[] = { infinity, -infinity, fromBits(0x7fffffffu),
            fromBits(0xff800001u) };
        Bfloat16Pair pairs[2];
        toPairs(numbers, 4, pairs);
        QCOMPARE(lowerOf(pairs[0]), infinity);
        QCOMPARE(upperOf(pairs[0]), -infinity);
        QVERIFY(std::isnan(lowerOf(pairs[1])) && std::isnan(upperOf(pairs[1])));
    }

    void emulationEqualsTheProcessor()
    {
        if (!hasBfloat16Unit()) QSKIP("this processor has no products of bfloat16");
        constexpr Index depth = 37, columns = 29, rows = 31, step = 32;
        for (std::uint64_t seed = 1; seed < 40; ++seed) {
            // The last third of any size, so that some sums and products vanish or overflow.
            RandomStream stream(seed, Purpose::noise);
            const auto pairs = [&](Index count) {
                std::vector<Bfloat16Pair> numbers;
                for (Index i = 0; i < count; ++i) {
                    const float two[] = { static_cast<float>(stream.normal()),
                        static_cast<float>(stream.normal()) };
                    toPairs(two, 2, &numbers.emplace_back());
                }
                if (seed % 3 == 0)
                    toPairs(anyNumbers(2 * count, seed).data(), 2 * count, numbers.data());
                return numbers;
            };
            const auto a = pairs(rows * depth), b = pairs(depth * step);
            Matrix<float> sums[2];
            for (Bfloat16Unit unit : { Bfloat16Unit::processor, Bfloat16Unit::emulated }) {
                const WithUnit with(unit);
                Matrix<float>& c = sums[unit == Bfloat16Unit::emulated];
                c.setConstant(rows, columns, 0.25f);
                multiplyPairs(rows, columns, depth, { a.data(), depth, 1 }, { b.data(), step },
                    0.5f, true, c.data(), columns);
            }
            for (Index i = 0; i < sums[0].size(); ++i) {
                const float x = sums[0].data()[i], y = sums[1].data()[i];
                QVERIFY(x == y || (std::isnan(x) && std::isnan(y)));
            }
        }
    }

    void productsAreThoseOfRoundedFactors_data()
    {
        QTest::addColumn<char>("kind");
        QTest::addColumn<int>("m");
        QTest::addColumn<int>("k");
        QTest::addColumn<int>("n");
        for (char kind : { 'n', 'l', 'r' })
            for (const auto& [m, k, n] : { std::tuple(1, 1, 1), { 3, 7, 5 }, { 50, 257, 33 },
                     { 61, 600, 16 }, { 13, 4999, 17 }, { 100, 64, 70 } })
                QTest::addRow("%c %d x %d x %d", kind, m, k, n) << kind << m << k << n;
    }
    void productsAreThoseOfRoundedFactors()
    {
        QFETCH(char, kind);
        QFETCH(int, m);
        QFETCH(int, k);
        QFETCH(int, n);
        const Matrix<float> a = normalMatrix<float>(kind == 'l' ? k : m, kind == 'l' ? m : k, 1);
        const Matrix<float> b = normalMatrix<float>(kind == 'r' ? n : k, kind == 'r' ? k : n, 2);
        Matrix<double> left = rounded(a).cast<double>(), right = rounded(b).cast<double>();
        if (kind == 'l') left = Matrix<double>(left.transpose());
        if (kind == 'r') right = Matrix<double>(right.transpose());
        Matrix<double> expected = left * right;
        expected.array() += 1;
        ThreadPool one(1), three(3);
        const Matrix<float> c = multiplied(one, kind, a, b);
        const double bound = 1e-6 * std::sqrt(k) * std::max(1.0, expected.cwiseAbs().maxCoeff());
        QVERIFY((c.cast<double>() - expected).cwiseAbs().maxCoeff() < bound);
        QVERIFY(multiplied(three, kind, a, b) == c);
        const WithUnit with(Bfloat16Unit::emulated);
        QVERIFY(multiplied(three, kind, a, b) == c);
    }

    void gradientsAreWithinAPercent_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("temperature");
        for (const char* name : tiledNames)
            for (double temperature : { 0.07, 0.5 }) {
                // At 0.07 it is the difference of numbers that are nearly equal.
                if (temperature < 0.5 && std::string_view(name) == "hard-negative") continue;
                QTest::addRow("%s at %g", name, temperature) << QString(name) << temperature;
            }
    }
    void gradientsAreWithinAPercent()
    {
        QFETCH(QString, name);
        QFETCH(double, temperature);
        const std::string text = name.toStdString();
        const Matrix<float> a = normalMatrix<float>(301, 17, 1);
        const Matrix<float> b = a + normalMatrix<float>(301, 17, 2);
        const auto input = inputOf<float>(a, b, temperature);
        const PairResult<float> result = evaluated(text.c_str(), 1, input);
        ThreadPool pool(1);
        const Matrix<double> exactA = a.cast<double>(), exactB = b.cast<double>();
        PairResult<double> exact;
        makeObjective<double>(text)->evaluate(
            pool, inputOf<double>(exactA, exactB, temperature), {}, Want::gradients, exact);
        QVERIFY2(relativeError(result.gradA, exact.gradA) < 0.01,
            qPrintable(QString::number(relativeError(result.gradA, exact.gradA))));
        QVERIFY(relativeError(result.gradB, exact.gradB) < 0.01);
        QVERIFY(std::abs(result.loss - exact.loss) < 0.01 * std::max(1.0, std::abs(exact.loss)));
        // That anything was rounded at all.
        QVERIFY(relativeError(result.gradA, exact.gradA) > 1e-5);
        QVERIFY(areEqual(evaluated(text.c_str(), 3, input), result));
        const WithUnit with(Bfloat16Unit::emulated);
        QVERIFY(areEqual(evaluated(text.c_str(), 2, input), result));
    }

    void towersAreWithinAPercent_data()
    {
        QTest::addColumn<int>("kind");
        for (TowerKind kind : { TowerKind::linear, TowerKind::mlp, TowerKind::convolution })
            QTest::addRow("kind %d", int(kind)) << int(kind);
    }
    void towersAreWithinAPercent()
    {
        QFETCH(int, kind);
        TowerSpec spec;
        spec.kind = TowerKind(kind);
        spec.hiddenWidth = 65;
        spec.activation = Activation::tanh; // has no kink for a rounded number to cross
        spec.filters = { 5, 9 };
        spec.embeddingWidth = 11;
        InputShape shape;
        shape.kind = ModalityKind::image;
        shape.height = 9;
        shape.width = 8;
        shape.channels = 3;
        const Tower<float> tower(spec, shape);
        const Tower<double> exactTower(spec, shape);
        RandomStream stream(3, Purpose::initialWeights);
        Vector<float> parameters(tower.parameters());
        tower.initialise(parameters.data(), stream);
        const Matrix<float> inputs = normalMatrix<float>(200, shape.size(), 6);
        const Vector<double> exact = towerGradient<double>(
            exactTower, parameters.cast<double>(), inputs.cast<double>(), Precision::bfloat16);
        const Vector<float> rough =
            towerGradient<float>(tower, parameters, inputs, Precision::bfloat16);
        const Vector<float> fine =
            towerGradient<float>(tower, parameters, inputs, Precision::float32);
        // Convolutions are rectified: units near 0 go over to the other side.
        const double most = spec.kind == TowerKind::convolution ? 0.06 : 0.01;
        QVERIFY2(relativeError(rough, exact) < most,
            qPrintable(QString::number(relativeError(rough, exact))));
        QVERIFY(relativeError(fine, exact) < 1e-5);
        QVERIFY(relativeError(rough, exact) > 1e-4);
        const WithUnit with(Bfloat16Unit::emulated);
        QVERIFY(towerGradient<float>(tower, parameters, inputs, Precision::bfloat16) == rough);
    }

    void runsAreTheSameOnAnyThreadsAndResumed()
    {
        const RunSpec spec = smallSpec({ { "precision", "bfloat16" } });
        const auto setup = smallSetup(spec);
        const std::uint64_t digest = digestAfter(setup, 1, 12);
        QCOMPARE(digestAfter(setup, 2, 12), digest);
        QCOMPARE(digestAfter(setup, 2, 12, 5), digest);
        QVERIFY(digestAfter(smallSetup(smallSpec()), 1, 12) != digest);
        const WithUnit with(Bfloat16Unit::emulated);
        QCOMPARE(digestAfter(setup, 2, 12), digest);
    }

    void changesBetweenTwoSteps()
    {
        if (!hasBfloat16Unit()) QSKIP("this processor has no products of bfloat16");
        const auto setup = smallSetup(smallSpec());
        ThreadPool pool(2);
        Trainer changed(setup, pool), same(setup, pool);
        QVERIFY(!changed.change("precision", std::string("bfloat16")));
        QVERIFY(changed.step().loss != same.step().loss);
        QVERIFY(changed.checkpoint().spec.text("precision") == "bfloat16");
        QVERIFY(!changed.change("precision", std::string("float32")));
    }

    void isRefusedWhereTheProcessorLacksIt()
    {
        const WithUnit with(Bfloat16Unit::emulated);
        const auto setup = smallSetup(smallSpec());
        ThreadPool pool;
        Trainer trainer(setup, pool);
        const auto problem = trainer.change("precision", std::string("bfloat16"));
        QVERIFY(problem && problem->field == "precision" && problem->value == "bfloat16");
        QVERIFY(problem->limit == *whyNoBfloat16());
        QCOMPARE(trainer.spec().text("precision"), std::string("float32"));
        QVERIFY(precisionProblem(smallSpec({ { "precision", "bfloat16" } })));
        QVERIFY(!precisionProblem(smallSpec()));
    }
};

QTEST_GUILESS_MAIN(TestBfloat16)
#include "tst_bfloat16.moc"
