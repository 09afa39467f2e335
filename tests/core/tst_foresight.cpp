// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is foreseen comes: the steps of a ghost are those of a run that makes the change there.
#include "run/drive.h"
#include "run/foresight.h"
#include "support/small_run.h"

#include <QTest>

#include <bit>

using namespace contrastlab;

namespace {

constexpr std::int64_t changedAt = 20;

/// Asks for a change after some steps, and keeps the state before it.
class Changer final : public RunRecorder {
public:
    Changer(Run& run, CommandQueue& commands, HyperparameterChange change)
        : RunRecorder(run, nullptr, &evaluatePart)
        , m_commands(commands)
        , m_change(std::move(change))
    {
    }
    void onStep(const StepMetrics& metrics, Trainer& trainer) override
    {
        RunRecorder::onStep(metrics, trainer);
        if (metrics.step != changedAt) return;
        before = std::make_shared<Checkpoint>(trainer.checkpoint());
        m_commands.post(m_change);
    }
    std::shared_ptr<const Checkpoint> before;

private:
    CommandQueue& m_commands;
    HyperparameterChange m_change;
};

struct Changed {
    std::shared_ptr<const RunSetup> setup;
    std::shared_ptr<const Checkpoint> before;
    std::vector<StepMetrics> after; ///< the steps from the change on
};

Changed trainChanged(const RunSpec& spec, const HyperparameterChange& change)
{
    Changed changed { smallSetup(spec), nullptr, {} };
    Run run(spec);
    ThreadPool pool(1);
    Trainer trainer(changed.setup, pool);
    CommandQueue commands;
    Changer changer(run, commands, change);
    drive(trainer, changer, &commands, {});
    changed.before = changer.before;
    for (const StepMetrics& metrics : run.steps.all())
        if (metrics.step > changedAt) changed.after.push_back(metrics);
    return changed;
}

bool isSame(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

} // namespace

class TestForesight : public QObject {
    Q_OBJECT

private slots:
    void theRunFollowsItsGhostToTheBit_data()
    {
        QTest::addColumn<QString>("settings");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QStringList>("values");
        QTest::newRow("temperature, learnt")
            << "" << QByteArray("temperature") << QStringList { "0.05", "0.2" };
        QTest::newRow("temperature, fixed")
            << "learn_temperature=false" << QByteArray("temperature") << QStringList { "0.2" };
        QTest::newRow("learning rate")
            << "" << QByteArray("learning_rate") << QStringList { "0.0001", "0.003", "0.1" };
        QTest::newRow("batch size") << "" << QByteArray("batch_size") << QStringList { "8", "48" };
        QTest::newRow("weight decay")
            << "optimizer=sgd" << QByteArray("weight_decay") << QStringList { "0.01" };
        QTest::newRow("damage") << "" << QByteArray("break.swapped") << QStringList { "0.25" };
        QTest::newRow("a held batch")
            << "optimizer=ncg" << QByteArray("temperature") << QStringList { "0.1" };
        QTest::newRow("as it stands") << "" << QByteArray("batch_size") << QStringList { "32" };
    }
    void theRunFollowsItsGhostToTheBit()
    {
        QFETCH(QString, settings);
        QFETCH(QByteArray, key);
        QFETCH(QStringList, values);
        RunSpec spec = smallSpec({ { "steps", "60" } });
        for (const QString& setting : settings.split(' ', Qt::SkipEmptyParts)) {
            const QStringList parts = setting.split('=');
            QVERIFY(!assign(spec, parts[0].toStdString(), parts[1].toStdString()));
        }
        ForesightPlan plan { key.toStdString(), {}, 30, 1e9 };
        for (const QString& value : values)
            plan.values.push_back(*parseValue(*findParameter(plan.key), value.toStdString()));
        for (std::size_t v = 0; v < plan.values.size(); ++v) {
            const Changed run = trainChanged(spec, { plan.key, plan.values[v] });
            QCOMPARE(run.after.size(), std::size_t(40));
            for (const int threads : { 1, 2 }) {
                ThreadPool pool(threads);
                const Foresight seen = foresee(run.setup, *run.before, plan, pool);
                QCOMPARE(seen.from, changedAt);
                QVERIFY(seen.ended);
                const Ghost& ghost = seen.ghosts[v];
                QVERIFY(!ghost.diverged && !ghost.refusal);
                QCOMPARE(ghost.steps.size(), std::size_t(30));
                for (std::size_t i = 0; i < ghost.steps.size(); ++i) {
                    QCOMPARE(ghost.steps[i].step, run.after[i].step);
                    QVERIFY(isSame(ghost.steps[i].loss, run.after[i].loss));
                    QVERIFY(isSame(ghost.steps[i].gradientNorm, run.after[i].gradientNorm));
                    QVERIFY(isSame(ghost.steps[i].temperature, run.after[i].temperature));
                }
            }
        }
    }
    // One that diverges ends there; the others go on.
    void aGhostThatDivergesEnds()
    {
        RunSpec spec =
            smallSpec({ { "optimizer", "sgd" }, { "schedule", "constant" }, { "warmup_steps", "0" },
                { "weight_decay", "10" }, { "learning_rate", "0.01" }, { "steps", "0" } });
        const auto setup = smallSetup(spec);
        ThreadPool pool(2);
        const Checkpoint start = Trainer(setup, pool).checkpoint();
        const Foresight seen =
            foresee(setup, start, { "learning_rate", { 0.001, 100.0 }, 100, 1e9 }, pool);
        QVERIFY(!seen.ghosts[0].diverged);
        QCOMPARE(seen.ghosts[0].steps.size(), std::size_t(100));
        QVERIFY(seen.ghosts[1].diverged);
        QVERIFY(seen.ghosts[1].steps.size() < 100);
    }
    void aValueThatIsNotTakenSaysWhy()
    {
        const auto setup = smallSetup(smallSpec());
        ThreadPool pool;
        const Checkpoint start = Trainer(setup, pool).checkpoint();
        const Foresight seen = foresee(
            setup, start, { "batch_size", { std::int64_t(16), std::int64_t(0) }, 5, 1e9 }, pool);
        QVERIFY(!seen.ghosts[0].refusal);
        QCOMPARE(seen.ghosts[0].steps.size(), std::size_t(5));
        QVERIFY(seen.ghosts[1].refusal);
        QCOMPARE(seen.ghosts[1].refusal->field, std::string("batch_size"));
        QVERIFY(seen.ghosts[1].steps.empty());
    }
    // Where the time is over, all have come equally far; the last step of the run is an end.
    void itEndsWithTheTimeOrTheRun()
    {
        const auto setup = smallSetup(smallSpec());
        ThreadPool pool(2);
        const Checkpoint start = Trainer(setup, pool).checkpoint();
        ForesightPlan plan { "temperature", { 0.05, 0.1, 0.2 }, 200, 0 };
        const Foresight hurried = foresee(setup, start, plan, pool);
        QVERIFY(hurried.ended && hurried.cutShort);
        for (const Ghost& ghost : hurried.ghosts)
            QCOMPARE(ghost.steps.size(), std::size_t(1));
        plan.seconds = 1e9;
        const Foresight whole = foresee(setup, start, plan, pool);
        QVERIFY(whole.ended && !whole.cutShort);
        for (const Ghost& ghost : whole.ghosts)
            QCOMPARE(ghost.steps.size(), std::size_t(40));
    }
    void itTellsOnTheWayAndCanBeStopped()
    {
        const auto setup = smallSetup(smallSpec({ { "steps", "0" } }));
        ThreadPool pool(2);
        const Checkpoint start = Trainer(setup, pool).checkpoint();
        std::stop_source stop;
        std::size_t known = 0;
        const auto report = [&](const Foresight& seen) {
            QVERIFY(!seen.ended);
            QVERIFY(seen.ghosts[0].steps.size() > known);
            QCOMPARE(seen.ghosts[1].steps.size(), seen.ghosts[0].steps.size());
            known = seen.ghosts[0].steps.size();
            if (known > 1) stop.request_stop();
        };
        const ForesightPlan plan { "temperature", { 0.05, 0.1 }, 1000000000, 1e9 };
        QVERIFY_EXCEPTION_THROWN(
            foresee(setup, start, plan, pool, stop.get_token(), report), Interrupted);
        QVERIFY(known > 1);
    }
};

QTEST_APPLESS_MAIN(TestForesight)
#include "tst_foresight.moc"
