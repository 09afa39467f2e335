// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The form: one row a parameter, shown where it concerns the run, and nothing typed is ever lost.
#include "base/bfloat16.h"
#include "data/media_text.h"
#include "objective/objective.h"
#include "optimizer/optimizer.h"
#include "panels/modalities_edit.h"
#include "panels/number_edit.h"
#include "panels/parameter_form.h"
#include "panels/parameter_row.h"
#include "panels/tick_slider.h"
#include "run/table_text.h"
#include "shell/languages.h"
#include "support/window_run.h"
#include "theme/fonts.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace contrastlab;

namespace {

struct Fixture {
    RunSession session { 1 };
    UndoList undo;
    ParameterEdits edits { session, undo };
    ParameterForm form { session.moment(), edits };

    explicit Fixture(const RunSpec& spec = smallWindowSpec())
    {
        session.start(spec, true);
        form.resize(320, 900);
        form.show();
        [[maybe_unused]] const bool shown = QTest::qWaitForWindowExposed(&form);
        [[maybe_unused]] const bool ready =
            QTest::qWaitFor([&] { return session.state() == RunSession::State::paused; });
    }
    ParameterRow& row(const char* key) { return *form.row(key); }
    NumberEdit& number(const char* key) { return *qobject_cast<NumberEdit*>(row(key).editor()); }
    void type(const char* key, const QString& text)
    {
        NumberEdit& edit = number(key);
        edit.setFocus();
        edit.selectAll();
        QTest::keyClicks(&edit, text);
        QTest::keyClick(&edit, Qt::Key_Return);
    }
};

} // namespace

class TestParameterForm : public QObject {
    Q_OBJECT

private slots:
    void rowsOfTheTable();
    void showsWhatConcernsTheRun_data();
    void showsWhatConcernsTheRun();
    void keepsWhatWasRefused_data();
    void keepsWhatWasRefused();
    void refusedTextSurvivesEvents();
    void whatAnotherFieldLacksIsNamed();
    void refusalsFollowTheLanguage();
    void allProblemsAreTold();
    void discardCanBeUndone();
    void tabFollowsTheEye();
    void choicesAreExplained();
    void failedLineSearchIsNoted();
    void lacksOfTheProcessorAreTold();
    void escapeTakesBack();
    void aDragEndsAtTheLegalLimit();
    void whatWasRefusedGoesWithTheFocusAndWithUndo();
    void refusalsMoveNothing();
    void towersOfTheWantedDataAlone();
    void liveChangeComesBackAsEvent();
    void undoAndRedo();
    void oneGestureUndoesAsOne();
    void restartChangesWait();
    void aTaskWithoutRoomWaits();
    void doubleClickMeansDefault();
    void wheelNeedsFocus_data();
    void wheelNeedsFocus();
    void fontsMayBeSizedInPixels();
    void arrowsClimbTheScale();
    void learnedTemperatureIsFollowed();
    void modalitiesAreChosen();
    void fitsItsWidth();
    void sliderScales_data();
    void sliderScales();
};

void TestParameterForm::rowsOfTheTable()
{
    Fixture f;
    for (const Parameter& parameter : parameterTable()) {
        const ParameterRow* row = f.form.row(parameter.key);
        QVERIFY2(row, std::string(parameter.key).c_str());
        QCOMPARE(&row->parameter(), &parameter);
        QVERIFY(row->editor()->toolTip().contains(qString(parameter.key)));
    }
}

void TestParameterForm::showsWhatConcernsTheRun_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QStringList>("shown");
    QTest::addColumn<QStringList>("hidden");
    QTest::newRow("clip") << "objective"
                          << "clip" << QStringList { "temperature" }
                          << QStringList { "bias", "margin", "queue_size" };
    QTest::newRow("siglip") << "objective"
                            << "siglip" << QStringList { "temperature", "bias" }
                            << QStringList { "margin" };
    QTest::newRow("triplet") << "objective"
                             << "triplet" << QStringList { "margin", "mining" }
                             << QStringList { "temperature", "bias" };
    QTest::newRow("momentum") << "optimizer"
                              << "momentum" << QStringList { "momentum" }
                              << QStringList { "history", "line_search" };
    QTest::newRow("l-bfgs") << "optimizer"
                            << "l-bfgs" << QStringList { "line_search" }
                            << QStringList { "momentum", "learning_rate" };
    QTest::newRow("autoencoder") << "task"
                                 << "autoencoder" << QStringList { "task", "decode" }
                                 << QStringList { "objective", "temperature", "learn_temperature",
                                        "adversary" };
    QTest::newRow("adversary") << "task"
                               << "adversarial" << QStringList { "task", "adversary" }
                               << QStringList { "objective", "temperature", "decode" };
    QTest::newRow("no pictures") << "objective"
                                 << "clip" << QStringList { "feature_tower" }
                                 << QStringList { "image_tower", "augment.flip", "freeze_c" };
}

void TestParameterForm::showsWhatConcernsTheRun()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QStringList, shown);
    QFETCH(QStringList, hidden);
    RunSpec spec = smallWindowSpec();
    spec.set(key.toStdString(), value.toStdString());
    Fixture f(spec);
    QVERIFY(f.session.setup());
    for (const QString& name : shown)
        QVERIFY2(f.row(name.toLatin1()).isVisibleTo(&f.form), qPrintable(name));
    for (const QString& name : hidden)
        QVERIFY2(!f.row(name.toLatin1()).isVisibleTo(&f.form), qPrintable(name));
}

void TestParameterForm::keepsWhatWasRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    const std::pair<const char*, const char*> cases[] = { { "temperature", "0" },
        { "temperature", "-1" }, { "temperature", "nan" }, { "temperature", "warm" },
        { "temperature", "" }, { "temperature", "50" }, { "batch_size", "0" },
        { "batch_size", "2.5" }, { "batch_size", "100000" },
        { "batch_size", "999999999999999999999" }, { "learning_rate", "1e30" },
        { "learning_rate", "0" }, { "weight_decay", "inf" }, { "seed", "-3" } };
    for (const auto& [key, text] : cases)
        QTest::addRow("%s=%s", key, text) << key << text;
}

void TestParameterForm::keepsWhatWasRefused()
{
    QFETCH(QString, key);
    QFETCH(QString, text);
    Fixture f;
    const std::string name = key.toStdString();
    const ParameterValue before = f.session.spec().value(name);
    NumberEdit& edit = f.number(name.c_str());
    edit.setFocus();
    edit.selectAll();
    QTest::keyClick(&edit, Qt::Key_Delete);
    QTest::keyClicks(&edit, text);
    QTest::keyClick(&edit, Qt::Key_Return);
    QCOMPARE(f.row(name.c_str()).editorText(), text);
    QVERIFY(!f.row(name.c_str()).message().isEmpty());
    QVERIFY(f.edits.pending().empty());
    QVERIFY(f.session.spec().value(name) == before);
    QCOMPARE(f.session.run()->events.size(), 0u);
    // A good value takes the mark away.
    f.type(name.c_str(), key == u"batch_size" || key == u"seed" ? "16" : "0.5");
    QVERIFY(f.row(name.c_str()).message().isEmpty());
}

void TestParameterForm::refusedTextSurvivesEvents()
{
    Fixture f;
    f.type("temperature", QStringLiteral("abc"));
    f.session.request({ "learning_rate", 0.5 });
    QTRY_COMPARE(f.session.spec().real("learning_rate"), 0.5);
    f.session.advance(3);
    QTRY_COMPARE(f.session.moment().newestStep(), 3);
    QCOMPARE(f.row("temperature").editorText(), QStringLiteral("abc"));
}

// A queue of 1024 is no multiple of 48: told where the hand is, with the field that it is about.
void TestParameterForm::whatAnotherFieldLacksIsNamed()
{
    RunSpec spec = smallWindowSpec();
    spec.set("batch_size", std::int64_t(48));
    Fixture f(spec);
    f.edits.edit(*findParameter("objective"), std::string("moco"));
    QCOMPARE(f.row("objective").message(),
        QStringLiteral("Queue size K = 1024: needs a multiple of the batch size 48, such as 1008"));
    QVERIFY(f.row("queue_size").message().isEmpty());
    f.edits.edit(*findParameter("queue_size"), std::int64_t(1008));
    QTRY_COMPARE(f.session.spec().integer("queue_size"), 1008);
    f.edits.edit(*findParameter("objective"), std::string("moco"));
    QTRY_COMPARE(f.session.spec().text("objective"), std::string("moco"));
    QVERIFY(f.row("objective").message().isEmpty());
    f.type("queue_size", QStringLiteral("1000"));
    QCOMPARE(f.row("queue_size").message(),
        QStringLiteral("Needs a multiple of the batch size 48, such as 1008."));
}

// The limit that was broken, not the parameter's range.
void TestParameterForm::refusalsFollowTheLanguage()
{
    RunSpec spec = smallWindowSpec();
    spec.set("batch_size", std::int64_t(48));
    Fixture f(spec);
    f.type("batch_size", QStringLiteral("99999"));
    f.edits.edit(*findParameter("objective"), std::string("moco"));
    const QString limit = f.row("batch_size").message(), other = f.row("objective").message();
    QVERIFY(!limit.isEmpty() && !other.isEmpty());
    Languages languages;
    languages.use(QStringLiteral("zh_CN"));
    QCoreApplication::sendPostedEvents();
    const QRegularExpression han(QStringLiteral("\\p{Han}"));
    QVERIFY2(
        f.row("batch_size").message().contains(han), qPrintable(f.row("batch_size").message()));
    QVERIFY2(f.row("objective").message().contains(han), qPrintable(f.row("objective").message()));
    const auto numbers = [](const QString& text) {
        QStringList found;
        auto each = QRegularExpression(QStringLiteral("\\d+")).globalMatch(text);
        while (each.hasNext())
            found << each.next().captured();
        found.sort();
        return found;
    };
    QCOMPARE(numbers(f.row("batch_size").message()), numbers(limit));
    QCOMPARE(numbers(f.row("objective").message()), numbers(other));
    languages.use(QStringLiteral("en"));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(f.row("batch_size").message(), limit);
    QCOMPARE(f.row("objective").message(), other);
}

void TestParameterForm::allProblemsAreTold()
{
    Fixture f;
    f.edits.apply("embedding_width", std::int64_t(0));
    f.edits.apply("hidden_width", std::int64_t(0));
    const auto problems = f.edits.problems();
    QVERIFY(problems.size() >= 2);
    const auto* text =
        f.form.findChild<QWidget*>(QStringLiteral("pendingBar"))->findChild<QLabel*>();
    for (const Problem& problem : problems)
        QVERIFY2(text->text().contains(problemText(problem)), qPrintable(text->text()));
    LoadFailure failure;
    failure.problems = problems;
    for (const Problem& problem : problems)
        QVERIFY(failureText(failure).contains(problemText(problem)));
}

void TestParameterForm::discardCanBeUndone()
{
    Fixture f;
    f.edits.edit(*findParameter("learning_rate"), 0.01);
    QTRY_COMPARE(f.session.spec().real("learning_rate"), 0.01);
    f.edits.edit(*findParameter("embedding_width"), std::int64_t(32));
    f.edits.discard();
    QVERIFY(f.edits.pending().empty());
    const int count = f.edits.undoList().count();
    f.edits.discard(); // nothing waits: nothing to undo
    QCOMPARE(f.edits.undoList().count(), count);
    f.edits.undoList().undo();
    QVERIFY(f.edits.pending().contains("embedding_width"));
    f.edits.undoList().undo();
    QVERIFY(f.edits.pending().empty());
    f.edits.undoList().undo();
    QTRY_COMPARE(f.session.spec().real("learning_rate"), 0.002);
}

// From field to field downwards, through "More", to the buttons of the bar.
void TestParameterForm::tabFollowsTheEye()
{
    Fixture f;
    f.form.pointAt("beta2"); // opens "More" of its section
    f.type("embedding_width", QStringLiteral("8"));
    f.form.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&f.form));
    auto* apply = f.form.findChild<QPushButton*>(QStringLiteral("applyAndRestart"));
    auto* first = f.form.findChild<QToolButton*>();
    first->setFocus();
    QStringList order;
    int lowest = 0, stops = 0;
    const QWidget* content = f.form.findChild<QScrollArea*>()->widget();
    for (; QApplication::focusWidget() != apply && stops < 200; ++stops) {
        QWidget* here = QApplication::focusWidget();
        if (content->isAncestorOf(here)) {
            const int middle = here->mapTo(content, here->rect().center()).y();
            order << QStringLiteral("%1 %2").arg(here->accessibleName()).arg(middle);
            QVERIFY2(middle >= lowest - 8, qPrintable(order.join(u'\n')));
            lowest = middle;
        }
        QTest::keyClick(here, Qt::Key_Tab);
    }
    QVERIFY2(stops > 20 && stops < 200, qPrintable(order.join(u'\n')));
}

void TestParameterForm::choicesAreExplained()
{
    Fixture f;
    const auto tipOf = [](ParameterRow& row, std::string_view choice) {
        const auto* box = qobject_cast<QComboBox*>(row.editor());
        return box->itemData(box->findData(qString(choice)), Qt::ToolTipRole).toString();
    };
    for (const ObjectiveInfo& info : objectiveTable()) {
        const QString tip = tipOf(f.row("objective"), info.name);
        QVERIFY2(tip.contains(qString(info.formula).toHtmlEscaped()), info.name.data());
        QVERIFY2(tip.contains(qString(info.source).toHtmlEscaped()), info.name.data());
    }
    for (const OptimizerInfo& info : optimizerTable()) {
        const QString tip = tipOf(f.row("optimizer"), info.name);
        QVERIFY2(!info.formula.empty() && tip.contains(qString(info.formula).toHtmlEscaped()),
            info.name.data());
    }
    // The box tells of what is chosen.
    f.edits.edit(*findParameter("objective"), std::string("siglip"));
    QTRY_VERIFY(f.row("objective").editor()->toolTip().contains(QStringLiteral("softplus")));
}

void TestParameterForm::failedLineSearchIsNoted()
{
    RunSpec spec = smallWindowSpec();
    for (const char* key : { "freeze_a", "freeze_b" })
        spec.set(key, true);
    spec.set("learn_temperature", false);
    spec.set("optimizer", std::string("ncg"));
    Fixture f(spec);
    const auto noted = [&] {
        for (const QLabel* label : f.row("optimizer").findChildren<QLabel*>())
            if (label->text().contains(QStringLiteral("No step was found"))) return true;
        return false;
    };
    QVERIFY(!noted());
    f.session.advance(2);
    QTRY_VERIFY(noted());
    f.edits.edit(*findParameter("optimizer"), std::string("adamw"));
    QTRY_VERIFY(!noted());
}

void TestParameterForm::lacksOfTheProcessorAreTold()
{
    const auto noteOf = [](ParameterRow& row) {
        for (const QLabel* label : row.findChildren<QLabel*>())
            if (label->text().contains(QStringLiteral("AVX512-BF16")) && !label->isHidden())
                return label->text();
        return QString();
    };
    if (hasBfloat16Unit()) {
        Fixture f;
        QVERIFY(f.row("precision").editor()->isEnabled());
        QVERIFY(noteOf(f.row("precision")).isEmpty());
    }
    const auto restore = qScopeGuard([] { setBfloat16Unit(Bfloat16Unit::processor); });
    setBfloat16Unit(Bfloat16Unit::emulated);
    {
        Fixture f;
        ParameterRow& row = f.row("precision");
        QVERIFY(!row.editor()->isEnabled());
        QVERIFY(row.toolTip().startsWith(QStringLiteral("Here it is single precision")));
        QCOMPARE(noteOf(row), row.toolTip());
        f.edits.edit(row.parameter(), std::string("bfloat16"));
        QCOMPARE(f.edits.wanted().text("precision"), std::string("float32"));
    }
    RunSpec fromElsewhere = smallWindowSpec();
    fromElsewhere.set("precision", std::string("bfloat16"));
    Fixture f(fromElsewhere);
    ParameterRow& row = f.row("precision");
    QVERIFY(row.editor()->isEnabled());
    QVERIFY(!noteOf(row).isEmpty());
    f.edits.edit(row.parameter(), std::string("float32"));
    f.session.advance(1);
    QTRY_COMPARE(f.session.spec().text("precision"), std::string("float32"));
    QTRY_VERIFY(!row.editor()->isEnabled());
}

void TestParameterForm::escapeTakesBack()
{
    Fixture f;
    f.type("learning_rate", QStringLiteral("-5"));
    QTest::keyClick(&f.number("learning_rate"), Qt::Key_Escape);
    QCOMPARE(f.row("learning_rate").editorText(), QStringLiteral("0.002"));
    QVERIFY(f.row("learning_rate").message().isEmpty());
}

void TestParameterForm::aDragEndsAtTheLegalLimit()
{
    Fixture f;
    ParameterRow& row = f.row("temperature");
    TickSlider& slider = *row.slider();
    const QPoint middle(slider.width() / 2, slider.height() - 8);
    QTest::mousePress(&slider, Qt::LeftButton, {}, middle);
    QTest::mouseMove(&slider, QPoint(0, middle.y()));
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, QPoint(0, middle.y()));
    QTRY_COMPARE(f.session.spec().real("temperature"), leastLearnableTemperature);
    QCOMPARE(row.editorText(), QStringLiteral("0.01"));
    QVERIFY(row.message().isEmpty());
    QVERIFY(std::abs(slider.scaleValue() - 0.01) < 1e-3);
    // It goes further where it is not learnt.
    f.edits.edit(*findParameter("learn_temperature"), false);
    QTRY_VERIFY(!f.session.spec().flag("learn_temperature"));
    QTest::mousePress(&slider, Qt::LeftButton, {}, middle);
    QTest::mouseMove(&slider, QPoint(0, middle.y()));
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, QPoint(0, middle.y()));
    QTRY_COMPARE(f.session.spec().real("temperature"), 0.001);
}

void TestParameterForm::whatWasRefusedGoesWithTheFocusAndWithUndo()
{
    Fixture f;
    f.type("learning_rate", QStringLiteral("0.03"));
    QTRY_COMPARE(f.session.spec().real("learning_rate"), 0.03);
    f.type("temperature", QStringLiteral("0.004"));
    QCOMPARE(f.row("temperature").editorText(), QStringLiteral("0.004"));
    f.number("learning_rate").setFocus();
    QCOMPARE(f.row("temperature").editorText(), QStringLiteral("0.1"));
    QVERIFY2(f.row("temperature").message().contains(QStringLiteral("0.004")),
        qPrintable(f.row("temperature").message()));
    f.type("temperature", QStringLiteral("0.004"));
    f.edits.undoList().undo();
    QCOMPARE(f.row("temperature").editorText(), QStringLiteral("0.1"));
    QVERIFY(f.row("temperature").message().isEmpty());
    f.type("temperature", QStringLiteral("0.004"));
    f.session.start(smallWindowSpec(), true);
    QCOMPARE(f.row("temperature").editorText(), QStringLiteral("0.1"));
}

void TestParameterForm::refusalsMoveNothing()
{
    Fixture f;
    const auto places = [&] {
        QCoreApplication::sendPostedEvents();
        std::vector<QRect> all;
        for (const char* key : { "temperature", "learn_temperature", "learning_rate", "steps" })
            all.push_back({ f.row(key).mapTo(&f.form, QPoint()), f.row(key).size() });
        return all;
    };
    int ticks = 0; // what is known of the data takes room
    connect(&f.session, &RunSession::ticked, this, [&] { ++ticks; });
    QTRY_VERIFY(ticks >= 2);
    const auto before = places();
    f.type("temperature", QStringLiteral("500"));
    QVERIFY(!f.row("temperature").message().isEmpty());
    QVERIFY(places() == before);
}

void TestParameterForm::towersOfTheWantedDataAlone()
{
    Fixture f;
    const auto shown = [&](const char* key) { return f.row(key).isVisibleTo(&f.form); };
    QVERIFY(shown("feature_tower") && !shown("sound_tower"));
    QVERIFY(!shown("held_out")); // the synthetic world splits itself
    f.edits.edit(*findParameter("dataset"), std::string("emoji"));
    QVERIFY(shown("image_tower") && shown("text_tower") && !shown("feature_tower"));
    QVERIFY(!shown("sound_tower") && !shown("freeze_c"));
    QVERIFY(shown("held_out"));
    f.edits.edit(*findParameter("modalities"), std::string("image,text,sound"));
    QVERIFY(shown("sound_tower") && !shown("feature_tower"));
}

void TestParameterForm::liveChangeComesBackAsEvent()
{
    Fixture f;
    f.type("learning_rate", QStringLiteral("0.03"));
    QTRY_COMPARE(f.session.run()->events.size(), 1u);
    QTRY_COMPARE(f.session.spec().real("learning_rate"), 0.03);
    QCOMPARE(f.row("learning_rate").editorText(), QStringLiteral("0.03"));
    // What another hand changes shows, too.
    f.session.request({ "batch_size", std::int64_t(64) });
    QTRY_COMPARE(f.row("batch_size").editorText(), QStringLiteral("64"));
}

void TestParameterForm::undoAndRedo()
{
    Fixture f;
    f.type("learning_rate", QStringLiteral("0.03"));
    f.type("batch_size", QStringLiteral("16"));
    QTRY_COMPARE(f.session.spec().integer("batch_size"), 16);
    f.edits.undoList().undo();
    QTRY_COMPARE(f.session.spec().integer("batch_size"), 32);
    f.edits.undoList().undo();
    QTRY_COMPARE(f.session.spec().real("learning_rate"), 0.002);
    f.edits.undoList().redo();
    QTRY_COMPARE(f.session.spec().real("learning_rate"), 0.03);
    QTRY_COMPARE(f.row("learning_rate").editorText(), QStringLiteral("0.03"));
}

void TestParameterForm::oneGestureUndoesAsOne()
{
    Fixture f;
    TickSlider& slider = *f.row("learning_rate").slider();
    const QPoint middle(slider.width() / 2, slider.height() / 3);
    QTest::mousePress(&slider, Qt::LeftButton, {}, middle);
    for (int x = 0; x < 40; x += 10) {
        QTest::mouseMove(&slider, middle + QPoint(x, 0));
        QTest::qWait(140); // longer than a dragged slider is held back
    }
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, middle + QPoint(40, 0));
    QTRY_VERIFY(f.session.run()->events.size() >= 2);
    QCOMPARE(f.edits.undoList().count(), 1);
    f.edits.undoList().undo();
    QTRY_COMPARE(f.session.spec().real("learning_rate"), 0.002);
}

void TestParameterForm::restartChangesWait()
{
    Fixture f;
    auto* bar = f.form.findChild<QWidget*>(QStringLiteral("pendingBar"));
    auto* apply = f.form.findChild<QPushButton*>(QStringLiteral("applyAndRestart"));
    QVERIFY(bar->isHidden());
    f.type("embedding_width", QStringLiteral("8"));
    QVERIFY(bar->isVisible());
    QCOMPARE(f.session.spec().integer("embedding_width"), 16);
    QCOMPARE(f.row("embedding_width").editorText(), QStringLiteral("8"));
    const auto before = f.session.run();
    apply->click();
    QVERIFY(bar->isHidden());
    QVERIFY(f.session.run() != before);
    QTRY_VERIFY(f.session.setup());
    QCOMPARE(f.session.setup()->embeddingWidth(), Index(8));
    // Undo makes it wait again; back at the run's value nothing waits.
    f.edits.undoList().undo();
    QVERIFY(bar->isVisible());
    f.edits.undoList().redo();
    QVERIFY(bar->isHidden());
}

void TestParameterForm::aTaskWithoutRoomWaits()
{
    const auto choose = [](Fixture& f, const char* task) {
        f.edits.edit(*findParameter("task"), std::string(task), 0);
    };
    RunSpec spec = smallWindowSpec();
    {
        Fixture f(spec);
        choose(f, "autoencoder");
        QVERIFY(f.edits.pending().contains("task"));
        QVERIFY(f.session.run()->events.size() <= 1);
        choose(f, "contrast");
        QVERIFY(f.edits.pending().empty());
    }
    spec.set("task_room", true);
    Fixture f(spec);
    choose(f, "autoencoder");
    QVERIFY(f.edits.pending().empty());
    QTRY_COMPARE(f.session.spec().text("task"), std::string("autoencoder"));
}

void TestParameterForm::doubleClickMeansDefault()
{
    Fixture f;
    auto labels = f.row("batch_size").findChildren<QLabel*>();
    for (QLabel* label : labels)
        if (label->text().startsWith(QStringLiteral("Batch size")))
            QTest::mouseDClick(label, Qt::LeftButton);
    QTRY_COMPARE(f.session.spec().integer("batch_size"), 128);
}

void TestParameterForm::wheelNeedsFocus_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("onTheSlider");
    QTest::newRow("slider") << QByteArray("learning_rate") << true;
    QTest::newRow("number") << QByteArray("learning_rate") << false;
    QTest::newRow("choice") << QByteArray("optimizer") << false;
}

void TestParameterForm::wheelNeedsFocus()
{
    QFETCH(const QByteArray, key);
    QFETCH(const bool, onTheSlider);
    Fixture f;
    ParameterRow& row = f.row(key);
    QWidget& widget = onTheSlider ? *row.slider() : *row.editor();
    f.number("temperature").setFocus();
    const auto turn = [&] {
        const QPointF at(widget.width() / 2, 10);
        QWheelEvent wheel(at, widget.mapToGlobal(at), {}, QPoint(0, -120), Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&widget, &wheel);
        return wheel.isAccepted();
    };
    const QString before = row.editorText();
    QVERIFY(!turn()); // goes on to the form, which scrolls
    QCOMPARE(row.editorText(), before);
    widget.setFocus();
    turn();
    QVERIFY(row.editorText() != before);
}

// As style sheets give them.
void TestParameterForm::fontsMayBeSizedInPixels()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("Point size")));
    QFont font = QApplication::font();
    font.setPixelSize(20);
    QCOMPARE(scaledFont(font, 0.5).pixelSize(), 10);
    Fixture f;
    TickSlider& slider = *f.row("learning_rate").slider();
    slider.setFont(font);
    font.setPixelSize(16); // 0.82 of it
    QCOMPARE(slider.sizeHint().height(), 20 + QFontMetrics(font).height());
}

void TestParameterForm::arrowsClimbTheScale()
{
    Fixture f;
    NumberEdit& batch = f.number("batch_size");
    batch.stepBy(1);
    QCOMPARE(batch.text(), QStringLiteral("64"));
    batch.stepBy(-2);
    QCOMPARE(batch.text(), QStringLiteral("16"));
    NumberEdit& rate = f.number("learning_rate");
    rate.stepBy(1);
    QCOMPARE(rate.text(), QStringLiteral("0.005"));
    rate.stepBy(-2);
    QCOMPARE(rate.text(), QStringLiteral("0.001"));
}

void TestParameterForm::learnedTemperatureIsFollowed()
{
    Fixture f;
    f.session.advance(40);
    QTRY_COMPARE(f.session.moment().newestStep(), 40);
    const double temperature = f.session.run()->steps.last()->temperature;
    QVERIFY(temperature != 0.1);
    QTRY_COMPARE(f.row("temperature").editorText(), shortNumberText(temperature, 4));
}

void TestParameterForm::modalitiesAreChosen()
{
    Fixture f;
    ModalitiesEdit& edit = *f.row("modalities").modalities();
    const auto pending = [&](const char* key) {
        const auto found = f.edits.pending().find(key);
        return found == f.edits.pending().end() ? QStringLiteral("-")
                                                : QString::fromStdString(toText(found->second));
    };
    QVERIFY(f.row("modalities").isVisibleTo(&f.form));
    QVERIFY(edit.box("a")->isChecked() && edit.box("b")->isChecked() && !edit.box("c"));
    QVERIFY(!f.row("pairs").isVisibleTo(&f.form));
    // One is too few: said beside it, and nothing is asked of the run.
    edit.box("b")->click();
    QVERIFY(f.row("modalities").message().contains(QStringLiteral("two or three")));
    QCOMPARE(pending("modalities"), QStringLiteral("-"));
    edit.box("b")->click();
    QVERIFY(f.row("modalities").message().isEmpty());
    // The world of the next run has a third one.
    f.type("world.modalities", QStringLiteral("3"));
    QTRY_VERIFY(edit.box("c"));
    edit.box("c")->click();
    QCOMPARE(pending("modalities"), QStringLiteral("a,b,c"));
    QTRY_VERIFY(f.row("pairs").isVisibleTo(&f.form));
    QVERIFY(!edit.hub().isVisibleTo(&edit));
    f.edits.edit(*findParameter("pairs"), std::string("hub"));
    QTRY_VERIFY(edit.hub().isVisibleTo(&edit));
    QCOMPARE(edit.hub().currentData().toString(), QStringLiteral("a"));
    edit.hub().setCurrentIndex(1);
    emit edit.hub().activated(1);
    QCOMPARE(pending("modalities"), QStringLiteral("b,a,c"));
    f.edits.applyAndRestart();
    QTRY_VERIFY(f.session.setup() && f.session.setup()->towers() == 3);
    QCOMPARE(f.session.setup()->modality(0).name, std::string("b"));
    QCOMPARE(f.session.setup()->pairs().size(), std::size_t(2));
    QCOMPARE(edit.text(), std::string("b,a,c"));
    QCOMPARE(edit.hub().currentData().toString(), QStringLiteral("b"));
    // The first two are the default, which is written as nothing.
    edit.box("c")->click();
    QCOMPARE(pending("modalities"), QString());
}

void TestParameterForm::fitsItsWidth()
{
    Fixture f;
    f.form.resize(f.form.minimumWidth(), 900);
    QTest::qWait(50);
    for (const Parameter& parameter : parameterTable()) {
        ParameterRow& row = *f.form.row(parameter.key);
        if (!row.isVisible()) continue;
        QVERIFY2(row.minimumSizeHint().width() <= row.width(), std::string(parameter.key).c_str());
        for (const QLabel* label : row.findChildren<QLabel*>())
            if (label->isVisible() && label->wordWrap())
                QVERIFY2(label->heightForWidth(label->width()) <= label->height() + 1,
                    std::string(parameter.key).c_str());
    }
}

void TestParameterForm::sliderScales_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<double>("lower");
    QTest::addColumn<double>("upper");
    QTest::newRow("temperature") << "temperature" << 0.001 << 100.0;
    QTest::newRow("learning rate") << "learning_rate" << 1e-6 << 10.0;
    QTest::newRow("weight decay") << "weight_decay" << 1e-5 << 10.0;
    QTest::newRow("colour") << "augment.colour" << 0.0 << 1.0;
}

void TestParameterForm::sliderScales()
{
    QFETCH(QString, key);
    QFETCH(double, lower);
    QFETCH(double, upper);
    const Parameter& parameter = *findParameter(key.toStdString());
    const auto scale = SliderScale::of(parameter);
    QVERIFY(scale);
    QCOMPARE(scale->lower(), lower);
    QCOMPARE(scale->upper(), upper);
    QCOMPARE(scale->valueAt(1), upper);
    double last = -1;
    for (int i = 0; i <= 1000; ++i) {
        const double value = scale->valueAt(i / 1000.0);
        QVERIFY2(!check(parameter, value), qPrintable(QString::number(value)));
        QVERIFY(value >= last);
        last = value;
    }
    for (const SliderTick& tick : scale->ticks())
        QVERIFY(std::abs(scale->valueAt(scale->positionOf(tick.value)) - tick.value)
            <= 0.01 * std::abs(tick.value) + 1e-12);
}

QTEST_MAIN(TestParameterForm)
#include "tst_parameter_form.moc"
