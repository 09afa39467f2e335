// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The story strip: it counts as the frame says, the pinned item comes first, it folds, keeps its
// height, speaks both languages and says when the run is done. And the formulas of the form.
#include "objective/objective.h"
#include "optimizer/optimizer.h"
#include "panels/formula_view.h"
#include "panels/parameter_form.h"
#include "panels/parameter_row.h"
#include "run/table_text.h"
#include "shell/main_window.h"
#include "support/open_window.h"
#include "support/window_run.h"
#include "theme/elided_text.h"
#include "views/diagnostics_view.h"
#include "views/doctor_line.h"
#include "views/doctor_panel.h"
#include "views/guess_cards.h"
#include "views/story_strip.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QPainter>
#include <QPushButton>
#include <QTest>

using namespace contrastlab;

namespace {

constexpr int patience = 30000; // ms, on a slow machine

QString number(Index value)
{
    return QString::number(value);
}

} // namespace

class TestStoryStrip : public QObject {
    Q_OBJECT

private slots:
    void countsAsTheFrameSays();
    void thePinnedItemComesFirst();
    void aClickPins();
    void foldsToOneLine();
    void keepsItsHeight();
    void repeatsTheDoctor();
    void saysWhenTheRunIsDone();
    void fitsANarrowWindow();
    void speaksChinese();
    void elidesLongTexts();
    void everyFormulaIsDrawn();
    void theFormulaFollowsTheRun();
    void withoutNegativesTheFormulaIsOfAlignment();
    void otherTasksAreToldOf();
    void aClickShowsItLarge();
    void choicesStandUnderHeadings();
};

void TestStoryStrip::countsAsTheFrameSays()
{
    const auto window = openWindow(smallWindowSpec(), true);
    StoryStrip& story = window->story();
    RunMoment& moment = window->session().moment();
    QTRY_VERIFY_WITH_TIMEOUT(story.guesses().board(), patience);
    window->session().advance(60);
    QTRY_VERIFY_WITH_TIMEOUT(moment.newestStep() == 60 && moment.frame()
            && story.guesses().board()->step == moment.frame()->step && moment.frame()->step == 60,
        patience);
    const PartnerNumbers partners =
        moment.setup()->partners({ 0, 1 }, moment.probes().projectionItems);
    const GuessCount count = countGuesses(*moment.frame(), partners, 0, 1);
    QCOMPARE(story.guesses().board()->countAToB.right, count.right);
    QVERIFY2(
        story.text().contains(
            QStringLiteral("right for %1 of %2").arg(number(count.right), number(count.queries))),
        qPrintable(story.text()));
    QVERIFY(story.text().contains(QStringLiteral("a blind guess would be 1")));
    QVERIFY(count.right > 1);
}

void TestStoryStrip::thePinnedItemComesFirst()
{
    const auto window = openWindow(smallWindowSpec(), true);
    const StoryStrip& story = window->story();
    RunMoment& moment = window->session().moment();
    QTRY_VERIFY_WITH_TIMEOUT(story.guesses().board(), patience);
    QCOMPARE(story.guesses().board()->asked.size(), LiveGuesses::shown);
    const std::vector<Index> usual = story.guesses().board()->asked;
    const Index item = moment.probes().projectionItems[5];
    window->focus().pin({ { item, 0 } });
    QTRY_COMPARE_WITH_TIMEOUT(story.guesses().board()->asked.front(), Index(5), patience);
    QCOMPARE(story.guesses().board()->asked.size(), LiveGuesses::shown);
    window->focus().clear();
    QTRY_COMPARE_WITH_TIMEOUT(story.guesses().board()->asked, usual, patience);
}

void TestStoryStrip::aClickPins()
{
    const auto window = openWindow(smallWindowSpec(), true);
    StoryStrip& story = window->story();
    QTRY_VERIFY_WITH_TIMEOUT(story.guesses().board(), patience);
    auto* cards = story.findChild<GuessCards*>();
    QTest::mouseClick(cards, Qt::LeftButton, {}, QPoint(20, 20));
    const auto& items = window->session().moment().probes().projectionItems;
    const Index first = items[std::size_t(story.guesses().board()->asked.front())];
    QCOMPARE(window->focus().pinned(), (ItemFocus::Items { { first, 0 } }));
}

void TestStoryStrip::foldsToOneLine()
{
    const auto window = openWindow(smallWindowSpec(), true);
    StoryStrip& story = window->story();
    const int open = story.sizeHint().height();
    story.setFolded(true);
    QVERIFY(story.sizeHint().height() < open / 2);
    QVERIFY(story.findChild<DoctorLine*>()->isVisibleTo(window.get()));
    QVERIFY(!story.findChild<GuessCards*>()->isVisibleTo(window.get()));
    // What the model knows is not cut for what the doctor says.
    window->resize(960, 600);
    QTRY_VERIFY_WITH_TIMEOUT(story.guesses().board(), patience);
    for (const auto* line : story.findChildren<ElidedText*>())
        if (line->text() == story.text())
            QTRY_VERIFY(line->width() >= line->fontMetrics().horizontalAdvance(line->text()));
    window->resize(1440, 900);
    story.setFolded(false);
    QCOMPARE(story.sizeHint().height(), open);
    QVERIFY(story.findChild<GuessCards*>()->isVisibleTo(window.get()));
}

// What is said may be long or short: nothing below it may jump.
void TestStoryStrip::keepsItsHeight()
{
    const auto window = openWindow(smallWindowSpec(), true);
    StoryStrip& story = window->story();
    const int before = story.sizeHint().height();
    QTRY_VERIFY_WITH_TIMEOUT(story.guesses().board(), patience);
    QCOMPARE(story.sizeHint().height(), before);
    for (auto* text : story.findChildren<ElidedText*>())
        text->setText(QStringLiteral("a long sentence ").repeated(60));
    QCOMPARE(story.sizeHint().height(), before);
}

void TestStoryStrip::repeatsTheDoctor()
{
    RunSpec spec = smallWindowSpec();
    spec.set("freeze_a", true);
    spec.set("freeze_b", true);
    const auto window = openWindow(spec, false);
    const DoctorPanel& doctor = window->diagnosticsView().doctor();
    const auto* line = window->story().findChild<DoctorLine*>();
    QTRY_VERIFY_WITH_TIMEOUT(
        !doctor.findings().empty() && doctor.findings().front().code == Finding::Code::towersFrozen,
        patience);
    QTRY_COMPARE_WITH_TIMEOUT(line->text(), doctor.sentence(0), patience);
    auto* remedy = line->findChild<QPushButton*>(QStringLiteral("storyRemedy"));
    QTRY_VERIFY(remedy->isVisibleTo(window.get()));
    QCOMPARE(remedy->text(), doctor.remedy(0));
    const Remedy asked = *doctor.findings().front().remedy;
    remedy->click();
    QTRY_VERIFY_WITH_TIMEOUT(window->session().spec().value(asked.key) == asked.value, patience);
}

void TestStoryStrip::saysWhenTheRunIsDone()
{
    const auto window = openWindow(smallWindowSpec(30), false);
    StoryStrip& story = window->story();
    auto* trainOn = story.findChild<QPushButton*>(QStringLiteral("trainOn"));
    auto* openData = story.findChild<QPushButton*>(QStringLiteral("openOwnData"));
    QVERIFY(!trainOn->isVisibleTo(window.get()));
    QTRY_VERIFY_WITH_TIMEOUT(trainOn->isVisibleTo(window.get()), patience);
    QVERIFY(openData->isVisibleTo(window.get()));
    QVERIFY2(story.text().contains(QStringLiteral("Done: right for ")), qPrintable(story.text()));
    trainOn->click();
    QTRY_VERIFY_WITH_TIMEOUT(window->session().moment().newestStep() > 30, patience);
    QTRY_COMPARE_WITH_TIMEOUT(window->session().moment().newestStep(), std::int64_t(60), patience);
}

void TestStoryStrip::fitsANarrowWindow()
{
    const auto window = openWindow(smallWindowSpec(), true);
    StoryStrip& story = window->story();
    QVERIFY(story.minimumSizeHint().width() < 600);
    auto* cards = story.findChild<GuessCards*>();
    window->resize(1500, 950);
    QTRY_COMPARE_WITH_TIMEOUT(cards->cards(), 6, patience);
    cards->resize(cards->minimumSizeHint());
    QVERIFY(cards->cards() >= 2);
}

void TestStoryStrip::speaksChinese()
{
    const auto window = openWindow(smallWindowSpec(), true);
    StoryStrip& story = window->story();
    QTRY_VERIFY_WITH_TIMEOUT(story.guesses().board(), patience);
    window->setLanguage(QStringLiteral("zh_CN"));
    QTRY_VERIFY(story.text().contains(QStringLiteral("猜对")));
    window->setLanguage(QStringLiteral("en"));
    QTRY_VERIFY(story.text().contains(QStringLiteral("right for")));
}

void TestStoryStrip::elidesLongTexts()
{
    QImage image(200, 60, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    const QRect place(0, 0, 200, 3 * painter.fontMetrics().lineSpacing());
    QVERIFY(!drawElided(painter, place, QStringLiteral("short")));
    QVERIFY(drawElided(painter, place, QStringLiteral("many words ").repeated(30)));
    QVERIFY(drawElided(painter, QRect(0, 0, 200, painter.fontMetrics().lineSpacing()),
        QStringLiteral("one line is not enough for this sentence, it is far too long")));
}

void TestStoryStrip::everyFormulaIsDrawn()
{
    const auto window = openWindow(smallWindowSpec(), true); // which brings the resources
    QStringList names;
    for (const ObjectiveInfo& info : objectiveTable())
        names << qString(info.name);
    for (const OptimizerInfo& info : optimizerTable())
        names << qString(info.name);
    for (const QString& name : names) {
        const auto drawing = FormulaDrawing::named(name);
        QVERIFY2(drawing, qPrintable(name));
        QImage image(
            1200, 200, QImage::Format_ARGB32); // large, so that strokes are wider than a pixel
        image.fill(Qt::white);
        QPainter painter(&image);
        drawing->draw(painter, QRectF(0, 0, 1200, 200), Qt::red, 4);
        painter.end();
        int red = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                red += image.pixelColor(x, y).green() < 100 && image.pixelColor(x, y).red() > 200;
        QVERIFY2(red > 60, qPrintable(name)); // in the colour asked for
    }
    QVERIFY(!FormulaDrawing::named(QStringLiteral("none")));
}

void TestStoryStrip::theFormulaFollowsTheRun()
{
    const auto window = openWindow(smallWindowSpec(), true);
    auto* formula = window->form().findChild<FormulaView*>(QStringLiteral("formula.objective"));
    QTRY_VERIFY_WITH_TIMEOUT(window->session().setup(), patience);
    QVERIFY(formula->drawing().has_value());
    QVERIFY2(formula->text().legend.contains(QStringLiteral("τ = 0.1")),
        qPrintable(formula->text().legend));
    const int height = formula->sizeHint().height();
    window->edits().edit(*findParameter("temperature"), 0.5);
    QTRY_VERIFY(formula->text().legend.contains(QStringLiteral("s = 1/τ = 2")));
    QVERIFY(!formula->text().legend.contains(QStringLiteral("mean of L")));
    window->edits().edit(*findParameter("matryoshka"), std::int64_t(2));
    const std::int64_t width = window->session().spec().integer("embedding_width");
    QTRY_VERIFY(formula->text().legend.contains(
        QStringLiteral("mean of L at d = %1, %2").arg(width).arg(width / 2)));
    window->edits().edit(*findParameter("matryoshka"), std::int64_t(1));
    for (const ObjectiveInfo& info : objectiveTable()) {
        if (info.needsLabels) continue;
        window->edits().edit(*findParameter("objective"), std::string(info.name));
        QTRY_COMPARE(formula->text().name, qString(info.name));
        QVERIFY(formula->drawing().has_value() && !formula->text().purpose.isEmpty());
        QCOMPARE(formula->sizeHint().height(), height);
    }
}

void TestStoryStrip::withoutNegativesTheFormulaIsOfAlignment()
{
    const auto window = openWindow(smallWindowSpec(), true);
    auto* formula = window->form().findChild<FormulaView*>(QStringLiteral("formula.objective"));
    QTRY_VERIFY_WITH_TIMEOUT(window->session().setup(), patience);
    const FormulaText before = formula->text();
    window->edits().edit(*findParameter("break.no_negatives"), true);
    QTRY_COMPARE(formula->text().name, QStringLiteral("align-uniform"));
    QVERIFY2(formula->text().legend.contains(QStringLiteral("λ = 0")),
        qPrintable(formula->text().legend));
    QTRY_VERIFY(window->session().moment().spec().flag("break.no_negatives"));
    window->edits().edit(*findParameter("break.no_negatives"), false);
    QTRY_COMPARE(formula->text(), before);
}

// Nobody asks them who belongs to whom.
void TestStoryStrip::otherTasksAreToldOf()
{
    RunSpec spec = smallWindowSpec();
    spec.set("task", std::string("autoencoder"));
    const auto window = openWindow(spec, true);
    const StoryStrip& story = window->story();
    QTRY_VERIFY_WITH_TIMEOUT(story.guesses().board(), patience);
    QVERIFY2(story.text().startsWith(QStringLiteral("Learns to reconstruct each a and each b"))
            && story.text().contains(QStringLiteral("By nearness")),
        qPrintable(story.text()));
    window->edits().edit(*findParameter("decode"), std::string("partner"));
    QTRY_VERIFY(story.text().startsWith(QStringLiteral("Learns to reconstruct a from b")));
    spec.set("task", std::string("adversarial"));
    window->session().start(spec, true);
    QTRY_VERIFY_WITH_TIMEOUT(
        story.text().startsWith(QStringLiteral("Learns to make a and b alike")), patience);
}

void TestStoryStrip::aClickShowsItLarge()
{
    const auto window = openWindow(smallWindowSpec(), true);
    auto* formula = window->form().findChild<FormulaView*>(QStringLiteral("formula.optimizer"));
    QTest::mouseClick(formula, Qt::LeftButton);
    auto* sheet = window->findChild<QDialog*>(QStringLiteral("formulaSheet"));
    QVERIFY(sheet && sheet->isVisible());
    QCOMPARE(sheet->windowTitle(), formula->text().title);
    QTest::keyClick(sheet, Qt::Key_Escape);
    QTRY_VERIFY(!window->findChild<QDialog*>(QStringLiteral("formulaSheet")));
}

void TestStoryStrip::choicesStandUnderHeadings()
{
    const auto window = openWindow(smallWindowSpec(), true);
    auto* box = qobject_cast<QComboBox*>(window->form().row("objective")->editor());
    int headings = 0;
    for (int row = 0; row < box->count(); ++row)
        if (!box->model()->flags(box->model()->index(row, 0)).testFlag(Qt::ItemIsSelectable)) {
            ++headings;
            QVERIFY(!box->itemText(row).isEmpty());
        }
    QCOMPARE(headings, 4);
    QCOMPARE(box->count(), headings + int(objectiveTable().size()));
    QCOMPARE(box->currentData().toString(), qString(objectiveTable().front().name));
    for (const ObjectiveInfo& info : objectiveTable())
        QVERIFY2(!info.purpose.empty() && box->findData(qString(info.name)) > 0, info.name.data());
    for (const OptimizerInfo& info : optimizerTable())
        QVERIFY2(!info.purpose.empty(), info.name.data());
}

QTEST_MAIN(TestStoryStrip)
#include "tst_story_strip.moc"
