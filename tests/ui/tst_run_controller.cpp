// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run as the window holds it: signals, pauses, going back, and what it leaves for the views.
#include "run/change_markers.h"
#include "run/run_controller.h"
#include "run/table_text.h"
#include "support/window_run.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <future>

using namespace contrastlab;
using State = RunController::State;

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

class TestRunController : public QObject {
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

void TestRunController::advancesExactly()
{
    RunController controller(1);
    controller.start(smallWindowSpec(), true);
    controller.advance(7);
    QTRY_COMPARE(controller.playhead().step, 7);
    QTRY_COMPARE(controller.state(), State::paused);
    controller.advance(3);
    QTRY_COMPARE(controller.playhead().step, 10);
    QTRY_COMPARE(controller.state(), State::paused);
    QCOMPARE(controller.run()->steps.size(), 10u);
}

void TestRunController::tellsOnceThatItIsReady()
{
    RunController controller(1);
    QSignalSpy ready(&controller, &RunController::setupReady);
    controller.start(smallWindowSpec(), true);
    controller.advance(1);
    QTRY_COMPARE(controller.playhead().step, 1);
    QCOMPARE(ready.count(), 1);
}

void TestRunController::tellsEveryStepOnce()
{
    RunController controller(1);
    qsizetype next = 0;
    connect(&controller, &RunController::stepsAppended, this, [&](qsizetype from, qsizetype to) {
        QCOMPARE(from, next);
        QVERIFY(to > from);
        next = to;
    });
    controller.start(smallWindowSpec(200));
    QTRY_COMPARE(controller.state(), State::ended);
    QCOMPARE(next, 200);
    QCOMPARE(controller.outcome().kind, RunOutcome::Kind::completed);
}

// Millions of steps are moved to a larger place: the window does not wait for that.
void TestRunController::theLogCanBeReadWhileItGrows()
{
    AppendLog<ReadingEntry> log;
    int stuck = 0;
    for (int i = 0; i < 40 && stuck == 0; ++i)
        log.append(ReadingEntry(log, stuck));
    QCOMPARE(stuck, 0);
    QCOMPARE(log.size(), std::size_t(40));
}

// It is copied on the training thread; the place in the run is known at once.
void TestRunController::aBranchHasThePastOfItsParent()
{
    RunController controller(1);
    controller.start(smallWindowSpec(9000));
    QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::ended, 20000);
    const auto parent = controller.run();
    controller.request({ "steps", std::int64_t(9005) });
    QCOMPARE(controller.playhead().step, 9000);
    std::int64_t earliest = 9000;
    connect(&controller, &RunController::stepsAppended, this,
        [&] { earliest = std::min(earliest, controller.playhead().step); });
    QTRY_COMPARE(controller.state(), State::ended);
    QCOMPARE(earliest, 9000);
    const auto before = parent->steps.all(), after = controller.run()->steps.all();
    QCOMPARE(after.size(), before.size() + 5);
    for (std::size_t i = 0; i < before.size(); ++i)
        QVERIFY(after[i].step == before[i].step && after[i].loss == before[i].loss);
    const auto judged = parent->evaluations.all(), copied = controller.run()->evaluations.all();
    QVERIFY(judged.size() > 400 && copied.size() >= judged.size());
    for (std::size_t i = 0; i < judged.size(); ++i)
        QCOMPARE(copied[i].step, judged[i].step);
    QCOMPARE(controller.run()->events.size(), parent->events.size() + 1);
}

void TestRunController::frameFollowsThePause()
{
    RunController controller(1);
    QSignalSpy frames(&controller, &RunController::frameChanged);
    controller.start(smallWindowSpec(), true);
    QTRY_VERIFY(controller.frame());
    QCOMPARE(controller.frame()->step, 0);
    controller.advance(5);
    QTRY_COMPARE(controller.frame()->step, 5);
    QVERIFY(frames.count() >= 2);
    const Index items = std::ssize(controller.probes().heatmapItems);
    QCOMPARE(controller.frame()->similarities.front().rows(), items);
}

void TestRunController::appliesAndRecordsAChange()
{
    RunController controller(1);
    QSignalSpy events(&controller, &RunController::eventsAppended);
    controller.start(smallWindowSpec(), true);
    controller.request({ "learning_rate", 0.05 });
    QTRY_COMPARE(events.count(), 1);
    QCOMPARE(controller.spec().real("learning_rate"), 0.05);
    const auto event = controller.run()->events.last();
    QCOMPARE(event->key, "learning_rate");
    QCOMPARE(event->after, "0.05");
}

void TestRunController::refusesAWrongChange()
{
    RunController controller(1);
    QSignalSpy refusals(&controller, &RunController::refused);
    controller.start(smallWindowSpec(), true);
    controller.request({ "batch_size", std::int64_t(100000) });
    QTRY_COMPARE(refusals.count(), 1);
    QCOMPARE(controller.spec().integer("batch_size"), 32);
    QCOMPARE(controller.run()->events.size(), 0u);
}

void TestRunController::restartsWithTheSameData()
{
    RunController controller(1);
    controller.start(smallWindowSpec(), true);
    QTRY_VERIFY(controller.setup());
    const Dataset* before = &controller.setup()->dataset();
    RunSpec spec = controller.spec();
    spec.set("embedding_width", std::int64_t(8));
    controller.start(spec, true);
    QVERIFY(!controller.setup());
    QTRY_VERIFY(controller.setup());
    QCOMPARE(&controller.setup()->dataset(), before);
    QCOMPARE(controller.setup()->embeddingWidth(), Index(8));
}

void TestRunController::completesAndContinues()
{
    RunController controller(1);
    controller.start(smallWindowSpec(50));
    QTRY_COMPARE(controller.state(), State::ended);
    controller.togglePaused();
    QTRY_COMPARE(controller.playhead().step, 100);
    QTRY_COMPARE(controller.outcome().kind, RunOutcome::Kind::completed);
    QCOMPARE(controller.run()->steps.size(), 100u);
    QCOMPARE(controller.spec().integer("steps"), 100);
    QCOMPARE(controller.run()->events.last()->key, "steps");
}

void TestRunController::divergesAndGoesBack()
{
    RunController controller(1);
    controller.start(divergingWindowSpec());
    QTRY_COMPARE(controller.outcome().kind, RunOutcome::Kind::diverged);
    const std::int64_t step = controller.lastHealthyStep();
    QVERIFY(step >= 0 && step < controller.outcome().step);
    QCOMPARE(controller.outcome().cause, "learning_rate");
    QVERIFY(controller.goBackToLastHealthy());
    QTRY_COMPARE(controller.state(), State::paused);
    controller.request({ "learning_rate", 0.01 });
    controller.request({ "weight_decay", 0.0 });
    controller.advance(20);
    QTRY_COMPARE(controller.playhead().step, step + 20);
    QVERIFY(std::isfinite(controller.run()->steps.last()->loss));
}

void TestRunController::goesBackBeforeTheChangeThatDidIt()
{
    RunSpec spec = divergingWindowSpec();
    spec.set("learning_rate", 0.001);
    RunController controller(1);
    controller.start(spec, true);
    controller.advance(12);
    QTRY_COMPARE(controller.playhead().step, 12);
    controller.request({ "learning_rate", 100.0 });
    controller.setPaused(false);
    QTRY_COMPARE(controller.outcome().kind, RunOutcome::Kind::diverged);
    QVERIFY(controller.goBackToLastHealthy());
    QTRY_COMPARE(controller.spec().real("learning_rate"), 0.001);
    QTRY_COMPARE(controller.state(), State::paused);
    controller.advance(5);
    QTRY_VERIFY(controller.run()->steps.size() > 12);
    QVERIFY(std::isfinite(controller.run()->steps.last()->loss));
}

void TestRunController::failsWithTheReason()
{
    RunController controller(1);
    RunSpec spec = smallWindowSpec();
    spec.set("dataset", std::string("/nowhere/at/all"));
    controller.start(spec);
    QTRY_COMPARE(controller.outcome().kind, RunOutcome::Kind::failed);
    QVERIFY(QString::fromStdString(controller.outcome().message)
                .contains(QStringLiteral("/nowhere/at/all")));
    controller.start(smallWindowSpec());
    QTRY_VERIFY(controller.playhead().step > 0);
}

void TestRunController::endsInMidStep()
{
    QElapsedTimer timer;
    {
        RunController controller;
        controller.start(smallWindowSpec());
        QTRY_VERIFY(controller.playhead().step > 10);
        timer.start();
    }
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void TestRunController::sameRunWithAndWithoutPauses()
{
    const RunSpec spec = smallWindowSpec(60);
    RunController straight(1);
    straight.start(spec);
    QTRY_COMPARE(straight.state(), State::ended);
    RunController paused(1);
    paused.start(spec, true);
    for (const int stop : { 1, 9, 23, 60 }) {
        paused.advance(stop - paused.playhead().step);
        QTRY_COMPARE(paused.playhead().step, stop);
    }
    QTRY_COMPARE(paused.state(), State::ended);
    QCOMPARE(paused.run()->digest(), straight.run()->digest());
}

void TestRunController::markersSayFewDigits()
{
    const RunEvent event { RunEvent::Kind::change, 7, "temperature", "0.0652698282895433", "1" };
    QCOMPARE(markerText({ 7, event }), QStringLiteral("τ 0.06527 → 1"));
}

void TestRunController::markersOfADraggedSlider()
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

QTEST_MAIN(TestRunController)
#include "tst_run_controller.moc"
