// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The diagnostics dock on real runs: what is logged, what is shown, and remedies that can be
// undone.
#include "plot/axis_ticks.h"
#include "plot/histogram_chart.h"
#include "run/finding_text.h"
#include "run/table_text.h"
#include "support/class_data.h"
#include "support/open_window.h"
#include "support/small_run.h"
#include "support/window_run.h"
#include "views/diagnostics_view.h"
#include "views/doctor_panel.h"

#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <cmath>
#include <memory>
#include <set>

using namespace contrastlab;
using State = RunSession::State;
using Code = Finding::Code;

namespace {

std::unique_ptr<MainWindow> openLarge(const RunSpec& spec)
{
    auto window = openWindow(spec);
    window->resize(1280, 800);
    return window;
}

QDockWidget* dockOf(const MainWindow& window)
{
    return window.findChild<QDockWidget*>(QStringLiteral("diagnostics"));
}

// The run has ended and its last step is diagnosed.
bool isDone(MainWindow& window)
{
    RunSession& session = window.session();
    const auto newest = session.run()->diagnostics.newest();
    return session.state() == State::ended && newest
        && newest->step == session.run()->steps.last()->step;
}

bool found(const MainWindow& window, Code code)
{
    const auto& findings = const_cast<MainWindow&>(window).diagnosticsView().doctor().findings();
    return std::ranges::find(findings, code, &Finding::code) != findings.end();
}

QStringList shownTexts(QWidget& widget)
{
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        if (label->isVisibleTo(&widget)) texts << label->text();
    return texts;
}

} // namespace

class TestDiagnostics : public QObject {
    Q_OBJECT

private slots:
    void theLastStepIsDiagnosedAndShown()
    {
        const auto window = openLarge(smallWindowSpec(150));
        QTRY_VERIFY(isDone(*window));
        RunSession& session = window->session();
        const auto log = session.run()->diagnostics.all();
        for (std::size_t i = 1; i < log.size(); ++i)
            QVERIFY(log[i]->step > log[i - 1]->step);
        const TrainingDiagnostics& last = *log.back();
        QCOMPARE(last.step, std::int64_t(150));
        QVERIFY(std::abs(last.chance - std::log(32)) < 1e-12);
        // The same items that the last evaluation judged.
        const EvaluationMetrics judged = *session.run()->evaluations.last();
        QCOMPARE(last.items, judged.items);
        QVERIFY(std::abs(last.heldOut.retrieval.aToB.recallAt1 - judged.aToB.recallAt1) < 1e-9);
        DiagnosticsView& view = window->diagnosticsView();
        QTRY_VERIFY(found(*window, Code::healthy));
        QTRY_COMPARE(view.collapseText(0), QStringLiteral("a: no collapse"));
        QCOMPARE(view.scaleText(),
            QStringLiteral("scale ") + shortNumber(1 / last.temperature, QLocale()));
        QCOMPARE(dockOf(*window)->windowTitle(), QStringLiteral("Diagnostics"));
    }

    // The log may hold more than was announced when the view reads it.
    void eachEntryIsShownOnce()
    {
        const auto window = openLarge(smallWindowSpec());
        RunSession& session = window->session();
        QTRY_VERIFY(session.run()->diagnostics.size() > 2);
        window->setLanguage(QStringLiteral("zh_CN"));
        QCoreApplication::sendPostedEvents(); // all is drawn anew
        window->setLanguage(QStringLiteral("en"));
        QCoreApplication::sendPostedEvents();
        session.setPaused(true);
        QTRY_COMPARE(session.state(), State::paused);
        const auto& shown = window->diagnosticsView().sparklines().front()->curve();
        QTRY_COMPARE(session.run()->diagnostics.newest()->step, session.run()->steps.last()->step);
        const auto log = session.run()->diagnostics.all();
        QTRY_COMPARE(shown.size(), log.size());
        for (std::size_t i = 0; i < log.size(); ++i)
            QCOMPARE(shown.keys()[i], double(log[i]->step));
    }

    void everyTileSaysWhatItIs()
    {
        const auto window = openLarge(smallWindowSpec(60));
        QTRY_VERIFY(isDone(*window));
        const auto tiles = diagnosticTiles(*window->session().setup());
        QCOMPARE(window->diagnosticsView().sparklines().size(), tiles.size());
        QVERIFY(tiles.size() >= 20);
        const TrainingDiagnostics newest = *window->session().run()->diagnostics.newest();
        std::set<QString> titles;
        for (const DiagnosticTile& tile : tiles) {
            titles.insert(tile.title);
            QVERIFY(tile.tip.count(QStringLiteral("<p>")) == 3 && !tile.tip.contains(u'%'));
            QVERIFY2(std::isfinite(tile.value(newest)), qPrintable(tile.title));
        }
        QCOMPARE(titles.size(), tiles.size());
    }

    // A small plot a class, in the order of the data.
    void eachClassHasItsAccuracy()
    {
        const RunSetup setup(smallSpec({ { "held_out", "100" } }), test::classData(400));
        std::vector<DiagnosticTile> tiles;
        for (const DiagnosticTile& tile : diagnosticTiles(setup))
            if (tile.group == DiagnosticTile::Group::classes) tiles.push_back(tile);
        QCOMPARE(tiles.size(), std::size_t(5));
        TrainingDiagnostics entry;
        QVERIFY(std::isnan(tiles[0].value(entry))); // a file from before they were kept
        entry.classAccuracies = Vector<double>::LinSpaced(5, 0, 1);
        for (int c = 0; c < 5; ++c) {
            QCOMPARE(tiles[std::size_t(c)].title, QString::fromLatin1(test::classes[c]));
            QCOMPARE(tiles[std::size_t(c)].value(entry), 0.25 * c);
            QCOMPARE(tiles[std::size_t(c)].references(entry).front().value, 0.2);
        }
    }

    void columnsFollowTheWidth()
    {
        const auto window = openLarge(smallWindowSpec(60));
        QTRY_VERIFY(isDone(*window));
        DiagnosticsView& view = window->diagnosticsView();
        dockOf(*window)->setFloating(true);
        dockOf(*window)->show();
        const auto places = [&](int width) {
            dockOf(*window)->resize(width, 500);
            QCoreApplication::sendPostedEvents();
            QTest::qWait(20);
            std::set<int> columns;
            for (const Sparkline* plot : view.sparklines())
                columns.insert(plot->x());
            return columns.size();
        };
        std::size_t wide = 0;
        QTRY_COMPARE(places(260), std::size_t(1));
        QTRY_VERIFY((wide = places(1300)) >= 4 && wide % 2 == 0);
        for (const Sparkline* plot : view.sparklines())
            QVERIFY(plot->width() >= plot->minimumSizeHint().width());
    }

    void aRemedyIsAppliedAndUndone()
    {
        RunSpec spec = smallWindowSpec();
        spec.set("learning_rate", 1e-7);
        const auto window = openLarge(spec);
        RunSession& session = window->session();
        DoctorPanel& doctor = window->diagnosticsView().doctor();
        QTRY_VERIFY(found(*window, Code::learningRateTooLow));
        QCOMPARE(doctor.severity(), Severity::problem);
        QVERIFY(dockOf(*window)->windowTitle() != QStringLiteral("Diagnostics"));
        const auto buttons = doctor.findChildren<QPushButton*>();
        QCOMPARE(buttons.size(), qsizetype(doctor.findings().size()));
        const Remedy remedy = *doctor.findings().front().remedy;
        QCOMPARE(buttons.front()->text(),
            QStringLiteral("Set Learning rate η to ") + numberText(std::get<double>(remedy.value)));
        buttons.front()->click();
        QTRY_COMPARE(session.spec().value("learning_rate"), remedy.value);
        QTRY_VERIFY(!found(*window, Code::learningRateTooLow));
        window->edits().undoList().undo();
        QTRY_COMPARE(session.spec().real("learning_rate"), 1e-7);
        session.setPaused(true);
    }

    void aRunThatGoesOnKeepsItsDiagnostics()
    {
        const auto window = openLarge(smallWindowSpec(60));
        QTRY_VERIFY(isDone(*window));
        const auto before = window->session().run()->diagnostics.all();
        window->session().continueFurther();
        QTRY_VERIFY(isDone(*window));
        const auto after = window->session().run()->diagnostics.all();
        QVERIFY(after.size() > before.size());
        for (std::size_t i = 0; i < before.size(); ++i)
            QCOMPARE(after[i]->step, before[i]->step);
        QCOMPARE(after.back()->step, std::int64_t(120));
    }

    void anotherRunBeginsAfresh()
    {
        const auto window = openLarge(smallWindowSpec(60));
        QTRY_VERIFY(isDone(*window));
        window->session().start(smallWindowSpec(40));
        QCOMPARE(window->session().run()->diagnostics.size(), std::size_t(0));
        QTRY_VERIFY(isDone(*window));
        QCOMPARE(window->session().run()->diagnostics.newest()->step, std::int64_t(40));
    }

    void aDivergedRunIsNotCalledHealthy()
    {
        const auto window = openLarge(divergingWindowSpec());
        QTRY_COMPARE(window->session().outcome().kind, RunOutcome::Kind::diverged);
        QTRY_VERIFY(found(*window, Code::diverged));
        QVERIFY(!found(*window, Code::healthy));
    }

    void everyFindingHasASentenceInBothLanguages()
    {
        const auto window = openLarge(smallWindowSpec(1));
        const RunSpec spec;
        const auto texts = [&] {
            QStringList all;
            for (int code = 0; code <= int(Code::overconfident); ++code) {
                const Finding finding { Code(code), Severity::note, { 1, 2, 3, 4 },
                    Remedy { "objective", std::string("article") } };
                all << findingText(finding, spec) << remedyText(finding);
            }
            return all;
        };
        const QStringList english = texts();
        window->setLanguage(QStringLiteral("zh_CN"));
        const QStringList chinese = texts();
        window->setLanguage(QStringLiteral("en"));
        QCOMPARE(english.size(), chinese.size());
        for (qsizetype i = 0; i < english.size(); ++i) {
            QVERIFY2(!english[i].isEmpty() && !english[i].contains(u'%'), qPrintable(english[i]));
            QVERIFY2(!chinese[i].isEmpty() && !chinese[i].contains(u'%'), qPrintable(chinese[i]));
            QVERIFY2(english[i] != chinese[i], qPrintable(english[i]));
        }
    }

    void theLossIsComparedWithItsLandmark_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("text");
        QTest::newRow("clip") << "clip"
                              << "ln N = 3.466";
        QTest::newRow("nt-xent") << "nt-xent"
                                 << "ln(2N − 1) = 3.466";
        QTest::newRow("moco") << "moco"
                              << "ln(1 + K) = 3.466";
        QTest::newRow("barlow-twins") << "barlow-twins"
                                      << "d = 3.466";
        QTest::newRow("triplet") << "triplet"
                                 << "the margin 3.466";
        QTest::newRow("siglip") << "siglip"
                                << "3.466";
    }
    void theLossIsComparedWithItsLandmark()
    {
        QFETCH(QString, objective);
        RunSpec spec;
        spec.set("objective", objective.toStdString());
        QTEST(landmarkText(spec, std::log(32)), "text");
    }

    void theWordsFollowTheLanguage()
    {
        const auto window = openLarge(smallWindowSpec(60));
        QTRY_VERIFY(isDone(*window));
        DiagnosticsView& view = window->diagnosticsView();
        QTRY_VERIFY(!view.collapseText(0).isEmpty());
        dockOf(*window)->raise();
        QTRY_VERIFY(view.sparklines().front()->isVisible());
        const QStringList english = shownTexts(*view.widget());
        window->setLanguage(QStringLiteral("zh_CN"));
        const auto stillEnglish = [&] {
            QStringList same;
            for (const QString& text : shownTexts(*view.widget()))
                if (!text.isEmpty() && english.contains(text)) same << text;
            return same.join(u'\n');
        };
        QTRY_COMPARE(stillEnglish(), QString());
        QCOMPARE(shownTexts(*view.widget()).size(), english.size());
        window->setLanguage(QStringLiteral("en"));
    }
};

QTEST_MAIN(TestDiagnostics)
#include "tst_diagnostics.moc"
