// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of a step taken apart: it walks by keys, buttons and by itself, its formulas have the
// step's numbers, it stays while the run goes on, and what it foretells comes true.
#include "support/open_window.h"
#include "support/run_dock.h"
#include "support/window_run.h"
#include "views/anatomy_figure.h"
#include "views/anatomy_panel.h"
#include "views/loss_view.h"
#include "views/stage_row.h"

#include <QComboBox>
#include <QDockWidget>
#include <QPainter>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace contrastlab;

namespace {

constexpr int patience = 30000; // ms, on a slow machine

struct Dock : RunDock<AnatomyPanel> {
    using RunDock::RunDock;
    [[nodiscard]] const AnatomyScene& scene() const { return panel->figure().scene(); }
    [[nodiscard]] bool isThere() const { return scene().anatomy != nullptr; }
};

/// The dock, brought forward as its entry in the menu does it.
AnatomyPanel& shownIn(MainWindow& window)
{
    QDockWidget* dock = window.docks()["anatomy"];
    if (dock->isHidden()) dock->toggleViewAction()->trigger();
    return window.anatomyPanel();
}

} // namespace

class TestAnatomy : public QObject {
    Q_OBJECT

private slots:
    void saysWhyThereIsNothing()
    {
        Dock dock;
        QVERIFY(dock.panel->figure().emptyText().contains(QStringLiteral("No data")));
        QVERIFY(!dock.panel->nextButton().isEnabled());
        dock.moment.setLack(RunMoment::Lack::preparing);
        QVERIFY(dock.panel->figure().emptyText().contains(QStringLiteral("Preparing")));
        QVERIFY(!dock.panel->figure().grab().isNull());
    }

    void walksByKeysAndButtons()
    {
        Dock dock;
        dock.open();
        QTRY_VERIFY_WITH_TIMEOUT(dock.isThere(), patience);
        AnatomyPanel& panel = *dock.panel;
        QVERIFY(!panel.backButton().isEnabled());
        panel.setFocus();
        for (int stage = 1; stage < anatomyStages; ++stage) {
            QTest::keyClick(&panel, Qt::Key_Right);
            QCOMPARE(int(panel.stage()), stage);
            QCOMPARE(panel.stages().current(), stage);
        }
        QTest::keyClick(&panel, Qt::Key_Right);
        QCOMPARE(panel.stage(), AnatomyStage::update);
        QVERIFY(!panel.nextButton().isEnabled());
        QTest::keyClick(&panel, Qt::Key_Left);
        QCOMPARE(panel.stage(), AnatomyStage::gradient);
        QTest::mouseClick(&panel.backButton(), Qt::LeftButton);
        QCOMPARE(panel.stage(), AnatomyStage::loss);
        QTest::keyClick(&panel.nextButton(), Qt::Key_Right); // as who came there by Tab
        QTest::keyClick(&panel.nextButton(), Qt::Key_Left);
        QTest::keyClick(&panel, Qt::Key_Right, Qt::ShiftModifier); // the window's
        QCOMPARE(panel.stage(), AnatomyStage::loss);
        QTest::mouseClick(&panel.stages(), Qt::LeftButton, {},
            panel.stages().placeOf(int(AnatomyStage::similarity)).center().toPoint());
        QCOMPARE(panel.stage(), AnatomyStage::similarity);
    }

    void playsByItself()
    {
        Dock dock;
        dock.open();
        QTRY_VERIFY_WITH_TIMEOUT(dock.isThere(), patience);
        dock.panel->setStage(AnatomyStage::gradient);
        QTest::mouseClick(&dock.panel->playButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(dock.panel->stage(), AnatomyStage::update, patience);
        QTRY_VERIFY(!dock.panel->playButton().isChecked()); // at the end it stops
        QTest::mouseClick(&dock.panel->playButton(), Qt::LeftButton);
        QCOMPARE(dock.panel->stage(), AnatomyStage::sample); // and begins anew
        QTest::mouseClick(&dock.panel->playButton(), Qt::LeftButton);
        QVERIFY(!dock.panel->playButton().isChecked());
    }

    void formulasHaveTheNumbers()
    {
        Dock dock;
        dock.open();
        QTRY_VERIFY_WITH_TIMEOUT(dock.isThere(), patience);
        AnatomyPanel& panel = *dock.panel;
        const StepAnatomy& anatomy = *dock.scene().anatomy;
        const auto formula = [&](AnatomyStage stage) {
            panel.setStage(stage);
            panel.figure().grab();
            return anatomyFormula(dock.scene()).join(u'\n');
        };
        const auto has = [&](const QString& text, double number, int digits = 3) {
            return text.contains(anatomyNumber(number, digits));
        };
        QVERIFY(formula(AnatomyStage::sample).contains(QStringLiteral("32 of ")));
        QVERIFY(has(formula(AnatomyStage::encode), anatomy.a.lengths[0], 2));
        const QString similarity = formula(AnatomyStage::similarity);
        QVERIFY2(has(similarity, double(anatomy.cosines(0, 0))), qPrintable(similarity));
        QTest::mouseClick(
            &panel.figure(), Qt::LeftButton, {}, panel.figure().placeOf(1, 2).center().toPoint());
        QCOMPARE(dock.scene().row, 1);
        QCOMPARE(dock.scene().column, 2);
        QVERIFY(has(formula(AnatomyStage::similarity), double(anatomy.cosines(1, 2))));
        QVERIFY(has(formula(AnatomyStage::temperature),
            double(anatomy.cosines(1, 2)) / anatomy.temperature, 2));
        const QString shares = formula(AnatomyStage::softmax);
        QVERIFY(has(shares, anatomy.a.shares(1, 2)) && has(shares, anatomy.b.shares(2, 1)));
        QVERIFY(has(formula(AnatomyStage::loss), anatomy.loss));
        const QString slope = formula(AnatomyStage::gradient);
        QVERIFY2(has(slope, anatomy.slopes(1, 2), 2), qPrintable(slope));
        QVERIFY(slope.contains(QStringLiteral(") / 2) / "))); // as a mean of two shares
        QVERIFY(has(formula(AnatomyStage::update), anatomy.metrics.loss, 5));
        QCOMPARE(panel.table().size(), 1 + qsizetype(anatomy.items.size() * anatomy.items.size()));
    }

    void oneTowerAlone()
    {
        Dock dock;
        dock.open();
        QTRY_VERIFY_WITH_TIMEOUT(dock.isThere(), patience);
        dock.panel->setStage(AnatomyStage::softmax);
        const qsizetype both = anatomyFormula(dock.scene()).size();
        dock.panel->sideBox().setCurrentIndex(int(AnatomySide::b));
        QCOMPARE(anatomyFormula(dock.scene()).size(), both - 1);
        QVERIFY(dock.panel->sideBox().itemText(1).contains(dock.scene().nameA));
    }

    // Whatever the loss has of the stages, there is something to see and to read, in any size.
    void everyObjectiveHasAllStages_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("nested");
        for (const ObjectiveInfo& info : objectiveTable())
            QTest::addRow("%s", std::string(info.name).c_str())
                << QString::fromStdString(std::string(info.name)) << QStringLiteral("1");
        QTest::newRow("clip, nested") << QStringLiteral("clip") << QStringLiteral("3");
    }
    void everyObjectiveHasAllStages()
    {
        QFETCH(QString, objective);
        QFETCH(QString, nested);
        Dock dock { { "objective", objective.toStdString() }, { "queue_size", "96" },
            { "steps", "3" }, { "matryoshka", nested.toStdString() } };
        dock.open();
        QTRY_VERIFY_WITH_TIMEOUT(dock.isThere(), patience);
        for (const QSize size : { QSize(700, 600), QSize(320, 200) }) {
            dock.panel->resize(size);
            for (int stage = 0; stage < anatomyStages; ++stage)
                for (int side = 0; side < 3; ++side) {
                    dock.panel->sideBox().setCurrentIndex(side);
                    dock.panel->setStage(AnatomyStage(stage));
                    const QStringList lines = anatomyFormula(dock.scene());
                    QVERIFY(!lines.isEmpty() && !lines.contains(QString()));
                    QVERIFY(!anatomySentence(dock.scene()).isEmpty());
                    QVERIFY(!dock.panel->figure().grab().isNull());
                }
        }
    }

    void pinnedItemsComeFirst()
    {
        Dock dock;
        dock.open();
        QTRY_VERIFY_WITH_TIMEOUT(dock.isThere(), patience);
        const Index item = dock.scene().anatomy->items[2];
        dock.focus.pin({ { item, 0 } });
        QTRY_COMPARE_WITH_TIMEOUT(dock.scene().anatomy->items.front(), item, patience);
    }

    void waitsBehindTheMenu()
    {
        const auto window = openWindow(smallWindowSpec(), true);
        QVERIFY(window->docks()["anatomy"]->isHidden());
        AnatomyPanel& panel = shownIn(*window);
        QTRY_VERIFY_WITH_TIMEOUT(panel.isVisible() && panel.figure().scene().anatomy, patience);
        QTRY_VERIFY(!panel.visibleRegion().isEmpty()); // in front of the docks that share its place
        window->resetLayout();
        QVERIFY(window->docks()["anatomy"]->isHidden());
    }

    // Right is the window's "One step" elsewhere.
    void takesItsKeysWhileItHasTheFocus()
    {
        const auto window = openActive(smallWindowSpec(), true);
        AnatomyPanel& panel = shownIn(*window);
        RunMoment& moment = window->session().moment();
        QTRY_VERIFY_WITH_TIMEOUT(panel.figure().scene().anatomy, patience);
        QTRY_COMPARE(QApplication::focusWidget(), &panel);
        QTest::keyClick(window->windowHandle(), Qt::Key_Right);
        QCOMPARE(panel.stage(), AnatomyStage::encode);
        QCOMPARE(moment.newestStep(), std::int64_t(0));
        window->lossView().setFocus();
        QTest::keyClick(window->windowHandle(), Qt::Key_Right);
        QTRY_COMPARE_WITH_TIMEOUT(moment.newestStep(), std::int64_t(1), patience);
        QCOMPARE(panel.stage(), AnatomyStage::encode);
    }

    void foretellsWhatIsRecorded()
    {
        const auto window = openActive(smallWindowSpec(), true);
        AnatomyPanel& panel = shownIn(*window);
        RunMoment& moment = window->session().moment();
        QTRY_VERIFY_WITH_TIMEOUT(panel.figure().scene().anatomy, patience);
        window->session().advance(7);
        QTRY_VERIFY_WITH_TIMEOUT(moment.newestStep() == 7
                && panel.figure().scene().anatomy->step == 8 && panel.takeStepButton().isEnabled(),
            patience);
        QVERIFY(!panel.nextBatchButton().isEnabled()); // it is the next
        panel.setStage(AnatomyStage::update);
        QVERIFY(!panel.figure().scene().recorded);
        const double foretold = panel.figure().scene().anatomy->metrics.loss;
        QTest::mouseClick(&panel.takeStepButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(panel.figure().scene().recorded, patience);
        QCOMPARE(panel.figure().scene().recorded->loss, foretold);
        QVERIFY(anatomyFormula(panel.figure().scene())
                    .join(u' ')
                    .contains(QStringLiteral("the same to the last digit")));
        QCOMPARE(panel.figure().scene().anatomy->step, std::int64_t(8)); // it stays to be read
        QTRY_VERIFY_WITH_TIMEOUT(panel.nextBatchButton().isEnabled(), patience);
        QTest::mouseClick(&panel.nextBatchButton(), Qt::LeftButton);
        QCOMPARE(panel.stage(), AnatomyStage::sample);
        QTRY_COMPARE_WITH_TIMEOUT(panel.figure().scene().anatomy->step, std::int64_t(9), patience);
    }

    void staysWhileTheRunGoesOn()
    {
        const auto window = openActive(smallWindowSpec());
        AnatomyPanel& panel = shownIn(*window);
        RunMoment& moment = window->session().moment();
        const auto step = [&] { return panel.figure().scene().anatomy->step; };
        QTRY_VERIFY_WITH_TIMEOUT(panel.figure().scene().anatomy, patience);
        const std::int64_t first = step();
        QTRY_VERIFY_WITH_TIMEOUT(step() > first, patience); // it follows
        panel.setStage(AnatomyStage::loss);
        const std::int64_t held = step();
        const std::int64_t now = moment.newestStep();
        QTRY_VERIFY_WITH_TIMEOUT(moment.newestStep() > now + 200, patience);
        QCOMPARE(step(), held);
        QVERIFY2(panel.header().contains(QStringLiteral("the run is at step")),
            qPrintable(panel.header()));
        QVERIFY(!panel.takeStepButton().isEnabled());
        panel.setStage(AnatomyStage::sample);
        QTRY_VERIFY_WITH_TIMEOUT(step() > held, patience);
    }

    void followsTheChangeOfAValue()
    {
        const auto window = openActive(smallWindowSpec(), true);
        AnatomyPanel& panel = shownIn(*window);
        QTRY_VERIFY_WITH_TIMEOUT(panel.figure().scene().anatomy, patience);
        panel.setStage(AnatomyStage::update);
        const auto before = panel.figure().scene().anatomy;
        window->session().request({ "learning_rate", 0.5 });
        QTRY_VERIFY_WITH_TIMEOUT(
            panel.figure().scene().anatomy->spec.real("learning_rate") == 0.5, patience);
        QVERIFY(panel.figure().scene().anatomy->a.updateNorm > before->a.updateNorm);
        QCOMPARE(panel.figure().scene().anatomy->step, before->step);
    }

    void goesToAParkedPlayhead()
    {
        const auto window = openActive(smallWindowSpec(), true);
        AnatomyPanel& panel = shownIn(*window);
        RunMoment& moment = window->session().moment();
        window->session().advance(40);
        QTRY_VERIFY_WITH_TIMEOUT(moment.newestStep() == 40 && panel.figure().scene().anatomy
                && panel.figure().scene().anatomy->step == 41,
            patience);
        moment.park(0);
        QTRY_COMPARE_WITH_TIMEOUT(panel.figure().scene().anatomy->step, std::int64_t(1), patience);
        QVERIFY(panel.figure().scene().recorded);
        QCOMPARE(
            panel.figure().scene().recorded->loss, panel.figure().scene().anatomy->metrics.loss);
        QVERIFY(!panel.takeStepButton().isEnabled());
    }

    // The run must be what it would have been.
    void leavesTheRunAlone()
    {
        std::vector<std::uint64_t> digests;
        for (const bool watched : { false, true }) {
            const auto window = openWindow(smallWindowSpec(40), true);
            if (watched) {
                QTRY_VERIFY_WITH_TIMEOUT(shownIn(*window).figure().scene().anatomy, patience);
            }
            window->session().setPaused(false);
            QTRY_COMPARE_WITH_TIMEOUT(
                window->session().state(), RunSession::State::ended, patience);
            QTRY_VERIFY_WITH_TIMEOUT(window->session().newestCheckpoint()
                    && window->session().newestCheckpoint()->step == 40,
                patience);
            digests.push_back(window->session().newestCheckpoint()->digest());
        }
        QCOMPARE(digests[0], digests[1]);
    }
};

QTEST_MAIN(TestAnatomy)
#include "tst_anatomy.moc"
