// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Optimisers: hand-computed steps, what they may not touch, state that continues bit by bit, the
// same numbers on any number of threads; and the schedules.
#include "optimizer/optimizer_groups.h"
#include "optimizer/schedule.h"

#include "base/random.h"

#include <QtTest>

#include <cstring>
#include <limits>

using namespace contrastlab;

namespace {

ParameterBlock block(Index offset, Index count, bool decays = true)
{
    return { .name = "block", .offset = offset, .rows = count, .columns = 1, .decays = decays };
}

// 1/2 sum theta^2: the gradient is theta itself.
double bowl(const Vector<float>& theta, Vector<float>& gradient)
{
    gradient = theta;
    return 0.5 * theta.cast<double>().squaredNorm();
}

// Smooth, not quadratic, another slope in every coordinate.
double wavyBowl(const Vector<float>& theta, Vector<float>& gradient)
{
    double loss = 0;
    for (Index i = 0; i < theta.size(); ++i) {
        const double x = theta[i];
        const double stiffness = 1 + static_cast<double>(i % 7);
        loss += stiffness * (0.5 * x * x + 0.1 * std::cos(3 * x + static_cast<double>(i)));
        gradient[i] =
            static_cast<float>(stiffness * (x - 0.3 * std::sin(3 * x + static_cast<double>(i))));
    }
    return loss;
}

Vector<float> normalVector(Index size)
{
    RandomStream stream(7, Purpose::noise);
    Vector<float> v(size);
    for (Index i = 0; i < size; ++i)
        v[i] = static_cast<float>(stream.normal());
    return v;
}

bool sameBits(const Vector<float>& a, const Vector<float>& b)
{
    return a.size() == b.size()
        && std::memcmp(a.data(), b.data(), sizeof(float) * static_cast<std::size_t>(a.size())) == 0;
}

void addOptimizerRows()
{
    QTest::addColumn<QString>("name");
    for (const OptimizerInfo& info : optimizerTable()) {
        const QByteArray name = QByteArray::fromStdString(std::string(info.name));
        QTest::newRow(name.constData()) << QString::fromUtf8(name);
    }
}

} // namespace

class OptimizersTest : public QObject {
    Q_OBJECT
private slots:
    void twoStepsByHand_data();
    void twoStepsByHand();
    void adamStartsWithTheSign();
    void thawedBlockStartsLikeNew();
    void decayLeavesBiasesAlone_data() { addOptimizerRows(); }
    void decayLeavesBiasesAlone();
    void heldBlocksKeepTheirBits_data() { addOptimizerRows(); }
    void heldBlocksKeepTheirBits();
    void learningRateFactorScalesTheStep();
    void stateContinuesBitByBit_data() { addOptimizerRows(); }
    void stateContinuesBitByBit();
    void threadsDoNotChangeTheResult_data() { addOptimizerRows(); }
    void threadsDoNotChangeTheResult();
    void foreignStateIsRefused_data() { addOptimizerRows(); }
    void foreignStateIsRefused();
    void unknownNameNamesTheKnown();
    void groupsMoveEachByItsOwnRule();
    void scheduleFactors_data();
    void scheduleFactors();
};

void OptimizersTest::groupsMoveEachByItsOwnRule()
{
    ThreadPool pool(1);
    const std::vector<std::string> names { "momentum", "adam" };
    std::vector<ParameterBlock> blocks { block(0, 5), block(5, 6) };
    blocks[1].group = 1;
    const OptimizerSettings settings { .learningRate = 0.01 };
    const Vector<float> begun = normalVector(11);
    OptimizerGroups groups;
    groups.use(names[0], names[1]);
    Vector<float> theta = begun;
    for (int step = 0; step < 3; ++step)
        groups.step(pool, theta, blocks, settings, wavyBowl);
    // The bowl's coordinates know nothing of each other, so each group is as it would be alone.
    for (const int group : { 0, 1 }) {
        Vector<float> alone = begun;
        const auto optimizer = makeOptimizer(names[std::size_t(group)]);
        for (int step = 0; step < 3; ++step)
            optimizer->step(pool, alone, blocks, settings, wavyBowl);
        const Index from = blocks[std::size_t(group)].offset,
                    size = blocks[std::size_t(group)].size();
        QVERIFY(sameBits(theta.segment(from, size), alone.segment(from, size)));
    }

    OptimizerGroups resumed;
    resumed.use(names[0], names[1]);
    resumed.restore(groups.state());
    Vector<float> copy = theta;
    groups.step(pool, theta, blocks, settings, wavyBowl);
    resumed.step(pool, copy, blocks, settings, wavyBowl);
    QVERIFY(sameBits(theta, copy));

    for (const auto& damage : std::vector<std::function<void(OptimizerState&)>> {
             [](OptimizerState& state) { state.scalars.clear(); },
             [](OptimizerState& state) { state.scalars.back() = 0.5; },
             [](OptimizerState& state) { state.scalars.end()[-2] = 2; },
             [](OptimizerState& state) { state.vectors.pop_back(); } }) {
        OptimizerState state = groups.state();
        damage(state);
        QVERIFY_THROWS_EXCEPTION(InputError, resumed.restore(state));
    }
    // The rule that stays keeps what it has gathered.
    groups.use(names[0], {});
    QCOMPARE(groups.state().vectors.size(), std::size_t(1));
    QVERIFY(groups.state().vectors[0].norm() > 0);
}

void OptimizersTest::twoStepsByHand_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("learningRate");
    QTest::addColumn<double>("weightDecay");
    QTest::addColumn<double>("expected");
    // From theta = 1 on the bowl, momentum 0.9, betas 0.9 and 0.999, trust coefficient 0.1.
    QTest::newRow("sgd") << "sgd" << 0.1 << 0.0 << 0.81;
    QTest::newRow("sgd, decay") << "sgd" << 0.1 << 0.5 << 0.7225;
    QTest::newRow("momentum") << "momentum" << 0.1 << 0.0 << 0.72;
    QTest::newRow("momentum, decay") << "momentum" << 0.1 << 0.5 << 0.5875;
    QTest::newRow("nesterov") << "nesterov" << 0.1 << 0.0 << 0.5751;
    QTest::newRow("adam") << "adam" << 0.1 << 0.0 << 0.8004122297;
    QTest::newRow("adam, decay") << "adam" << 0.1 << 0.5 << 0.8004122290;
    QTest::newRow("adamw") << "adamw" << 0.1 << 0.5 << 0.7082484444;
    QTest::newRow("lars") << "lars" << 0.5 << 0.0 << 0.8575;
    QTest::newRow("lars, decay") << "lars" << 0.5 << 0.5 << 0.8575;
}

void OptimizersTest::twoStepsByHand()
{
    QFETCH(QString, name);
    QFETCH(double, learningRate);
    QFETCH(double, weightDecay);
    QFETCH(double, expected);
    ThreadPool pool;
    const OptimizerSettings settings {
        .learningRate = learningRate, .weightDecay = weightDecay, .trustCoefficient = 0.1
    };
    const std::vector blocks { block(0, 1) };
    Vector<float> theta = Vector<float>::Ones(1);
    const auto optimizer = makeOptimizer(name.toStdString());
    const StepReport report = optimizer->step(pool, theta, blocks, settings, bowl);
    QCOMPARE(report.loss, 0.5);
    QCOMPARE(report.evaluations, 1);
    QCOMPARE(report.stepSize, learningRate);
    optimizer->step(pool, theta, blocks, settings, bowl);
    QVERIFY2(std::abs(static_cast<double>(theta[0]) - expected) < 1e-6,
        qPrintable(QString::number(static_cast<double>(theta[0]), 'g', 9)));
}

void OptimizersTest::adamStartsWithTheSign()
{
    ThreadPool pool;
    const std::vector blocks { block(0, 100) };
    const Vector<float> start = normalVector(100);
    Vector<float> theta = start;
    makeOptimizer("adam")->step(pool, theta, blocks, { .learningRate = 0.01 }, bowl);
    for (Index i = 0; i < 100; ++i)
        QVERIFY(std::abs(theta[i] - (start[i] - std::copysign(0.01f, start[i]))) < 1e-6f);
}

// A tower thawed in mid-run gets the bias correction of its own first step.
void OptimizersTest::thawedBlockStartsLikeNew()
{
    ThreadPool pool;
    std::vector blocks { block(0, 1), block(1, 1) };
    blocks[1].frozen = true;
    Vector<float> theta = Vector<float>::Ones(2);
    const auto optimizer = makeOptimizer("adam");
    for (int i = 0; i < 5; ++i)
        optimizer->step(pool, theta, blocks, { .learningRate = 0.01 }, bowl);
    blocks[1].frozen = false;
    optimizer->step(pool, theta, blocks, { .learningRate = 0.01 }, bowl);
    QVERIFY(std::abs(theta[1] - 0.99f) < 1e-6f);
}

// On a flat loss nothing but decay moves anything.
void OptimizersTest::decayLeavesBiasesAlone()
{
    QFETCH(QString, name);
    ThreadPool pool;
    const auto flat = [](const Vector<float>&, Vector<float>& gradient) {
        gradient.setZero();
        return 1.0;
    };
    const std::vector blocks { block(0, 3), block(3, 2, false) };
    Vector<float> theta = Vector<float>::Ones(5);
    const auto optimizer = makeOptimizer(name.toStdString());
    const OptimizerSettings settings { .learningRate = 0.1, .weightDecay = 0.1 };
    const StepReport report = optimizer->step(pool, theta, blocks, settings, flat);
    QCOMPARE(report.loss, 1.0);
    for (Index i = 0; i < 3; ++i)
        QVERIFY(theta[i] < 1);
    for (Index i = 3; i < 5; ++i)
        QCOMPARE(theta[i], 1.f);
}

void OptimizersTest::heldBlocksKeepTheirBits()
{
    QFETCH(QString, name);
    ThreadPool pool;
    std::vector blocks { block(0, 4), block(4, 4), block(8, 4), block(12, 4) };
    blocks[1].frozen = true;
    blocks[3].learningRateFactor = 0;
    Vector<float> theta = normalVector(16);
    theta[4] = -0.f;
    theta[5] = std::numeric_limits<float>::denorm_min();
    const Vector<float> start = theta;
    const auto optimizer = makeOptimizer(name.toStdString());
    for (int i = 0; i < 4; ++i)
        optimizer->step(
            pool, theta, blocks, { .learningRate = 0.05, .weightDecay = 0.1 }, wavyBowl);
    QVERIFY(sameBits(theta.segment(4, 4), start.segment(4, 4)));
    QVERIFY(sameBits(theta.segment(12, 4), start.segment(12, 4)));
    QVERIFY(theta.segment(0, 4) != start.segment(0, 4));
    QVERIFY(theta.segment(8, 4) != start.segment(8, 4));
}

void OptimizersTest::learningRateFactorScalesTheStep()
{
    ThreadPool pool;
    for (const char* name : { "sgd", "momentum", "nesterov", "adam", "adamw", "lars" }) {
        std::vector blocks { block(0, 1), block(1, 1) };
        blocks[1].learningRateFactor = 0.25;
        Vector<float> theta = Vector<float>::Ones(2);
        makeOptimizer(name)->step(pool, theta, blocks, { .learningRate = 0.1 }, bowl);
        QVERIFY2(std::abs((1 - theta[1]) - 0.25f * (1 - theta[0])) < 1e-7f, name);
        QVERIFY2(theta[0] < 1, name);
    }
}

void OptimizersTest::stateContinuesBitByBit()
{
    QFETCH(QString, name);
    ThreadPool pool;
    const std::vector blocks { block(0, 40), block(40, 10, false) };
    const OptimizerSettings settings { .learningRate = 0.01, .weightDecay = 0.01 };
    Vector<float> theta = normalVector(50);
    const auto optimizer = makeOptimizer(name.toStdString());
    for (int i = 0; i < 4; ++i)
        optimizer->step(pool, theta, blocks, settings, wavyBowl);

    Vector<float> resumedTheta = theta;
    const auto resumed = makeOptimizer(name.toStdString());
    resumed->restore(optimizer->state());
    for (int i = 0; i < 4; ++i) {
        const StepReport a = optimizer->step(pool, theta, blocks, settings, wavyBowl);
        const StepReport b = resumed->step(pool, resumedTheta, blocks, settings, wavyBowl);
        QVERIFY(sameBits(theta, resumedTheta));
        QCOMPARE(a.evaluations, b.evaluations);
        QVERIFY(a.loss == b.loss && a.stepSize == b.stepSize);
        QVERIFY(!a.lineSearchFailed);
    }
    // And a state is needed: an optimiser that starts anew goes elsewhere (plain descent has none).
    if (optimizer->state().vectors.empty()) return;
    Vector<float> freshTheta = theta;
    makeOptimizer(name.toStdString())->step(pool, freshTheta, blocks, settings, wavyBowl);
    optimizer->step(pool, theta, blocks, settings, wavyBowl);
    QVERIFY(!sameBits(theta, freshTheta));
}

void OptimizersTest::threadsDoNotChangeTheResult()
{
    QFETCH(QString, name);
    const Index size = 140'000; // several chunks, the last one short
    const std::vector blocks { block(0, 1000), block(1000, 100'000),
        block(101'000, 39'000, false) };
    const auto run = [&](int threads) {
        ThreadPool pool(threads);
        Vector<float> theta = normalVector(size);
        const auto optimizer = makeOptimizer(name.toStdString());
        for (int i = 0; i < 2; ++i)
            optimizer->step(
                pool, theta, blocks, { .learningRate = 0.01, .weightDecay = 0.01 }, wavyBowl);
        return theta;
    };
    const Vector<float> one = run(1);
    QVERIFY(sameBits(one, run(2)));
    QVERIFY(sameBits(one, run(3)));
}

void OptimizersTest::foreignStateIsRefused()
{
    QFETCH(QString, name);
    const auto optimizer = makeOptimizer(name.toStdString());
    OptimizerState foreign;
    foreign.vectors.resize(7);
    QVERIFY_EXCEPTION_THROWN(optimizer->restore(foreign), InputError);
}

void OptimizersTest::unknownNameNamesTheKnown()
{
    QVERIFY(!findOptimizer("adamax"));
    try {
        makeOptimizer("adamax");
        QFAIL("no error");
    } catch (const SpecError& error) {
        QCOMPARE(error.problems().size(), 1u);
        QCOMPARE(error.problems()[0].field, std::string("optimizer"));
        QVERIFY(english(error.problems()[0].limit).find("adamw") != std::string::npos);
    }
}

void OptimizersTest::scheduleFactors_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("step");
    QTest::addColumn<double>("expected");
    // Warm-up 10, total 110, cool-down 20.
    const auto row = [](const char* name, ScheduleKind kind, int step, double expected) {
        QTest::addRow("%s at %d", name, step) << static_cast<int>(kind) << step << expected;
    };
    row("cosine", ScheduleKind::cosine, 0, 0.1);
    row("cosine", ScheduleKind::cosine, 9, 1.0);
    row("cosine", ScheduleKind::cosine, 10, 1.0);
    row("cosine", ScheduleKind::cosine, 35, 0.8535533905932737);
    row("cosine", ScheduleKind::cosine, 60, 0.5);
    row("cosine", ScheduleKind::cosine, 110, 0.0);
    row("cosine", ScheduleKind::cosine, 500, 0.0);
    row("linear", ScheduleKind::linear, 4, 0.5);
    row("linear", ScheduleKind::linear, 10, 1.0);
    row("linear", ScheduleKind::linear, 35, 0.75);
    row("linear", ScheduleKind::linear, 109, 0.01);
    row("linear", ScheduleKind::linear, 110, 0.0);
    row("constant", ScheduleKind::constant, 0, 0.1);
    row("constant", ScheduleKind::constant, 500, 1.0);
    row("cool-down", ScheduleKind::constantCooldown, 0, 0.1);
    row("cool-down", ScheduleKind::constantCooldown, 90, 1.0);
    row("cool-down", ScheduleKind::constantCooldown, 95, 0.75);
    row("cool-down", ScheduleKind::constantCooldown, 109, 0.05);
    row("cool-down", ScheduleKind::constantCooldown, 110, 0.0);
}

void OptimizersTest::scheduleFactors()
{
    QFETCH(int, kind);
    QFETCH(int, step);
    QFETCH(double, expected);
    const Schedule schedule { static_cast<ScheduleKind>(kind), 10, 110, 20 };
    QVERIFY(std::abs(schedule.factor(step) - expected) < 1e-12);
    // A run without an end stays at the base rate.
    QCOMPARE(Schedule({ static_cast<ScheduleKind>(kind), 0, 0, 20 }).factor(step), 1.0);
}

QTEST_APPLESS_MAIN(OptimizersTest)
#include "tst_optimizers.moc"
