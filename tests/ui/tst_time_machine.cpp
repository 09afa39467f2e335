// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recorded runs in the window: opened, followed, scrubbed, branched, played; and that what is shown
// of a step is what was there.
#include "base/problem.h"
#include "media/open_data.h"
#include "plot/line_chart.h"
#include "run/run_opener.h"
#include "run/run_recorder.h"
#include "run/trainer.h"
#include "shell/outcome_banner.h"
#include "shell/timeline_bar.h"
#include "store/npy.h"
#include "store/run_store.h"
#include "support/open_window.h"
#include "support/window_run.h"
#include "views/loss_view.h"

#include "analysis/evaluation.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QToolButton>

using namespace contrastlab;
using State = RunSession::State;

namespace {

/// Trains as the command line does, with the digest of every state.
struct Trained {
    std::shared_ptr<const RunSetup> setup;
    std::shared_ptr<Run> run;
    std::vector<std::uint64_t> digests; ///< after 0, 1, 2 ... steps
};

class Witness final : public RunRecorder {
public:
    Witness(Run& run, std::vector<std::uint64_t>& digests)
        : RunRecorder(run, nullptr, &evaluatePart)
        , m_digests(digests)
    {
    }
    void onStart(const Trainer& trainer) override
    {
        RunRecorder::onStart(trainer);
        m_digests.push_back(trainer.checkpoint().digest());
    }
    void onStep(const StepMetrics& metrics, Trainer& trainer) override
    {
        RunRecorder::onStep(metrics, trainer);
        m_digests.push_back(trainer.checkpoint().digest());
    }

private:
    std::vector<std::uint64_t>& m_digests;
};

Trained train(std::int64_t steps)
{
    const RunSpec spec = smallWindowSpec(steps);
    Trained trained;
    trained.setup = std::make_shared<RunSetup>(spec, openData(spec).dataset);
    trained.run = std::make_shared<Run>(trained.setup->spec());
    ThreadPool pool(1);
    Trainer trainer(trained.setup, pool);
    Witness witness(*trained.run, trained.digests);
    drive(trainer, witness, nullptr, {});
    return trained;
}

QString saved(const Trained& trained, const QTemporaryDir& folder)
{
    const QString path = folder.filePath(QStringLiteral("run.clab"));
    saveRun(*trained.run, path.toStdString(),
        recordOf(trained.setup->dataset(), trained.setup->spec()));
    return path;
}

template <class Record> std::int64_t stepOf(const std::shared_ptr<const Record>& record)
{
    return record ? record->step : -1;
}

void drag(
    QWidget& widget, const QPointF& from, const QPointF& to, Qt::KeyboardModifiers modifiers = {})
{
    QTest::mousePress(&widget, Qt::LeftButton, modifiers, from.toPoint());
    QMouseEvent move(
        QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton, Qt::LeftButton, modifiers);
    QCoreApplication::sendEvent(&widget, &move);
    QTest::mouseRelease(&widget, Qt::LeftButton, modifiers, to.toPoint());
}

} // namespace

class TestTimeMachine : public QObject {
    Q_OBJECT

private slots:
    // No frames, no diagnostics: they are computed for where the playhead is.
    void aHeadlessRunIsShownAsItWasAtAnyStep()
    {
        const QTemporaryDir folder;
        const Trained trained = train(130);
        const auto window = openWindow(smallWindowSpec(), true);
        RunSession& session = window->session();
        RunMoment& moment = session.moment();
        QTRY_VERIFY(session.setup());
        window->runOpener().open(saved(trained, folder));
        QTRY_VERIFY(session.isRecorded());
        QTRY_VERIFY(moment.setup() && moment.frame());
        QCOMPARE(session.state(), State::ended);
        QCOMPARE(session.run()->digest(), trained.run->digest());
        QCOMPARE(moment.frame()->step, std::int64_t(130));
        QVERIFY(moment.diagnostics());
        QCOMPARE(moment.diagnostics()->step, std::int64_t(130));
        for (const std::int64_t step : { 77, 78, 50, 3, 0 }) {
            moment.park(step);
            QTRY_VERIFY(moment.checkpoint());
            QTRY_COMPARE(moment.checkpoint()->step, step);
            QCOMPARE(moment.checkpoint()->digest(), trained.digests[std::size_t(step)]);
            QTRY_COMPARE(stepOf(moment.frame()), step);
        }
        moment.follow();
        QTRY_COMPARE(stepOf(moment.frame()), std::int64_t(130));
    }

    // While nobody waits; what is shown then is what was there.
    void waysFromCheckpointsAreShortened()
    {
        const QTemporaryDir folder;
        const Trained trained = train(130);
        const auto window = openWindow(smallWindowSpec(), true);
        RunSession& session = window->session();
        QTRY_VERIFY(session.setup());
        window->runOpener().open(saved(trained, folder));
        QTRY_VERIFY(session.isRecorded());
        QVERIFY(session.run()->checkpointAtOrBefore(129)->step <= 100);
        QTRY_VERIFY(session.seeker().stepsAgainTo(129) < 29);
        QTRY_VERIFY(session.seeker().isAtRest());
        session.moment().park(129);
        QTRY_VERIFY(session.moment().checkpoint());
        QTRY_COMPARE(session.moment().checkpoint()->step, std::int64_t(129));
        QCOMPARE(session.moment().checkpoint()->digest(), trained.digests[129]);
    }

    void aBranchFromAnyStepIsExactAndTheRunStays()
    {
        const QTemporaryDir folder;
        const Trained trained = train(130);
        const auto window = openWindow(smallWindowSpec(), true);
        RunSession& session = window->session();
        QTRY_VERIFY(session.setup());
        window->runOpener().open(saved(trained, folder));
        QTRY_VERIFY(session.isRecorded() && session.moment().frame());
        const std::string recorded = session.library().front();
        session.moment().park(61);
        window->actions()[ActionId::branchHere]->trigger();
        QTRY_COMPARE(session.state(), State::paused);
        QCOMPARE(session.run()->identity().branchedAt, std::int64_t(61));
        QCOMPARE(session.run()->identity().parentId, recorded);
        QTRY_COMPARE(session.moment().newestStep(), std::int64_t(61));
        session.setPaused(false);
        QTRY_COMPARE(session.state(), State::ended);
        QCOMPARE(session.newestCheckpoint()->digest(), trained.digests.back());
        QCOMPARE(session.run()->digest(), trained.run->digest());
        QVERIFY(window->edits().bringForward(recorded)); // back to the recording
        QVERIFY(session.isRecorded());
        QCOMPARE(session.moment().playhead(), (Playhead { 61, false })); // where it was left
        QTRY_COMPARE(stepOf(session.moment().frame()), std::int64_t(61));
    }

    // While training goes on, new steps do not move what is looked at.
    void aLiveRunIsScrubbedWhileItTrains()
    {
        const auto window = openWindow(smallWindowSpec());
        RunMoment& moment = window->session().moment();
        QTRY_VERIFY(moment.newestStep() > 120);
        moment.park(83);
        QTRY_COMPARE(stepOf(moment.frame()), std::int64_t(83));
        QTRY_COMPARE(moment.checkpoint()->step, std::int64_t(83));
        const std::int64_t newest = moment.newestStep();
        QTRY_VERIFY(moment.newestStep() > newest);
        QCOMPARE(moment.playhead(), (Playhead { 83, false }));
        QCOMPARE(moment.frame()->step, std::int64_t(83));
        window->actions()[ActionId::stepBack]->trigger();
        QTRY_COMPARE(stepOf(moment.frame()), std::int64_t(82));
        window->actions()[ActionId::stepTen]->trigger();
        QTRY_COMPARE(stepOf(moment.frame()), std::int64_t(92));
    }

    void aFileThatGrowsIsFollowed()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("grows.clab")).toStdString();
        const RunSpec spec = smallWindowSpec(200);
        const auto setup = std::make_shared<const RunSetup>(spec, openData(spec).dataset);
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        Run run(setup->spec());
        run.keep(std::make_shared<Checkpoint>(trainer.checkpoint()));
        RunStore store(run, path, recordOf(setup->dataset(), spec));
        RunRecorder recorder(run, nullptr, &evaluatePart);
        std::stop_source stop;
        while (trainer.steps() < 60) {
            const StepMetrics metrics = trainer.step();
            recorder.onStep(metrics, trainer);
        }
        QTRY_COMPARE(store.stepsWritten(), std::size_t(60));

        const auto window = openWindow(smallWindowSpec(), true);
        RunSession& session = window->session();
        QTRY_VERIFY(session.setup());
        window->runOpener().open(QString::fromStdString(path));
        QTRY_VERIFY(session.isRecorded() && session.moment().frame());
        QTRY_VERIFY(session.moment().isAdvancing());
        QVERIFY(session.moment().newestStep() <= 60);
        session.moment().park(40);
        drive(trainer, recorder, nullptr, {});
        store.finish();
        QTRY_COMPARE(session.moment().newestStep(), std::int64_t(200));
        QTRY_VERIFY(!session.moment().isAdvancing());
        QCOMPARE(session.outcome().kind, RunOutcome::Kind::completed);
        QCOMPARE(session.moment().playhead(), (Playhead { 40, false }));
        QCOMPARE(session.run()->digest(), run.digest());
        session.moment().follow();
        QTRY_COMPARE(stepOf(session.moment().frame()), std::int64_t(200));
    }

    void aRunThatBrokeOffGoesOn()
    {
        const QTemporaryDir folder;
        const Trained trained = train(130);
        RunRecord record = trained.run->record();
        record.outcome = {};
        record.checkpoints.resize(2); // of steps 0 and 50
        Run broken(std::move(record));
        for (const StepMetrics& step : trained.run->steps.since(0, 90))
            broken.steps.append(step);
        for (const EvaluationMetrics& judged : trained.run->evaluations.all())
            if (judged.step < 90) broken.evaluations.append(judged);
        const QString path = folder.filePath(QStringLiteral("broken.clab"));
        saveRun(
            broken, path.toStdString(), recordOf(trained.setup->dataset(), trained.setup->spec()));
        const auto window = openWindow(smallWindowSpec(), true);
        RunSession& session = window->session();
        QTRY_VERIFY(session.setup());
        window->runOpener().open(path);
        QTRY_VERIFY(session.isRecorded() && session.moment().setup());
        QCOMPARE(session.outcome().kind, RunOutcome::Kind::stopped);
        QVERIFY(window->actions()[ActionId::playPause]->isEnabled());
        window->actions()[ActionId::playPause]->trigger();
        QTRY_COMPARE(session.state(), State::ended);
        QCOMPARE(session.run()->digest(), trained.run->digest());
    }

    void filesThatAreNoRunsAreToldOf()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("none.clab"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("PK something else");
        file.close();
        const auto window = openWindow(smallWindowSpec(), true);
        QTRY_VERIFY(window->session().setup());
        const auto before = window->session().run();
        window->runOpener().open(path);
        const QStatusBar* bar = window->findChild<QStatusBar*>();
        QTRY_VERIFY2(bar->currentMessage().contains(QStringLiteral("none.clab")),
            qPrintable(bar->currentMessage()));
        QCOMPARE(window->session().run(), before);
    }

    // Curves are shown all the same, and the data can be found again.
    void dataThatMovedAreLocated()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("old")));
        const Matrix<float> rows = Matrix<float>::Random(60, 6);
        for (const char* name : { "old/a.npy", "old/b.npy" })
            writeNpy(folder.filePath(QString::fromLatin1(name)).toStdString(),
                ConstMatrixView<float>(rows.data(), rows.rows(), rows.cols(),
                    Eigen::OuterStride<>(rows.outerStride())));
        RunSpec spec;
        spec.set("dataset", folder.filePath(QStringLiteral("old")).toStdString());
        spec.set("steps", std::int64_t(20));
        spec.set("held_out", std::int64_t(10));
        spec.set("batch_size", std::int64_t(16));
        Trained trained;
        trained.setup = std::make_shared<RunSetup>(spec, openData(spec).dataset);
        trained.run = std::make_shared<Run>(trained.setup->spec());
        ThreadPool pool(1);
        Trainer trainer(trained.setup, pool);
        Witness witness(*trained.run, trained.digests);
        drive(trainer, witness, nullptr, {});
        const QString path = saved(trained, folder);
        QVERIFY(QDir(folder.path()).rename(QStringLiteral("old"), QStringLiteral("new")));

        const auto window = openWindow(smallWindowSpec(), true);
        RunSession& session = window->session();
        QTRY_VERIFY(session.setup());
        window->runOpener().open(path);
        auto* locate = window->banner().findChild<QPushButton*>(QStringLiteral("locateData"));
        QTRY_VERIFY(window->banner().isVisible() && locate->isVisible());
        QCOMPARE(session.moment().newestStep(), std::int64_t(20));
        window->runOpener().locateData(folder.filePath(QStringLiteral("new")));
        QTRY_VERIFY(session.moment().frame());
        QVERIFY(!window->banner().isVisible());
        session.moment().park(7);
        QTRY_COMPARE(session.moment().checkpoint()->digest(), trained.digests[7]);
    }

    void theTimelineIsDraggedZoomedAndPlayed()
    {
        const QTemporaryDir folder;
        const Trained trained = train(130);
        const auto window = openWindow(smallWindowSpec(), true);
        RunSession& session = window->session();
        RunMoment& moment = session.moment();
        QTRY_VERIFY(session.setup());
        window->runOpener().open(saved(trained, folder));
        QTRY_VERIFY(session.isRecorded() && moment.frame());
        Timeline& timeline = window->timeline().timeline();
        const auto placeOf = [&](double step) { return QPointF(timeline.scale().xOf(step), 8); };
        drag(timeline, placeOf(20), placeOf(65));
        QCOMPARE(moment.playhead(), (Playhead { 65, false }));
        drag(timeline, placeOf(65), placeOf(500)); // past the end: with the newest again
        QCOMPARE(moment.playhead(), (Playhead { 130, true }));
        timeline.setFocus();
        QTest::keyClick(&timeline, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(moment.playhead(), (Playhead { 120, false }));
        QTest::keyClick(&timeline, Qt::Key_Home);
        QCOMPARE(moment.playhead(), (Playhead { 0, false }));
        QTest::keyClick(&timeline, Qt::Key_Right);
        QCOMPARE(moment.playhead(), (Playhead { 1, false }));
        QTest::keyClick(&timeline, Qt::Key_W);
        QVERIFY(timeline.scale().last < 130);
        QTest::keyClick(&timeline, Qt::Key_D);
        QVERIFY(timeline.scale().first > 0);
        QTest::keyClick(&timeline, Qt::Key_F);
        QVERIFY(timeline.scale().showsAll(130));
        QTest::mousePress(&timeline, Qt::LeftButton, Qt::ShiftModifier, placeOf(10).toPoint());
        QTest::mouseMove(&timeline, placeOf(40).toPoint());
        QTest::mouseRelease(&timeline, Qt::LeftButton, Qt::ShiftModifier, placeOf(40).toPoint());
        QCOMPARE(timeline.spans().all().size(), std::size_t(1));
        QCOMPARE(
            timeline.spans().all()[0].first, timeline.scale().stepAt(placeOf(10).toPoint().x()));
        QCOMPARE(
            timeline.spans().all()[0].last, timeline.scale().stepAt(placeOf(40).toPoint().x()));
        auto* card = window->findChild<QFrame*>(QStringLiteral("spanCard"));
        QVERIFY(card && card->isVisible());
        auto* name = card->findChild<QLineEdit*>(QStringLiteral("spanName1"));
        QTest::keyClicks(name, QStringLiteral("warm-up"));
        QVERIFY(timeline.spans().all()[0].name.contains(QStringLiteral("warm-up")));
        card->findChild<QToolButton*>(QStringLiteral("closeSpans"))->click();
        QVERIFY(timeline.spans().all().empty() && !card->isVisible());
        timeline.play(1e6);
        QTRY_VERIFY(!timeline.isPlaying());
        QCOMPARE(moment.playhead(), (Playhead { 130, true }));
    }

    // On the curves as on the timeline; a run that comes back has its spans again.
    void spansAreMarkedOnTheCurves()
    {
        const auto window = openActive(smallWindowSpec(), true);
        RunSession& session = window->session();
        QTRY_VERIFY(session.setup());
        session.advance(100);
        QTRY_COMPARE(session.moment().newestStep(), std::int64_t(100));
        QTRY_COMPARE(session.state(), State::paused);
        const std::string first = session.library().front();
        StepSpans& spans = window->timeline().timeline().spans();
        for (LineChart* chart :
            { &window->lossView().chart(), &window->lossView().recallChart() }) {
            QTRY_VERIFY(chart->keyRange().upper >= 100);
            QWidget* canvas = chart->findChild<QWidget*>();
            const auto placeOf = [&](double step) {
                return QPointF(chart->frame().x.toPixel(step), chart->frame().plot.center().y());
            };
            drag(*canvas, placeOf(20), placeOf(60), Qt::ControlModifier);
        }
        QCOMPARE(spans.all().size(), std::size_t(2));
        QVERIFY(
            std::abs(spans.all()[1].first - 20) <= 1 && std::abs(spans.all()[1].last - 60) <= 1);
        QCOMPARE(window->lossView().chart().bands().size(), std::size_t(2));
        QCOMPARE(window->lossView().chart().bands()[0].from, double(spans.all()[0].first));
        auto* card = window->findChild<QFrame*>(QStringLiteral("spanCard"));
        QVERIFY(card->isVisible() && card->findChild<QLineEdit*>(QStringLiteral("spanName2")));
        QVERIFY(window->rect().contains(card->geometry()));
        for (const QLabel* text : card->findChildren<QLabel*>())
            QVERIFY(card->rect().contains(text->geometry()) && text->width() > 10);
        card->findChild<QLineEdit*>(QStringLiteral("spanName1"))->selectAll();
        QTest::keyClicks(card->findChild<QLineEdit*>(QStringLiteral("spanName1")), "warm-up");
        QCOMPARE(window->lossView().chart().bands()[0].text, QStringLiteral("warm-up"));
        QVERIFY(session.goBackTo(0)); // a branch has them, too
        QCOMPARE(spans.all().size(), std::size_t(2));
        window->actions()[ActionId::reset]->trigger();
        QTRY_VERIFY(session.setup() && spans.all().empty());
        QVERIFY(!card->isVisible() && window->lossView().chart().bands().empty());
        const auto left = session.library().find(first)->run;
        QTRY_VERIFY(left->outcome().kind != RunOutcome::Kind::running);
        QVERIFY(window->edits().bringForward(first));
        QTRY_COMPARE(spans.all().size(), std::size_t(2));
        QCOMPARE(spans.all()[0].name, QStringLiteral("warm-up"));
        QVERIFY(card->isVisible());
    }
};

QTEST_MAIN(TestTimeMachine)
#include "tst_time_machine.moc"
