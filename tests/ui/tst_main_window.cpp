// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole window on a real run: keys, languages, themes, divergence, closing.
#include "panels/draw_pad.h"
#include "panels/number_edit.h"
#include "panels/parameter_form.h"
#include "panels/parameter_row.h"
#include "panels/run_list.h"
#include "panels/search_panel.h"
#include "panels/tick_slider.h"
#include "plot/chart_stack.h"
#include "plot/line_chart.h"
#include "shell/outcome_banner.h"
#include "support/open_window.h"
#include "support/window_run.h"
#include "views/heatmap_view.h"
#include "views/loss_view.h"
#include "views/projection_view.h"
#include "views/step_curves.h"
#include "views/story_strip.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QFontInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QToolBar>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>
#include <map>

using namespace contrastlab;
using State = RunSession::State;

namespace {

// Every text that a person may read, by where it stands.
std::map<QString, QString> textsOf(const MainWindow& window)
{
    std::map<QString, QString> texts;
    int number = 0;
    const auto add = [&](const QObject* object, const QString& what, const QString& text) {
        if (!text.isEmpty())
            texts[QStringLiteral("%1 %2 %3")
                      .arg(++number, 5, 10, QLatin1Char('0'))
                      .arg(QLatin1String(object->metaObject()->className()), what)] = text;
    };
    for (const QAction* action : window.actions().all()) {
        add(action, action->objectName(), action->text());
        add(action, action->objectName(), action->toolTip());
    }
    for (const auto* label : window.findChildren<QLabel*>())
        add(label, label->objectName(), label->text());
    for (const auto* button : window.findChildren<QAbstractButton*>())
        add(button, button->objectName(), button->text());
    for (const auto* menu : window.findChildren<QMenu*>())
        add(menu, menu->objectName(), menu->title());
    for (const auto* dock : window.findChildren<QDockWidget*>())
        add(dock, dock->objectName(), dock->windowTitle());
    for (const auto* box : window.findChildren<QComboBox*>())
        for (int i = 0; i < box->count(); ++i)
            add(box, box->objectName(), box->itemText(i));
    return texts;
}

int colorsIn(const QImage& image)
{
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); y += 2)
        for (int x = 0; x < image.width(); x += 2)
            colors << image.pixel(x, y);
    return int(colors.size());
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void actionsAreComplete();
    void spacePlaysAndPausesEverywhere();
    void spaceIsTypedWhereTextIs();
    void arrowsStepOrMoveTheSlider();
    void keysReachDocksThatFloat();
    void undoAfterTypingANumber();
    void resetKeepsTheValues();
    void eachStepIsShownOnce();
    void longHistoriesComeInSlices();
    void aPauseWhileDataLoadCanBeTakenBack();
    void theToolbarComesBack();
    void counterAndSpeed();
    void statusLineTellsHowItGoes();
    void changesMarkTheChart();
    void smoothsFromTheStart();
    void fitsHalfAScreen();
    void fitsALaptopWithABanner();
    void lossAgainstEvaluations();
    void languageSwitchesEverything();
    void viewsDrawInBothThemes();
    void survives_data();
    void survives();
    void divergenceShowsTheWayBack();
    void failureIsTold();
    void collapseShowsTheWayBack();
    void resetKeepsTheRunAndThePause();
    void lettersLookForAnEntryOfAList();
    void spacePressesWhatTabHasReached();
    void keysOfTheSheetToDrawOnAreItsOwn();
    void fullScreenLeavesTheMaximisedWindow();
    void narrowWindowsShowOneViewAtATime();
    void anItemComesWithoutMovingWhatIsClicked();
    void remembersItsSettings();
    void followsTheDesktop();
    void goesOnWithWhatWasChangedAfterTheEnd();
    void goingOnKeepsWhatTheViewsAreTurnedTo();
    void aClickOnTheLossParksAllViews();
};

void TestMainWindow::actionsAreComplete()
{
    const auto window = openActive(smallWindowSpec(), true);
    QSet<QString> names;
    for (const QAction* action : window->actions().all()) {
        QVERIFY(!action->objectName().isEmpty());
        QVERIFY2(!names.contains(action->objectName()), qPrintable(action->objectName()));
        names << action->objectName();
        QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
        QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->objectName()));
    }
    for (const ActionId id : { ActionId::reset, ActionId::playPause, ActionId::step })
        QVERIFY(!window->actions()[id]->icon().isNull());
    QSet<QString> keys;
    for (const QAction* action : window->actions().all())
        for (const QKeySequence& key : action->shortcuts()) {
            QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
            keys << key.toString();
        }
}

void TestMainWindow::spacePlaysAndPausesEverywhere()
{
    const auto window = openActive(smallWindowSpec());
    RunSession& session = window->session();
    QTRY_COMPARE(session.state(), State::running);
    ParameterForm& form = window->form();
    QWidget* places[] = { form.row("learning_rate")->slider(), form.row("learning_rate")->editor(),
        form.row("learn_temperature")->editor(), form.row("objective")->editor(),
        form.findChild<QToolButton*>(), &window->heatmapView(), &window->projectionView(),
        &window->lossView(), window->findChild<QSlider*>() };
    bool running = true;
    for (QWidget* place : places) {
        QVERIFY(place);
        place->setFocus();
        QWidget* target = QApplication::focusWidget() ? QApplication::focusWidget() : place;
        QTest::keyClick(target, Qt::Key_Space);
        running = !running;
        const State wanted = running ? State::running : State::paused;
        QTRY_COMPARE(session.state(), wanted);
    }
    QCOMPARE(form.row("learn_temperature")->editorText(), QStringLiteral("true"));
}

void TestMainWindow::spaceIsTypedWhereTextIs()
{
    const auto window = openActive(smallWindowSpec());
    QTRY_COMPARE(window->session().state(), State::running);
    auto* line = window->form().row("dataset")->findChild<QLineEdit*>();
    window->form().pointAt("dataset");
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, QStringLiteral("my data"));
    QCOMPARE(line->text(), QStringLiteral("my data"));
    QCOMPARE(window->session().state(), State::running);
}

void TestMainWindow::arrowsStepOrMoveTheSlider()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    QTRY_COMPARE(session.state(), State::paused);
    window->lossView().setFocus();
    QTest::keyClick(&window->lossView(), Qt::Key_Right);
    QTRY_COMPARE(session.moment().newestStep(), 1);
    QTest::keyClick(&window->lossView(), Qt::Key_Right, Qt::ShiftModifier);
    QTRY_COMPARE(session.moment().newestStep(), 11);
    TickSlider* slider = window->form().row("learning_rate")->slider();
    const int before = slider->value();
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QVERIFY(slider->value() > before);
    QTest::qWait(50);
    QCOMPARE(session.moment().newestStep(), 11);
}

void TestMainWindow::keysReachDocksThatFloat()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    QTRY_COMPARE(session.state(), State::paused);
    auto* dock = window->findChild<QDockWidget*>(QStringLiteral("parameters"));
    dock->setFloating(true);
    dock->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dock));
    TickSlider* slider = window->form().row("learning_rate")->slider();
    const int before = slider->value();
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QVERIFY(slider->value() > before);
    QWidget* number = window->form().row("learning_rate")->editor();
    number->setFocus();
    QTest::keyClick(number, Qt::Key_Space);
    QTRY_COMPARE(session.state(), State::running);
}

void TestMainWindow::undoAfterTypingANumber()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    QTRY_COMPARE(session.state(), State::paused);
    auto* number = qobject_cast<NumberEdit*>(window->form().row("learning_rate")->editor());
    number->setFocus();
    number->selectAll();
    QTest::keyClicks(number, QStringLiteral("0.01"));
    // What is not committed is the line's own to take back.
    QTest::keyClick(number, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(session.spec().real("learning_rate"), 0.002);
    number->selectAll();
    QTest::keyClicks(number, QStringLiteral("0.01"));
    QTest::keyClick(number, Qt::Key_Return);
    QTRY_COMPARE(session.spec().real("learning_rate"), 0.01);
    QTest::keyClick(number, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(session.spec().real("learning_rate"), 0.002);
    QTRY_COMPARE(number->text(), QStringLiteral("0.002"));
    QTest::keyClick(number, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(session.spec().real("learning_rate"), 0.01);
}

// The log may hold more than was announced when a view reads it.
void TestMainWindow::eachStepIsShownOnce()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    QTRY_COMPARE(session.state(), State::paused);
    session.advance(50);
    while (session.run()->steps.size() < 50 || session.run()->evaluations.size() < 2)
        QThread::msleep(1); // no tick: nothing is announced
    LossView& view = window->lossView();
    view.setAxis(LossView::Axis::evaluations);
    view.setAxis(LossView::Axis::steps);
    view.setRecallDepth(5);
    QTRY_COMPARE(session.moment().newestStep(), 50);
    QTRY_COMPARE(session.state(), State::paused);
    for (const auto& [id, count] : { std::pair("train", std::size_t(50)),
             std::pair("heldOut", session.run()->evaluations.size()) }) {
        const auto keys = view.chart().curve(QString::fromLatin1(id))->keys();
        QCOMPARE(keys.size(), count);
        for (std::size_t i = 1; i < keys.size(); ++i)
            QVERIFY(keys[i] > keys[i - 1]);
    }
}

// What is shown stays until the new curves are whole.
void TestMainWindow::longHistoriesComeInSlices()
{
    const auto window = openActive(smallWindowSpec(95));
    RunSession& session = window->session();
    QTRY_COMPARE(session.state(), State::ended);
    LineChart chart;
    for (const QString& id : { StepCurves::trainId, StepCurves::chanceId })
        chart.setSeries(id, {});
    StepCurves curves(session.moment(), chart, 10);
    const auto* train = chart.curve(StepCurves::trainId);
    curves.readAnew();
    QCOMPARE(train->size(), std::size_t(0));
    QTRY_COMPARE(train->size(), std::size_t(95));
    QCOMPARE(chart.curve(StepCurves::chanceId)->size(), std::size_t(1));
    curves.setKey([](const StepMetrics& m) { return 1000.0 + double(m.step); });
    curves.readAnew();
    QCOMPARE(train->size(), std::size_t(95));
    QCOMPARE(train->keys().front(), 1.0);
    QTRY_COMPARE(train->keys().front(), 1001.0);
    QCOMPARE(train->size(), std::size_t(95));
    QCOMPARE(train->values(CurveData::Line::Raw).back(), session.run()->steps.last()->loss);
}

void TestMainWindow::aPauseWhileDataLoadCanBeTakenBack()
{
    const auto window = openWindow(smallWindowSpec()); // no event is handled before the first press
    RunSession& session = window->session();
    const QAction* action = window->actions()[ActionId::playPause];
    QCOMPARE(session.state(), State::preparing);
    const QString pause = action->text();
    window->actions()[ActionId::playPause]->trigger();
    QCOMPARE(session.state(), State::preparing);
    QVERIFY(action->text() != pause);
    window->actions()[ActionId::playPause]->trigger();
    QCOMPARE(action->text(), pause);
    QTRY_VERIFY(session.moment().newestStep() > 3);
    QTRY_COMPARE(session.state(), State::running); // which may be told a moment later
    session.start(divergingWindowSpec(), true);
    QCOMPARE(session.beginsPaused(), true);
}

void TestMainWindow::theToolbarComesBack()
{
    const auto window = openActive(smallWindowSpec(), true);
    auto* bar = window->findChild<QToolBar*>(QStringLiteral("transport"));
    bar->toggleViewAction()->trigger();
    QVERIFY(!bar->isVisible());
    bool offered = false;
    for (const QMenu* menu : window->findChildren<QMenu*>())
        offered |= menu->actions().contains(bar->toggleViewAction());
    QVERIFY(offered);
    window->resetLayout();
    QVERIFY(bar->isVisible());
}

void TestMainWindow::counterAndSpeed()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    auto* bar = window->findChild<QToolBar*>(QStringLiteral("transport"));
    const auto* counter = bar->findChild<QLabel*>(QStringLiteral("stepCounter"));
    QTRY_COMPARE(session.state(), State::paused);
    QCOMPARE(counter->text(), QStringLiteral("0 / 100000"));
    session.advance(12);
    QTRY_COMPARE(counter->text(), QStringLiteral("12 / 100000"));
    window->edits().edit(*findParameter("steps"), std::int64_t(50));
    QTRY_COMPARE(counter->text(), QStringLiteral("12 / 50"));
    auto* speed = bar->findChild<QComboBox*>();
    QCOMPARE(speed->currentText(), QStringLiteral("unlimited"));
    speed->setFocus();
    QTest::keyClick(speed, Qt::Key_Down);
    QCOMPARE(speed->currentText(), QStringLiteral("1 step/s"));
    QCOMPARE(session.speedLimit(), 1.0);
    window->actions()[ActionId::reset]->trigger();
    QCOMPARE(session.speedLimit(), 1.0); // kept
}

void TestMainWindow::statusLineTellsHowItGoes()
{
    const auto window = openActive(smallWindowSpec());
    RunSession& session = window->session();
    const auto text = [&](const char* name) {
        const auto* label = window->statusBar()->findChild<QLabel*>(QString::fromLatin1(name));
        return label->isVisible() ? label->text() : QString();
    };
    QTRY_COMPARE(text("outcome"), QStringLiteral("Training"));
    QTRY_VERIFY(text("speed").endsWith(QStringLiteral(" steps/s")));
    QTRY_VERIFY(text("epoch").startsWith(QStringLiteral("epoch ")));
    window->edits().edit(*findParameter("steps"), session.moment().newestStep() + 50);
    QTRY_COMPARE(text("outcome"), QStringLiteral("Completed"));
    const auto last = session.run()->steps.last();
    QTRY_COMPARE(text("epoch"), QStringLiteral("epoch ") + QLocale().toString(last->epoch, 'f', 1));
    QVERIFY(text("speed").isEmpty());
    session.start(divergingWindowSpec());
    QTRY_COMPARE(text("outcome"), QStringLiteral("Diverged"));
    // What ended it before its last step is said.
    RunSpec spec = smallWindowSpec();
    spec.set("target_recall", 0.05);
    session.start(spec);
    QTRY_VERIFY2(text("outcome").startsWith(QStringLiteral("Completed: held-out recall@10 is 0.")),
        qPrintable(text("outcome")));
    QVERIFY(text("outcome").endsWith(QStringLiteral(", the target 0.05")));
    spec = smallWindowSpec();
    spec.set("patience", std::int64_t(2));
    session.start(spec);
    QTRY_COMPARE(
        text("outcome"), QStringLiteral("Completed: no lower held-out loss for 2 judgements"));
}

// A guess among fewer candidates loses less: its line steps down, under a marker with the change.
void TestMainWindow::changesMarkTheChart()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    session.advance(5);
    QTRY_COMPARE(session.moment().newestStep(), 5);
    window->edits().edit(*findParameter("batch_size"), std::int64_t(16));
    QTRY_COMPARE(session.spec().integer("batch_size"), 16);
    session.advance(5);
    QTRY_COMPARE(session.moment().newestStep(), 10);
    const LineChart& chart = window->lossView().chart();
    const auto* chance = chart.curve(QStringLiteral("chance"));
    QTRY_COMPARE(chance->size(), std::size_t(2));
    const auto values = chance->values(CurveData::Line::Raw);
    QVERIFY(std::abs(values[0] - std::log(32)) < 1e-9);
    QVERIFY(std::abs(values[1] - std::log(16)) < 1e-9);
    QCOMPARE(chance->keys()[1], 6.0);
    QCOMPARE(chart.markers().size(), std::size_t(1));
    QCOMPARE(chart.markers()[0].text, QStringLiteral("N 32 → 16"));
    QCOMPARE(chart.markers()[0].x, 5.0);
}

void TestMainWindow::smoothsFromTheStart()
{
    const auto window = openActive(smallWindowSpec(), true);
    QCOMPARE(window->lossView().smoothing(), 0.6);
    QCOMPARE(window->lossView().chart().smoothing(), 0.6);
    QCOMPARE(Settings().smoothing, 0.6);
}

// Half of a screen of 1920 pixels, and the smallest of the usual ones.
void TestMainWindow::fitsHalfAScreen()
{
    const auto window = openActive(smallWindowSpec(), true);
    window->session().advance(50);
    QTRY_COMPARE(window->session().moment().newestStep(), 50);
    for (const char* language : { "en", "zh_CN" }) {
        window->setLanguage(QString::fromLatin1(language));
        QCoreApplication::sendPostedEvents();
        QTRY_VERIFY2(window->minimumSizeHint().width() <= 960,
            qPrintable(QString::number(window->minimumSizeHint().width())));
        // The lower it is, the less of the story is told.
        QTRY_VERIFY2((window->resize(960, 700), window->size() == QSize(960, 700)),
            qPrintable(QString::number(window->minimumSizeHint().height())));
        window->resize(1440, 900);
    }
    // A laptop's screen, less its bar: whichever views somebody has looked at.
    for (const char* language : { "en", "zh_CN" }) {
        window->setLanguage(QString::fromLatin1(language));
        for (const auto& view : window->docks().views()) {
            window->docks().bringForward(view.first);
            window->resize(1440, 900);
            QTRY_VERIFY2((window->resize(1366, 744), window->size() == QSize(1366, 744)),
                qPrintable(QString::fromStdString(view.first)));
        }
    }
    window->docks().reset();
    window->setLanguage(QStringLiteral("en"));
    QTRY_COMPARE((window->resize(960, 700), window->size()), QSize(960, 700));
    // All controls are still there.
    const QRect room = window->lossView().rect();
    for (const auto* control : window->lossView().findChildren<QAbstractButton*>())
        QTRY_VERIFY2(
            room.contains(QRect(control->mapTo(&window->lossView(), QPoint()), control->size())),
            qPrintable(control->text()));
}

// Whichever views somebody has looked at: the story makes room.
void TestMainWindow::fitsALaptopWithABanner()
{
    RunSpec spec = smallWindowSpec();
    spec.set("dataset", std::string("/nowhere/at/all"));
    const auto window = openActive(spec);
    QTRY_VERIFY(window->findChild<OutcomeBanner*>()->isVisible());
    for (const char* language : { "en", "zh_CN" }) {
        window->setLanguage(QString::fromLatin1(language));
        for (const auto& view : window->docks().views())
            window->docks().bringForward(view.first);
        window->resize(1440, 900);
        QTRY_VERIFY2((window->resize(1366, 744), window->size() == QSize(1366, 744)),
            qPrintable(QString::number(window->minimumSizeHint().height())));
        QVERIFY(window->story().isFolded());
    }
}

void TestMainWindow::resetKeepsTheValues()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    session.request({ "learning_rate", 0.07 });
    QTRY_COMPARE(session.spec().real("learning_rate"), 0.07);
    window->actions()[ActionId::reset]->trigger();
    QCOMPARE(session.spec().real("learning_rate"), 0.07);
    QTRY_COMPARE(session.state(), State::paused); // what stood still does so again
    window->actions()[ActionId::resetAll]->trigger();
    QCOMPARE(session.spec().real("learning_rate"), 0.002);
}

// A step of a line search evaluates several times, so the two axes differ.
void TestMainWindow::lossAgainstEvaluations()
{
    RunSpec spec = smallWindowSpec(40);
    spec.set("optimizer", std::string("ncg"));
    spec.set("hold_batch", std::int64_t(40));
    const auto window = openActive(spec);
    RunSession& session = window->session();
    QTRY_COMPARE(session.state(), State::ended);
    LossView& view = window->lossView();
    const auto last = session.run()->steps.last();
    QVERIFY(last->evaluations > 60);
    const auto lossAt = [&](double key) {
        for (const SeriesReading& reading : view.chart().readingsAt(key))
            if (reading.series->id == QStringLiteral("train")) return reading.raw;
        return qQNaN();
    };
    QCOMPARE(lossAt(40), last->loss);
    view.setAxis(LossView::Axis::evaluations);
    QTRY_VERIFY(view.chart().keyRange().upper >= double(last->evaluations));
    QCOMPARE(lossAt(double(last->evaluations)), last->loss);
    view.setAxis(LossView::Axis::steps);
    QCOMPARE(lossAt(40), last->loss);
}

void TestMainWindow::languageSwitchesEverything()
{
    const auto window = openActive(smallWindowSpec(), true);
    window->session().advance(30);
    QTRY_COMPARE(window->session().moment().newestStep(), 30);
    QTest::qWait(300); // the status line speaks a few times a second
    const auto english = textsOf(*window);
    window->actions()[ActionId::languageChinese]->trigger();
    QCoreApplication::sendPostedEvents();
    const auto chinese = textsOf(*window);
    QCOMPARE(chinese.size(), english.size());
    // What has words in English has none of them in Chinese, but for names.
    const QRegularExpression words(QStringLiteral("[A-Za-z]{3,}"));
    const QRegularExpression markup(QStringLiteral("<[^>]*>|&[a-z]+;|contrastlab-cli [a-z]+"));
    const QStringList names { "English", "ContrastLab", "PNG", "spec", "Python", "PyTorch",
        "Kusupati", "SVG", "PDF", "CSV", "CLIP", "ReLU", "GELU", "tanh", "Adam", "AdamW", "LARS",
        "BFGS", "Wolfe", "Nesterov", "NCE", "InfoNCE", "DCL", "DCLW", "MoCo", "SimCLR", "Xent",
        "SigLIP", "sigmoid", "VICReg", "Barlow", "Twins", "NaN", "emoji", "people", "icons",
        "synthetic", "Ctrl", "Shift", "Space", "Right", "Fletcher", "Reeves", "Polak", "Ribière",
        "Hager", "Zhang", "Ribi", "sum", "lse", "Alt", "log", "exp", "mean", "max", "Esc", "CMC",
        "AUC", "RankMe", "Wang", "Liu", "Isola", "NumPy", "TensorBoard", "Softmax", "softmax",
        "CSLS", "Sinkhorn", "SNE", "UMAP", "ONNX", "bfloat", "float", "AVX" };
    for (const auto& [where, text] : chinese) {
        // Formulas and citations are the same in every language.
        if (where.contains(QLatin1String("qt_spinbox")) || where.contains(QLatin1String("source"))
            || text.startsWith(QLatin1String("L = ")))
            continue;
        auto found = words.globalMatch(QString(text).remove(markup));
        while (found.hasNext()) {
            const QString word = found.next().captured();
            QVERIFY2(names.contains(word), qPrintable(where + QStringLiteral(": ") + text));
        }
    }
    window->actions()[ActionId::languageEnglish]->trigger();
    QCoreApplication::sendPostedEvents();
    const auto again = textsOf(*window);
    for (const auto& [where, text] : english)
        QCOMPARE(again.at(where), text);
}

void TestMainWindow::viewsDrawInBothThemes()
{
    const auto window = openActive(smallWindowSpec(), true);
    window->session().advance(40);
    QTRY_VERIFY(
        window->session().moment().frame() && window->session().moment().frame()->step == 40);
    for (const Theme theme : { Theme::light, Theme::dark }) {
        window->setTheme(theme);
        QTest::qWait(20);
        const QColor ground = window->palette().color(QPalette::Base);
        QCOMPARE(ground.lightnessF() < 0.5f, theme == Theme::dark);
        QWidget* views[] = { &window->lossView().chart(), &window->lossView().recallChart(),
            &window->lossView().picture(), &window->heatmapView(), &window->projectionView() };
        for (QWidget* view : views) {
            const QImage picture = view->grab().toImage();
            QVERIFY2(colorsIn(picture) > 12, view->metaObject()->className());
        }
    }
}

void TestMainWindow::survives_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : { "no step", "one step", "nan", "two items", "one class" })
        QTest::newRow(kind) << kind;
}

void TestMainWindow::survives()
{
    QFETCH(QString, kind);
    RunSpec spec = smallWindowSpec(kind == u"one step" ? 1 : 100000);
    if (kind == u"nan") spec = divergingWindowSpec();
    if (kind == u"two items") {
        spec.set("world.items", std::int64_t(32));
        spec.set("batch_size", std::int64_t(2));
    }
    if (kind == u"one class") spec.set("world.classes", std::int64_t(1));
    const auto window = openActive(spec, kind == u"no step");
    RunSession& session = window->session();
    QTRY_VERIFY(session.setup());
    if (kind == u"one step" || kind == u"nan") QTRY_COMPARE(session.state(), State::ended);
    if (kind == u"two items" || kind == u"one class")
        QTRY_VERIFY(session.moment().newestStep() > 30);
    QTRY_VERIFY(session.moment().frame());
    window->setLanguage(QStringLiteral("zh_CN"));
    window->setTheme(Theme::dark);
    QVERIFY(!window->grab().isNull());
    QVERIFY(!window->heatmapView().toImage(QSize(300, 300)).isNull());
    window->resetLayout();
    QTest::qWait(30);
    QVERIFY(window->heatmapView().isVisible());
}

void TestMainWindow::divergenceShowsTheWayBack()
{
    const auto window = openActive(divergingWindowSpec());
    RunSession& session = window->session();
    QTRY_COMPARE(session.outcome().kind, RunOutcome::Kind::diverged);
    OutcomeBanner& banner = window->banner();
    QTRY_VERIFY(banner.isVisible());
    QVERIFY(banner.text().contains(QStringLiteral("Learning rate")));
    window->setLanguage(QStringLiteral("zh_CN"));
    QTRY_VERIFY(banner.text().count(QStringLiteral("。")) > 2);
    QVERIFY2(!banner.text().contains(QStringLiteral("。 ")), qPrintable(banner.text()));
    window->setLanguage(QStringLiteral("en"));
    QTRY_VERIFY2(banner.text().contains(QStringLiteral(". Most ")), qPrintable(banner.text()));
    window->resize(960, 700);
    QTRY_VERIFY2(banner.height() <= 4 * banner.fontMetrics().height(), // two lines and the frame
        qPrintable(QString::number(banner.height())));
    QVERIFY(banner.text().contains(QString::number(session.outcome().step)));
    QVERIFY(window->lossView().isVisible());
    auto* goBack = banner.findChild<QPushButton*>(QStringLiteral("goBack"));
    QVERIFY(goBack->isVisible());
    const std::int64_t healthy = session.lastHealthyStep();
    window->docks().bringForward("lessons"); // over the form
    QTest::mouseClick(goBack, Qt::LeftButton);
    QTRY_VERIFY(!window->docks()["parameters"]->visibleRegion().isEmpty());
    QTRY_COMPARE(session.state(), State::paused);
    QTRY_VERIFY(!banner.isVisible());
    QCOMPARE(session.moment().newestStep(), healthy);
    // A live value that is lowered now is heeded.
    session.request({ "weight_decay", 0.0 });
    session.request({ "learning_rate", 0.01 });
    session.setPaused(false);
    QTRY_VERIFY(session.moment().newestStep() > healthy + 20);
    QCOMPARE(session.outcome().kind, RunOutcome::Kind::running);
}

void TestMainWindow::failureIsTold()
{
    RunSpec spec = smallWindowSpec();
    spec.set("dataset", std::string("/no/such/folder"));
    const auto window = openActive(spec);
    QTRY_VERIFY(window->banner().isVisible());
    QVERIFY(window->banner().text().contains(QStringLiteral("/no/such/folder")));
    for (const Figure* view : std::initializer_list<const Figure*> { &window->lossView().chart(),
             &window->lossView().recallChart(), &window->heatmapView(), &window->projectionView() })
        QTRY_VERIFY2(view->emptyText() == QStringLiteral("The data could not be opened."),
            qPrintable(QLatin1String(view->metaObject()->className()) + QLatin1String(": ")
                + view->emptyText()));
    window->actions()[ActionId::languageChinese]->trigger();
    QTRY_VERIFY(hasChinese(window->heatmapView().emptyText()));
    window->actions()[ActionId::languageEnglish]->trigger();
}

void TestMainWindow::collapseShowsTheWayBack()
{
    RunSpec spec = smallWindowSpec();
    spec.set("optimizer", std::string("sgd"));
    spec.set("schedule", std::string("constant"));
    spec.set("learning_rate", 0.1);
    const auto window = openActive(spec);
    RunSession& session = window->session();
    const OutcomeBanner& banner = window->banner();
    const auto sound = [&] {
        const auto last = session.run()->evaluations.last();
        return last && findsPartners(*last);
    };
    QTRY_VERIFY(sound());
    window->edits().edit(*findParameter("learning_rate"), 100.0);
    QTRY_VERIFY_WITH_TIMEOUT(banner.isVisible(), 20000);
    QVERIFY2(banner.text().contains(QStringLiteral("Learning rate η went from 0.1 to 100")),
        qPrintable(banner.text()));
    auto* goBack = banner.findChild<QPushButton*>(QStringLiteral("goBack"));
    QTRY_VERIFY(goBack->isVisible());
    QTest::mouseClick(goBack, Qt::LeftButton);
    QTRY_VERIFY(!banner.isVisible());
    QTRY_COMPARE(session.spec().real("learning_rate"), 0.1);
    QVERIFY(window->edits().undoList().canUndo());
    QCOMPARE(session.library().runs().size(), std::size_t(2));
    session.setPaused(false);
    QTRY_VERIFY(session.moment().newestStep() > session.run()->continuedAt() + 60);
    QVERIFY(sound());
}

void TestMainWindow::resetKeepsTheRunAndThePause()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    session.advance(12);
    QTRY_COMPARE(session.moment().newestStep(), 12);
    QTRY_COMPARE(session.state(), State::paused);
    const auto digest = session.run()->digest();
    window->actions()[ActionId::reset]->trigger();
    QTRY_COMPARE(session.state(), State::paused);
    QCOMPARE(session.moment().newestStep(), 0);
    QCOMPARE(session.library().runs().size(), std::size_t(2));
    QTRY_VERIFY(session.library().runs().front().run->outcome().kind != RunOutcome::Kind::running);
    window->runList().bringForward(session.library().runs().front().run->identity().id);
    QTRY_COMPARE(session.moment().newestStep(), 12);
    QTRY_COMPARE(session.state(), State::paused);
    QTRY_COMPARE(session.run()->digest(), digest); // evaluations come after the steps
    QCOMPARE(session.library().runs().size(), std::size_t(1)); // the other has done no step
    session.advance(3); // it goes on from there
    QTRY_COMPARE(session.moment().newestStep(), 15);
}

void TestMainWindow::lettersLookForAnEntryOfAList()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    session.advance(3);
    QTRY_COMPARE(session.moment().newestStep(), 3);
    const auto run = session.run();
    auto* box = qobject_cast<QComboBox*>(window->form().row("objective")->editor());
    box->setFocus();
    QTest::keyClick(box, Qt::Key_R);
    QCOMPARE(session.run(), run);
    window->lossView().setFocus();
    QTest::keyClick(&window->lossView(), Qt::Key_R);
    QVERIFY(session.run() != run);
}

void TestMainWindow::spacePressesWhatTabHasReached()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    QTRY_COMPARE(session.state(), State::paused);
    auto* check = qobject_cast<QCheckBox*>(window->form().row("learn_temperature")->editor());
    window->form().pointAt("learn_temperature");
    window->lossView().setFocus();
    check->setFocus(Qt::TabFocusReason);
    QTest::keyClick(check, Qt::Key_Space);
    QTRY_COMPARE(session.spec().flag("learn_temperature"), false);
    QCOMPARE(session.state(), State::paused);
    window->lossView().setFocus();
    check->setFocus(Qt::MouseFocusReason);
    QTest::keyClick(check, Qt::Key_Space);
    QTRY_COMPARE(session.state(), State::running);
    QCOMPARE(session.spec().flag("learn_temperature"), false);
}

void TestMainWindow::keysOfTheSheetToDrawOnAreItsOwn()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    QTRY_COMPARE(session.state(), State::paused);
    window->docks().bringForward("search");
    DrawPad& sheet = window->searchPanel().drawing();
    for (auto* button : window->searchPanel().findChildren<QToolButton*>())
        if (button->isCheckable() && button->text() == QLatin1String("Draw")) button->click();
    QTRY_VERIFY(sheet.hasFocus());
    for (const Qt::Key key : { Qt::Key_Space, Qt::Key_Right, Qt::Key_Left })
        QTest::keyClick(&sheet, key);
    QVERIFY(!sheet.isEmpty());
    QCOMPARE(session.state(), State::paused);
    QCOMPARE(session.moment().newestStep(), 0);
}

void TestMainWindow::fullScreenLeavesTheMaximisedWindow()
{
    const auto window = openActive(smallWindowSpec(), true);
    window->setWindowState(Qt::WindowMaximized);
    const LineChart& chart = window->lossView().chart();
    const auto lines = [&] { return chart.theme().weight; };
    const auto letters = [&] { return QFontInfo(chart.font()).pixelSize(); };
    const int usual = letters();
    QAction* full = window->actions()[ActionId::fullScreen];
    full->trigger();
    QTRY_VERIFY(window->isFullScreen());
    QTRY_VERIFY(lines() > 1 && letters() > usual); // for the last row
    full->trigger();
    QTRY_VERIFY(!window->isFullScreen());
    QVERIFY(window->isMaximized());
    QCOMPARE(lines(), 1.0);
    QTRY_COMPARE(letters(), usual);
}

// A dock of its own that waits until there is an item, in a window as wide as most are.
void TestMainWindow::anItemComesWithoutMovingWhatIsClicked()
{
    const auto window = openActive(smallWindowSpec(), true);
    window->resize(1366, 745);
    window->resetLayout();
    const auto dock = [&](const char* key) {
        return window->findChild<QDockWidget*>(QLatin1String(key));
    };
    QVERIFY(dock("item")->isHidden());
    QTRY_VERIFY(window->session().moment().frame());
    const auto places = [&] {
        return std::vector { dock("parameters")->geometry(), dock("heatmap")->geometry(),
            dock("projection")->geometry() };
    };
    QTRY_COMPARE(dock("parameters")->widget()->maximumWidth(), 480); // has its share
    const auto* story = window->findChild<QToolBar*>(QStringLiteral("story"));
    QTRY_COMPARE(story->height(), story->sizeHint().height());
    const auto before = places();
    const Index item = window->session().setup()->split().heldOut.front();
    window->focus().pin({ { item, 0 }, { item, 1 } });
    QTRY_VERIFY(dock("item")->isVisible());
    QTRY_COMPARE(dock("parameters")->widget()->maximumWidth(), 480);
    QCOMPARE(places(), before);
    dock("item")->close(); // by a person: it stays so
    window->focus().clear();
    window->focus().pin({ { item, 1 } });
    QVERIFY(dock("item")->isHidden());
}

void TestMainWindow::narrowWindowsShowOneViewAtATime()
{
    const auto window = openActive(smallWindowSpec(), true);
    const auto together = [&](const char* a, const char* b) {
        auto* dock = window->findChild<QDockWidget*>(QLatin1String(a));
        return window->tabifiedDockWidgets(dock).contains(
            window->findChild<QDockWidget*>(QLatin1String(b)));
    };
    window->resize(960, 600);
    window->resetLayout();
    QVERIFY(together("loss", "heatmap") && together("loss", "projection"));
    QVERIFY(!together("loss", "parameters"));
    QTRY_VERIFY(window->lossView().isVisible());
    window->resize(1440, 900); // without a word
    QTRY_VERIFY(!together("loss", "heatmap"));
    QVERIFY(!together("item", "parameters"));
    // What a person has moved or closed is so again after a narrow time.
    auto* projection = window->findChild<QDockWidget*>(QStringLiteral("projection"));
    window->tabifyDockWidget(
        window->findChild<QDockWidget*>(QStringLiteral("heatmap")), projection);
    window->findChild<QDockWidget*>(QStringLiteral("diagnostics"))->close();
    const auto sizes = [&] {
        QList<QSize> found;
        for (const char* name : { "parameters", "loss", "projection" })
            found << window->findChild<QDockWidget*>(QLatin1String(name))->size();
        return found;
    };
    QApplication::processEvents(); // they are laid out
    const auto before = sizes();
    window->resize(960, 600);
    QTRY_VERIFY(together("loss", "heatmap") && together("loss", "projection"));
    window->resize(1440, 900);
    QTRY_VERIFY(!together("loss", "heatmap"));
    QTRY_COMPARE(sizes(), before);
    QVERIFY(together("heatmap", "projection"));
    QVERIFY(window->findChild<QDockWidget*>(QStringLiteral("diagnostics"))->isHidden());
    window->resetLayout();
    QVERIFY(!together("loss", "heatmap") && !together("item", "parameters"));
}

void TestMainWindow::remembersItsSettings()
{
    QTemporaryDir folder;
    MainWindow::Setup setup;
    setup.spec = smallWindowSpec();
    setup.settingsFile = folder.filePath(QStringLiteral("settings.ini"));
    setup.settings.theme = Theme::light;
    setup.threads = 1;
    {
        MainWindow window(setup);
        window.show();
        window.setLanguage(QStringLiteral("zh_CN"));
        window.setTheme(Theme::dark);
        window.lossView().setSmoothing(0.9);
        window.lossView().setIgnoreOutliers(false);
        window.lossView().setRecallDepth(5);
        window.lossView().setAxis(LossView::Axis::evaluations);
        window.findChild<QDockWidget*>(QStringLiteral("heatmap"))->hide();
        QTRY_VERIFY(window.session().setup());
        ItemSelection& selection = window.focus().selection();
        const auto& items = window.session().moment().probes().projectionItems;
        selection.set({ items[3], items[1] }, ItemSelection::Origin::table);
        selection.keep(QStringLiteral("two of them"));
        window.close();
    }
    setup.settings = Settings::load(setup.settingsFile);
    QCOMPARE(setup.settings.language, QStringLiteral("zh_CN"));
    QCOMPARE(setup.settings.theme, Theme::dark);
    QCOMPARE(setup.settings.smoothing, 0.9);
    MainWindow window(setup);
    window.show();
    QVERIFY(!window.findChild<QDockWidget*>(QStringLiteral("heatmap"))->isVisible());
    QVERIFY(!window.lossView().ignoresOutliers());
    QTRY_COMPARE(window.focus().selection().kept().size(), std::size_t(1));
    QCOMPARE(window.focus().selection().kept().front().name, QStringLiteral("two of them"));
    QCOMPARE(window.focus().selection().kept().front().items.size(), std::size_t(2));
    QCOMPARE(window.lossView().recallDepth(), 5);
    QCOMPARE(window.lossView().axis(), LossView::Axis::evaluations);
    window.lossView().setRecallDepth(7); // as a file might say
    QCOMPARE(window.lossView().recallDepth(), 5);
    window.resetLayout();
    QTRY_VERIFY(window.findChild<QDockWidget*>(QStringLiteral("heatmap"))->isVisible());
    window.setLanguage(QStringLiteral("en"));
}

// A desktop that turns dark, and light again, while the window is open.
void TestMainWindow::followsTheDesktop()
{
    bool dark = false;
    MainWindow::Setup setup;
    setup.spec = smallWindowSpec();
    setup.rememberSettings = false;
    setup.paused = true;
    setup.threads = 1;
    setup.desktopIsDark = [&dark] { return dark; };
    MainWindow window(setup);
    window.show();
    const auto turn = [&](bool toDark) {
        dark = toDark;
        QEvent change(QEvent::ThemeChange); // as Qt sends it to every window
        QCoreApplication::sendEvent(window.windowHandle(), &change);
    };
    QTRY_VERIFY(!isDark(window.palette()));
    turn(true);
    QTRY_VERIFY(isDark(window.palette()));
    QTRY_VERIFY(isDark(window.lossView().chart().palette()));
    turn(false);
    QTRY_VERIFY(!isDark(window.palette()));
    window.setTheme(Theme::dark); // what was chosen stays
    turn(true);
    turn(false);
    QTRY_VERIFY(isDark(window.palette()));
    QVERIFY(!desktopIsDark()); // whatever the program wears itself
    QTRY_VERIFY(isDark(window.palette()));
    window.setTheme(Theme::light);
    window.setLanguage(QStringLiteral("en"));
}

void TestMainWindow::goesOnWithWhatWasChangedAfterTheEnd()
{
    const auto window = openActive(smallWindowSpec(30));
    RunSession& session = window->session();
    QTRY_COMPARE(session.state(), State::ended);
    QVERIFY(!window->actions()[ActionId::step]->isEnabled());
    window->edits().edit(*findParameter("learning_rate"), 0.01);
    QVERIFY(window->edits().pending().contains("learning_rate"));
    QVERIFY(!window->edits().pending().contains("steps"));
    window->actions()[ActionId::playPause]->trigger();
    QVERIFY(window->edits().pending().empty());
    QVERIFY(window->actions()[ActionId::step]->isEnabled());
    QTRY_COMPARE(session.moment().newestStep(), 60);
    QCOMPARE(session.spec().real("learning_rate"), 0.01);
    QTRY_COMPARE(session.state(), State::ended);
}

void TestMainWindow::goingOnKeepsWhatTheViewsAreTurnedTo()
{
    const auto window = openActive(smallWindowSpec(60));
    RunSession& session = window->session();
    QTRY_COMPARE(session.state(), State::ended);
    QTRY_VERIFY(session.moment().frame() && session.moment().frame()->step == 60);
    LineChart& chart = window->lossView().chart();
    ProjectionView& projection = window->projectionView();
    projection.finishGlide();
    chart.setKeyRange(10, 25);
    projection.setFocus();
    const QPointF middle = projection.rect().center();
    QWheelEvent wheel(middle, projection.mapToGlobal(middle), {}, QPoint(0, 240), Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&projection, &wheel);
    projection.finishGlide();
    QVERIFY(!projection.isFollowing());
    projection.setSelection(std::vector<int> { 1, 5, 9 });
    const std::vector<int> lasso = projection.selection(); // with their partners
    QCOMPARE(lasso.size(), std::size_t(6));
    const QRectF area = projection.visibleArea();
    window->actions()[ActionId::playPause]->trigger(); // past the end
    QTRY_COMPARE(session.moment().newestStep(), 120);
    QTRY_VERIFY(session.moment().frame()->step == 120);
    QCOMPARE(chart.keyRange().lower, 10.0);
    QCOMPARE(chart.keyRange().upper, 25.0);
    QTRY_COMPARE(chart.curve(QStringLiteral("train"))->size(), std::size_t(120));
    QTRY_COMPARE(chart.curve(QStringLiteral("heldOut"))->size(), session.run()->evaluations.size());
    QCOMPARE(projection.selection(), lasso);
    QCOMPARE(projection.visibleArea(), area);
    session.start(session.spec(), true); // another run begins afresh, of the same items
    QVERIFY(chart.isFollowing());
    QTRY_COMPARE(projection.selection(), lasso);
}

void TestMainWindow::aClickOnTheLossParksAllViews()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    RunMoment& moment = session.moment();
    session.advance(40);
    QTRY_VERIFY(moment.frame() && moment.frame()->step == 40);
    auto* chip = window->findChild<QToolButton*>(QStringLiteral("follow"));
    QAction* follow = window->actions()[ActionId::follow];
    QVERIFY(!chip->isVisible() && !follow->isEnabled());
    LineChart& chart = window->lossView().chart();
    QTRY_VERIFY(chart.keyRange().upper >= 40);
    QWidget* canvas = chart.childAt(chart.rect().center());
    QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->rect().center());
    QVERIFY(!moment.playhead().following);
    const std::int64_t step = moment.playhead().step;
    QVERIFY(step > 5 && step < 35);
    QTRY_VERIFY(chip->isVisible());
    QCOMPARE(chip->text(), QStringLiteral("All views: step %1 of 40 – follow").arg(step));
    QTRY_COMPARE(moment.frame()->step, step); // the nearest until it is computed
    const auto* epoch = window->findChild<QLabel*>(QStringLiteral("epoch"));
    QTRY_COMPARE(epoch->text(),
        QStringLiteral("epoch %1").arg(QLocale().toString(moment.step()->epoch, 'f', 1)));
    session.advance(10);
    QTRY_COMPARE(chip->text(), QStringLiteral("All views: step %1 of 50 – follow").arg(step));
    QTest::keyClick(&window->lossView(), Qt::Key_L);
    QVERIFY(moment.playhead().following);
    QTRY_VERIFY(!chip->isVisible());
    // A double click shows the whole run, and parks nothing.
    QTest::mouseDClick(canvas, Qt::LeftButton, {}, canvas->rect().center());
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, canvas->rect().center()); // or it stays down
    QVERIFY(moment.playhead().following);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
