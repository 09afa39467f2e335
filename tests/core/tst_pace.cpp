// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two runs that go on step by step together: neither more than a step ahead, each as it would be
// alone.
#include "run/training_thread.h"
#include "support/small_run.h"

#include <QTest>

#include <cstdlib>

using namespace contrastlab;

namespace {

std::int64_t stepsOf(const Run& run)
{
    return std::int64_t(run.steps.size());
}

/// The last step of it with the judgement that comes after it.
bool isJudgedAt(const Run& run, std::int64_t step)
{
    const auto last = run.evaluations.last();
    return stepsOf(run) == step && last && last->step == step;
}

std::unique_ptr<TrainingThread> threadOf(const std::shared_ptr<const RunSetup>& setup,
    const std::shared_ptr<Run>& run, const std::shared_ptr<const Checkpoint>& from, bool paused)
{
    return std::make_unique<TrainingThread>(
        TrainingThread::Start { [setup] { return setup; }, run, from, evaluatePart, 1, paused });
}

} // namespace

class TestPace : public QObject {
    Q_OBJECT

private:
    RunSpec m_spec = smallSpec({ { "steps", "300" } });
    std::shared_ptr<const RunSetup> m_setup = smallSetup(m_spec);
    std::shared_ptr<Run> m_first, m_second;
    std::unique_ptr<TrainingThread> m_leader, m_follower;
    std::int64_t m_branchedAt = 0;

    bool ended(const Run& run) { return run.outcome().kind != RunOutcome::Kind::running; }

    // The leader pauses at step 20; the follower is a branch there at temperature 0.5.
    void makeBoth()
    {
        m_first = std::make_shared<Run>(m_spec);
        m_leader = threadOf(m_setup, m_first, nullptr, true);
        m_leader->commands().post(Advance { 20 });
        QTRY_VERIFY(stepsOf(*m_first) == 20 && m_leader->paused());
        auto [leads, follows] = Pace::ofTwo();
        m_leader->commands().post(KeepPace { leads });
        leads.reset();
        QTRY_VERIFY(follows->beginning());
        const auto from = follows->beginning();
        m_branchedAt = from->step;
        QCOMPARE(m_branchedAt, 20);
        m_second = std::make_shared<Run>(*m_first, *from);
        m_follower = threadOf(m_setup, m_second, from, true);
        m_follower->commands().post(HyperparameterChange { "temperature", 0.5 });
        m_follower->commands().post(KeepPace { std::exchange(follows, nullptr) });
        m_follower->commands().post(Resume {});
    }
    // As a person does by hand: a branch at the step, then the change, alone.
    std::uint64_t digestByHand(std::int64_t steps)
    {
        Run first(m_spec);
        ThreadPool pool(1);
        Trainer before(m_setup, pool);
        RunRecorder recorder(first, nullptr, evaluatePart);
        recorder.onStart(before);
        while (before.steps() < m_branchedAt)
            recorder.onStep(before.step(), before);
        const Checkpoint from = before.checkpoint();
        const auto branch = std::make_shared<Run>(first, from);
        auto thread = threadOf(m_setup, branch, std::make_shared<Checkpoint>(from), true);
        thread->commands().post(HyperparameterChange { "temperature", 0.5 });
        thread->commands().post(Advance { steps });
        while (!isJudgedAt(*branch, m_branchedAt + steps))
            QTest::qWait(1);
        return branch->digest();
    }

private slots:
    void init() { makeBoth(); }
    void cleanup()
    {
        m_follower.reset();
        m_leader.reset();
    }

    void neitherIsMoreThanAStepAhead()
    {
        m_leader->commands().post(Resume {});
        while (!ended(*m_first) || !ended(*m_second)) {
            const std::int64_t before = stepsOf(*m_second);
            const std::int64_t leader = stepsOf(*m_first);
            const std::int64_t after = stepsOf(*m_second);
            QVERIFY2(leader + 1 >= before && leader - 1 <= after,
                qPrintable(QStringLiteral("%1 beside %2").arg(leader).arg(after)));
            QTest::qWait(1);
        }
        QCOMPARE(stepsOf(*m_first), 300);
        QCOMPARE(stepsOf(*m_second), 300);
        QVERIFY(m_second->outcome().kind == RunOutcome::Kind::completed);
    }

    void eachIsWhatItWouldBeAlone()
    {
        m_leader->commands().post(Advance { 60 });
        QTRY_VERIFY(isJudgedAt(*m_first, 80) && isJudgedAt(*m_second, 80));
        QCOMPARE(m_second->digest(), digestByHand(60));
        Run alone(m_spec);
        ThreadPool pool(1);
        Trainer trainer(m_setup, pool);
        RunRecorder recorder(alone, nullptr, evaluatePart);
        recorder.onStart(trainer);
        while (trainer.steps() < 80)
            recorder.onStep(trainer.step(), trainer);
        QCOMPARE(m_first->digest(), alone.digest());
    }

    void theFollowerPausesAndStepsWithTheLeader()
    {
        for (int step = 21; step < 30; ++step) {
            m_leader->commands().post(Advance { 1 });
            QTRY_VERIFY(stepsOf(*m_first) == step && stepsOf(*m_second) == step);
        }
        QTest::qWait(50); // a pause holds
        QCOMPARE(stepsOf(*m_second), 29);
    }

    void whereTheLeaderStopsTheFollowerDoes()
    {
        m_leader->commands().post(Advance { 30 });
        QTRY_VERIFY(stepsOf(*m_second) == 50);
        m_leader->requestStop();
        QTRY_VERIFY(ended(*m_second));
        QVERIFY(m_second->outcome().kind == RunOutcome::Kind::stopped);
        QCOMPARE(m_second->outcome().step, m_first->outcome().step);
    }

    void whereTheFollowerStopsTheLeaderGoesOn()
    {
        m_leader->commands().post(Advance { 30 });
        QTRY_VERIFY(stepsOf(*m_second) == 50);
        m_follower->requestStop();
        m_leader->commands().post(Resume {});
        QTRY_VERIFY(ended(*m_first));
        QCOMPARE(stepsOf(*m_first), 300);
    }

    // As where its data cannot be prepared.
    void aFollowerThatNeverComesHoldsNobody()
    {
        m_leader->commands().post(Advance { 10 });
        QTRY_COMPARE(stepsOf(*m_second), 30);
        auto [leads, follows] = Pace::ofTwo();
        m_leader->commands().post(KeepPace { leads });
        leads.reset();
        QTRY_VERIFY(follows->beginning());
        QTRY_VERIFY(ended(*m_second)); // its leader has let it go
        follows.reset();
        m_leader->commands().post(Resume {});
        QTRY_VERIFY(ended(*m_first));
        QCOMPARE(stepsOf(*m_first), 300);
    }
};

QTEST_GUILESS_MAIN(TestPace)
#include "tst_pace.moc"
