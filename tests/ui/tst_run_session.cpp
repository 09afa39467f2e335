// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run as the window holds it: signals, pauses, going back, and what it leaves for the views.
#include "run/change_markers.h"
#include "run/parameter_edits.h"
#include "run/run_session.h"
#include "run/table_text.h"
#include "support/window_run.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <future>

using namespace contrastlab;
using State = RunSession::State;

namespace {

/// An entry that tries, whenever it is copied, whether its log can be read.
struct ReadingEntry {
    explicit ReadingEntry(AppendLog<ReadingEntry>& log, int& stuck) : m_log(&log), m_stuck(&stuck)
    {
    }
    // Entries that cannot be moved for sure are copied where a list grows.
    ReadingEntry(ReadingEntry&& other) noexcept(false) : m_log(other.m_log), m_stuck(other.m_stuck)
    {
    }
    ReadingEntry(const ReadingEntry& other) : m_log(other.m_log), m_stuck(other.m_stuck)
    {
        reader = std::async(std::launch::async, [log = m_log] { return log->size(); });
        if (reader.wait_for(std::chrono::seconds(2)) != std::future_status::ready) ++*m_stuck;
    }

    ReadingEntry& operator=(const ReadingEntry&) = default;

    AppendLog<ReadingEntry>* m_log;
    int* m_stuck;
    inline static std::future<std::size_t> reader; ///< one that waits goes on after the copy
};

} // namespace

class TestRunSession : public QObject {
    Q_OBJECT

private slots:
    void advancesExactly();
    void tellsOnceThatItIsReady();
    void tellsEveryStepOnce();
    void theLogCanBeReadWhileItGrows();
    void aBranchHasThePastOfItsParent();
    void frameFollowsThePause();
    void appliesAndRecordsAChange();
    void refusesAWrongChange();
    void restartsWithTheSameData();
    void completesAndContinues();
    void divergesAndGoesBack();
    void goesBackBeforeTheChangeThatDidIt();
    void failsWithTheReason();
    void endsInMidStep();
    void sameRunWithAndWithoutPauses();
    void markersSayFewDigits();
    void markersOfADraggedSlider();
};

void TestRunSession::advancesExactly()
{
    RunSession session(1);
    session.start(smallWindowSpec(), true);
    session.advance(7);
    QTRY_COMPARE(session.moment().newestStep(), 7);
    QTRY_COMPARE(session.state(), State::paused);
    session.advance(3);
    QTRY_COMPARE(session.moment().newestStep(), 10);
    QTRY_COMPARE(session.state(), State::paused);
    QCOMPARE(session.run()->steps.size(), 10u);
}

void TestRunSession::tellsOnceThatItIsReady()
{
    RunSession session(1);
    int ready = 0;
    connect(&session.moment(), &RunMoment::changed, this,
        [&](const MomentChange& change) { ready += change.data && session.setup(); });
    session.start(smallWindowSpec(), true);
    session.advance(1);
    QTRY_COMPARE(session.moment().newestStep(), 1);
    QCOMPARE(ready, 1);
}

void TestRunSession::tellsEveryStepOnce()
{
    RunSession session(1);
    std::size_t next = 0;
    connect(&session.moment(), &RunMoment::changed, this, [&](const MomentChange& change) {
        if (!change.steps) return;
        QCOMPARE(change.steps.from, next);
        next = change.steps.to;
    });
    session.start(smallWindowSpec(200));
    QTRY_COMPARE(session.state(), State::ended);
    QCOMPARE(next, std::size_t(200));
    QCOMPARE(session.outcome().kind, RunOutcome::Kind::completed);
}

// Millions of steps are moved to a larger place: the window does not wait for that.
void TestRunSession::theLogCanBeReadWhileItGrows()
{
    AppendLog<ReadingEntry> log;
    int stuck = 0;
    for (int i = 0; i < 40 && stuck == 0; ++i)
        log.append(ReadingEntry(log, stuck));
    QCOMPARE(stuck, 0);
    QCOMPARE(log.size(), std::size_t(40));
}

// It is copied on the training thread; the place in the run is known at once.
void TestRunSession::aBranchHasThePastOfItsParent()
{
    RunSession session(1);
    session.start(smallWindowSpec(9000));
    QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::ended, 20000);
    const auto parent = session.run();
    session.request({ "steps", std::int64_t(9005) });
    QCOMPARE(session.moment().newestStep(), 9000);
    std::int64_t earliest = 9000;
    connect(&session.moment(), &RunMoment::changed, this,
        [&] { earliest = std::min(earliest, session.moment().newestStep()); });
    QTRY_COMPARE(session.state(), State::ended);
    QCOMPARE(earliest, 9000);
    const auto before = parent->steps.all(), after = session.run()->steps.all();
    QCOMPARE(after.size(), before.size() + 5);
    for (std::size_t i = 0; i < before.size(); ++i)
        QVERIFY(after[i].step == before[i].step && after[i].loss == before[i].loss);
    const auto judged = parent->evaluations.all(), copied = session.run()->evaluations.all();
    QVERIFY(judged.size() > 400 && copied.size() >= judged.size());
    for (std::size_t i = 0; i < judged.size(); ++i)
        QCOMPARE(copied[i].step, judged[i].step);
    QCOMPARE(session.run()->events.size(), parent->events.size() + 1);
}

void TestRunSession::frameFollowsThePause()
{
    RunSession session(1);
    int frames = 0;
    connect(&session.moment(), &RunMoment::changed, this,
        [&](const MomentChange& change) { frames += change.frame; });
    session.start(smallWindowSpec(), true);
    QTRY_VERIFY(session.moment().frame());
    QCOMPARE(session.moment().frame()->step, 0);
    session.advance(5);
    QTRY_COMPARE(session.moment().frame()->step, 5);
    QVERIFY(frames >= 2);
    const Index items = std::ssize(session.moment().probes().heatmapItems);
    QCOMPARE(session.moment().frame()->similarities.front().rows(), items);
}

void TestRunSession::appliesAndRecordsAChange()
{
    RunSession session(1);
    int events = 0;
    connect(&session.moment(), &RunMoment::changed, this,
        [&](const MomentChange& change) { events += bool(change.events); });
    session.start(smallWindowSpec(), true);
    session.request({ "learning_rate", 0.05 });
    QTRY_COMPARE(events, 1);
    QCOMPARE(session.spec().real("learning_rate"), 0.05);
    const auto event = session.run()->events.last();
    QCOMPARE(event->key, "learning_rate");
    QCOMPARE(event->after, "0.05");
}

void TestRunSession::refusesAWrongChange()
{
    RunSession session(1);
    QSignalSpy refusals(&session, &RunSession::refused);
    session.start(smallWindowSpec(), true);
    session.request({ "batch_size", std::int64_t(100000) });
    QTRY_COMPARE(refusals.count(), 1);
    QCOMPARE(session.spec().integer("batch_size"), 32);
    QCOMPARE(session.run()->events.size(), 0u);
}

void TestRunSession::restartsWithTheSameData()
{
    RunSession session(1);
    session.start(smallWindowSpec(), true);
    QTRY_VERIFY(session.setup());
    const Dataset* before = &session.setup()->dataset();
    RunSpec spec = session.spec();
    spec.set("embedding_width", std::int64_t(8));
    session.start(spec, true);
    QVERIFY(!session.setup());
    QTRY_VERIFY(session.setup());
    QCOMPARE(&session.setup()->dataset(), before);
    QCOMPARE(session.setup()->embeddingWidth(), Index(8));
}

void TestRunSession::completesAndContinues()
{
    RunSession session(1);
    session.start(smallWindowSpec(50));
    QTRY_COMPARE(session.state(), State::ended);
    session.togglePaused();
    QTRY_COMPARE(session.moment().newestStep(), 100);
    QTRY_COMPARE(session.outcome().kind, RunOutcome::Kind::completed);
    QCOMPARE(session.run()->steps.size(), 100u);
    QCOMPARE(session.spec().integer("steps"), 100);
    QCOMPARE(session.run()->events.last()->key, "steps");
}

void TestRunSession::divergesAndGoesBack()
{
    RunSession session(1);
    session.start(divergingWindowSpec());
    QTRY_COMPARE(session.outcome().kind, RunOutcome::Kind::diverged);
    const std::int64_t step = session.lastHealthyStep();
    QVERIFY(step >= 0 && step < session.outcome().step);
    QCOMPARE(session.outcome().cause, "learning_rate");
    QVERIFY(session.goBackTo(step));
    QTRY_COMPARE(session.state(), State::paused);
    session.request({ "learning_rate", 0.01 });
    session.request({ "weight_decay", 0.0 });
    session.advance(20);
    QTRY_COMPARE(session.moment().newestStep(), step + 20);
    QVERIFY(std::isfinite(session.run()->steps.last()->loss));
}

void TestRunSession::goesBackBeforeTheChangeThatDidIt()
{
    RunSpec spec = divergingWindowSpec();
    spec.set("learning_rate", 0.001);
    RunSession session(1);
    UndoList undo;
    ParameterEdits edits(session, undo);
    session.start(spec, true);
    session.advance(12);
    QTRY_COMPARE(session.moment().newestStep(), 12);
    edits.edit(*findParameter("learning_rate"), 1.0);
    edits.edit(*findParameter("learning_rate"), 100.0);
    edits.edit(*findParameter("temperature"), 0.09); // the newest change is not the likeliest
    session.setPaused(false);
    QTRY_COMPARE(session.outcome().kind, RunOutcome::Kind::diverged);
    QCOMPARE(session.outcome().cause, std::string("learning_rate"));
    QCOMPARE(session.suspects().front().before, std::string("0.001"));
    QCOMPARE(session.lastHealthyStep(), 12);
    edits.take({ "learning_rate", 0.001, session.lastHealthyStep() });
    QTRY_COMPARE(session.spec().real("learning_rate"), 0.001);
    QTRY_COMPARE(session.state(), State::paused);
    QVERIFY(edits.undoList().canUndo());
    session.advance(5);
    QTRY_VERIFY(session.run()->steps.size() > 12);
    QVERIFY(std::isfinite(session.run()->steps.last()->loss));
}

void TestRunSession::failsWithTheReason()
{
    RunSession session(1);
    RunSpec spec = smallWindowSpec();
    spec.set("dataset", std::string("/nowhere/at/all"));
    session.start(spec);
    QTRY_COMPARE(session.outcome().kind, RunOutcome::Kind::failed);
    QVERIFY(QString::fromStdString(session.outcome().message)
                .contains(QStringLiteral("/nowhere/at/all")));
    session.start(smallWindowSpec());
    QTRY_VERIFY(session.moment().newestStep() > 0);
}

void TestRunSession::endsInMidStep()
{
    QElapsedTimer timer;
    {
        RunSession session;
        session.start(smallWindowSpec());
        QTRY_VERIFY(session.moment().newestStep() > 10);
        timer.start();
    }
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void TestRunSession::sameRunWithAndWithoutPauses()
{
    const RunSpec spec = smallWindowSpec(60);
    RunSession straight(1);
    straight.start(spec);
    QTRY_COMPARE(straight.state(), State::ended);
    RunSession paused(1);
    paused.start(spec, true);
    for (const int stop : { 1, 9, 23, 60 }) {
        paused.advance(stop - paused.moment().newestStep());
        QTRY_COMPARE(paused.moment().newestStep(), stop);
    }
    QTRY_COMPARE(paused.state(), State::ended);
    QCOMPARE(paused.run()->digest(), straight.run()->digest());
}

void TestRunSession::markersSayFewDigits()
{
    const RunEvent event { RunEvent::Kind::change, 7, "temperature", "0.0652698282895433", "1" };
    QCOMPARE(markerText({ 7, event }), QStringLiteral("τ 0.06527 → 1"));
}

void TestRunSession::markersOfADraggedSlider()
{
    Run run { RunSpec() };
    for (int step = 1; step <= 100; ++step)
        run.steps.append({ .step = step, .seconds = 0.1 * step });
    const auto change = [&](std::int64_t step, const char* from, const char* to) {
        run.events.append({ RunEvent::Kind::change, step, "temperature", from, to });
    };
    change(10, "0.07", "0.1");
    change(12, "0.1", "0.3");
    change(14, "0.3", "0.5");
    change(60, "0.5", "0.2");
    const auto markers = changeMarkers(run);
    QCOMPARE(markers.size(), 2u);
    QCOMPARE(markerText(markers[0]), QStringLiteral("τ 0.07 → 0.5"));
    QCOMPARE(markers[0].step, 14);
    QCOMPARE(markerText(markers[1]), QStringLiteral("τ 0.5 → 0.2"));
}

QTEST_MAIN(TestRunSession)
#include "tst_run_session.moc"
