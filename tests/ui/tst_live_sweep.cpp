// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of sweeps: what is wrong in words, a picture that fills, pause, cancel and going on,
// after a restart too; each run is the one that it would be alone, and opens.
#include "panels/sweep_editor.h"
#include "panels/sweep_panel.h"
#include "plot/arm_chart.h"
#include "plot/heat_map.h"
#include "run/drive.h"
#include "run/run_opener.h"
#include "run/run_recorder.h"
#include "store/path_lock.h"
#include "store/run_store.h"
#include "support/open_window.h"
#include "support/window_run.h"
#include "views/sweep_diagram.h"

#include "analysis/evaluation.h"

#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QToolButton>

#include <cmath>

using namespace contrastlab;
using State = LiveSweep::State;

namespace {

constexpr int patience = 60000; // ms, on a slow machine

std::unique_ptr<MainWindow> openOn(const QString& folder, const RunSpec& spec = smallWindowSpec())
{
    MainWindow::Setup setup;
    setup.spec = spec;
    setup.settings.language = QStringLiteral("en");
    setup.settings.theme = Theme::light;
    setup.settings.recordsRuns = false;
    setup.settings.folders.recordings = folder;
    setup.rememberSettings = false;
    setup.paused = true;
    setup.threads = 1;
    setup.size = { 1440, 900 };
    auto window = std::make_unique<MainWindow>(std::move(setup));
    window->show();
    window->docks().bringForward("sweep");
    return window;
}

void type(QLineEdit& field, const char* text)
{
    field.selectAll();
    QTest::keyClicks(&field, QString::fromLatin1(text));
}

void choose(QComboBox& box, const char* key)
{
    box.setCurrentIndex(box.findData(QString::fromLatin1(key)));
}

/// Temperature x batch size, on short runs.
void setUp(SweepPanel& panel, const char* temperatures, const char* batches, int steps = 30)
{
    SweepEditor& editor = panel.editor();
    choose(editor.keyBox(0), "temperature");
    type(editor.valuesField(0), temperatures);
    choose(editor.keyBox(1), "batch_size");
    type(editor.valuesField(1), batches);
    editor.stepsField().setValue(steps);
}

void click(QToolButton& button)
{
    QTest::mouseClick(&button, Qt::LeftButton);
}

QStringList runFilesIn(const QString& folder)
{
    return QDir(folder).entryList({ QStringLiteral("*.clab") }, QDir::Files);
}

std::string digestAlone(const RunSpec& spec)
{
    ThreadPool pool(2);
    Trainer trainer(std::make_shared<RunSetup>(spec, openData(spec).dataset), pool);
    Run run(trainer.spec());
    RunRecorder recorder(run, nullptr, &evaluatePart);
    drive(trainer, recorder, nullptr, {});
    SweepResult result;
    result.digest = run.digest();
    return digestText(result);
}

/// Where a cell of the heat map is drawn.
QPoint placeOf(const HeatMap& map, int column, int row)
{
    for (int y = 0; y < map.height(); y += 2)
        for (int x = 0; x < map.width(); x += 2)
            if (map.cellAt(QPointF(x, y)) == QPoint(column, row)
                && map.cellAt(QPointF(x + 4, y + 4)) == QPoint(column, row))
                return { x + 4, y + 4 };
    return {};
}

} // namespace

class TestLiveSweep : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void whatIsWrongIsSaidInWords_data()
    {
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* values, const char* part) {
            QTest::newRow(*values ? values : "empty") << QString(values) << QString(part);
        };
        row("", "1 to 10000 values with commas between");
        row("0.1, zero", "= zero: needs a number from 0.001");
        row("0.1, -1", "= -1: needs a number from 0.001");
        row("log:0:1:3", "log:FIRST:LAST:COUNT with numbers above 0");
        row("linear:0.1:1:1", "of 2 to 10000 values");
    }
    void whatIsWrongIsSaidInWords()
    {
        QFETCH(QString, values);
        SweepEditor editor;
        editor.show();
        QVERIFY(editor.problems().isEmpty());
        QVERIFY(editor.problemLabel().isHidden());
        editor.valuesField(0).setText(values);
        QVERIFY(!editor.problemLabel().isHidden());
        QFETCH(QString, part);
        QVERIFY2(editor.problems().contains(part), qPrintable(editor.problems()));
        editor.valuesField(0).setText(QStringLiteral("0.1, 1"));
        QVERIFY(editor.problemLabel().isHidden());
        QCOMPARE(editor.runs(), std::size_t(2));
    }

    void whatIsProposedCanBeTrained()
    {
        SweepEditor editor;
        editor.setBase(smallWindowSpec(70));
        QCOMPARE(editor.stepsField().value(), 70);
        QComboBox& keys = editor.keyBox(0);
        for (int i = 0; i < keys.count(); ++i) {
            const std::string key = keys.itemData(i).toString().toStdString();
            if (!findParameter(key)) continue; // the name of a section
            keys.setCurrentIndex(i);
            if (editor.valuesField(0).text().isEmpty()) continue; // of names that only data know
            QVERIFY2(editor.problems().isEmpty(),
                qPrintable(QString::fromStdString(key) + u' ' + editor.problems()));
        }
        choose(keys, "seed");
        editor.seedsField().setValue(2);
        QVERIFY(editor.problems().contains(QStringLiteral("one seed for each")));
        choose(editor.keyBox(1), "seed");
        QVERIFY(editor.problems().contains(QStringLiteral("two different")));
    }

    void itFillsAndEachRunIsTheRunAlone()
    {
        const QTemporaryDir home;
        const auto window = openOn(home.path());
        SweepPanel& panel = window->sweep();
        QTRY_VERIFY_WITH_TIMEOUT(panel.goButton().isEnabled(), patience);
        setUp(panel, "0.05, 0.5, 1", "16,32");
        click(panel.goButton());
        QVERIFY(panel.live().isBusy() && !panel.setUpButton().isChecked());
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::complete, patience);
        QCOMPARE(panel.live().runs(), std::size_t(6));
        QCOMPARE(panel.live().ended(), std::size_t(6));
        QVERIFY(panel.header().startsWith(QStringLiteral("6 of 6 runs")));
        const HeatMap& map = panel.diagram().heatMap();
        QCOMPARE(map.columns(), 3);
        QCOMPARE(map.rows(), 2);
        for (std::size_t cell = 0; cell < 6; ++cell) {
            const SweptRun* run = panel.live().run(cell);
            QVERIFY(run && QFile::exists(run->path));
            QCOMPARE(run->digest, digestAlone(panel.live().sweep()->setupOf(cell)->spec()));
            QCOMPARE(run->picture.losses.size(), std::size_t(30));
            QCOMPARE(run->picture.points.size(), std::size_t(2));
            const SweepCell& place = panel.live().sweep()->cells()[cell];
            QCOMPARE(map.value(int(place.place[1]), int(place.place[0])),
                float(100 * panel.diagram().shownMetric().of(run->values)));
        }
        // Another number, of another range; what no run has is empty.
        panel.metricBox().setCurrentIndex(2);
        QCOMPARE(map.value(0, 0), float(panel.live().run(0)->values[1]));
        QVERIFY(map.colorBarTitle().contains(QStringLiteral("held-out loss")));
        QCOMPARE(panel.diagram().table().size(), 1 + 6);
        panel.diagram().resize(900, 700);
        QVERIFY(!panel.diagram().figure().toImage().isNull());
    }

    void aSettingIsClickedAndItsRunOpens()
    {
        const QTemporaryDir home;
        const auto window = openOn(home.path());
        SweepPanel& panel = window->sweep();
        QTRY_VERIFY_WITH_TIMEOUT(panel.goButton().isEnabled(), patience);
        setUp(panel, "0.05, 0.5", "16,32");
        click(panel.goButton());
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::complete, patience);
        QVERIFY(!panel.openButton().isEnabled());
        const HeatMap& map = panel.diagram().heatMap();
        QTest::mouseClick(const_cast<HeatMap*>(&map), Qt::LeftButton, {}, placeOf(map, 1, 0));
        QVERIFY(panel.diagram().chosen() == LiveSweep::Place({ 1, 0 }));
        const SweptRun& run = *panel.live().runsAt({ 1, 0 }).front();
        QVERIFY(panel.diagram().linesOf({ 1, 0 }).contains(QString::fromStdString(run.digest)));
        QVERIFY(panel.diagram().numbersOf({ 1, 0 }).contains(QStringLiteral("recall@10")));
        QVERIFY(panel.openButton().isEnabled());
        click(panel.openButton());
        RunSession& session = window->session();
        QTRY_VERIFY_WITH_TIMEOUT(session.isRecorded() && session.setup(), patience);
        QCOMPARE(toText(session.spec().value("temperature")), "0.5");
        SweepResult opened;
        opened.digest = session.run()->digest();
        QCOMPARE(digestText(opened), run.digest);
        QCOMPARE(panel.live().state(), State::complete); // it stays beside
    }

    // With its folder into the bin, and back whole.
    void deletedItComesBackThroughTheUndoList()
    {
        const QTemporaryDir home;
        qputenv("XDG_DATA_HOME", home.filePath(QStringLiteral("data")).toUtf8());
        const auto window = openOn(home.path());
        SweepPanel& panel = window->sweep();
        QTRY_VERIFY_WITH_TIMEOUT(panel.goButton().isEnabled(), patience);
        QVERIFY(!panel.deleteButton().isVisible()); // nothing is there yet
        setUp(panel, "0.05, 0.5", "16,32");
        click(panel.goButton());
        QVERIFY(!panel.deleteButton().isEnabled());
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::complete, patience);
        const QString folder = panel.live().folder();
        const QStringList files = runFilesIn(folder);
        QCOMPARE(files.size(), 4);
        click(panel.deleteButton());
        QCOMPARE(panel.live().state(), State::none);
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(folder), patience);
        UndoList& undo = window->undoList();
        QCOMPARE(undo.done(), 1);
        QVERIFY(undo.entry(0).text().startsWith(
            QStringLiteral("Deleted the sweep Temperature τ × Batch size N")));
        window->actions()[ActionId::undo]->trigger();
        QTRY_VERIFY2_WITH_TIMEOUT(
            panel.live().state() == State::complete, qPrintable(panel.live().problems()), patience);
        QCOMPARE(panel.live().folder(), folder);
        QCOMPARE(runFilesIn(folder), files);
        QCOMPARE(panel.live().ended(), std::size_t(4));
        for (int time = 0; time < 3; ++time) { // quicker than the bin
            undo.redo();
            undo.undo();
        }
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::complete, patience);
        QCOMPARE(panel.live().ended(), std::size_t(4));
        undo.redo();
        undo.undo();
        undo.redo();
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(folder), patience);
        QCOMPARE(panel.live().state(), State::none);
        // One that somebody trains stays, and that is said.
        undo.undo();
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::complete, patience);
        panel.live().close();
        panel.openSweep(home.path());
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::refused, patience);
        const PathLock held((folder + QStringLiteral("/sweep.json")).toStdString());
        QSignalSpy told(&panel, &SweepPanel::told);
        undo.redo();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, patience);
        QVERIFY2(told[0][0].toString().endsWith(
                     QStringLiteral(" stays where it is: Its runs are being trained.")),
            qPrintable(told[0][0].toString()));
        QVERIFY(QFile::exists(folder));
        QCOMPARE(undo.count(), 0);
    }

    // What has ended is whole in the folder; the rest is trained when somebody wants it.
    void cancelledItGoesOn()
    {
        const QTemporaryDir home;
        const auto window = openOn(home.path());
        SweepPanel& panel = window->sweep();
        QTRY_VERIFY_WITH_TIMEOUT(panel.goButton().isEnabled(), patience);
        setUp(panel, "log:0.01:1:12", "16,32,64", 200);
        click(panel.goButton());
        QTRY_VERIFY_WITH_TIMEOUT(panel.live().ended() >= 2, patience);
        click(panel.goButton());
        QCOMPARE(panel.live().state(), State::paused);
        QVERIFY(panel.header().contains(QStringLiteral("paused")));
        click(panel.goButton());
        QCOMPARE(panel.live().state(), State::training);
        click(panel.cancelButton());
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::stopped, patience);
        const std::size_t ended = panel.live().ended();
        QVERIFY(ended < 36);
        const QString folder = panel.live().folder();
        const QStringList files = runFilesIn(folder);
        QCOMPARE(std::size_t(files.size()), ended);
        for (const QString& file : files)
            QVERIFY(readRun((folder + u'/' + file).toStdString()).run->outcome().kind
                == RunOutcome::Kind::completed);
        QVERIFY(QFile::exists(folder + QStringLiteral("/runs.csv")));
        QCOMPARE(panel.goButton().text(), QStringLiteral("Go on"));
        click(panel.goButton());
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::complete, patience);
        QCOMPARE(runFilesIn(folder).size(), 36);
    }

    // The window was closed in the midst of it, or the program killed.
    void afterARestartItIsOffered()
    {
        const QTemporaryDir home;
        QString folder;
        {
            const auto window = openOn(home.path());
            SweepPanel& panel = window->sweep();
            QTRY_VERIFY_WITH_TIMEOUT(panel.goButton().isEnabled(), patience);
            setUp(panel, "log:0.01:1:12", "16,32,64", 200);
            click(panel.goButton());
            QTRY_VERIFY_WITH_TIMEOUT(panel.live().ended() >= 2, patience);
            folder = panel.live().folder();
        }
        const auto there = std::size_t(runFilesIn(folder).size());
        QVERIFY(there >= 2 && there < 36);
        {
            const auto window = openOn(home.path());
            SweepPanel& panel = window->sweep();
            QTRY_VERIFY_WITH_TIMEOUT(panel.resumeButton().isVisible(), patience);
            QCOMPARE(panel.live().unfinished()->there, there);
            QCOMPARE(panel.live().state(), State::none); // nothing by itself
            click(panel.resumeButton());
            QVERIFY(!panel.resumeButton().isVisible());
            QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::complete, patience);
            QCOMPARE(runFilesIn(folder).size(), 36);
            QCOMPARE(panel.live().run(35)->digest,
                digestAlone(panel.live().sweep()->setupOf(35)->spec()));
        }
        QVERIFY(QFile::remove(folder + u'/' + runFilesIn(folder).front()));
        {
            const auto window = openOn(home.path());
            SweepPanel& panel = window->sweep();
            QTRY_VERIFY_WITH_TIMEOUT(panel.leaveButton().isVisible(), patience);
            click(panel.leaveButton());
            QVERIFY(!panel.leaveButton().isVisible());
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder + QStringLiteral("/.left")), patience);
        }
    }

    // As the command line leaves it: sweep.json and what has ended.
    void aFolderOpensAndGoesOnFromWhereItStood()
    {
        const QTemporaryDir home;
        const std::string folder = home.filePath(QStringLiteral("sweep")).toStdString();
        SweepSpec spec;
        spec.base = smallWindowSpec(20);
        std::vector<Problem> problems;
        spec.axes = { readAxis("temperature=0.1,0.5,1", problems) };
        spec.repeats = 2;
        SweepLab lab;
        lab.open = [](const RunSpec& part) { return openData(part).dataset; };
        {
            const Sweep sweep(spec, lab);
            SweepFolder files(folder, sweep);
            SweepWork work;
            work.cells = { 0, 1 }; // the ends come first
            work.evaluator = &evaluatePart;
            work.keep = [&](const EndedRun& ended) { files.write(ended); };
            runSweep(sweep, work);
        }
        const auto window = openOn(home.filePath(QStringLiteral("runs")));
        SweepPanel& panel = window->sweep();
        panel.openSweep(QString::fromStdString(folder + "/sweep.json"));
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::stopped, patience);
        QCOMPARE(panel.live().ended(), std::size_t(2));
        const ArmChart& chart = panel.diagram().armChart();
        QVERIFY(chart.isVisible());
        QCOMPARE(chart.series().front().values.size(), std::size_t(3));
        QVERIFY(chart.series().front().values[1].empty());
        click(panel.goButton());
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::complete, patience);
        for (const auto& values : chart.series().front().values)
            QCOMPARE(values.size(), std::size_t(2));
        QTest::mouseClick(const_cast<ArmChart*>(&chart), Qt::LeftButton, {},
            QPoint(chart.width() / 2, chart.height() / 2));
        QVERIFY(panel.diagram().chosen() == LiveSweep::Place({ 1, 0 }));
        QVERIFY(panel.diagram().numbersOf({ 1, 0 }).contains(QStringLiteral("2 seed")));
        QMenu* seeds = panel.openButton().menu();
        QVERIFY(seeds);
        emit seeds->aboutToShow();
        QCOMPARE(seeds->actions().size(), 2);
        seeds->actions().back()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(window->session().isRecorded(), patience);
        QCOMPARE(window->session().run()->spec().integer("seed"), std::int64_t(1));
        panel.metricBox().setCurrentIndex(panel.metricBox().count() - 1); // there are no classes
        panel.diagram().choose({});
        QVERIFY(!panel.diagram().hasNumbers());
    }

    void whatDataSayIsSaidAndNothingIsTrained()
    {
        const QTemporaryDir home;
        const auto window = openOn(home.path());
        SweepPanel& panel = window->sweep();
        QTRY_VERIFY_WITH_TIMEOUT(panel.goButton().isEnabled(), patience);
        setUp(panel, "0.1, 1", "16, 5000");
        click(panel.goButton());
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::refused, patience);
        QVERIFY2(panel.messageLabel().text().contains(QStringLiteral("5000")),
            qPrintable(panel.messageLabel().text()));
        QVERIFY(panel.messageLabel().isVisible());
        QVERIFY(
            panel.diagram().heatMap().emptyText().contains(QStringLiteral("cannot be trained")));
        // What is no sweep says so, too.
        QFile file(home.filePath(QStringLiteral("sweep.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{");
        file.close();
        panel.openSweep(file.fileName());
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::refused, patience);
        QVERIFY(panel.messageLabel().text().contains(QStringLiteral("description of a sweep")));
        click(panel.setUpButton());
        QVERIFY(panel.goButton().isEnabled());
    }

    void divergedRunsSaySo()
    {
        const QTemporaryDir home;
        const auto window = openOn(home.path(), divergingWindowSpec());
        SweepPanel& panel = window->sweep();
        QTRY_VERIFY_WITH_TIMEOUT(panel.goButton().isEnabled(), patience);
        choose(panel.editor().keyBox(0), "learning_rate");
        type(panel.editor().valuesField(0), "0.001, 100");
        panel.editor().stepsField().setValue(60);
        click(panel.goButton());
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::complete, patience);
        QCOMPARE(panel.live().diverged(), std::size_t(1));
        QVERIFY(panel.header().contains(QStringLiteral("1 diverged")));
        QVERIFY(panel.diagram().numbersOf({ 1, 0 }).contains(QStringLiteral("diverged")));
        QVERIFY(std::isnan(panel.diagram().armChart().series().front().values[1][0]));
    }

    void aParameterThatChangesNothing()
    {
        const QTemporaryDir home;
        const auto window = openOn(home.path());
        SweepPanel& panel = window->sweep();
        QTRY_VERIFY_WITH_TIMEOUT(panel.goButton().isEnabled(), patience);
        choose(panel.editor().keyBox(0), "margin");
        type(panel.editor().valuesField(0), "0.1, 0.2");
        panel.editor().stepsField().setValue(5);
        click(panel.goButton());
        QTRY_COMPARE_WITH_TIMEOUT(panel.live().state(), State::complete, patience);
        QVERIFY2(panel.messageLabel().text().contains(QStringLiteral("changes nothing here")),
            qPrintable(panel.messageLabel().text()));
    }
};

QTEST_MAIN(TestLiveSweep)
#include "tst_live_sweep.moc"
