// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A change that the run has trained with is taken back with its steps: the run goes on as if it had
// never been made.
#include "analysis/evaluation.h"
#include "media/open_data.h"
#include "plot/line_chart.h"
#include "run/run_recorder.h"
#include "run/trainer.h"
#include "shell/timeline_bar.h"
#include "support/open_window.h"
#include "support/window_run.h"
#include "views/loss_view.h"
#include "views/view_menu.h"

#include <QFrame>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

using namespace contrastlab;
using State = RunSession::State;

namespace {

RunSpec specOfWayBack()
{
    RunSpec spec = smallWindowSpec();
    spec.set("learn_temperature", false);
    return spec;
}

/// Of the state after so many steps of a run in which nothing is changed.
std::uint64_t digestAfter(std::int64_t steps)
{
    const RunSpec spec = specOfWayBack();
    const auto setup = std::make_shared<RunSetup>(spec, openData(spec).dataset);
    ThreadPool pool(1);
    Trainer trainer(setup, pool);
    for (std::int64_t step = 0; step < steps; ++step)
        trainer.step();
    return trainer.checkpoint().digest();
}

QAction* actionOf(const QMenu& menu, const QString& text)
{
    for (QAction* action : menu.actions())
        if (action->text().startsWith(text)) return action;
    return nullptr;
}

} // namespace

class TestWayBack : public QObject {
    Q_OBJECT

    std::unique_ptr<MainWindow> m_window;

    RunSession& session() { return m_window->session(); }
    QFrame& offer() { return *m_window->findChild<QFrame*>(QStringLiteral("undoOffer")); }
    void advance(std::int64_t steps)
    {
        const std::int64_t end = session().moment().newestStep() + steps;
        session().advance(steps);
        QTRY_COMPARE(session().moment().newestStep(), end);
        QTRY_COMPARE(session().state(), State::paused);
    }
    void change(double temperature, int gesture = 0)
    {
        const std::size_t events = session().run()->events.size();
        m_window->edits().edit(*findParameter("temperature"), temperature, gesture);
        QTRY_COMPARE(session().run()->events.size(), events + 1);
    }
    double temperature() { return session().spec().real("temperature"); }
    void goesOnAsIfNeverChanged(std::int64_t from, const std::string& parent)
    {
        QTRY_VERIFY(session().library().front() != parent);
        const RunIdentity identity = session().run()->identity();
        QCOMPARE(identity.parentId, parent);
        QCOMPARE(identity.branchedAt, from);
        QVERIFY(session().library().find(parent));
        QVERIFY(session().moment().playhead().following);
        QTRY_COMPARE(session().moment().newestStep(), from);
        QCOMPARE(temperature(), 0.1);
        QTRY_COMPARE(session().state(), State::paused);
        advance(50 - from);
        QTRY_COMPARE(session().newestCheckpoint()->step, std::int64_t(50));
        QCOMPARE(session().newestCheckpoint()->digest(), digestAfter(50));
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init()
    {
        m_window = openActive(specOfWayBack(), true);
        QTRY_COMPARE(session().state(), State::paused);
        m_window->session().setPaused(true);
        QCOMPARE(temperature(), 0.1);
        advance(30);
    }
    void cleanup() { m_window.reset(); }

    void theValueGoesBackAndTheStepsAreOffered()
    {
        const std::string first = session().library().front();
        change(0.5);
        advance(20);
        m_window->actions()[ActionId::undo]->trigger();
        QTRY_VERIFY(offer().isVisible());
        QTRY_COMPARE(temperature(), 0.1);
        QCOMPARE(session().library().front(), first); // the value alone
        QCOMPARE(session().moment().newestStep(), std::int64_t(50));
        QVERIFY(m_window->rect().contains(offer().geometry()));
        auto* goBack = offer().findChild<QPushButton*>(QStringLiteral("goBackBefore"));
        QVERIFY2(goBack->text().contains(QStringLiteral("29")), qPrintable(goBack->text()));
        QTest::mouseClick(goBack, Qt::LeftButton);
        QVERIFY(!offer().isVisible());
        goesOnAsIfNeverChanged(29, first);
    }

    void anotherEditTakesTheOfferAway()
    {
        change(0.5);
        advance(5);
        m_window->actions()[ActionId::undo]->trigger();
        QTRY_VERIFY(offer().isVisible());
        QTRY_COMPARE(temperature(), 0.1);
        change(0.2);
        QVERIFY(!offer().isVisible());
    }

    // No step has been done with it, so that its value is all there is.
    void aChangeThatDidNothingYetHasNoWayBack()
    {
        const std::string first = session().library().front();
        change(0.5);
        QSignalSpy takenBack(&m_window->edits(), &ParameterEdits::takenBack);
        m_window->actions()[ActionId::undoWithSteps]->trigger();
        QTRY_COMPARE(temperature(), 0.1);
        QCOMPARE(session().library().front(), first);
        QVERIFY(takenBack.isEmpty() && !offer().isVisible());
    }

    void oneKeyDoesBoth()
    {
        const std::string first = session().library().front();
        change(0.5);
        advance(20);
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::AltModifier);
        goesOnAsIfNeverChanged(29, first);
        QVERIFY(!offer().isVisible());
        m_window->actions()[ActionId::redo]->trigger(); // in the new run
        QTRY_COMPARE(temperature(), 0.5);
    }

    void aGestureGoesBackToBeforeItsFirstEdit()
    {
        const std::string first = session().library().front();
        change(0.4, 7);
        advance(5);
        change(0.5, 7);
        advance(10);
        m_window->actions()[ActionId::undoWithSteps]->trigger();
        goesOnAsIfNeverChanged(29, first);
    }

    void theDiamondAndTheFlagOfAChangeOfferIt()
    {
        const std::string first = session().library().front();
        change(0.5);
        advance(20);
        LineChart& chart = m_window->lossView().chart();
        QTRY_COMPARE(chart.markers().size(), std::size_t(1));
        QTRY_VERIFY(chart.keyRange().upper >= 50);
        QMenu menu;
        const auto fill = [&] {
            menu.clear();
            chart.findChild<ViewMenu*>()->fill(menu);
            return actionOf(menu, QStringLiteral("Go back to just before this change (step 29)"));
        };
        QVERIFY(!fill());
        QTRY_VERIFY([&] {
            QTest::mouseMove(&chart, { int(chart.frame().x.toPixel(30)), chart.height() / 2 });
            return chart.hoveredMarker() == 0;
        }());
        QVERIFY(fill());
        Timeline& timeline = m_window->timeline().timeline();
        const QPoint at(int(timeline.scale().xOf(30)), 8);
        QContextMenuEvent asked(QContextMenuEvent::Mouse, at, timeline.mapToGlobal(at));
        QCoreApplication::sendEvent(&timeline, &asked);
        auto* shown = timeline.findChild<QMenu*>();
        QVERIFY(shown);
        shown->actions().front()->trigger();
        goesOnAsIfNeverChanged(29, first);
    }
};

QTEST_MAIN(TestWayBack)
#include "tst_way_back.moc"
