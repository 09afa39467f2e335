// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Experiments of claims against closed forms and brute force: modes of linear towers, the moment
// curve, free embeddings, classes on a simplex, matched weights, and how few coordinates carry a
// gap.
#include "analysis/assignment.h"
#include "analysis/gap_coordinates.h"
#include "analysis/geometry.h"
#include "analysis/weight_matching.h"
#include "base/decomposition.h"
#include "lesson/free_embeddings.h"
#include "lesson/moment_curve.h"
#include "lesson/trained_world.h"
#include "support/experiment_results.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

using namespace contrastlab;

namespace {

Matrix<double> randomGains(Index size, RandomStream& stream)
{
    Matrix<double> gains(size, size);
    for (double& gain : gains.reshaped())
        gain = stream.normal();
    return gains;
}

double gainOf(const Matrix<double>& gains, const std::vector<Index>& columns)
{
    double sum = 0;
    for (std::size_t row = 0; row < columns.size(); ++row)
        sum += gains(Index(row), columns[row]);
    return sum;
}

// The same network: hidden units in another order, embeddings turned.
Vector<float> disguised(const RunSetup& setup, const Vector<float>& parameters)
{
    RandomStream stream(7, Purpose::noise);
    const Index width = setup.embeddingWidth();
    const Matrix<float> turn = nearestOrthogonal(randomGains(width, stream)).cast<float>();
    Vector<float> other = parameters;
    for (int t = 0; t < setup.towers(); ++t) {
        const auto& blocks = setup.tower(t).blocks();
        float* begin = other.data() + setup.towerOffset(t);
        const auto in = [&](std::size_t block) {
            const TowerBlock& b = blocks[block];
            return viewOf(begin + b.offset, b.rows, b.columns);
        };
        for (std::size_t layer = 0; layer + 2 < blocks.size(); layer += 2) {
            const std::vector<std::int64_t> order = permutation(blocks[layer].columns, stream);
            in(layer) = Matrix<float>(in(layer)(Eigen::all, order));
            in(layer + 1) = Matrix<float>(in(layer + 1)(Eigen::all, order));
            in(layer + 2) = Matrix<float>(in(layer + 2)(order, Eigen::all));
        }
        in(blocks.size() - 2) = Matrix<float>(in(blocks.size() - 2) * turn);
        in(blocks.size() - 1) = Matrix<float>(in(blocks.size() - 1) * turn);
    }
    return other;
}

} // namespace

class TestExperiments : public QObject {
    Q_OBJECT

private slots:
    void everyExperimentGivesAllItsResults()
    {
        for (const Experiment& experiment : experimentTable()) {
            std::map<std::string, double> few;
            for (const ExperimentSetting& setting : experiment.settings) {
                QVERIFY(setting.standard >= setting.least && setting.standard <= setting.most);
                if (setting.name == "steps") few["steps"] = std::max(setting.least, 10.0);
            }
            const auto results = resultsOf(experiment.name.c_str(), few);
            QCOMPARE(results.size(), experiment.results.size());
            for (const std::string& name : experiment.results)
                QVERIFY2(results.contains(name), name.c_str());
            QVERIFY(!experiment.what.empty());
        }
    }

    // ln(1 / c0 - 1) / (4 s), each mode at its time.
    void alignedModesFollowTheirClosedForm()
    {
        for (const double start : { 0.1, 0.001, 1e-6 }) {
            const auto learnt = resultsOf("linear-modes", { { "start", start }, { "aligned", 1 } });
            QVERIFY2(learnt.at("closed_form_error") < 0.02,
                qPrintable(QString::number(learnt.at("closed_form_error"))));
            const double first = std::log(1 / (start * start) - 1) / 4;
            QVERIFY(std::abs(learnt.at("first_time") / first - 1) < 0.03);
            QCOMPARE(learnt.at("rank"), 4.0);
        }
    }

    void theQueryOfTwoPointsIsItsPolynomial()
    {
        constexpr double a = 0.7, b = 2.9;
        const Eigen::Vector4d query = momentQuery(a, b);
        const auto score = [&](double t) { return momentPoint(t).dot(query); };
        QVERIFY(std::abs(momentPoint(1.3).norm() - 1) < 1e-15);
        const auto product = [&](double t) {
            return (1 - std::cos(t - a)) * (1 - std::cos(t - b));
        };
        const double unit = (score(a) - score(0)) / product(0); // what a product of 1 costs
        for (double t = 0; t < 6.3; t += 0.1)
            QVERIFY(std::abs(score(a) - score(t) - unit * product(t)) < 1e-14);
        QVERIFY(unit > 0);
        QVERIFY(std::abs(score(a) - score(b)) < 1e-15);
    }

    void theCurveHoldsEveryPairInDouble()
    {
        for (const int points : { 4, 20, 200, 1000 })
            QCOMPARE(resultsOf("moment-curve", { { "points", points } }).at("right"), 1.0);
        const auto single = resultsOf("moment-curve", { { "points", 400 }, { "single", 1 } });
        QVERIFY(single.at("right") < 1 && single.at("right") > 0.9);
        QVERIFY(single.at("least_margin") <= 0);
        // Measured where it was proposed: 9e-4 for 20 points.
        QVERIFY(std::abs(resultsOf("moment-curve", {}).at("least_margin") - 9e-4) < 1e-4);
    }

    void freeSetsBeginOnTheCurve()
    {
        const auto placed = resultsOf("free-sets",
            { { "documents", 20 }, { "on_curve", 1 }, { "steps", 0 }, { "width", 6 } });
        QCOMPARE(placed.at("right"), 1.0);
        // Any two of four are the nearest of their middle where there is room, and no loss is
        // below that of a half for each.
        const auto easy =
            resultsOf("free-sets", { { "documents", 4 }, { "width", 8 }, { "steps", 500 } });
        QCOMPARE(easy.at("right"), 1.0);
        QVERIFY(easy.at("loss") >= std::numbers::ln2 - 1e-6 && easy.at("loss") < 0.75);
    }

    // Two pairs: cosine 1 with their partner and -1 with the other, of any temperature; the loss is
    // that of the closed form.
    void freePairsReachTheClosedForm()
    {
        ThreadPool pool(1);
        const FreeEmbeddings free = trainFree(pool,
            { .pairs = 2,
                .width = 2,
                .objective = std::string(RunSpec().text("objective")),
                .temperature = 0.5,
                .labels = {} },
            3);
        QVERIFY(std::abs(free.a.row(0).dot(free.b.row(0)) - 1) < 1e-5);
        QVERIFY(std::abs(free.a.row(0).dot(free.b.row(1)) + 1) < 1e-5);
        QVERIFY(std::abs(free.loss - std::log1p(std::exp(-4))) < 1e-5);
        QVERIFY(std::abs(free.temperature - 0.5) < 1e-6);
    }

    void aFrozenSideStays()
    {
        ThreadPool pool(1);
        const FreePairs setting { .pairs = 8,
            .width = 3,
            .objective = std::string(RunSpec().text("objective")),
            .freezeB = true,
            .labels = {},
            .steps = 0 };
        FreePairs trained = setting;
        trained.steps = 50;
        const FreeEmbeddings before = trainFree(pool, setting, 3),
                             after = trainFree(pool, trained, 3);
        QVERIFY(before.b == after.b);
        QVERIFY(before.a != after.a);
    }

    void balancedClassesLieOnASimplex()
    {
        for (const double classes : { 4.0, 8.0 }) {
            const auto balanced = resultsOf("class-means", { { "classes", classes } });
            QVERIFY(std::abs(balanced.at("simplex_cosine") + 1 / (classes - 1)) < 1e-12);
            QVERIFY(balanced.at("farthest_from_simplex") < 1e-4);
            QVERIFY(balanced.at("within_over_between") < 1e-6);
        }
        QVERIFY(resultsOf("class-means", { { "ratio", 8 } }).at("farthest_from_simplex") > 0.1);
    }

    void assignmentsAreTheBestOfAll()
    {
        RandomStream stream(5, Purpose::noise);
        for (Index size = 1; size <= 6; ++size)
            for (int draw = 0; draw < 20; ++draw) {
                Matrix<double> gains = randomGains(size, stream);
                if (draw % 2) gains = gains.array().round().matrix(); // with ties
                std::vector<Index> columns(static_cast<std::size_t>(size));
                std::iota(columns.begin(), columns.end(), Index(0));
                double best = gainOf(gains, columns);
                while (std::ranges::next_permutation(columns).found)
                    best = std::max(best, gainOf(gains, columns));
                std::vector<Index> found = bestAssignment(gains);
                QVERIFY(std::abs(gainOf(gains, found) - best) < 1e-12);
                std::ranges::sort(found);
                QVERIFY(found == columns || std::ranges::adjacent_find(found) == found.end());
            }
    }

    void aDisguisedNetworkIsRecognised_data()
    {
        QTest::addColumn<int>("layers");
        QTest::newRow("one hidden layer") << 1;
        QTest::newRow("three hidden layers") << 3;
    }
    void aDisguisedNetworkIsRecognised()
    {
        QFETCH(int, layers);
        ThreadPool pool(1);
        RunSpec spec = TrainedWorld::lessonSpec();
        spec.set("hidden_layers", std::int64_t(layers));
        const TrainedWorld world(pool, spec, 1);
        QVERIFY(canMatchWeights(world.setup()));
        const Vector<float> trained = world.train(world.begin(0), 60).judged();
        const Vector<float> other = disguised(world.setup(), trained);
        QVERIFY((other - trained).norm() > 0.5F * trained.norm());
        const std::vector<Index>& items = world.setup().split().heldOut;
        const Barrier naive = barrierBetween(pool, world.setup(), other, trained, items);
        QVERIFY2(naive.height > 0.1, qPrintable(QString::number(naive.height)));
        for (const Vector<float>& matched : { matchedWeights(world.setup(), other, trained),
                 matchedActivations(pool, world.setup(), other, trained, items) }) {
            QVERIFY2((matched - trained).norm() < 1e-4F * trained.norm(),
                qPrintable(QString::number(double((matched - trained).norm()))));
            const Barrier gone = barrierBetween(pool, world.setup(), matched, trained, items);
            QVERIFY2(gone.height < 1e-4, qPrintable(QString::number(gone.height)));
            QVERIFY(std::abs(naive.lossOfEnds - gone.lossOfEnds) < 1e-4);
        }
    }

    void anotherDrawHasOtherWeightsOnTheSameItems()
    {
        ThreadPool pool(1);
        const TrainedWorld world(pool, TrainedWorld::lessonSpec(), 1);
        const Checkpoint first = world.begin(0), second = world.begin(1);
        QVERIFY(first.parameters != second.parameters);
        // In the order of its own the same run comes out, in another order another.
        const Checkpoint whole = world.train(first, 20),
                         parts = world.train(world.train(first, 10), 10);
        QCOMPARE(parts.digest(), whole.digest());
        const Checkpoint shared = world.train(first, 10);
        QVERIFY(
            world.train(TrainedWorld::inOtherOrder(shared, 1), 10).parameters != whole.parameters);
    }

    void fewCoordinatesCarryAGap()
    {
        // Both are the same but for two coordinates, of which column 1 differs more.
        Matrix<float> rawA(40, 5), rawB(40, 5);
        RandomStream stream(2, Purpose::noise);
        for (Index i = 0; i < rawA.size(); ++i)
            rawA.data()[i] = rawB.data()[i] = float(stream.normal());
        rawA.col(1).array() += 6;
        rawB.col(4).array() += 2;
        const Matrix<float> a = rawA.rowwise().normalized(), b = rawB.rowwise().normalized();
        const GapCoordinates few = gapCoordinates(view(a), view(b));
        QCOMPARE(few.gap, modalityGap(view(a), view(b)));
        const std::vector<Index> kept { 0, 2, 3, 4 };
        Eigen::RowVectorXd difference = Eigen::RowVectorXd::Zero(4);
        for (Index i = 0; i < a.rows(); ++i)
            difference +=
                (a(i, kept).cast<double>().normalized() - b(i, kept).cast<double>().normalized())
                / double(a.rows());
        QVERIFY(std::abs(few.leftWithout1 - difference.norm() / few.gap) < 1e-6);
        QVERIFY(few.leftWithout3 < few.leftWithout1);
        // No gap, or no coordinate left: no number.
        QVERIFY(std::isnan(gapCoordinates(view(a), view(a)).leftWithout1));
        const Matrix<float> narrow = a.leftCols(2).rowwise().normalized(),
                            other = b.leftCols(2).rowwise().normalized();
        QVERIFY(std::isnan(gapCoordinates(view(narrow), view(other)).leftWithout3));
    }
};

QTEST_GUILESS_MAIN(TestExperiments)
#include "tst_experiments.moc"
