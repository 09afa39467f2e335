// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that a window is started with, as by a double click on several: each is opened.
#include "analysis/evaluation.h"
#include "lesson/lesson_panel.h"
#include "media/open_data.h"
#include "run/run_recorder.h"
#include "run/trainer.h"
#include "store/run_store.h"
#include "support/open_window.h"
#include "support/window_run.h"

#include <QTemporaryDir>

using namespace contrastlab;

namespace {

QString recorded(const QTemporaryDir& folder, const QString& name, std::int64_t steps)
{
    const RunSpec spec = smallWindowSpec(steps);
    const auto setup = std::make_shared<RunSetup>(spec, openData(spec).dataset);
    Run run(setup->spec());
    ThreadPool pool(1);
    Trainer trainer(setup, pool);
    RunRecorder recorder(run, nullptr, &evaluatePart);
    drive(trainer, recorder, nullptr, {});
    const QString path = folder.filePath(name);
    saveRun(run, path.toStdString(), recordOf(setup->dataset(), setup->spec()));
    return path;
}

QString lessonFile()
{
    return QStringLiteral(FIXTURES "/../../resources/lessons/texts/00-reading-the-loss.lesson");
}

std::unique_ptr<MainWindow> windowWith(const QString& run, const QStringList& more)
{
    MainWindow::Setup setup;
    setup.spec = smallWindowSpec();
    setup.runFile = run;
    setup.moreFiles = more;
    setup.settings.language = QStringLiteral("en");
    setup.rememberSettings = false;
    setup.paused = true;
    setup.threads = 1;
    auto window = std::make_unique<MainWindow>(std::move(setup));
    window->show();
    return window;
}

QStringList pathsIn(MainWindow& window)
{
    QStringList paths;
    for (const LibraryRun& run : window.session().library().runs())
        if (run.file) paths << run.path;
    return paths;
}

bool showsTheLesson(MainWindow& window)
{
    const LessonPanel& lessons = window.lessons();
    return lessons.current() + 1 == lessons.lessons().size()
        && lessons.lessons().back().name == "reading-the-loss";
}

} // namespace

class TestOpenedFiles : public QObject {
    Q_OBJECT

private slots:
    void runsOneAfterTheOtherAndALesson()
    {
        const QTemporaryDir folder;
        const QString first = recorded(folder, QStringLiteral("first.clab"), 5);
        const QString second = recorded(folder, QStringLiteral("second.clab"), 7);
        const auto window = windowWith(first, { lessonFile(), second });
        QTRY_COMPARE(pathsIn(*window), QStringList({ first, second }));
        QTRY_COMPARE(window->session().run()->outcome().step, std::int64_t(7));
        QVERIFY(showsTheLesson(*window));
    }

    void aLessonAloneBesideANewRun()
    {
        const auto window = windowWith({}, { lessonFile() });
        QVERIFY(showsTheLesson(*window));
        QTRY_VERIFY(window->session().setup());
        QVERIFY(pathsIn(*window).isEmpty());
    }

    // What cannot be opened is told, and the rest is opened all the same.
    void onFromAFileThatIsNotThere()
    {
        const QTemporaryDir folder;
        const QString there = recorded(folder, QStringLiteral("there.clab"), 5);
        const auto window = windowWith(folder.filePath(QStringLiteral("none.clab")), { there });
        QTRY_COMPARE(pathsIn(*window), QStringList { there });
    }
};

QTEST_MAIN(TestOpenedFiles)
#include "tst_opened_files.moc"
