// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Products with factors rounded to bfloat16: the rounding, the emulation against the processor
// where it has them (elsewhere the emulation alone is tried), and what training makes of them.
#include "base/bfloat16.h"
#include "base/product.h"
#include "media/open_data.h"
#include "model/tower.h"
#include "objective/rounded_rows.h"
#include "run/precision.h"
#include "support/every_objective.h"
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

struct TowerCase {
    const char* name;
    TowerKind kind;
    Activation activation;
    InputShape shape;
};

constexpr TowerCase towerCases[] = {
    { "linear", TowerKind::linear, Activation::relu, { ModalityKind::features, 1, 1, 40, 0 } },
    { "relu", TowerKind::mlp, Activation::relu, { ModalityKind::features, 1, 1, 40, 0 } },
    { "gelu", TowerKind::mlp, Activation::gelu, { ModalityKind::features, 1, 1, 40, 0 } },
    { "tanh", TowerKind::mlp, Activation::tanh, { ModalityKind::features, 1, 1, 40, 0 } },
    { "pictures", TowerKind::convolution, Activation::relu, { ModalityKind::image, 9, 8, 3, 0 } },
    { "sounds", TowerKind::convolution, Activation::relu, { ModalityKind::sound, 12, 7, 1, 0 } },
    { "words", TowerKind::mlp, Activation::relu, { ModalityKind::text, 1, 1, 1, 60 } },
};

/// Two towers of a kind and an objective, as a step of training has them.
template <class S> class OneStep {
public:
    OneStep(const TowerCase& of, const std::string& name)
        : m_name(name)
        , m_tower({ .kind = of.kind,
                      .hiddenWidth = 65,
                      .hiddenLayers = 2,
                      .activation = of.activation,
                      .filters = { 8, 16 },
                      .tokenWidth = 32,
                      .embeddingWidth = width },
              of.shape)
        , m_rest(pairs, width)
        , m_parameters(2 * m_tower.parameters())
    {
        m_rest.temperature = 0.1;
        for (int t : { 0, 1 }) {
            RandomStream stream(static_cast<std::uint64_t>(t), Purpose::initialWeights);
            m_tower.initialise(parametersOf(t), stream);
            fill(m_batches[t], of.shape, static_cast<std::uint64_t>(t));
        }
        if (name != "article-naive") return;
        m_parameters = S(0.05) * m_parameters.cwiseAbs(); // or else all tanh are 1
        for (ModalityBatch<S>& batch : m_batches)
            batch.dense = batch.dense.cwiseAbs();
    }

    Vector<S> gradient(Precision precision)
    {
        PairInput<S> input = m_rest.input();
        ObjectiveSettings settings;
        settings.precision = precision;
        TowerTape<S> tapes[2];
        for (int t : { 0, 1 }) {
            tapes[t].precision = precision;
            pointAt(t == 0 ? input.a : input.b,
                m_tower.forward(m_pool, parametersOf(t), m_batches[t], tapes[t]));
        }
        PairResult<S> result;
        makeObjective<S>(m_name)->evaluate(m_pool, input, settings, Want::gradients, result);
        Vector<S> gradient(m_parameters.size());
        for (int t : { 0, 1 })
            m_tower.backward(m_pool, parametersOf(t), m_batches[t], tapes[t],
                t == 0 ? result.gradA : result.gradB, gradient.data() + t * m_tower.parameters());
        return gradient;
    }
    void descend()
    {
        const Vector<S> slope = gradient(Precision::float32);
        m_parameters -= S(0.003) * m_parameters.norm() / slope.norm() * slope;
    }
    template <class Other> void take(const OneStep<Other>& other)
    {
        m_parameters = other.parameters().template cast<S>();
    }
    const Vector<S>& parameters() const { return m_parameters; }

private:
    static constexpr Index pairs = 150, width = 64;

    S* parametersOf(int tower) { return m_parameters.data() + tower * m_tower.parameters(); }
    static void fill(ModalityBatch<S>& batch, const InputShape& shape, std::uint64_t seed)
    {
        if (shape.kind != ModalityKind::text) {
            batch.dense = normalMatrix<float>(pairs, shape.size(), 1).template cast<S>()
                + normalMatrix<float>(pairs, shape.size(), 2 + seed).template cast<S>();
            return;
        }
        RandomStream stream(seed, Purpose::noise);
        for (Index i = 0; i < pairs; ++i) {
            for (Index word = 0; word < 4; ++word)
                batch.tokens.ids.push_back(static_cast<int>(
                    word == 0 ? i % shape.vocabulary : static_cast<Index>(stream.below(60))));
            batch.tokens.endSample();
        }
    }

    std::string m_name;
    Tower<S> m_tower;
    ModalityBatch<S> m_batches[2];
    FullBatch<S> m_rest;
    Vector<S> m_parameters;
    ThreadPool m_pool { 2 };
};

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

    void roundsLogitsWhereThatIsHarmless()
    {
        const auto rounded = [](double temperature, Index width) {
            return roundingFor(Precision::bfloat16, 1 / temperature, width).logits;
        };
        QVERIFY(rounded(0.07, 128) && rounded(0.07, 64) && rounded(0.5, 4));
        QVERIFY(!rounded(0.07, 16) && !rounded(0.01, 256));
        QVERIFY(roundingFor(Precision::bfloat16, 100, 16).gradients);
        QVERIFY(!roundingFor(Precision::float32, 1, 128).gradients);
    }

    void gradientsAreWithinAPercent_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("width");
        QTest::addColumn<double>("temperature");
        for (const char* name : tiledNames)
            for (int width : { 17, 128 })
                for (double temperature : { 0.01, 0.07, 0.5 })
                    QTest::addRow("%s of %d at %g", name, width, temperature)
                        << QString(name) << width << temperature;
    }
    void gradientsAreWithinAPercent()
    {
        QFETCH(QString, name);
        QFETCH(int, width);
        QFETCH(double, temperature);
        const std::string text = name.toStdString();
        const Matrix<float> a = normalMatrix<float>(301, width, 1);
        const Matrix<float> b = a + normalMatrix<float>(301, width, 2);
        const auto input = inputOf<float>(a, b, temperature);
        const PairResult<float> result = evaluated(text.c_str(), 1, input);
        ThreadPool pool(1);
        const Matrix<double> exactA = a.cast<double>(), exactB = b.cast<double>();
        PairResult<double> exact;
        makeObjective<double>(text)->evaluate(
            pool, inputOf<double>(exactA, exactB, temperature), {}, Want::gradients, exact);
        if (exact.gradA.norm() < 1e-30) { // nothing is left to learn
            QVERIFY(result.gradA.norm() < 1e-30f);
            return;
        }
        QVERIFY2(relativeError(result.gradA, exact.gradA) < 0.01,
            qPrintable(QString::number(relativeError(result.gradA, exact.gradA))));
        QVERIFY(relativeError(result.gradB, exact.gradB) < 0.01);
        QVERIFY(std::abs(result.loss - exact.loss) < 0.01 * std::max(1.0, std::abs(exact.loss)));
        PairResult<float> single;
        makeObjective<float>(text)->evaluate(pool, input, {}, Want::gradients, single);
        // At 0.07 the negatives of hard-negative have nothing to say in 128 dimensions.
        QVERIFY(result.gradA != single.gradA || text == "hard-negative");
        QVERIFY(areEqual(evaluated(text.c_str(), 3, input), result));
        const WithUnit with(Bfloat16Unit::emulated);
        QVERIFY(areEqual(evaluated(text.c_str(), 2, input), result));
    }

    void stepsAreWithinAPercent_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("towers");
        for (const ObjectiveInfo& info : objectiveTable())
            for (int towers = 0; towers < std::ssize(towerCases); ++towers)
                QTest::addRow("%s, %s", info.name.data(), towerCases[towers].name)
                    << QString::fromUtf8(info.name.data()) << towers;
    }
    void stepsAreWithinAPercent()
    {
        QFETCH(QString, name);
        QFETCH(int, towers);
        const std::string text = name.toStdString();
        const TowerCase& towerCase = towerCases[towers];
        OneStep<double> exact(towerCase, text);
        OneStep<float> rough(towerCase, text), fine(towerCase, text);
        // But for the listing, whose products above zero leave it embeddings of one direction: the
        // further it descends the more of its gradient is a small difference, in float32 too.
        for (int step = 0; step < 10 && text != "article-naive"; ++step)
            exact.descend();
        for (auto* step : { &rough, &fine })
            step->take(exact);
        const Vector<double> gradient = exact.gradient(Precision::float32);
        const Vector<float> ofRough = rough.gradient(Precision::bfloat16);
        const Vector<float> ofFine = fine.gradient(Precision::float32);
        QVERIFY2(relativeError(ofRough, gradient) < 0.01,
            qPrintable(QString::number(relativeError(ofRough, gradient))));
        QVERIFY(relativeError(ofFine, gradient) < 1e-4);
        QVERIFY(relativeError(ofRough, gradient) > 1e-4);
        const WithUnit with(Bfloat16Unit::emulated);
        QVERIFY(rough.gradient(Precision::bfloat16) == ofRough);
    }

    // Pictures and words as they are, after some steps.
    void stepsOnEmojiAreWithinAPercent()
    {
        RunSpec spec;
        for (const auto& [key, text] :
            std::initializer_list<std::pair<const char*, const char*>> { { "optimizer", "sgd" },
                { "learning_rate", "0.3" }, { "weight_decay", "0" }, { "schedule", "constant" } })
            QVERIFY(!assign(spec, key, text));
        ThreadPool pool(2);
        const auto setup = std::make_shared<RunSetup>(spec, openData(spec).dataset);
        Trainer trainer(setup, pool);
        for (int part = 0; part < 3; ++part) {
            for (int step = 0; step < 25; ++step)
                trainer.step();
            const Checkpoint before = trainer.checkpoint();
            Vector<float> moved[2];
            for (Precision precision : { Precision::float32, Precision::bfloat16 }) {
                const bool rounds = precision == Precision::bfloat16;
                Checkpoint from = before;
                from.spec.set("precision", std::string(rounds ? "bfloat16" : "float32"));
                Trainer next(setup, pool, from);
                next.step();
                moved[rounds] = next.checkpoint().parameters - before.parameters;
            }
            const double error = relativeError(moved[1], moved[0].cast<double>());
            QVERIFY2(error < 0.01 && error > 1e-4, qPrintable(QString::number(error)));
        }
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
        changed.step();
        same.step();
        QVERIFY(changed.checkpoint().parameters != same.checkpoint().parameters);
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
