// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run that another program recorded, in the window: it is shown and scrubbed as one of our own,
// followed while it grows, and what would take weights says that there are none.
#include "run/foreign_analyst.h"
#include "run/run_opener.h"
#include "run/waiting_text.h"
#include "shell/actions.h"
#include "shell/status_strip.h"
#include "store/database.h"
#include "store/path_lock.h"
#include "support/open_window.h"
#include "support/window_run.h"

#include <QStatusBar>
#include <QTemporaryDir>

#include <filesystem>
#include <set>

using namespace contrastlab;

namespace {

using State = RunSession::State;
const std::string recorded = FIXTURES "/runs/recorded-generation-7.clab";

std::int64_t stepOf(const auto& record)
{
    return record ? record->step : -1;
}

} // namespace

class TestForeignWindow : public QObject {
    Q_OBJECT

private slots:
    void isShownAndScrubbed()
    {
        const auto window = opened(recorded);
        RunSession& session = window->session();
        RunMoment& moment = session.moment();
        QTRY_VERIFY(moment.setup() && moment.frame() && session.state() == State::ended);
        QVERIFY(session.isOfAnotherProgram());
        QCOMPARE(moment.setup()->dataset().items, 24);
        QCOMPARE(moment.frame()->step, 60);
        // One after the other, they are diagnosed here.
        QTRY_COMPARE(session.run()->diagnostics.size(), 6u);
        QTRY_COMPARE(stepOf(moment.diagnostics()), 60);
        for (const std::int64_t step : { 45, 12, 30 }) {
            moment.park(step);
            QTRY_COMPARE(stepOf(moment.frame()), step / 10 * 10);
            QTRY_COMPARE(stepOf(moment.diagnostics()), step / 10 * 10);
            QVERIFY(!moment.checkpoint());
        }
        QCOMPARE(moment.spec().integer("batch_size"), 32); // by the recorded change
        moment.follow();
        QTRY_COMPARE(stepOf(moment.frame()), 60);
    }

    void whatTakesWeightsSaysThatThereAreNone()
    {
        const auto window = opened(recorded);
        RunSession& session = window->session();
        QTRY_VERIFY(session.moment().frame() && session.setup());
        auto* bar = window->findChild<QStatusBar*>();
        const std::string before = session.library().front();
        for (const ActionId id : { ActionId::playPause, ActionId::branchHere, ActionId::reset,
                 ActionId::goToBest, ActionId::step }) {
            bar->clearMessage();
            if (!window->actions()[id]->isEnabled()) continue;
            window->actions()[id]->trigger();
            QVERIFY2(bar->currentMessage().contains(QStringLiteral("no weights")),
                qPrintable(window->actions()[id]->text()));
        }
        QCOMPARE(session.library().front(), before);
        QVERIFY(window->actions()[ActionId::branchHere]->isEnabled());
        QVERIFY(weightsText(session.moment(), {}).contains(QStringLiteral("no weights")));
        QVERIFY(waitingText(session.moment(), QStringLiteral("x")) == QStringLiteral("x"));
    }

    void aFileThatGrowsIsFollowed()
    {
        const QTemporaryDir folder;
        const std::string path = halfOfTheRun(folder);
        const auto window = opened(path);
        RunMoment& moment = window->session().moment();
        QTRY_COMPARE(stepOf(moment.frame()), 30);
        QTRY_COMPARE(stepOf(moment.diagnostics()), 30);
        const std::string next = path + ".next";
        std::filesystem::copy_file(recorded, next);
        std::filesystem::rename(next, path);
        QTRY_COMPARE_WITH_TIMEOUT(moment.newestStep(), 60, 20000);
        QTRY_COMPARE(stepOf(moment.frame()), 60);
        QTRY_COMPARE(stepOf(moment.diagnostics()), 60);
        QCOMPARE(window->session().outcome().kind, RunOutcome::Kind::completed);
    }

    /// As quickly as those of a run that trains here, though the file is read four times a second.
    void stepsThatAreReadAtOnceAreShownInParts()
    {
        const QTemporaryDir folder;
        const std::string path = halfOfTheRun(folder);
        const PathLock writer(path);
        const auto window = opened(path);
        RunMoment& moment = window->session().moment();
        QTRY_COMPARE(stepOf(moment.frame()), 30);
        std::set<std::int64_t> shown;
        connect(&moment, &RunMoment::changed, this, [&] { shown.insert(moment.newestStep()); });
        std::filesystem::copy_file(recorded, path + ".next");
        std::filesystem::rename(path + ".next", path);
        QTRY_COMPARE_WITH_TIMEOUT(moment.newestStep(), 60, 20000);
        QVERIFY2(shown.size() >= 2, qPrintable(QString::number(shown.size())));
        QTRY_COMPARE(stepOf(moment.frame()), 60);
    }

private:
    /// The recorded run as it was at step 30.
    [[nodiscard]] static std::string halfOfTheRun(const QTemporaryDir& folder)
    {
        const std::string path = folder.filePath(QStringLiteral("grows.clab")).toStdString();
        std::filesystem::copy_file(recorded, path);
        Database database(path);
        for (const char* sql : { "DELETE FROM ending", "DELETE FROM steps WHERE id > 30",
                 "DELETE FROM evaluations WHERE id > 3", "DELETE FROM recalls WHERE id > 3",
                 "DELETE FROM embeddings WHERE step > 30" })
            database.execute(sql);
        return path;
    }
    [[nodiscard]] static std::unique_ptr<MainWindow> opened(const std::string& path)
    {
        auto window = openWindow(smallWindowSpec(), true);
        [&] { QTRY_VERIFY(window->session().setup()); }();
        window->runOpener().open(QString::fromStdString(path));
        [&] { QTRY_VERIFY(window->session().isRecorded()); }();
        return window;
    }
};

QTEST_MAIN(TestForeignWindow)
#include "tst_foreign_window.moc"
