// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Line searches, conjugate gradient and l-bfgs: the conditions they promise, finite termination,
// known functions, and what happens where no step can be found.
#include "optimizer/line_search.h"

#include <Eigen/Cholesky>
#include <QtTest>

#include <cmath>

using namespace contrastlab;

namespace {

std::vector<ParameterBlock> oneBlock(Index size)
{
    return { { .name = "all", .offset = 0, .rows = size, .columns = 1 } };
}

// Rosenbrock 1960: (1 - x)^2 + 100 (y - x^2)^2, least 0 at (1, 1).
double rosenbrock(const Vector<float>& theta, Vector<float>& gradient)
{
    const double x = theta[0];
    const double y = theta[1];
    gradient[0] = static_cast<float>(-2 * (1 - x) - 400 * x * (y - x * x));
    gradient[1] = static_cast<float>(200 * (y - x * x));
    return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
}

// A chain of n - 1 such valleys.
double rosenbrockChain(const Vector<float>& theta, Vector<float>& gradient)
{
    double loss = 0;
    gradient.setZero();
    for (Index i = 0; i + 1 < theta.size(); ++i) {
        const double x = theta[i];
        const double rise = static_cast<double>(theta[i + 1]) - x * x;
        loss += (1 - x) * (1 - x) + 10 * rise * rise;
        gradient[i] += static_cast<float>(-2 * (1 - x) - 40 * x * rise);
        gradient[i + 1] += static_cast<float>(20 * rise);
    }
    return loss;
}

// 1/2 theta' H theta - c' theta with H = Q diag(1 .. 4) Q', dense.
struct Quadratic {
    explicit Quadratic(Index n)
    {
        Eigen::VectorXd axis = Eigen::VectorXd::LinSpaced(n, 1, 2).normalized();
        const Eigen::MatrixXd mirror =
            Eigen::MatrixXd::Identity(n, n) - 2 * axis * axis.transpose();
        hessian = mirror * Eigen::VectorXd::LinSpaced(n, 1, 4).asDiagonal() * mirror;
        pull = Eigen::VectorXd::LinSpaced(n, -1, 1);
    }
    double operator()(const Vector<float>& theta, Vector<float>& gradient) const
    {
        const Eigen::VectorXd x = theta.cast<double>();
        const Eigen::VectorXd hx = hessian * x;
        gradient = (hx - pull).cast<float>();
        return 0.5 * x.dot(hx) - pull.dot(x);
    }
    Eigen::MatrixXd hessian;
    Eigen::VectorXd pull;
};

void addNcgRows()
{
    QTest::addColumn<int>("betaRule");
    QTest::addColumn<int>("lineSearch");
    const char* const betas[] = { "FR", "PR+", "HZ" };
    const char* const searches[] = { "strong", "approximate" };
    for (int beta = 0; beta < 3; ++beta)
        for (int search = 0; search < 2; ++search)
            QTest::addRow("%s, %s", betas[beta], searches[search]) << beta << search;
}

OptimizerSettings ncgSettings(double curvature = 0.1)
{
    const auto fetch = [](const char* column) {
        return *static_cast<int*>(QTest::qData(column, QMetaType::fromType<int>().id()));
    };
    return { .betaRule = static_cast<BetaRule>(fetch("betaRule")),
        .lineSearch = static_cast<LineSearchRule>(fetch("lineSearch")),
        .curvature = curvature };
}

} // namespace

class LineSearchTest : public QObject {
    Q_OBJECT
private slots:
    void searchFulfilsItsRule_data();
    void searchFulfilsItsRule();
    void searchStepsBackFromInfinity_data() { searchRules(); }
    void searchStepsBackFromInfinity();
    void ncgEndsOnAQuadratic_data() { addNcgRows(); }
    void ncgEndsOnAQuadratic();
    void ncgSolvesRosenbrock_data() { addNcgRows(); }
    void ncgSolvesRosenbrock();
    void lbfgsSolvesRosenbrock_data() { searchRules(); }
    void lbfgsSolvesRosenbrock();
    void stepsFulfilTheWolfeConditions_data() { addNcgRows(); }
    void stepsFulfilTheWolfeConditions();
    void hagerZhangAlwaysDescends();
    void evaluationsAreCountedExactly_data();
    void evaluationsAreCountedExactly();
    void noStepLeavesThetaAlone_data();
    void noStepLeavesThetaAlone();
    void newBatchIsEvaluatedAnew_data();
    void newBatchIsEvaluatedAnew();
    void changedDecayIsAnotherFunction_data();
    void changedDecayIsAnotherFunction();
    void lossIsReportedWithoutDecay();

private:
    static void searchRules()
    {
        QTest::addColumn<int>("rule");
        QTest::newRow("strong") << 0;
        QTest::newRow("approximate") << 1;
    }
    static void lineSearchOptimizers()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("ncg") << "ncg";
        QTest::newRow("l-bfgs") << "l-bfgs";
    }
};

void LineSearchTest::searchFulfilsItsRule_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<double>("curvature");
    QTest::addColumn<double>("firstStep");
    QTest::addColumn<int>("function");
    for (int rule = 0; rule < 2; ++rule)
        for (const double curvature : { 0.9, 0.1, 1e-3 })
            for (const double first : { 1e-4, 1e-1, 10.0, 1e4 })
                for (int function = 0; function < 3; ++function)
                    QTest::addRow(
                        "rule %d, c2 %g, first %g, function %d", rule, curvature, first, function)
                        << rule << curvature << first << function;
}

// More and Thuente 1994, functions 5.1 and 5.2, and a parabola.
void LineSearchTest::searchFulfilsItsRule()
{
    QFETCH(int, rule);
    QFETCH(double, curvature);
    QFETCH(double, firstStep);
    QFETCH(int, function);
    int calls = 0;
    double last = 0;
    const auto phi = [&](double t) -> LineSample {
        ++calls;
        last = t;
        if (function == 0) return { t, (t - 3) * (t - 3), 2 * (t - 3) };
        if (function == 1)
            return { t, -t / (t * t + 2), (t * t - 2) / ((t * t + 2) * (t * t + 2)) };
        const double u = t + 0.004;
        return { t, std::pow(u, 5) - 2 * std::pow(u, 4), 5 * std::pow(u, 4) - 8 * std::pow(u, 3) };
    };
    const LineSample start = phi(0);
    calls = 0;
    const LineSearchResult result =
        searchLine(phi, start, firstStep, { static_cast<LineSearchRule>(rule), curvature, 60 });
    QVERIFY(result.found && result.wolfe);
    QCOMPARE(result.evaluations, calls);
    QCOMPARE(result.sample.step, last);
    const LineSample& s = result.sample;
    if (rule == 0) {
        QVERIFY(s.value <= start.value + 1e-4 * s.step * start.slope);
        QVERIFY(std::abs(s.slope) <= curvature * std::abs(start.slope));
    } else {
        const double delta = std::min(0.1, curvature);
        QVERIFY(s.slope >= curvature * start.slope);
        QVERIFY(s.value <= start.value + delta * s.step * start.slope
            || (s.slope <= (2 * delta - 1) * start.slope
                && s.value <= start.value + 1e-6 * std::abs(start.value)));
    }
}

// -ln(1 - t) - 2 t: least at 1/2, not a number from 1 on.
void LineSearchTest::searchStepsBackFromInfinity()
{
    QFETCH(int, rule);
    const auto phi = [](double t) -> LineSample {
        return { t, -std::log(1 - t) - 2 * t, t < 1 ? 1 / (1 - t) - 2 : NAN };
    };
    for (const double first : { 0.6, 1.0, 3.0, 1e5 }) {
        const LineSearchResult result =
            searchLine(phi, phi(0), first, { static_cast<LineSearchRule>(rule), 0.01, 40 });
        QVERIFY(result.wolfe && result.sample.value < 0);
        QVERIFY(result.sample.step > 0.49);
        // Only the strong rule bounds the slope on both sides.
        QVERIFY(result.sample.step < (rule == 0 ? 0.51 : 0.8));
    }
}

void LineSearchTest::ncgEndsOnAQuadratic()
{
    const Index n = 8;
    const Quadratic quadratic(n);
    ThreadPool pool;
    Vector<float> theta = Vector<float>::Zero(n);
    const auto ncg = makeOptimizer("ncg");
    // A search this exact finds the minimum along each line.
    OptimizerSettings settings = ncgSettings(1e-5);
    for (Index i = 0; i < n; ++i)
        ncg->step(pool, theta, oneBlock(n), settings, std::cref(quadratic));
    const Eigen::VectorXd solution = quadratic.hessian.llt().solve(quadratic.pull);
    const double distance = (theta.cast<double>() - solution).norm() / solution.norm();
    QVERIFY2(distance < 1e-5, qPrintable(QString::number(distance)));
}

void LineSearchTest::ncgSolvesRosenbrock()
{
    ThreadPool pool;
    Vector<float> theta = Vector<float>::Zero(2);
    const auto ncg = makeOptimizer("ncg");
    int evaluations = 0;
    int steps = 0;
    double loss = 1;
    for (; steps < 60 && loss > 1e-8; ++steps) {
        const StepReport report = ncg->step(pool, theta, oneBlock(2), ncgSettings(), rosenbrock);
        evaluations += report.evaluations;
        loss = report.loss;
        if (report.lineSearchFailed) break;
    }
    QVERIFY2(loss <= 1e-8,
        qPrintable(
            QString("%1 after %2 steps, %3 evaluations").arg(loss).arg(steps).arg(evaluations)));
    QVERIFY2(evaluations <= 160, qPrintable(QString::number(evaluations)));
}

void LineSearchTest::lbfgsSolvesRosenbrock()
{
    QFETCH(int, rule);
    ThreadPool pool;
    Vector<float> theta = Vector<float>::Zero(2);
    const auto lbfgs = makeOptimizer("l-bfgs");
    const OptimizerSettings settings { .lineSearch = static_cast<LineSearchRule>(rule) };
    int evaluations = 0;
    double loss = 1;
    for (int steps = 0; steps < 30 && loss > 1e-9; ++steps) {
        const StepReport report = lbfgs->step(pool, theta, oneBlock(2), settings, rosenbrock);
        evaluations += report.evaluations;
        loss = report.loss;
    }
    QVERIFY2(loss <= 1e-9, qPrintable(QString::number(loss)));
    QVERIFY2(evaluations <= 80, qPrintable(QString::number(evaluations)));
}

void LineSearchTest::stepsFulfilTheWolfeConditions()
{
    ThreadPool pool;
    const OptimizerSettings settings = ncgSettings();
    const Index n = 10;
    Vector<float> theta = Vector<float>::Zero(n);
    Vector<float> gradient(n);
    const auto ncg = makeOptimizer("ncg");
    for (int i = 0; i < 15; ++i) {
        const Vector<float> before = theta;
        const double value = rosenbrockChain(before, gradient);
        const Eigen::VectorXd slopeBefore = gradient.cast<double>();
        const StepReport report = ncg->step(pool, theta, oneBlock(n), settings, rosenbrockChain);
        QVERIFY(!report.lineSearchFailed);
        QCOMPARE(report.loss, value);
        const double valueAfter = rosenbrockChain(theta, gradient);
        const Eigen::VectorXd direction = (theta - before).cast<double>() / report.stepSize;
        const double slope = slopeBefore.dot(direction);
        const double slopeAfter = gradient.cast<double>().dot(direction);
        QVERIFY(slope < 0);
        const double rounding = 1e-4 * std::abs(slope); // of theta to single precision
        QVERIFY(slopeAfter >= settings.curvature * slope - rounding);
        if (settings.lineSearch == LineSearchRule::strongWolfe) {
            QVERIFY(valueAfter <= value + 1e-4 * report.stepSize * slope + 1e-6 * value);
            QVERIFY(slopeAfter <= -settings.curvature * slope + rounding);
        } else {
            QVERIFY(valueAfter <= value * (1 + 1e-6));
        }
    }
}

// Whatever the line search: here a sloppy one.
void LineSearchTest::hagerZhangAlwaysDescends()
{
    ThreadPool pool;
    const Index n = 10;
    const OptimizerSettings settings { .betaRule = BetaRule::hagerZhang,
        .lineSearch = LineSearchRule::approximateWolfe,
        .curvature = 0.95 };
    Vector<float> theta = Vector<float>::Constant(n, -1.f);
    Vector<float> gradient(n);
    const auto ncg = makeOptimizer("ncg");
    int conjugate = 0;
    for (int i = 0; i < 40; ++i) {
        rosenbrockChain(theta, gradient);
        const Eigen::VectorXd g = gradient.cast<double>();
        ncg->step(pool, theta, oneBlock(n), settings, rosenbrockChain);
        const Eigen::VectorXd d = ncg->state().vectors[1].cast<double>();
        QVERIFY(g.dot(d) <= -7.0 / 8 * g.squaredNorm() * (1 - 1e-5));
        if ((g + d).norm() > 1e-3 * g.norm()) ++conjugate;
    }
    QVERIFY(conjugate > 20); // not merely -g each time
}

void LineSearchTest::evaluationsAreCountedExactly_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("rule");
    for (const char* name : { "ncg", "l-bfgs" })
        for (int rule = 0; rule < 2; ++rule)
            QTest::addRow("%s %d", name, rule) << name << rule;
}

void LineSearchTest::evaluationsAreCountedExactly()
{
    QFETCH(QString, name);
    QFETCH(int, rule);
    ThreadPool pool;
    int calls = 0;
    const auto counted = [&](const Vector<float>& theta, Vector<float>& gradient) {
        ++calls;
        return rosenbrockChain(theta, gradient);
    };
    Vector<float> theta = Vector<float>::Zero(6);
    const auto optimizer = makeOptimizer(name.toStdString());
    const OptimizerSettings settings { .lineSearch = static_cast<LineSearchRule>(rule) };
    for (int i = 0; i < 200; ++i) { // far beyond convergence, failed searches included
        const int before = calls;
        const StepReport report = optimizer->step(pool, theta, oneBlock(6), settings, counted);
        QCOMPARE(report.evaluations, calls - before);
        QCOMPARE(report.stepSize == 0, report.lineSearchFailed);
    }
}

void LineSearchTest::noStepLeavesThetaAlone_data()
{
    evaluationsAreCountedExactly_data();
}

// A gradient of the wrong sign promises descent where there is none.
void LineSearchTest::noStepLeavesThetaAlone()
{
    QFETCH(QString, name);
    QFETCH(int, rule);
    ThreadPool pool;
    const auto uphill = [](const Vector<float>& theta, Vector<float>& gradient) {
        gradient = -theta;
        return 1 + 0.5 * theta.cast<double>().squaredNorm();
    };
    const Vector<float> start = Vector<float>::LinSpaced(5, 1, 2);
    Vector<float> theta = start;
    const auto optimizer = makeOptimizer(name.toStdString());
    const StepReport report = optimizer->step(
        pool, theta, oneBlock(5), { .lineSearch = static_cast<LineSearchRule>(rule) }, uphill);
    QVERIFY(report.lineSearchFailed);
    QCOMPARE(report.stepSize, 0.0);
    QVERIFY(theta == start);
    // It recovers as soon as the function is sound.
    optimizer->batchChanged();
    const auto bowl = [](const Vector<float>& at, Vector<float>& gradient) {
        gradient = at;
        return 0.5 * at.cast<double>().squaredNorm();
    };
    QVERIFY(!optimizer->step(pool, theta, oneBlock(5), {}, bowl).lineSearchFailed);
    QVERIFY(theta.norm() < start.norm());
}

void LineSearchTest::newBatchIsEvaluatedAnew_data()
{
    lineSearchOptimizers();
}

void LineSearchTest::newBatchIsEvaluatedAnew()
{
    QFETCH(QString, name);
    ThreadPool pool;
    float centre = 0;
    int calls = 0;
    const auto bowl = [&](const Vector<float>& theta, Vector<float>& gradient) {
        ++calls;
        gradient = (theta.array() - centre).matrix();
        return 0.5 * gradient.cast<double>().squaredNorm();
    };
    Vector<float> theta = Vector<float>::LinSpaced(5, 1, 2);
    const auto optimizer = makeOptimizer(name.toStdString());
    optimizer->step(pool, theta, oneBlock(5), {}, bowl);
    centre = 3;
    optimizer->batchChanged();
    Vector<float> gradient(5);
    const double loss = bowl(theta, gradient);
    QCOMPARE(optimizer->step(pool, theta, oneBlock(5), {}, bowl).loss, loss);
    for (int i = 0; i < 5; ++i)
        optimizer->step(pool, theta, oneBlock(5), {}, bowl);
    QVERIFY((theta.array() - 3.f).abs().maxCoeff() < 1e-4f);
}

void LineSearchTest::changedDecayIsAnotherFunction_data()
{
    lineSearchOptimizers();
}

// 1/2 |theta - 1|^2 + lambda / 2 |theta|^2 is least at 1 / (1 + lambda); a block that does not
// decay stays at 1.
void LineSearchTest::changedDecayIsAnotherFunction()
{
    QFETCH(QString, name);
    ThreadPool pool;
    const auto bowl = [](const Vector<float>& theta, Vector<float>& gradient) {
        gradient = (theta.array() - 1).matrix();
        return 0.5 * gradient.cast<double>().squaredNorm();
    };
    std::vector<ParameterBlock> blocks { { .name = "w", .offset = 0, .rows = 3, .columns = 1 },
        { .name = "b", .offset = 3, .rows = 2, .columns = 1, .decays = false } };
    Vector<float> theta = Vector<float>::Zero(5);
    const auto optimizer = makeOptimizer(name.toStdString());
    for (const double lambda : { 0.0, 1.0, 3.0 }) {
        for (int i = 0; i < 12; ++i)
            optimizer->step(pool, theta, blocks, { .weightDecay = lambda }, bowl);
        const auto weights = theta.head(3).array();
        const auto biases = theta.tail(2).array();
        QVERIFY((weights - static_cast<float>(1 / (1 + lambda))).abs().maxCoeff() < 1e-4f);
        QVERIFY((biases - 1.f).abs().maxCoeff() < 1e-4f);
    }
}

void LineSearchTest::lossIsReportedWithoutDecay()
{
    ThreadPool pool;
    Vector<float> theta = Vector<float>::Zero(2);
    Vector<float> gradient(2);
    const auto ncg = makeOptimizer("ncg");
    for (int i = 0; i < 3; ++i) {
        const double loss = rosenbrock(theta, gradient);
        QCOMPARE(
            ncg->step(pool, theta, oneBlock(2), { .weightDecay = 0.5 }, rosenbrock).loss, loss);
    }
}

QTEST_APPLESS_MAIN(LineSearchTest)
#include "tst_line_search.moc"
