// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A slider that is held shows how the run would go on, and the run goes on like that.
#include "panels/parameter_form.h"
#include "panels/parameter_row.h"
#include "panels/tick_slider.h"
#include "plot/line_chart.h"
#include "run/live_foresight.h"
#include "support/open_window.h"
#include "support/window_run.h"
#include "theme/theme.h"
#include "views/ghost_curves.h"
#include "views/loss_view.h"
#include "views/step_curves.h"

#include <bit>

using namespace contrastlab;
using State = RunSession::State;

namespace {

/// One slider of a window, under the mouse.
struct Hand {
    Hand(MainWindow& window, const char* key) : row(*window.form().row(key))
    {
        window.form().pointAt(key);
    }
    TickSlider& slider() const { return *row.slider(); }
    QPoint at(double position) const
    {
        return { int(9 + position * (slider().width() - 18)), slider().height() / 3 };
    }
    void press(double position) const
    {
        QTest::mousePress(&slider(), Qt::LeftButton, {}, at(position));
    }
    void move(double position) const
    {
        const QPointF place = at(position);
        QMouseEvent event(QEvent::MouseMove, place, slider().mapToGlobal(place), Qt::NoButton,
            Qt::LeftButton, {});
        QCoreApplication::sendEvent(&slider(), &event);
    }
    void release() const { QTest::mouseRelease(&slider(), Qt::LeftButton, {}, {}); }

    ParameterRow& row;
};

/// Opened, paused after so many steps.
std::unique_ptr<MainWindow> openAt(std::int64_t step, const RunSpec& spec = smallWindowSpec())
{
    auto window = openWindow(spec, true);
    RunSession& session = window->session();
    if (!QTest::qWaitFor([&] { return session.setup() != nullptr; })) return window;
    if (step > 0) session.advance(step);
    [[maybe_unused]] const bool there = QTest::qWaitFor([&] {
        return session.moment().newestStep() == step && session.state() == State::paused
            && session.newestCheckpoint() && session.newestCheckpoint()->step == step;
    });
    return window;
}

LiveForesight& foresightOf(MainWindow& window)
{
    return *window.findChild<LiveForesight*>();
}

bool hasEnded(MainWindow& window)
{
    const auto seen = foresightOf(window).seen();
    return seen && seen->ended;
}

} // namespace

class TestGhosts : public QObject {
    Q_OBJECT

private slots:
    void aFanHoldsItsValueAndLiesOnTheScale()
    {
        for (const Parameter& parameter : parameterTable()) {
            const auto scale = SliderScale::of(parameter);
            if (!scale) continue;
            for (const double position : { 0.0, 0.07, 0.31, 0.5, 0.93, 1.0 }) {
                const double value =
                    std::clamp(scale->valueAt(position), parameter.minimum, parameter.maximum);
                const auto fan = scale->fanAbout(value, 5, parameter.minimum, parameter.maximum);
                QCOMPARE(fan.size(), std::size_t(5));
                QVERIFY(std::ranges::is_sorted(fan, std::ranges::less_equal {}));
                const auto at = std::ranges::find(fan, value) - fan.begin();
                QVERIFY(at < 5);
                if (position > 0.2 && position < 0.8) QCOMPARE(at, std::ptrdiff_t(2));
                for (const double other : fan)
                    QVERIFY(other >= parameter.minimum && other <= parameter.maximum);
            }
        }
        const auto scale = SliderScale::of(*findParameter("temperature"));
        for (const double value : scale->fanAbout(0.011, 5, 0.01, 0.02)) // within a reach
            QVERIFY(value >= 0.01 && value <= 0.02);
    }

    void aRunThatStandsStillFollowsItsGhost_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<double>("position");
        QTest::newRow("temperature") << QByteArray("temperature") << 0.4;
        QTest::newRow("at an end") << QByteArray("temperature") << 1.0;
        QTest::newRow("learning rate") << QByteArray("learning_rate") << 0.6;
    }
    void aRunThatStandsStillFollowsItsGhost()
    {
        QFETCH(const QByteArray, key);
        QFETCH(const double, position);
        const auto window = openAt(30);
        RunSession& session = window->session();
        // A change at the same step belongs to the state that is started from.
        window->edits().edit(*findParameter("weight_decay"), 0.5);
        QTRY_COMPARE(session.run()->events.size(), std::size_t(1));
        const Hand hand(*window, key.constData());
        hand.press(position);
        QTRY_VERIFY(hasEnded(*window));
        const auto seen = foresightOf(*window).seen();
        QCOMPARE(seen->from, std::int64_t(30));
        QCOMPARE(seen->ghosts.size(), std::size_t(5));
        const Ghost& ghost = seen->ghosts[foresightOf(*window).chosen()];
        QCOMPARE(ghost.steps.size(), std::size_t(200));
        const auto& drawn = window->lossView().chart().ghosts();
        QVERIFY(drawn);
        QCOMPARE(drawn->curves.size(), std::size_t(5));
        QCOMPARE(drawn->from, 30.0);
        QVERIFY(drawn->text.contains(QStringLiteral("from step 30")));
        // They are no part of the curve.
        QCOMPARE(window->lossView().chart().curve(StepCurves::trainId)->size(), std::size_t(30));
        hand.release();
        QTRY_COMPARE(session.spec().real(key.toStdString()), std::get<double>(ghost.value));
        session.advance(20);
        QTRY_COMPARE(session.moment().newestStep(), std::int64_t(50));
        const auto steps = session.run()->steps.all();
        for (std::size_t i = 0; i < 20; ++i) {
            QCOMPARE(ghost.steps[i].step, steps[30 + i].step);
            QCOMPARE(std::bit_cast<std::uint64_t>(ghost.steps[i].loss),
                std::bit_cast<std::uint64_t>(steps[30 + i].loss));
        }
        QTRY_VERIFY(!window->lossView().chart().ghosts()); // they have faded
    }

    void nothingFadesWhereMotionIsReduced()
    {
        const auto window = openAt(30);
        const Hand hand(*window, "temperature");
        hand.press(0.4);
        QTRY_VERIFY(hasEnded(*window));
        QVERIFY(window->lossView().chart().ghosts());
        setReducedMotion(true);
        hand.release();
        QVERIFY(!window->lossView().chart().ghosts());
        setReducedMotion(false);
    }

    // What a person had zoomed to comes back.
    void theChartGoesWhereTheGhostsAreAndBack()
    {
        const auto window = openAt(60);
        LineChart& chart = window->lossView().chart();
        LineChart& recall = window->lossView().recallChart();
        chart.setKeyRange(10, 20);
        QTRY_COMPARE(chart.keyRange().upper, 20.0);
        const Hand hand(*window, "temperature");
        hand.press(0.5);
        QTRY_VERIFY(hasEnded(*window));
        QTRY_VERIFY(chart.keyRange().upper >= 260);
        QTRY_COMPARE(recall.keyRange().upper, chart.keyRange().upper);
        hand.release();
        QTRY_VERIFY(!chart.ghosts());
        QTRY_COMPARE(chart.keyRange().upper, 20.0);
        QCOMPARE(recall.keyRange().upper, 20.0);
    }

    void otherValuesStartFromTheSameStateWhileTrainingGoesOn()
    {
        const auto window = openWindow(smallWindowSpec());
        RunSession& session = window->session();
        QTRY_VERIFY(session.moment().newestStep() > 20);
        const Hand hand(*window, "temperature");
        hand.press(0.3);
        QTRY_VERIFY(hasEnded(*window));
        const auto first = foresightOf(*window).seen();
        const std::int64_t newest = session.moment().newestStep();
        hand.move(0.7);
        QTRY_VERIFY(hasEnded(*window) && foresightOf(*window).seen() != first);
        const auto second = foresightOf(*window).seen();
        QCOMPARE(second->from, first->from);
        const double chosen = std::get<double>(second->ghosts[foresightOf(*window).chosen()].value);
        QCOMPARE(chosen, hand.slider().scaleValue());
        QTRY_VERIFY(session.moment().newestStep() > newest);
        hand.release();
        QTRY_COMPARE(session.run()->events.last()->after, toText(chosen));
    }

    // To look costs nothing: the value that was held is not taken.
    void escLetsThemFade()
    {
        const auto window = openAt(30);
        const Hand hand(*window, "temperature");
        const QString before = hand.row.editorText();
        hand.press(0.4);
        QTRY_VERIFY(hasEnded(*window));
        QVERIFY(hand.row.editorText() != before);
        QTest::keyClick(&hand.slider(), Qt::Key_Escape);
        QVERIFY(!foresightOf(*window).isHeld());
        QCOMPARE(hand.row.editorText(), before);
        QTRY_VERIFY(!window->lossView().chart().ghosts());
        hand.release();
        QVERIFY(!window->edits().undoList().canUndo());
        QCOMPARE(window->session().run()->events.size(), std::size_t(0));
    }

    void aClickShowsNone()
    {
        const auto window = openAt(30);
        const Hand hand(*window, "temperature");
        hand.press(0.4);
        hand.release();
        QTRY_COMPARE(window->session().run()->events.size(), std::size_t(1)); // it was heard
        QVERIFY(!foresightOf(*window).seen());
        QVERIFY(!window->lossView().chart().ghosts());
    }

    // One that shoots away is named, and leaves the others their room.
    void aGhostThatDivergesIsNamed()
    {
        RunSpec spec = smallWindowSpec();
        spec.set("optimizer", std::string("sgd"));
        spec.set("schedule", std::string("constant"));
        spec.set("warmup_steps", std::int64_t(0));
        spec.set("weight_decay", 10.0);
        spec.set("learning_rate", 1e-4);
        const auto window = openAt(30, spec);
        const Hand hand(*window, "learning_rate");
        hand.press(1.0);
        QTRY_VERIFY(hasEnded(*window));
        const auto seen = foresightOf(*window).seen();
        QVERIFY(std::ranges::any_of(seen->ghosts, &Ghost::diverged));
        const auto& drawn = window->lossView().chart().ghosts();
        QVERIFY(drawn);
        QVERIFY(std::ranges::any_of(drawn->curves, [](const ChartSeries& curve) {
            return curve.style.endLabel.contains(QStringLiteral("diverges"));
        }));
        double highest = 0;
        for (const Ghost& ghost : seen->ghosts)
            for (const StepMetrics& step : ghost.steps)
                if (std::isfinite(step.loss)) highest = std::max(highest, step.loss);
        const LineChart& chart = window->lossView().chart();
        QTRY_VERIFY(chart.keyRange().upper > 30);
        QVERIFY(chart.valueRange(false).upper < std::max(20.0, 0.5 * highest));
        hand.release();
    }

    // Another run takes the place of the one that they were of.
    void theyGoWithTheirRun()
    {
        const auto window = openAt(30);
        const Hand hand(*window, "temperature");
        hand.press(0.4);
        QTRY_VERIFY(hasEnded(*window));
        window->session().start(smallWindowSpec(), true);
        QTRY_VERIFY(!window->lossView().chart().ghosts());
        QVERIFY(!foresightOf(*window).seen());
        hand.release();
    }

    // Nothing can be changed in a run that has ended.
    void aRunThatHasEndedHasNoFuture()
    {
        const auto window = openWindow(smallWindowSpec(20));
        QTRY_COMPARE(window->session().state(), State::ended);
        const Hand hand(*window, "temperature");
        hand.press(0.4);
        QTest::qWait(400); // longer than a hold
        QVERIFY(!foresightOf(*window).seen());
        QVERIFY(!window->lossView().chart().ghosts());
        hand.release();
        QCOMPARE(window->edits().pending().size(), std::size_t(1)); // it waits for a new run
    }
};

QTEST_MAIN(TestGhosts)
#include "tst_ghosts.moc"
