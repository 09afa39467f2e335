// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A state that is computed again equals the one that was: at every step, through every kind of
// change, from a run in memory, one that was read from a file, and a branch.
#include "run/replay.h"
#include "run/state_cache.h"
#include "store/run_store.h"
#include "support/small_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <map>

using namespace contrastlab;

namespace {

/// Changes by the step after which they are asked for.
using Plan = std::multimap<std::int64_t, HyperparameterChange>;

/// Notes the digest of each state, and asks for what the plan says.
class Witness final : public RunRecorder {
public:
    Witness(Run& run, CommandQueue& commands, Plan plan)
        : RunRecorder(run, nullptr, &evaluatePart)
        , m_commands(commands)
        , m_plan(std::move(plan))
    {
    }
    void onStart(const Trainer& trainer) override
    {
        RunRecorder::onStart(trainer);
        see(trainer);
        ask(trainer.steps());
    }
    void onStep(const StepMetrics& metrics, Trainer& trainer) override
    {
        RunRecorder::onStep(metrics, trainer);
        see(trainer);
        ask(trainer.steps());
    }
    // A state holds all changes that were made there.
    void onEvent(const RunEvent& event, const Trainer& trainer) override
    {
        RunRecorder::onEvent(event, trainer);
        see(trainer);
    }
    std::map<std::int64_t, std::uint64_t> digests;

private:
    void see(const Trainer& trainer) { digests[trainer.steps()] = trainer.checkpoint().digest(); }
    void ask(std::int64_t step)
    {
        const auto [first, last] = m_plan.equal_range(step);
        for (auto change = first; change != last; ++change)
            m_commands.post(change->second);
    }

    CommandQueue& m_commands;
    Plan m_plan;
};

struct Recorded {
    std::shared_ptr<const RunSetup> setup;
    std::shared_ptr<Run> run;
    std::map<std::int64_t, std::uint64_t> digests;
};

Recorded record(const RunSpec& spec, const Plan& plan, int modalities = 2)
{
    Recorded recorded { smallSetup(spec, modalities), std::make_shared<Run>(spec), {} };
    ThreadPool pool(2);
    Trainer trainer(recorded.setup, pool);
    CommandQueue commands;
    Witness witness(*recorded.run, commands, plan);
    drive(trainer, witness, &commands, {});
    recorded.digests = witness.digests;
    return recorded;
}

Plan everyKind()
{
    return {
        { 0, { "temperature", 0.2 } },
        { 7, { "learning_rate", 0.003 } },
        { 7, { "batch_size", std::int64_t(24) } },
        { 13, { "temperature", 0.3 } }, // what was learnt is set, then no longer learnt
        { 13, { "learn_temperature", false } },
        { 21, { "temperature", 0.05 } },
        { 27, { "learn_temperature", true } },
        { 33, { "optimizer", std::string("sgd") } },
        { 41, { "objective", std::string("siglip") } },
        { 52, { "learn_temperature", false } }, // the value that it stopped at is taken along
        { 52, { "break.swapped", 0.25 } },
        { 60, { "batch_size", std::int64_t(16) } },
        { 60, { "batch_size", std::int64_t(20) } },
        { 60, { "batch_size", std::int64_t(16) } }, // there and back
        { 66, { "optimizer", std::string("adamw") } },
        { 71, { "steps", std::int64_t(90) } },
    };
}

} // namespace

class TestReplay : public QObject {
    Q_OBJECT

private slots:
    void everyStateIsThatOfTheRun_data()
    {
        QTest::addColumn<int>("modalities");
        QTest::addColumn<QString>("settings");
        QTest::newRow("two modalities") << 2 << "";
        QTest::newRow("three, hub, a scale each") << 3 << "pairs=hub";
        QTest::newRow("a batch held for steps, conjugate gradient") << 2 << "optimizer=ncg";
        QTest::newRow("queue") << 2 << "objective=moco queue_size=64";
        QTest::newRow("average") << 2 << "average_decay=0.9";
    }
    void everyStateIsThatOfTheRun()
    {
        QFETCH(int, modalities);
        QFETCH(QString, settings);
        RunSpec spec = smallSpec({ { "steps", "80" } });
        for (const QString& setting : settings.split(' ', Qt::SkipEmptyParts)) {
            const QStringList parts = setting.split('=');
            QVERIFY(!assign(spec, parts[0].toStdString(), parts[1].toStdString()));
        }
        const Recorded recorded = record(spec, everyKind(), modalities);
        QCOMPARE(recorded.run->outcome().kind, RunOutcome::Kind::completed);
        QVERIFY(recorded.run->events.size() >= 12);
        compareAll(*recorded.run, recorded);
    }
    // Whatever checkpoints are left: the first alone, so that each change is made again.
    void isExactThroughAllChangesFromTheFirstStep()
    {
        const Recorded recorded = record(smallSpec({ { "steps", "80" } }), everyKind());
        RunRecord record = recorded.run->record();
        record.checkpoints.resize(1);
        QCOMPARE(record.checkpoints.front()->step(), std::int64_t(0));
        Run thinned(std::move(record));
        for (const RunEvent& event : recorded.run->events.all())
            thinned.events.append(event);
        compareAll(thinned, recorded, 5);
    }
    void isExactFromAFileAndInABranch()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("run.clab").toStdString();
        const Recorded recorded = record(smallSpec({ { "steps", "80" } }), everyKind());
        saveRun(*recorded.run, path, {});
        const auto read = readRun(path).run;
        compareAll(*read, recorded, 7);

        ThreadPool pool(1);
        const auto from = replayTo(37, *read, recorded.setup, pool);
        QVERIFY(from);
        Run branch(*read, *from);
        Trainer trainer(recorded.setup, pool, *from);
        CommandQueue commands;
        Plan rest = everyKind();
        rest.erase(rest.begin(), rest.lower_bound(38));
        Witness witness(branch, commands, rest);
        drive(trainer, witness, &commands, {});
        QCOMPARE(witness.digests.rbegin()->second, recorded.digests.rbegin()->second);
        QCOMPARE(branch.digest(), recorded.run->digest());
        saveRun(branch, path, {}); // over the file that its past is read from
        QCOMPARE(readRun(path).run->digest(), recorded.run->digest());
        compareAll(*readRun(path).run, recorded, 9);
    }
    void thereIsNoneBeforeTheFirstCheckpointNorPastTheEnd()
    {
        const Recorded recorded = record(smallSpec(), {});
        ThreadPool pool(1);
        QVERIFY(!replayTo(41, *recorded.run, recorded.setup, pool));
        Run without(recorded.run->spec());
        QVERIFY(!replayTo(10, without, recorded.setup, pool));
    }
    // As where somebody looks at one step after another: each is as exact from a state on the way.
    void isExactFromStatesOnTheWay()
    {
        const Recorded recorded = record(smallSpec({ { "steps", "80" } }), everyKind());
        ThreadPool pool(1);
        StateCache states(std::size_t(1) << 30);
        for (const std::int64_t step : { 70, 31, 64, 12, 71, 79 }) {
            const auto near = states.atOrBefore(step);
            const auto state = replayTo(step, *recorded.run, recorded.setup, pool, {}, near,
                [&](auto passed) { states.keep(passed, StateCache::focusOn(step, 80)); });
            QVERIFY(state);
            QCOMPARE(state->digest(), recorded.digests.at(step));
            states.keep(state, StateCache::focusOn(step, 80));
        }
        QCOMPARE(states.atOrBefore(70)->step, 70);
    }
    void statesNearbyAreKeptInBoundedRoom()
    {
        const auto state = [](std::int64_t step) {
            auto made = std::make_shared<Checkpoint>();
            made->step = step;
            made->parameters = Vector<float>::Zero(1000);
            return made;
        };
        const std::size_t bytes = bytesOf(*state(0));
        StateCache states(10 * bytes);
        std::int64_t newest = 0;
        const auto look = [&](std::int64_t step) {
            newest = std::max(newest, step);
            states.keep(state(step), StateCache::focusOn(step, newest));
        };
        QVERIFY(!states.atOrBefore(5));
        for (std::int64_t step = 0; step <= 5000; step += 50) // as the playhead follows
            look(step);
        QCOMPARE(states.size(), std::size_t(10));
        QCOMPARE(states.bytes(), 10 * bytes);
        QCOMPARE(states.atOrBefore(6000)->step, 5000);
        QVERIFY(!states.atOrBefore(5000 - StateCache::reach - 51));
        const auto all = states.all();
        QCOMPARE(all.size(), std::size_t(10));
        QCOMPARE(all.back()->step, 5000);
        QVERIFY(std::ranges::is_sorted(all, {}, [](const auto& kept) { return kept->step; }));
        for (std::int64_t step = 4050; step <= 5000; ++step) // evenly
            QVERIFY(step - states.atOrBefore(step)->step <= 300);
        look(4321);
        QCOMPARE(states.atOrBefore(4321)->step, 4321);
        look(100); // and somewhere else the others are out of reach
        QCOMPARE(states.atOrBefore(200)->step, 100);
        for (std::int64_t step = 110; step < 200; step += 10)
            look(step);
        QVERIFY(states.atOrBefore(4000)->step < 200);
        look(4500); // where the newest are, all of those count
        for (std::int64_t step = 4001; step <= 5000; step += 10)
            look(step);
        QVERIFY(states.atOrBefore(4100));
        const std::int64_t apart = states.leastSpacing(*state(0));
        QCOMPARE(apart, StateCache::reach / 10 + 1);
        for (std::int64_t step = 40 * apart; step <= 5000; step += apart)
            look(step);
        for (const std::int64_t step : { 4333, 4871, 4001, 4500 }) // what is looked at gives way
            look(step);
        for (std::int64_t step = 4500; step <= 5000; step += 7)
            QVERIFY(step - states.atOrBefore(step)->step < apart);
        states.clear();
        QCOMPARE(states.size(), std::size_t(0));
        look(7);
        QCOMPARE(states.atOrBefore(7)->step, 7);
    }
    void stopsWhenTold()
    {
        const Recorded recorded = record(smallSpec(), {});
        ThreadPool pool(1);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!replayTo(39, *recorded.run, recorded.setup, pool, stop.get_token()));
    }

private:
    static void compareAll(const Run& run, const Recorded& recorded, std::int64_t every = 1)
    {
        ThreadPool pool(1); // on another number of threads than the run
        for (const auto& [step, digest] : recorded.digests) {
            if (step % every != 0) continue;
            const auto state = replayTo(step, run, recorded.setup, pool);
            QVERIFY2(state, qPrintable(QString::number(step)));
            QVERIFY2(state->digest() == digest, qPrintable(QString::number(step)));
        }
    }
};

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
