// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Batches in shards: the same losses and gradients as of the whole, and to the bit the same run on
// any number of members, resumed on another number too.
#include "base/shard_sum.h"
#include "objective/sharded_objective.h"
#include "run/drive.h"
#include "support/random_rows.h"
#include "support/small_run.h"
#include "support/thread_exchange.h"

#include <QTest>

#include <cmath>

using namespace contrastlab;

namespace {

std::vector<std::string> shardedNames()
{
    std::vector<std::string> names;
    for (const ObjectiveInfo& info : objectiveTable())
        if (info.shards) names.emplace_back(info.name);
    return names;
}

struct Batch {
    Matrix<double> a, b;
    double temperature = 0.1;
    double bias = -1;

    [[nodiscard]] PairInput<double> input() const
    {
        PairInput<double> input;
        pointAt(input.a, a);
        pointAt(input.b, b);
        input.logScale = -std::log(temperature);
        input.bias = bias;
        return input;
    }
};

PairResult<double> whole(const std::string& name, const Batch& batch)
{
    ThreadPool pool(1);
    PairResult<double> result;
    makeObjective<double>(name)->evaluate(pool, batch.input(), {}, Want::gradients, result);
    return result;
}

// Gradients of all rows, put together from the members.
PairResult<double> inShards(const std::string& name, const Batch& batch, int shards, int members)
{
    std::vector<PairResult<double>> results(static_cast<std::size_t>(members));
    together(members, [&](ThreadExchange& exchange) {
        ThreadPool pool(exchange.member() % 2 + 1);
        auto& result = results[static_cast<std::size_t>(exchange.member())];
        makeShardedObjective<double>(name)->evaluate(
            pool, Shards(exchange, shards), batch.input(), {}, Want::gradients, result);
    });
    PairResult<double> all = results.front();
    all.gradA.resizeLike(batch.a);
    all.gradB.resizeLike(batch.b);
    Index row = 0;
    for (const PairResult<double>& result : results) {
        all.gradA.middleRows(row, result.gradA.rows()) = result.gradA;
        all.gradB.middleRows(row, result.gradB.rows()) = result.gradB;
        row += result.gradA.rows();
    }
    return all;
}

bool areNear(double a, double b)
{
    return std::abs(a - b) < 1e-10 * std::max(1.0, std::abs(b));
}

bool areNear(const Matrix<double>& a, const Matrix<double>& b)
{
    return (a - b).norm() <= 1e-10 * std::max(1e-3, b.norm());
}

// The run's metrics and the last state, as one number.
std::uint64_t trainedTogether(const std::shared_ptr<const RunSetup>& setup, int members, int steps,
    std::shared_ptr<const Checkpoint>& state)
{
    std::vector<std::uint64_t> digests(static_cast<std::size_t>(members));
    const auto from = state;
    together(members, [&](ThreadExchange& exchange) {
        ThreadPool pool(exchange.member() % 2 + 1);
        Trainer trainer = from ? Trainer(setup, pool, *from) : Trainer(setup, pool);
        trainer.shareWith(exchange);
        for (int i = 0; i < steps; ++i)
            trainer.step();
        const Checkpoint checkpoint = trainer.checkpoint();
        digests[static_cast<std::size_t>(exchange.member())] = checkpoint.digest();
        if (exchange.member() == 0) state = std::make_shared<const Checkpoint>(checkpoint);
    });
    for (const std::uint64_t digest : digests)
        if (digest != digests.front()) return 0;
    return digests.front();
}

} // namespace

class TestShards : public QObject {
    Q_OBJECT

private slots:
    void sumsAreInOneOrder_data()
    {
        QTest::addColumn<int>("shards");
        for (const int shards : { 1, 2, 3, 4, 5, 6, 7, 8, 13, 16 })
            QTest::addRow("%d", shards) << shards;
    }
    void sumsAreInOneOrder()
    {
        QFETCH(int, shards);
        const Index each = 7;
        const Matrix<float> parts = test::normalRows<float>(shards, each * shards, 1);
        Vector<float> one;
        for (int members = 1; members <= shards; ++members) {
            Vector<float> owners(each * shards);
            std::vector<Vector<float>> alls(static_cast<std::size_t>(members));
            together(members, [&](ThreadExchange& exchange) {
                ThreadPool pool(1);
                const Shards of(exchange, shards);
                ShardSum<float> sum;
                const auto fill = [&] {
                    sum.begin(of, parts.cols());
                    for (int shard = of.own().first; shard < of.own().end; ++shard) {
                        std::copy_n(parts.row(shard).data(), parts.cols(), sum.room());
                        sum.put(pool);
                    }
                };
                Vector<float> all(parts.cols());
                fill();
                sum.toAll(pool, of, all.data());
                fill();
                sum.toOwners(pool, of, owners.data() + each * of.own().first);
                alls[static_cast<std::size_t>(exchange.member())] = all;
            });
            if (members == 1) one = owners;
            QVERIFY(owners == one);
            for (const Vector<float>& all : alls)
                QVERIFY(all == one);
        }
        const Vector<float> plain = parts.colwise().sum();
        QVERIFY((one - plain).cwiseAbs().maxCoeff() < 1e-5f);
    }

    void equalTheWholeBatch_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("shards");
        QTest::addColumn<double>("temperature");
        for (const std::string& name : shardedNames())
            for (const auto& [rows, shards] : { std::pair(8, 4), { 6, 6 }, { 290, 2 }, { 300, 3 } })
                for (const double temperature : { 0.1, 0.001 })
                    QTest::addRow("%s %d/%d %g", name.c_str(), rows, shards, temperature)
                        << QString::fromStdString(name) << rows << shards << temperature;
    }
    void equalTheWholeBatch()
    {
        QFETCH(QString, name);
        QFETCH(int, rows);
        QFETCH(int, shards);
        QFETCH(double, temperature);
        Batch batch { test::normalRows<double>(rows, 21, 1), {}, temperature };
        batch.b = batch.a + test::normalRows<double>(rows, 21, 2);
        batch.a.row(3).setZero();
        batch.b.row(1) = batch.b.row(2);
        const PairResult<double> expected = whole(name.toStdString(), batch);
        const PairResult<double> one = inShards(name.toStdString(), batch, shards, 1);
        QVERIFY(areNear(one.loss, expected.loss));
        QVERIFY(areNear(one.lossAToB, expected.lossAToB));
        QVERIFY(areNear(one.lossBToA, expected.lossBToA));
        QVERIFY(areNear(one.gradLogScale, expected.gradLogScale));
        QVERIFY(areNear(one.gradBias, expected.gradBias));
        QVERIFY(areNear(one.gradA, expected.gradA));
        QVERIFY(areNear(one.gradB, expected.gradB));
        for (int members = 2; members <= std::min(shards, 3); ++members) {
            const PairResult<double> shared = inShards(name.toStdString(), batch, shards, members);
            QVERIFY(shared.loss == one.loss && shared.gradLogScale == one.gradLogScale);
            QVERIFY(shared.gradA == one.gradA && shared.gradB == one.gradB);
        }
    }

    void oneRunOnAnyNumber_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("optimizer");
        for (const std::string& name : shardedNames())
            QTest::addRow("%s", name.c_str()) << QString::fromStdString(name) << "adamw";
        QTest::addRow("line search") << "clip"
                                     << "l-bfgs";
    }
    void oneRunOnAnyNumber()
    {
        QFETCH(QString, objective);
        QFETCH(QString, optimizer);
        const auto setup = smallSetup(smallSpec({ { "objective", objective.toStdString() },
            { "optimizer", optimizer.toStdString() }, { "shards", "4" }, { "hold_batch", "2" },
            { "freeze_b", objective == "siglip" ? "true" : "false" } }));
        std::shared_ptr<const Checkpoint> state;
        const std::uint64_t one = trainedTogether(setup, 1, 7, state);
        QVERIFY(one != 0 && state->parameters.allFinite());
        for (int members = 2; members <= 4; ++members) {
            std::shared_ptr<const Checkpoint> other;
            QCOMPARE(trainedTogether(setup, members, 7, other), one);
            std::shared_ptr<const Checkpoint> resumed;
            trainedTogether(setup, members, 3, resumed);
            QCOMPARE(trainedTogether(setup, 5 - members, 4, resumed), one);
        }
    }

    // The arithmetic differs in rounding alone.
    void learnsAsTheWholeBatch_data()
    {
        QTest::addColumn<QString>("frozen");
        QTest::addColumn<QString>("until");
        QTest::addRow("all") << "false"
                             << "0";
        QTest::addRow("a locked tower") << "true"
                                        << "0";
        QTest::addRow("a tower that is unlocked") << "true"
                                                  << "4";
    }
    void learnsAsTheWholeBatch()
    {
        QFETCH(QString, frozen);
        QFETCH(QString, until);
        const auto spec = [&](const char* shards) {
            return smallSpec({ { "optimizer", "sgd" }, { "shards", shards },
                { "freeze_b", frozen.toStdString() }, { "unlock_step", until.toStdString() } });
        };
        ThreadPool pool(2);
        Trainer whole(smallSetup(spec("1")), pool);
        Trainer parts(smallSetup(spec("8")), pool);
        for (int i = 0; i < 10; ++i) {
            const StepMetrics a = whole.step(), b = parts.step();
            QVERIFY(std::abs(a.loss - b.loss) < 1e-4 * a.loss);
            QVERIFY(std::abs(a.gradientNorm - b.gradientNorm) < 1e-3 * a.gradientNorm);
            QCOMPARE(a.chance, b.chance);
        }
    }

    void threeModalities()
    {
        const auto setup =
            smallSetup(smallSpec({ { "shards", "2" }, { "modalities", "a,b,c" } }), 3);
        std::shared_ptr<const Checkpoint> one, two;
        QCOMPARE(trainedTogether(setup, 1, 5, one), trainedTogether(setup, 2, 5, two));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("limit");
        QTest::addRow("batch") << "batch_size"
                               << "33"
                               << "batch_size"
                               << "a multiple of the 4 shards, such as 32";
        QTest::addRow("objective") << "objective"
                                   << "triplet"
                                   << "objective"
                                   << "where there are several shards";
        QTest::addRow("task") << "task"
                              << "autoencoder"
                              << "shards"
                              << "1 for any task but the contrast of pairs";
        QTest::addRow("matryoshka") << "matryoshka"
                                    << "2"
                                    << "matryoshka"
                                    << "1 where there are several shards";
        QTest::addRow("precision") << "precision"
                                   << "bfloat16"
                                   << "precision"
                                   << "float32 where there are several shards";
        QTest::addRow("missing") << "break.missing"
                                 << "0.1"
                                 << "break.missing"
                                 << "0 where there are several shards";
    }
    void refusals()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, field);
        QFETCH(QString, limit);
        RunSpec spec = smallSpec({ { "shards", "4" } });
        QVERIFY(validate(spec).empty());
        QVERIFY(!assign(spec, key.toStdString(), value.toStdString()));
        const auto problems = validate(spec);
        QCOMPARE(problems.size(), 1u);
        QCOMPARE(QString::fromStdString(problems[0].field), field);
        QVERIFY(QString::fromStdString(english(problems[0].limit)).contains(limit));
    }

    void liveChangesKeepTheShards()
    {
        ThreadPool pool(1);
        Trainer trainer(smallSetup(smallSpec({ { "shards", "4" } })), pool);
        trainer.step();
        QVERIFY(trainer.change("batch_size", std::int64_t(30)));
        QVERIFY(trainer.change("objective", std::string("supcon")));
        QVERIFY(trainer.change("shards", std::int64_t(2)));
        QVERIFY(!trainer.change("batch_size", std::int64_t(16)));
        QVERIFY(!trainer.change("objective", std::string("siglip")));
        QVERIFY(!trainer.change("break.no_negatives", true));
        QCOMPARE(trainer.step().batchSize, 16);
        QVERIFY(trainer.healthy());
    }

    void smallDataTakeWholeShards()
    {
        SyntheticWorld world;
        world.items = 60;
        world.heldOut = 10;
        RunSpec spec;
        spec.set("shards", std::int64_t(4));
        const RunSetup setup(spec, std::make_shared<Dataset>(makeSyntheticWorld(world, 1)));
        QCOMPARE(setup.spec().integer("batch_size"), 48);
    }
};

QTEST_APPLESS_MAIN(TestShards)
#include "tst_shards.moc"
