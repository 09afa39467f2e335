// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every run of the window goes into a file while it trains; one that was killed goes on; old ones
// go when they are told of.
#include "media/open_data.h"
#include "panels/run_list.h"
#include "run/drive.h"
#include "run/run_opener.h"
#include "run/run_recorder.h"
#include "run/run_recording.h"
#include "run/trainer.h"
#include "shell/recording_banner.h"
#include "shell/recording_sheet.h"
#include "shell/run_files.h"
#include "shell/start_page.h"
#include "store/run_file.h"
#include "store/run_store.h"
#include "support/open_window.h"
#include "support/window_run.h"

#include "analysis/evaluation.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFrame>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace contrastlab;
using State = RunSession::State;

namespace {

std::unique_ptr<MainWindow> openRecording(const QString& folder, const RunSpec& spec,
    bool paused = false, double patience = 0, int megabytes = 2000)
{
    MainWindow::Setup setup;
    setup.spec = spec;
    setup.settings.language = QStringLiteral("en");
    setup.settings.theme = Theme::light;
    setup.settings.folders.recordings = folder;
    setup.settings.recordedMegabytes = megabytes;
    setup.rememberSettings = false;
    setup.paused = paused;
    setup.threads = 1;
    setup.size = { 1440, 900 };
    auto window = std::make_unique<MainWindow>(std::move(setup));
    window->recording().setPatience(patience);
    window->show();
    return window;
}

QStringList runFilesIn(const QString& folder)
{
    QStringList paths;
    for (const QString& name : QDir(folder).entryList({ QStringLiteral("*.clab") }, QDir::Files))
        paths << QDir(folder).absoluteFilePath(name);
    return paths;
}

std::int64_t lastStepIn(const QString& path)
{
    try {
        return RunFile(path.toStdString()).lastStep();
    } catch (const InputError&) {
        return -1;
    }
}

RunOutcome::Kind outcomeIn(const QString& path)
{
    return RunFile(path.toStdString()).record().outcome.kind;
}

constexpr std::int64_t allSteps = 400, changedAt = 90, killedAt = 237;

/// Trains up to a step, with a change on the way.
struct Training {
    std::shared_ptr<const RunSetup> setup;
    std::shared_ptr<Run> run;
    ThreadPool pool { 1 };
    std::unique_ptr<Trainer> trainer;
    std::unique_ptr<RunRecorder> recorder;

    Training()
    {
        const RunSpec spec = smallWindowSpec(allSteps);
        setup = std::make_shared<RunSetup>(spec, openData(spec).dataset);
        run = std::make_shared<Run>(setup->spec());
        trainer = std::make_unique<Trainer>(setup, pool);
        recorder = std::make_unique<RunRecorder>(*run, nullptr, &evaluatePart);
        recorder->onStart(*trainer);
    }
    void trainTo(std::int64_t step)
    {
        while (trainer->steps() < step) {
            if (trainer->steps() == changedAt) change();
            const StepMetrics metrics = trainer->step();
            recorder->onStep(metrics, *trainer);
        }
    }

private:
    void change()
    {
        std::vector<RunEvent> events;
        (void)makeChange(*trainer, { "learning_rate", 0.02 }, events);
        for (const RunEvent& event : events)
            run->events.append(event);
    }
};

std::uint64_t digestOfTheUninterrupted()
{
    Training training;
    training.trainTo(changedAt + 1);
    drive(*training.trainer, *training.recorder, nullptr, {});
    return training.run->digest();
}

/// What a program leaves that is killed while it trains and records.
void leaveAKilledRun(const QString& path)
{
    const pid_t child = ::fork();
    if (child == 0) {
        Training training;
        RunStore store(*training.run, path.toStdString(),
            recordOf(training.setup->dataset(), training.setup->spec()));
        training.trainTo(killedAt);
        while (store.stepsWritten() < std::size_t(killedAt))
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        ::raise(SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    QVERIFY(WIFSIGNALED(status));
}

/// Finished runs, the oldest first, each a little over a megabyte.
QStringList leaveLargeRuns(const QString& folder, int count)
{
    QStringList paths;
    for (int i = 0; i < count; ++i) {
        const QString path = QDir(folder).absoluteFilePath(QStringLiteral("old %1.clab").arg(i));
        Run run(smallWindowSpec());
        run.finish({ RunOutcome::Kind::completed, 0, {}, {} });
        saveRun(run, path.toStdString(), {});
        std::filesystem::resize_file(path.toStdString(), 70 * 16384);
        std::filesystem::last_write_time(path.toStdString(),
            std::filesystem::file_time_type::clock::now() - std::chrono::hours(24 * (count - i)));
        paths << path;
    }
    return paths;
}

QPushButton& button(MainWindow& window, const char* name)
{
    return *window.recordingBanner().findChild<QPushButton*>(QLatin1String(name));
}

QString said(const MainWindow& window)
{
    return window.findChild<QStatusBar*>()->currentMessage();
}

} // namespace

class TestRecording : public QObject {
    Q_OBJECT

private slots:
    void aRunIsWrittenAsItGoesOn()
    {
        const QTemporaryDir home;
        const QString folder = home.filePath(QStringLiteral("new/runs"));
        auto window = openRecording(folder, smallWindowSpec());
        RunSession& session = window->session();
        QTRY_COMPARE(runFilesIn(folder).size(), qsizetype(1));
        const QString path = runFilesIn(folder).front();
        QVERIFY2(path.contains(QStringLiteral("synthetic")), qPrintable(path));
        QTRY_VERIFY(lastStepIn(path) > 20);
        const std::int64_t before = lastStepIn(path);
        QTRY_VERIFY(lastStepIn(path) > before);
        QVERIFY(isBeingWritten(path.toStdString()));
        QTRY_VERIFY(window->recording().holds(*session.run()));
        QCOMPARE(session.library().runs().front().path, path);
        // What stands in a file needs no question.
        window->runFiles().setMostUnsaved(0);
        QVERIFY(!window->runFiles().holdsUnsaved());
        const std::shared_ptr<const Run> run = session.run();
        window->close();
        QVERIFY(!window->findChild<QMessageBox*>());
        window.reset();
        QVERIFY(!isBeingWritten(path.toStdString()));
        const StoredRun stored = readRun(path.toStdString());
        QCOMPARE(stored.run->outcome().kind, RunOutcome::Kind::stopped);
        QCOMPARE(stored.run->digest(), run->digest());
        QVERIFY(stored.run->frames.size() > 0);
    }

    void shortRunsLeaveNothing()
    {
        const QTemporaryDir home;
        {
            const auto window = openRecording(home.path(), smallWindowSpec(60), false, 1e6);
            QTRY_COMPARE(window->session().state(), State::ended);
            window->actions()[ActionId::reset]->trigger();
            QTRY_COMPARE(window->session().state(), State::ended);
        }
        QCOMPARE(QDir(home.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 0);
    }

    void nothingIsRecordedWhereNobodyAskedForIt()
    {
        const auto window = openWindow(smallWindowSpec());
        QVERIFY(!window->recording().choice().on);
        const QTemporaryDir home;
        MainWindow::Setup setup;
        setup.settings.recordsRuns = false;
        setup.settings.folders.recordings = home.path();
        setup.rememberSettings = false;
        MainWindow silent(std::move(setup));
        QVERIFY(!silent.recording().choice().on);
    }

    void aRunThatIsLeftHasItsEnd()
    {
        const QTemporaryDir home;
        const auto window = openRecording(home.path(), smallWindowSpec());
        QTRY_COMPARE(window->recording().files().size(), qsizetype(1));
        const QString left = window->recording().files().front();
        const std::shared_ptr<const Run> run = window->session().run();
        window->actions()[ActionId::reset]->trigger();
        QTRY_COMPARE(window->recording().files().size(), qsizetype(2));
        QTRY_VERIFY(!isBeingWritten(left.toStdString()));
        QCOMPARE(outcomeIn(left), RunOutcome::Kind::stopped);
        QCOMPARE(readRun(left.toStdString()).run->digest(), run->digest());
        // To the run that was left and back: it goes on in its own file.
        const std::string id = run->identity().id;
        QVERIFY(window->edits().bringForward(id));
        window->session().setPaused(false);
        QTRY_VERIFY(lastStepIn(left) > run->steps.last()->step);
        QCOMPARE(runFilesIn(home.path()).size(), qsizetype(2));
    }

    void moreStepsGoIntoTheSameFile()
    {
        const QTemporaryDir home;
        const auto window = openRecording(home.path(), smallWindowSpec(60));
        RunSession& session = window->session();
        QTRY_COMPARE(runFilesIn(home.path()).size(), qsizetype(1));
        const QString path = runFilesIn(home.path()).front();
        QTRY_VERIFY(!isBeingWritten(path.toStdString()) && lastStepIn(path) == 60);
        QCOMPARE(outcomeIn(path), RunOutcome::Kind::completed);
        QVERIFY(window->recording().holds(*session.run()));
        session.continueFurther();
        QTRY_COMPARE(session.state(), State::ended);
        QTRY_COMPARE(lastStepIn(path), std::int64_t(120));
        QTRY_VERIFY(!isBeingWritten(path.toStdString()));
        QCOMPARE(outcomeIn(path), RunOutcome::Kind::completed);
        QCOMPARE(readRun(path.toStdString()).run->digest(), session.run()->digest());
        QCOMPARE(runFilesIn(home.path()).size(), qsizetype(1));
    }

    void aRecordedRunInFrontIsNotRecordedAgain()
    {
        const QTemporaryDir home, elsewhere;
        const QString path = elsewhere.filePath(QStringLiteral("run.clab"));
        Training training;
        training.trainTo(60);
        training.recorder->onFinish({ RunOutcome::Kind::stopped, 60, {}, {} }, *training.trainer);
        saveRun(*training.run, path.toStdString(),
            recordOf(training.setup->dataset(), training.setup->spec()));
        const auto window = openRecording(home.path(), smallWindowSpec(), true);
        RunSession& session = window->session();
        QTRY_VERIFY(session.setup());
        window->runOpener().open(path);
        QTRY_VERIFY(session.isRecorded() && session.setup());
        QVERIFY(runFilesIn(home.path()).isEmpty());
        session.togglePaused(); // goes on as a run of its own
        QTRY_COMPARE(runFilesIn(home.path()).size(), qsizetype(1));
        QCOMPARE(lastStepIn(path), std::int64_t(60));
    }

    void whereNothingCanBeWrittenTrainingGoesOn()
    {
        const QTemporaryDir home;
        const QString folder = home.filePath(QStringLiteral("runs"));
        QFile inTheWay(folder);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const auto window = openRecording(folder, smallWindowSpec());
        const RecordingBanner& banner = window->recordingBanner();
        QTRY_VERIFY(banner.isVisible());
        QVERIFY2(banner.text().startsWith(QStringLiteral("Recording pauses:")),
            qPrintable(banner.text()));
        QVERIFY(!window->recording().holds(*window->session().run()));
        window->runFiles().setMostUnsaved(0);
        QVERIFY(window->runFiles().holdsUnsaved());
        const std::int64_t step = window->session().moment().newestStep();
        QTRY_VERIFY(window->session().moment().newestStep() > step);
        QVERIFY(inTheWay.remove());
        QTRY_VERIFY_WITH_TIMEOUT( // it is tried every three seconds
            said(*window).startsWith(QStringLiteral("Recording goes on")), 20000);
        QCOMPARE(runFilesIn(folder).size(), qsizetype(1));
        QTRY_VERIFY(window->recording().holds(*window->session().run()));
    }

    // As on a full disk: no file may grow any more, then it may again.
    void whereThereIsNoRoomRecordingPauses()
    {
        const QTemporaryDir home;
        auto window = openRecording(home.path(), smallWindowSpec());
        QTRY_COMPARE(window->recording().files().size(), qsizetype(1));
        const QString path = window->recording().files().front();
        const std::shared_ptr<const Run> run = window->session().run();
        const RecordingBanner& banner = window->recordingBanner();
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit limit {};
        ::getrlimit(RLIMIT_FSIZE, &limit);
        const rlimit none { 4096, limit.rlim_max };
        ::setrlimit(RLIMIT_FSIZE, &none);
        QTRY_VERIFY(banner.isVisible());
        QVERIFY2(banner.text().startsWith(QStringLiteral("Recording pauses:")),
            qPrintable(banner.text()));
        QVERIFY(!window->recording().holds(*run));
        const std::size_t steps = run->steps.size();
        QTRY_VERIFY(run->steps.size() > steps);
        ::setrlimit(RLIMIT_FSIZE, &limit);
        QTRY_VERIFY(said(*window).startsWith(QStringLiteral("Recording goes on")));
        QVERIFY(!banner.isVisible());
        QVERIFY(window->recording().holds(*run));
        window.reset();
        QCOMPARE(readRun(path.toStdString()).run->digest(), run->digest());
    }

    // To the bit, and in its own file.
    void aRunThatWasKilledGoesOn()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(QStringLiteral("killed.clab"));
        leaveAKilledRun(path);
        const std::string id = RunFile(path.toStdString()).record().identity.id;
        const auto window = openRecording(home.path(), smallWindowSpec(), true, 1e6);
        RecordingBanner& banner = window->recordingBanner();
        QTRY_VERIFY(banner.isVisible());
        QVERIFY2(
            banner.text().contains(QStringLiteral("step 237 of 400")), qPrintable(banner.text()));
        QTRY_VERIFY(window->session().setup());
        QTest::mouseClick(&button(*window, "goOn"), Qt::LeftButton);
        QVERIFY(!banner.isVisible());
        RunSession& session = window->session();
        QTRY_COMPARE(session.library().front(), id);
        QTRY_VERIFY(!session.isRecorded() && session.state() == State::ended);
        QCOMPARE(session.outcome().kind, RunOutcome::Kind::completed);
        QCOMPARE(session.run()->steps.last()->step, allSteps);
        const std::uint64_t digest = digestOfTheUninterrupted();
        QCOMPARE(session.run()->digest(), digest);
        QTRY_COMPARE(lastStepIn(path), allSteps);
        QTRY_VERIFY(!isBeingWritten(path.toStdString()));
        const StoredRun stored = readRun(path.toStdString());
        QCOMPARE(stored.run->outcome().kind, RunOutcome::Kind::completed);
        QCOMPARE(stored.run->digest(), digest);
        QCOMPARE(stored.run->identity().id, id);
        QCOMPARE(runFilesIn(home.path()), QStringList { path });
    }

    void aRunThatWasKilledIsLookedAtAndLeft()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(QStringLiteral("killed.clab"));
        leaveAKilledRun(path);
        {
            const auto window = openRecording(home.path(), smallWindowSpec(), true, 1e6);
            QTRY_VERIFY(window->recordingBanner().isVisible());
            button(*window, "leave").setFocus();
            QTest::keyClick(&button(*window, "leave"), Qt::Key_Escape); // later
            QVERIFY(!window->recordingBanner().isVisible());
        }
        {
            const auto window = openRecording(home.path(), smallWindowSpec(), true, 1e6);
            QTRY_VERIFY(window->recordingBanner().isVisible());
            QTRY_VERIFY(window->session().setup());
            QTest::mouseClick(&button(*window, "look"), Qt::LeftButton);
            QTRY_VERIFY(window->session().isRecorded());
            QCOMPARE(window->session().moment().newestStep(), killedAt);
        }
        {
            const auto window = openRecording(home.path(), smallWindowSpec(), true, 1e6);
            QTRY_VERIFY(window->recordingBanner().isVisible());
            QTest::mouseClick(&button(*window, "leave"), Qt::LeftButton);
            QVERIFY(!window->recordingBanner().isVisible());
        }
        const auto window = openRecording(home.path(), smallWindowSpec(), true, 1e6);
        QTRY_COMPARE(window->recording().found().size(), std::size_t(1));
        QVERIFY(!window->recordingBanner().isVisible());
    }

    // As several windows leave them when the machine goes down.
    void allThatWereKilledAreAskedAboutOneAfterTheOther()
    {
        const QTemporaryDir home;
        const QString first = home.filePath(QStringLiteral("first.clab"));
        const QString second = home.filePath(QStringLiteral("second.clab"));
        leaveAKilledRun(first);
        leaveAKilledRun(second);
        {
            const auto window = openRecording(home.path(), smallWindowSpec(), true, 1e6);
            RecordingBanner& banner = window->recordingBanner();
            QTRY_VERIFY(banner.isVisible());
            QVERIFY2(banner.text().contains(QStringLiteral("1 other")), qPrintable(banner.text()));
            button(*window, "leave").setFocus();
            QTest::keyClick(&button(*window, "leave"), Qt::Key_Escape); // all of them later
            QVERIFY(!banner.isVisible());
        }
        const auto window = openRecording(home.path(), smallWindowSpec(), true, 1e6);
        RecordingBanner& banner = window->recordingBanner();
        QTRY_VERIFY(banner.isVisible());
        const std::string asked = window->recording().cutOffs().front().path;
        QTest::mouseClick(&button(*window, "leave"), Qt::LeftButton);
        QVERIFY(banner.isVisible());
        QVERIFY2(!banner.text().contains(QStringLiteral("other")), qPrintable(banner.text()));
        QTRY_VERIFY(window->session().setup());
        QTest::mouseClick(&button(*window, "look"), Qt::LeftButton);
        QVERIFY(!banner.isVisible());
        QTRY_VERIFY(window->session().isRecorded());
        const QString other = asked == first.toStdString() ? second : first;
        QCOMPARE(window->session().library().runs().back().path, other);
    }

    // A run that another program trains into the folder stands in the list, and is followed.
    void whatAnotherProgramTrainsIsListedAndFollowed()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(QStringLiteral("headless.clab"));
        const auto window = openRecording(home.path(), smallWindowSpec(), true, 1e6);
        RunSession& session = window->session();
        QTRY_VERIFY(session.setup());
        window->docks().bringForward("runs");
        const auto* bar = window->findChild<QFrame*>(QStringLiteral("runsElsewhere"));
        QVERIFY(!bar->isVisible());
        Training training;
        RunStore store(*training.run, path.toStdString(),
            recordOf(training.setup->dataset(), training.setup->spec()));
        training.trainTo(30);
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(bar->findChild<QComboBox*>()->currentText(), QStringLiteral("headless"));
        QTest::mouseClick(
            bar->findChild<QToolButton*>(QStringLiteral("followElsewhere")), Qt::LeftButton);
        QTRY_VERIFY(session.isRecorded() && session.setup());
        QCOMPARE(session.library().find(session.library().front())->path, path);
        QVERIFY(!bar->isVisible());
        training.trainTo(80);
        QTRY_COMPARE(session.moment().newestStep(), std::int64_t(80));
        QVERIFY(session.moment().playhead().following);
        store.finish();
        QTRY_VERIFY(window->recording().elsewhere().isEmpty());
    }

    // Into the bin, and back with it.
    void aRunIsDeletedWithItsFile()
    {
        const QTemporaryDir home;
        qputenv("XDG_DATA_HOME", home.filePath(QStringLiteral("data")).toUtf8());
        QDir(home.path()).mkpath(QStringLiteral("runs"));
        const QString path = home.filePath(QStringLiteral("runs/old.clab"));
        Training training;
        training.trainTo(20);
        saveRun(*training.run, path.toStdString(),
            recordOf(training.setup->dataset(), training.setup->spec()));
        const auto window = openRecording(home.filePath("runs"), smallWindowSpec(), true, 1e6);
        RunLibrary& library = window->session().library();
        QTRY_VERIFY(window->session().setup());
        window->session().advance(20); // else it is forgotten when it is left
        QTRY_COMPARE(window->session().moment().newestStep(), std::int64_t(20));
        const std::string trained = library.front(), id = training.run->identity().id;
        window->runOpener().open(path);
        QTRY_COMPARE(library.front(), id);
        QTRY_VERIFY(window->session().setup());
        RunList& list = window->runList();
        window->docks().bringForward("runs");
        QTRY_VERIFY(library.find(trained)->run->outcome().kind != RunOutcome::Kind::running);
        list.bringForward(trained);
        QTRY_COMPARE(library.front(), trained);
        const auto withFile = [&](const std::string& run) {
            QMenu menu;
            list.fillMenu(menu, run);
            for (QAction* action : menu.actions())
                if (action->text() == u"Delete with its file" && action->isEnabled()) {
                    action->trigger();
                    return true;
                }
            return false;
        };
        QVERIFY(!withFile(trained)); // in front, and in no file
        auto* undo = list.findChild<QToolButton*>(QStringLiteral("undoRemove"));
        QVERIFY(withFile(id));
        QVERIFY(!library.find(id));
        QTRY_VERIFY(!QFile::exists(path));
        QTRY_VERIFY(undo->isEnabled());
        QTest::mouseClick(undo, Qt::LeftButton);
        QVERIFY(library.find(id));
        QTRY_VERIFY(QFile::exists(path));
        QCOMPARE(readRun(path.toStdString()).run->identity().id, id);
        // One that somebody is writing stays, and that is said.
        QTRY_VERIFY(undo->isHidden());
        RunStore writer(*training.run, path.toStdString(),
            recordOf(training.setup->dataset(), training.setup->spec()));
        QTRY_VERIFY(undo->isEnabled());
        QVERIFY(withFile(id));
        const auto said = [&] { return undo->parentWidget()->findChild<QLabel*>()->text(); };
        QTRY_VERIFY2(
            said().startsWith(QStringLiteral("The file old.clab stays:")), qPrintable(said()));
        QVERIFY(QFile::exists(path));
    }

    // Two at once into the bin and back; one that was emptied out of it stays away, and that is
    // said.
    void deletedFilesGoThroughTheUndoList()
    {
        const QTemporaryDir home;
        qputenv("XDG_DATA_HOME", home.filePath(QStringLiteral("data")).toUtf8());
        QDir(home.path()).mkpath(QStringLiteral("runs"));
        QStringList paths;
        std::vector<std::string> ids;
        for (const char* name : { "one", "two" }) {
            Training training;
            training.trainTo(20);
            paths << home.filePath(QStringLiteral("runs/%1.clab").arg(QLatin1String(name)));
            saveRun(*training.run, paths.back().toStdString(),
                recordOf(training.setup->dataset(), training.setup->spec()));
            ids.push_back(training.run->identity().id);
        }
        const auto window = openRecording(home.filePath("runs"), smallWindowSpec(), true, 1e6);
        RunLibrary& library = window->session().library();
        QTRY_VERIFY(window->session().setup());
        window->session().advance(20); // else it is forgotten when it is left
        QTRY_COMPARE(window->session().moment().newestStep(), std::int64_t(20));
        const std::string trained = library.front();
        for (std::size_t i = 0; i < 2; ++i) {
            window->runOpener().open(paths[int(i)]);
            QTRY_COMPARE(library.front(), ids[i]);
            QTRY_VERIFY(window->session().setup());
        }
        RunList& list = window->runList();
        QTRY_VERIFY(library.find(trained)->run->outcome().kind != RunOutcome::Kind::running);
        list.bringForward(trained);
        QTRY_COMPARE(library.front(), trained);
        UndoList& undo = window->undoList();
        for (const std::string& id : ids)
            list.removeWithFile(id);
        QCOMPARE(undo.count(), 2);
        undo.goTo(0);
        QVERIFY(library.find(ids[0]) && library.find(ids[1]));
        undo.goTo(2);
        QVERIFY(!library.find(ids[0]) && !library.find(ids[1]));
        for (const QString& path : paths)
            QTRY_VERIFY(!QFile::exists(path));
        undo.undo();
        QTRY_VERIFY(QFile::exists(paths[1]));
        QVERIFY(!QFile::exists(paths[0]));
        QVERIFY(QDir(home.filePath(QStringLiteral("data/Trash/files"))).removeRecursively());
        QSignalSpy failed(&undo, &UndoList::failed);
        undo.undo();
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0][1].toString(), QStringLiteral("Its file is no longer in the bin."));
        QCOMPARE(undo.count(), 1);
        QVERIFY(!library.find(ids[0]) && library.find(ids[1]));
    }

    void oldRecordingsGoOnceTheyAreToldOf()
    {
        const QTemporaryDir home;
        const QStringList old = leaveLargeRuns(home.path(), 4);
        {
            const auto window = openRecording(home.path(), smallWindowSpec(), true, 1e6, 2);
            QTRY_VERIFY(window->recordingBanner().isVisible());
            QVERIFY2(window->recordingBanner().text().startsWith(QStringLiteral("3 old recording")),
                qPrintable(window->recordingBanner().text()));
            QCOMPARE(runFilesIn(home.path()), old);
            window->runOpener().open(old[1]); // looked at in this session: it stays
            QTRY_COMPARE(window->session().library().runs().back().path, old[1]);
        }
        QCOMPARE(runFilesIn(home.path()), (QStringList { old[1], old[3] }));
    }

    void oldRecordingsThatAreKeptStay()
    {
        const QTemporaryDir home;
        const QStringList old = leaveLargeRuns(home.path(), 4);
        {
            const auto window = openRecording(home.path(), smallWindowSpec(), true, 1e6, 2);
            QTRY_VERIFY(window->recordingBanner().isVisible());
            QTest::mouseClick(&button(*window, "keep"), Qt::LeftButton);
            QVERIFY(!window->recordingBanner().isVisible());
        }
        QCOMPARE(runFilesIn(home.path()), old);
        const auto window = openRecording(home.path(), smallWindowSpec(), true, 1e6, 2);
        QTRY_COMPARE(window->recording().found().size(), std::size_t(4));
        QVERIFY(!window->recordingBanner().isVisible());
        // A kept recording comes with its star, which can be taken away.
        window->runOpener().open(old[0]);
        RunLibrary& library = window->session().library();
        QTRY_VERIFY(library.runs().back().path == old[0] && library.runs().back().starred);
        library.setStarred(library.runs().back().run->identity().id, false);
        const auto isMarked = [&] {
            const auto found = recordingsIn(home.path().toStdString());
            return found.front().marks.contains(RecordingMark::kept);
        };
        QTRY_VERIFY(!isMarked());
    }

    void recordingsAreRecentRuns()
    {
        const QTemporaryDir home;
        const QStringList old = leaveLargeRuns(home.path(), 2);
        const auto window = openRecording(home.path(), smallWindowSpec());
        QTRY_COMPARE(window->recording().files().size(), qsizetype(1));
        QTRY_COMPARE(window->recording().found().size(), std::size_t(2));
        const QString now = window->recording().files().front();
        window->openStartPage();
        const auto* list = window->startPage().findChild<QTreeWidget*>(QStringLiteral("runs"));
        QStringList paths;
        for (int i = 0; i < list->topLevelItemCount(); ++i)
            paths << list->topLevelItem(i)->data(0, Qt::UserRole).toString();
        QCOMPARE(paths, (QStringList { now, old[1], old[0] }));
        // The run that trains here is not read from its file.
        window->startPage().close();
        const std::shared_ptr<const Run> run = window->session().run();
        window->runOpener().open(now);
        QCOMPARE(window->session().run(), run);
        QCOMPARE(window->session().state(), State::running);
    }

    void itIsSwitchedOffInASheet()
    {
        const QTemporaryDir home;
        const auto window = openRecording(home.path(), smallWindowSpec(), true);
        window->actions()[ActionId::recording]->trigger();
        auto* sheet = window->findChild<RecordingSheet*>();
        QVERIFY(sheet && sheet->isVisible());
        sheet->findChild<QSpinBox*>(QStringLiteral("megabytes"))->setValue(500);
        sheet->findChild<QCheckBox*>(QStringLiteral("on"))->setChecked(false);
        sheet->accept();
        QVERIFY(!window->recording().choice().on);
        QCOMPARE(window->recording().choice().megabytes, 500);
        QCOMPARE(window->recording().choice().folder, home.path());
        window->session().setPaused(false);
        QTRY_VERIFY(window->session().moment().newestStep() > 100);
        QVERIFY(!window->recording().holds(*window->session().run()));
        QVERIFY(runFilesIn(home.path()).isEmpty());
    }
};

QTEST_MAIN(TestRecording)
#include "tst_recording.moc"
