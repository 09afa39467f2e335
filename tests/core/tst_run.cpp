// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The training loop and the thread around it: commands, history, outcomes. ThreadSanitizer runs
// this file.
#include "base/newest_task.h"
#include "run/target_recall.h"
#include "run/training_thread.h"
#include "support/small_run.h"

#include <QTest>

#include <chrono>
#include <limits>
#include <random>
#include <thread>

using namespace contrastlab;
using namespace std::chrono_literals;

namespace {

// Waits until a condition holds; false after ten seconds.
template <class Condition> bool eventually(const Condition& condition)
{
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(1ms);
    }
    return true;
}

TrainingThread::Start startOf(const RunSpec& spec, bool paused = false)
{
    TrainingThread::Start start;
    start.prepare = [spec] { return smallSetup(spec); };
    start.run = std::make_shared<Run>(spec);
    start.evaluator = &evaluatePart;
    start.threads = 2;
    start.paused = paused;
    return start;
}

std::uint64_t headlessDigest(const RunSpec& spec)
{
    const auto setup = smallSetup(spec);
    ThreadPool pool(1);
    Trainer trainer(setup, pool);
    Run run(spec);
    RunRecorder recorder(run, nullptr, &evaluatePart);
    drive(trainer, recorder, nullptr, {});
    return run.digest();
}

struct Landmark {
    std::int64_t step = 0;
};
std::size_t bytesOf(const Landmark&)
{
    return 100;
}

std::vector<std::int64_t> stepsOf(const ThinnedLog<Landmark>& log)
{
    std::vector<std::int64_t> steps;
    for (const auto& entry : log.all())
        steps.push_back(entry->step);
    return steps;
}

// As if it got better by a tenth every ten steps.
EvaluationMetrics judgeByStep(Trainer& trainer, const std::vector<Index>& items)
{
    EvaluationMetrics judged = evaluatePart(trainer, items);
    judged.aToB.recallAt10 = judged.bToA.recallAt10 = double(trainer.steps()) / 100;
    return judged;
}

RunOutcome goOn(
    Run& run, std::shared_ptr<const RunSetup> setup, ThreadPool& pool, const Checkpoint& from)
{
    Trainer trainer(std::move(setup), pool, from);
    RunRecorder recorder(run, nullptr, &judgeByStep);
    return drive(trainer, recorder, nullptr, {});
}

bool hasEnded(const TrainingThread& thread)
{
    return thread.run().outcome().kind != RunOutcome::Kind::running;
}

} // namespace

class TestRun : public QObject {
    Q_OBJECT

private slots:
    void headlessAndThreadedWithRandomPausesAreEqual()
    {
        const RunSpec spec = smallSpec({ { "steps", "120" } });
        const std::uint64_t digest = headlessDigest(spec);
        std::mt19937 random(5);
        for (int round = 0; round < 3; ++round) {
            TrainingThread thread(startOf(spec));
            while (!hasEnded(thread)) {
                thread.commands().post(Pause {});
                thread.checkpoints().request();
                std::this_thread::sleep_for(std::chrono::microseconds(random() % 500));
                if (random() % 3 == 0)
                    thread.commands().post(Advance { 1 + static_cast<int>(random() % 4) });
                thread.commands().post(Resume {});
                std::this_thread::sleep_for(std::chrono::microseconds(random() % 2000));
            }
            QCOMPARE(thread.run().outcome().kind, RunOutcome::Kind::completed);
            QCOMPARE(thread.run().digest(), digest);
        }
    }

    void aRunThatContinuesHasTheHistoryOfOneThatNeverStopped()
    {
        const RunSpec spec = smallSpec({ { "steps", "120" } });
        const auto setup = smallSetup(spec);
        ThreadPool pool(2);
        Trainer trainer(setup, pool);
        Run whole(spec);
        RunRecorder recorder(whole, nullptr, &evaluatePart);
        drive(trainer, recorder, nullptr, {});
        QVERIFY(whole.checkpoints().size() >= 3);
        for (const auto& checkpoint : whole.checkpoints()) {
            Run branch(whole, *checkpoint);
            QCOMPARE(branch.identity().branchedAt, checkpoint->step);
            Trainer resumed(setup, pool, *checkpoint);
            RunRecorder rest(branch, nullptr, &evaluatePart);
            drive(resumed, rest, nullptr, {});
            QCOMPARE(branch.digest(), whole.digest());
        }
    }

    // Where it left its parent, not where it took up training again.
    void aRunThatGoesOnAsTheSameKnowsWhereItBranched()
    {
        const auto checkpointAt = [](std::int64_t step) {
            Checkpoint checkpoint;
            checkpoint.step = step;
            return checkpoint;
        };
        const Run first(smallSpec());
        QCOMPARE(first.identity().branchedAt, 0);
        const Run branch(first, checkpointAt(20));
        QCOMPARE(branch.identity().branchedAt, 20);
        QCOMPARE(branch.continuedAt(), 20);
        Run again(branch, checkpointAt(60));
        QCOMPARE(again.identity().branchedAt, 60); // a branch of the branch
        again.takeIdentity(branch.identity());
        QCOMPARE(again.identity().id, branch.identity().id);
        QCOMPARE(again.identity().parentId, first.identity().id);
        QCOMPARE(again.identity().branchedAt, 20);
        QCOMPARE(again.continuedAt(), 60);
        Run earlier(branch, checkpointAt(10)); // of the parent's steps it keeps ten
        earlier.takeIdentity(branch.identity());
        QCOMPARE(earlier.identity().branchedAt, 10);
        Run whole(first, checkpointAt(30));
        whole.takeIdentity(first.identity());
        QCOMPARE(whole.identity().branchedAt, 0);
    }

    void changesAreRecordedWhereTheyTakeEffect()
    {
        const RunSpec spec = smallSpec({ { "steps", "0" } });
        TrainingThread thread(startOf(spec, true));
        thread.commands().post(Advance { 7 });
        QVERIFY(eventually([&] { return thread.paused() && thread.run().steps.size() == 7; }));
        thread.commands().post(HyperparameterChange { "temperature", 0.25 });
        thread.commands().post(HyperparameterChange { "temperature", 0.0 });
        thread.commands().post(HyperparameterChange { "batch_size", std::int64_t(64) });
        thread.commands().post(Advance { 1 });
        QVERIFY(eventually([&] { return thread.run().steps.size() == 8; }));
        const auto events = thread.run().events.all();
        QCOMPARE(events.size(), std::size_t(2));
        QCOMPARE(events[0].key, std::string("temperature"));
        QCOMPARE(events[0].step, std::int64_t(7));
        QCOMPARE(events[0].after, std::string("0.25"));
        // Learnt until then: it had left the 0.1 that it began with.
        const double learnt = std::stod(events[0].before);
        QVERIFY(learnt != 0.1 && std::abs(learnt - 0.1) < 0.02);
        QCOMPARE(events[1].key, std::string("batch_size"));
        const StepMetrics last = *thread.run().steps.last();
        QCOMPARE(last.batchSize, std::int64_t(64));
        QVERIFY(std::abs(last.temperature - 0.25) < 1e-6);
        QVERIFY(std::abs(last.chance - std::log(64.0)) < 1e-9);
        const auto refusals = thread.takeRefusals();
        QCOMPARE(refusals.size(), std::size_t(1));
        QCOMPARE(refusals[0].field, std::string("temperature"));
        QVERIFY(thread.takeRefusals().empty());
    }

    // Where learning stops the spec says where, and that is an event too: whoever reads the events
    // knows the spec.
    void eventsTellEveryValueThatAChangeMoves()
    {
        const RunSpec spec = smallSpec({ { "steps", "0" }, { "learning_rate", "0.01" } });
        TrainingThread thread(startOf(spec, true));
        thread.commands().post(Advance { 9 });
        QVERIFY(eventually([&] { return thread.paused() && thread.run().steps.size() == 9; }));
        thread.commands().post(HyperparameterChange { "batch_size", std::int64_t(32) }); // as it is
        thread.commands().post(HyperparameterChange { "learn_temperature", false });
        thread.commands().post(Advance { 1 });
        QVERIFY(eventually([&] { return thread.run().steps.size() == 10; }));
        RunSpec told = spec;
        for (const RunEvent& event : thread.run().events.all())
            QVERIFY(!assign(told, event.key, event.after));
        QCOMPARE(thread.run().events.size(), std::size_t(2));
        const auto checkpoint = thread.run().checkpointAtOrBefore(9);
        QCOMPARE(checkpoint->step, std::int64_t(9));
        QVERIFY(told == checkpoint->spec);
        QVERIFY(std::abs(told.real("temperature") - thread.run().steps.last()->temperature) < 1e-9);
    }

    void stepsAskedForEarlyComeOnTop()
    {
        TrainingThread thread(startOf(smallSpec({ { "steps", "0" } }), true));
        for (int press = 0; press < 10; ++press)
            thread.commands().post(Advance { 1 });
        thread.commands().post(Advance { 10 });
        QVERIFY(eventually([&] { return thread.run().steps.size() == 20; }));
        QVERIFY(eventually([&] { return thread.paused(); }));
        QCOMPARE(thread.run().steps.size(), std::size_t(20));
    }

    // Losses of 5, 4, 3, 4, 5 ... after steps 1, 10, 20 ...: the third is the best.
    void theBestIsKeptAndPatienceEnds()
    {
        const RunSpec spec = smallSpec({ { "steps", "200" }, { "patience", "3" } });
        ThreadPool pool(1);
        Trainer trainer(smallSetup(spec), pool);
        Run run(spec);
        int judged = 0;
        RunRecorder recorder(run, nullptr, [&](Trainer& t, const std::vector<Index>& items) {
            EvaluationMetrics metrics = evaluatePart(t, items);
            metrics.loss = 3 + std::abs(judged++ - 2);
            return metrics;
        });
        const RunOutcome outcome = drive(trainer, recorder, nullptr, {});
        QCOMPARE(outcome.kind, RunOutcome::Kind::completed);
        QCOMPARE(outcome.cause, std::string("patience"));
        QCOMPARE(outcome.step, std::int64_t(50));
        QCOMPARE(run.best().loss, 3.0);
        QCOMPARE(run.best().checkpoint->step, std::int64_t(20));
        QCOMPARE(run.checkpointAtOrBefore(29), run.best().checkpoint);
        const auto kept = run.checkpoints();
        QCOMPARE(kept.back()->step, std::int64_t(50)); // where the run goes on
        QVERIFY(std::ranges::count(kept, run.best().checkpoint) == 1); // and in its file
        // Who goes back to it trains on from its very weights, with its best behind it.
        const Run branch(run, *run.best().checkpoint);
        QCOMPARE(branch.best().checkpoint, run.best().checkpoint);
        QVERIFY(!run.test());
        QCOMPARE(run.events.last()->kind, RunEvent::Kind::note);
        QCOMPARE(run.events.last()->key, std::string("patience"));
    }

    // Recall of 0.1 after step 10, 0.2 after step 20 ...
    void theTargetEndsAtTheFirstJudgementThatReachesIt()
    {
        const RunSpec spec = smallSpec({ { "steps", "80" }, { "target_recall", "0.3" } });
        ThreadPool pool(1);
        const auto setup = smallSetup(spec);
        Trainer trainer(setup, pool);
        Run run(spec);
        RunRecorder recorder(run, nullptr, &judgeByStep);
        const RunOutcome outcome = drive(trainer, recorder, nullptr, {});
        QCOMPARE(outcome.kind, RunOutcome::Kind::completed);
        QCOMPARE(outcome.cause, std::string("target_recall"));
        QCOMPARE(outcome.step, std::int64_t(30));
        const RunEvent end = *run.events.last();
        QCOMPARE(end.kind, RunEvent::Kind::note);
        QCOMPARE(end.step, std::int64_t(30));
        QCOMPARE(end.key, std::string("target_recall"));
        QCOMPARE(end.before, std::string("0.3"));
        QCOMPARE(end.after, std::string("0.3"));

        // From any checkpoint before its end it comes to the same end.
        QCOMPARE(run.checkpoints().size(), std::size_t(2));
        Run again(run, *run.checkpoints().front());
        QCOMPARE(goOn(again, setup, pool, *run.checkpoints().front()).step, std::int64_t(30));
        QCOMPARE(again.digest(), run.digest());

        // Who goes on from its end has the target behind him.
        const Checkpoint last = *run.checkpoints().back();
        QCOMPARE(last.step, std::int64_t(30));
        Run further(run, last);
        const RunOutcome whole = goOn(further, setup, pool, last);
        QCOMPARE(whole.step, std::int64_t(80));
        QVERIFY(whole.cause.empty());

        // Another target is another end.
        Run raised(run, last);
        raised.events.append({ RunEvent::Kind::change, 30, "target_recall", "0.3", "0.55" });
        Checkpoint changed = last;
        changed.spec.set("target_recall", 0.55);
        QCOMPARE(goOn(raised, setup, pool, changed).step, std::int64_t(60));
    }

    // Where a killed program left the judgement but not the end.
    void aRunThatBrokeOffAtItsTargetEndsThere()
    {
        const RunSpec spec = smallSpec({ { "steps", "80" }, { "target_recall", "0.5" } });
        ThreadPool pool(1);
        const auto setup = smallSetup(spec);
        Trainer trainer(setup, pool);
        Run whole(spec);
        RunRecorder recorder(whole, nullptr, &judgeByStep);
        QCOMPARE(drive(trainer, recorder, nullptr, {}).step, std::int64_t(50));
        Run broken { RunRecord { spec, 0, firstCheckpointSpacing, {}, {}, whole.identity(), {} } };
        for (const StepMetrics& step : whole.steps.all())
            broken.steps.append(step);
        for (const EvaluationMetrics& judged : whole.evaluations.all())
            broken.evaluations.append(judged);
        const RunOutcome outcome = goOn(broken, setup, pool, *whole.checkpoints().back());
        QCOMPARE(outcome.step, std::int64_t(50));
        QCOMPARE(outcome.cause, std::string("target_recall"));
        QCOMPARE(broken.digest(), whole.digest());
    }

    // The judgement that is there when the target is set is past.
    void aTargetThatIsSetLiveWaitsForTheNextJudgement()
    {
        const RunSpec spec = smallSpec({ { "steps", "0" } });
        TrainingThread::Start start = startOf(spec, true);
        start.evaluator = &judgeByStep;
        TrainingThread thread(std::move(start));
        thread.commands().post(Advance { 40 });
        QVERIFY(eventually([&] { return thread.run().evaluations.size() == 5; }));
        QVERIFY(eventually([&] { return thread.paused(); }));
        thread.commands().post(HyperparameterChange { "target_recall", 0.2 });
        thread.commands().post(Resume {});
        QVERIFY(eventually([&] { return hasEnded(thread); }));
        QCOMPARE(thread.run().outcome().step, std::int64_t(50));
        QCOMPARE(thread.run().outcome().cause, std::string("target_recall"));
        QCOMPARE(thread.run().events.size(), std::size_t(2)); // the change, the end
    }

    // Recall@10 of ten items is 1 for a guess, too; of none there is a number nowhere.
    void aTargetNeedsItemsAndNumbers()
    {
        const RunSpec spec = smallSpec({ { "target_recall", "0.5" } });
        Run run(spec);
        EvaluationMetrics judged;
        judged.step = 10;
        judged.items = 10;
        judged.aToB.recallAt10 = judged.bToA.recallAt10 = 1;
        QVERIFY(!reachedTarget(run, spec, 10)); // nothing judged
        run.evaluations.append(judged);
        QVERIFY(!reachedTarget(run, spec, 10));
        judged.items = 11;
        judged.step = 20;
        run.evaluations.append(judged);
        QVERIFY(reachedTarget(run, spec, 20));
        QVERIFY(!reachedTarget(run, spec, 21)); // no judgement of that step
        QVERIFY(!reachedTarget(run, smallSpec(), 20)); // no target
        judged.aToB.recallAt10 = std::numeric_limits<double>::quiet_NaN();
        judged.step = 30;
        run.evaluations.append(judged);
        QVERIFY(!reachedTarget(run, spec, 30));
        judged.aToB.recallAt10 = 0.2; // 0.6 in the mean
        judged.step = 40;
        run.evaluations.append(judged);
        QCOMPARE(reachedTarget(run, spec, 40)->after, std::string("0.6"));
    }

    void testItemsAreJudgedOnceAtTheEnd()
    {
        Dataset world = makeSyntheticWorld({ .items = 300, .heldOut = 60 }, 1);
        for (std::size_t i = 240; i < 270; ++i)
            world.parts[i] = Part::test;
        const RunSpec spec = smallSpec({ { "steps", "30" } });
        ThreadPool pool(1);
        Trainer trainer(
            std::make_shared<RunSetup>(spec, std::make_shared<Dataset>(std::move(world))), pool);
        QCOMPARE(trainer.setup().split().heldOut.size(), std::size_t(30));
        Run run(spec);
        int ofTest = 0;
        RunRecorder recorder(run, nullptr, [&](Trainer& t, const std::vector<Index>& items) {
            ofTest += items == t.setup().split().test;
            return evaluatePart(t, items);
        });
        drive(trainer, recorder, nullptr, {});
        QCOMPARE(ofTest, 1);
        QCOMPARE(run.test()->step, std::int64_t(30));
        QCOMPARE(run.test()->items, std::int64_t(30));
        QVERIFY(run.test()->loss != run.evaluations.last()->loss);
    }

    // A step of a large batch takes seconds: who closes the program does not wait for it.
    void aStepCanBeGivenUp()
    {
        const RunSpec spec = smallSpec();
        ThreadPool pool(2);
        Trainer trainer(smallSetup(spec), pool);
        Run run(spec);
        RunRecorder recorder(run, nullptr, &evaluatePart);
        std::stop_source abandon;
        abandon.request_stop();
        const RunOutcome outcome =
            drive(trainer, recorder, nullptr, {}, false, abandon.get_token());
        QCOMPARE(outcome.kind, RunOutcome::Kind::stopped);
        QCOMPARE(outcome.step, std::int64_t(0));
        QVERIFY(!trainer.isWhole());
        QCOMPARE(run.steps.size(), std::size_t(0));
        QCOMPARE(run.checkpoints().size(), std::size_t(1)); // of the start; none of half a step
        int tiles = 0;
        pool.run(100, [&](Index tile) { tiles += tile == 99; }); // the pool is free again
        QCOMPARE(tiles, 1);
    }

    // Nor for an evaluation, which may take as long.
    void anEvaluationCanBeGivenUp()
    {
        const RunSpec spec = smallSpec();
        ThreadPool pool(2);
        Trainer trainer(smallSetup(spec), pool);
        Run run(spec);
        std::stop_source abandon;
        int evaluations = 0;
        RunRecorder recorder(run, nullptr, [&](Trainer& judged, const std::vector<Index>& items) {
            if (++evaluations == 2) abandon.request_stop(); // of step 10
            return evaluatePart(judged, items);
        });
        const RunOutcome outcome =
            drive(trainer, recorder, nullptr, {}, false, abandon.get_token());
        QCOMPARE(outcome.kind, RunOutcome::Kind::stopped);
        QCOMPARE(outcome.step, std::int64_t(10));
        QCOMPARE(evaluations, 2);
        QCOMPARE(run.evaluations.size(), std::size_t(1));
        QCOMPARE(run.checkpoints().back()->step, std::int64_t(0)); // none without its evaluation
        int tiles = 0;
        pool.run(100, [&](Index tile) { tiles += tile == 99; }); // the pool is free again
        QCOMPARE(tiles, 1);
    }

    void closingDoesNotWaitForAnEvaluation()
    {
        std::atomic<bool> evaluating { false };
        TrainingThread::Start start = startOf(smallSpec({ { "steps", "0" } }));
        start.evaluator = [&](Trainer& judged, const auto&) -> EvaluationMetrics {
            evaluating = true;
            for (;;) // as long as it takes
                judged.pool().run(2, [](Index) { std::this_thread::sleep_for(1ms); });
        };
        {
            TrainingThread thread(start);
            QVERIFY(eventually([&] { return evaluating.load(); }));
        }
        QCOMPARE(start.run->outcome().kind, RunOutcome::Kind::stopped);
    }

    void stopEndsAPausedAndARunningThreadAtOnce()
    {
        for (const bool paused : { true, false }) {
            const auto began = std::chrono::steady_clock::now();
            std::shared_ptr<Run> run;
            {
                TrainingThread thread(startOf(smallSpec({ { "steps", "0" } }), paused));
                run = thread.sharedRun();
                QVERIFY(eventually([&] {
                    return thread.setup() != nullptr && (paused || run->steps.size() > 3);
                }));
            }
            QCOMPARE(run->outcome().kind, RunOutcome::Kind::stopped);
            QVERIFY(std::chrono::steady_clock::now() - began < 5s);
        }
    }

    void whatPrepareThrowsBecomesTheOutcome()
    {
        TrainingThread::Start start = startOf(smallSpec());
        start.prepare = []() -> std::shared_ptr<const RunSetup> {
            throw InputError("a.npy", "byte 3", "expected magic");
        };
        TrainingThread thread(std::move(start));
        QVERIFY(eventually([&] { return hasEnded(thread); }));
        QCOMPARE(thread.run().outcome().kind, RunOutcome::Kind::failed);
        QCOMPARE(thread.run().outcome().message, std::string("a.npy, byte 3: expected magic"));
    }

    void divergenceKeepsAHealthyCheckpointAndCanBeContinued()
    {
        const RunSpec spec = smallSpec({ { "steps", "200" }, { "optimizer", "sgd" } });
        TrainingThread thread(startOf(spec, true));
        thread.commands().post(Advance { 60 });
        QVERIFY(eventually([&] { return thread.run().steps.size() == 60 && thread.paused(); }));
        thread.commands().post(HyperparameterChange { "weight_decay", 10.0 });
        thread.commands().post(HyperparameterChange { "learning_rate", 100.0 });
        thread.commands().post(Resume {});
        QVERIFY(eventually([&] { return hasEnded(thread); }));
        const RunOutcome outcome = thread.run().outcome();
        QCOMPARE(outcome.kind, RunOutcome::Kind::diverged);
        QCOMPARE(outcome.cause, std::string("learning_rate"));
        const auto healthy = thread.run().checkpointAtOrBefore(60);
        QVERIFY(healthy && healthy->step == 60 && healthy->parameters.allFinite());

        TrainingThread::Start again = startOf(spec, true);
        again.run = std::make_shared<Run>(thread.run(), *thread.run().checkpointAtOrBefore(59));
        again.from = thread.run().checkpointAtOrBefore(59);
        TrainingThread rest(std::move(again));
        rest.commands().post(Resume {});
        QVERIFY(eventually([&] { return hasEnded(rest); }));
        QCOMPARE(rest.run().outcome().kind, RunOutcome::Kind::completed);
        QCOMPARE(rest.run().steps.size(), std::size_t(200));
    }

    void checkpointsAreThinnedButTheLastStays()
    {
        Run run(smallSpec());
        auto checkpoint = [](std::int64_t step) {
            auto c = std::make_shared<Checkpoint>();
            c->step = step;
            return c;
        };
        for (std::int64_t step = 0; step <= 10000; ++step)
            if (step % run.checkpointSpacing() == 0) run.keep(checkpoint(step));
        QVERIFY(run.checkpoints().size() <= 25);
        QCOMPARE(run.checkpointAtOrBefore(20000)->step,
            std::int64_t(10000 / run.checkpointSpacing() * run.checkpointSpacing()));
        QCOMPARE(run.checkpointAtOrBefore(0)->step, std::int64_t(0));
    }

    // A dragged slider changes a value eight times a second, also while the run is paused.
    void changesDoNotCrowdOutTheCheckpointsBetween()
    {
        Run run(smallSpec());
        const auto keep = [&](std::int64_t step, double temperature) {
            auto checkpoint = std::make_shared<Checkpoint>();
            checkpoint->step = step;
            checkpoint->spec.set("temperature", temperature);
            run.keep(std::move(checkpoint));
        };
        for (int change = 0; change < 3000; ++change)
            keep(0, 0.1 + 1e-4 * change);
        QCOMPARE(run.checkpoints().size(), std::size_t(1));
        QCOMPARE(run.checkpoints().front()->spec.real("temperature"), 0.1 + 1e-4 * 2999);
        for (std::int64_t step = 1; step <= 1000; ++step)
            if (step % 3 == 0 || step % run.checkpointSpacing() == 0) keep(step, 0.1);
        QCOMPARE(run.checkpointSpacing(), std::int64_t(50));
        QVERIFY(run.checkpoints().size() <= 24);
        for (std::int64_t step = 0; step <= 1000; step += 50)
            QCOMPARE(run.checkpointAtOrBefore(step)->step, step);
    }

    void divergenceNamesWhatWasChangedOrWhatIsFarthestOff()
    {
        const auto causeOf =
            [](std::initializer_list<std::pair<const char*, std::string>> changes) {
                const RunSpec spec = smallSpec(changes);
                ThreadPool pool(1);
                Trainer trainer(smallSetup(spec), pool);
                Run run(spec);
                RunRecorder recorder(run, nullptr, nullptr);
                return drive(trainer, recorder, nullptr, {}).cause;
            };
        QCOMPARE(causeOf({ { "objective", "article-naive" } }), std::string("objective"));
        QCOMPARE(causeOf({ { "steps", "2000" }, { "optimizer", "sgd" }, { "learning_rate", "100" },
                     { "weight_decay", "0.3" }, { "schedule", "constant" } }),
            std::string("learning_rate"));
        QCOMPARE(causeOf({ { "steps", "2000" }, { "optimizer", "sgd" }, { "learning_rate", "0.3" },
                     { "weight_decay", "10" }, { "schedule", "constant" } }),
            std::string("weight_decay"));
    }

    void speedLimitSlowsAndLetsGo()
    {
        TrainingThread thread(startOf(smallSpec({ { "steps", "0" } }), true));
        QVERIFY(eventually([&] { return thread.setup() != nullptr; }));
        thread.commands().post(SpeedLimit { 50 });
        thread.commands().post(Resume {});
        std::this_thread::sleep_for(300ms);
        const std::size_t slow = thread.run().steps.size();
        QVERIFY2(slow >= 1 && slow <= 40, qPrintable(QString::number(slow)));
        thread.commands().post(SpeedLimit { 0 });
        QVERIFY(eventually([&] { return thread.run().steps.size() > 200; }));
    }

    void readersNeverSeePastTheEnd()
    {
        TrainingThread thread(startOf(smallSpec({ { "steps", "300" } })));
        std::size_t seen = 0;
        while (!hasEnded(thread)) {
            thread.checkpoints().request();
            const auto evaluations = thread.run().evaluations.all();
            const auto steps = thread.run().steps.since(seen);
            for (std::size_t i = 0; i < steps.size(); ++i)
                QCOMPARE(steps[i].step, static_cast<std::int64_t>(seen + i + 1));
            seen += steps.size();
            if (!evaluations.empty())
                QVERIFY(evaluations.back().step <= static_cast<std::int64_t>(seen));
            if (const auto checkpoint = thread.checkpoints().latest())
                QVERIFY(checkpoint->parameters.allFinite());
        }
        QCOMPARE(thread.run().outcome().step, std::int64_t(300));
    }

    void aThinnedLogKeepsItsEndsAndItsSpacing()
    {
        ThinnedLog<Landmark> log(8, 1u << 20);
        for (std::int64_t step = 0; step <= 8; ++step)
            log.append(Landmark { step });
        QCOMPARE(stepsOf(log), (std::vector<std::int64_t> { 0, 2, 4, 6, 8 }));
        log.append(Landmark { 9 });
        QCOMPARE(log.newest()->step, std::int64_t(9)); // though it is close to the one before
        log.append(Landmark { 10 });
        QCOMPARE(stepsOf(log), (std::vector<std::int64_t> { 0, 2, 4, 6, 8, 10 }));
        for (std::int64_t step = 11; step <= 100000; ++step)
            log.append(Landmark { step });
        const auto steps = stepsOf(log);
        QVERIFY(steps.size() >= 4 && steps.size() <= 8);
        QCOMPARE(steps.front(), std::int64_t(0));
        QCOMPARE(steps.back(), std::int64_t(100000));
        for (std::size_t i = 2; i < steps.size(); ++i) // evenly, but for the newest
            QVERIFY(std::abs(steps[i - 1] - steps[1] * std::int64_t(i - 1)) <= 1);
    }

    void aThinnedLogIsBoundedInBytes()
    {
        ThinnedLog<Landmark> log(1000, 500);
        for (std::int64_t step = 0; step < 64; ++step) {
            log.append(Landmark { step });
            QVERIFY(log.size() <= 5);
        }
        QCOMPARE(log.newest()->step, std::int64_t(63));
        ThinnedLog<Landmark> tiny(1000, 1); // the first and the newest, whatever their size
        for (std::int64_t step = 0; step < 64; ++step)
            tiny.append(Landmark { step });
        QCOMPARE(stepsOf(tiny), (std::vector<std::int64_t> { 0, 63 }));
    }

    void aThinnedLogFindsTheEntryOfAMoment()
    {
        ThinnedLog<Landmark> log(8, 1u << 20);
        QVERIFY(!log.newest() && !log.atOrBefore(5) && log.since(-1).empty());
        for (const std::int64_t step : { 3, 7, 12 })
            log.append(Landmark { step });
        QVERIFY(!log.atOrBefore(2));
        QCOMPARE(log.atOrBefore(3)->step, std::int64_t(3));
        QCOMPARE(log.atOrBefore(11)->step, std::int64_t(7));
        QCOMPARE(log.atOrBefore(99)->step, std::int64_t(12));
        QCOMPARE(log.since(3).size(), std::size_t(2));
        const auto before = log.newest();
        log.append(Landmark { 12 }); // of one step the newest counts
        QVERIFY(log.newest() != before);
        QCOMPARE(log.size(), std::size_t(3));
    }

    void aBranchSharesTheFramesOfItsPast()
    {
        const RunSpec spec = smallSpec();
        Run parent(spec);
        for (const std::int64_t step : { 0, 10, 20 }) {
            parent.frames.append(ProbeFrame { .step = step });
            parent.diagnostics.append(TrainingDiagnostics { .step = step });
        }
        const std::uint64_t digest = parent.digest();
        const Run branch(parent, Checkpoint { .spec = spec, .step = 15 });
        QCOMPARE(branch.frames.size(), std::size_t(2));
        QCOMPARE(branch.frames.newest(), parent.frames.atOrBefore(15));
        QCOMPARE(branch.diagnostics.newest(), parent.diagnostics.atOrBefore(15));
        QCOMPARE(digest, Run(spec).digest()); // frames are no part of it
    }

    void whatATaskThrowsIsToldOnce()
    {
        NewestTask tasks;
        tasks.submit([] { throw InputError("a.png", "", "expected a picture"); });
        QVERIFY(eventually([&] { return tasks.idle(); }));
        std::atomic<bool> ran { false };
        tasks.submit([&] { ran = true; });
        QVERIFY(eventually([&] { return tasks.idle() && ran; }));
        const auto failure = tasks.takeFailure();
        QVERIFY(failure && failure->find("expected a picture") != std::string::npos);
        QVERIFY(!tasks.takeFailure());
    }

    void aTaskHearsThatItIsToStop()
    {
        std::atomic<bool> running { false };
        const auto untilStopped = [&](const std::stop_token& stop) {
            running = true;
            while (!stop.stop_requested())
                std::this_thread::sleep_for(1ms);
            throw Interrupted(); // as a pool does: no failure
        };
        {
            NewestTask tasks;
            std::atomic<bool> ran { false };
            tasks.submit(untilStopped);
            QVERIFY(eventually([&] { return running.load(); }));
            tasks.submit([&] { ran = true; });
            tasks.cancel();
            QVERIFY(eventually([&] { return tasks.idle(); }));
            QVERIFY(!ran && !tasks.takeFailure());
            tasks.submit([&] { ran = true; }); // what comes after is not concerned
            QVERIFY(eventually([&] { return ran && tasks.idle(); }));
            running = false;
            tasks.submit(untilStopped);
            QVERIFY(eventually([&] { return running.load(); }));
        } // destruction tells it, too
    }

    void newestTaskSkipsWhatIsOld()
    {
        NewestTask tasks;
        std::atomic<int> ran { 0 };
        std::atomic<int> last { -1 };
        std::atomic<bool> hold { true };
        tasks.submit([&] {
            while (hold)
                std::this_thread::sleep_for(1ms);
        });
        QVERIFY(eventually([&] { return !tasks.idle(); }));
        std::this_thread::sleep_for(20ms);
        for (int i = 0; i < 100; ++i)
            tasks.submit([&, i] {
                ++ran;
                last = i;
            });
        hold = false;
        QVERIFY(eventually([&] { return tasks.idle(); }));
        QCOMPARE(last.load(), 99);
        QCOMPARE(ran.load(), 1);
    }
};

QTEST_APPLESS_MAIN(TestRun)
#include "tst_run.moc"
