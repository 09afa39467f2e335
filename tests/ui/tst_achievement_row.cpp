// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Achievements as a person earns, sees, hides and keeps them.
#include "lesson/achievement_log.h"
#include "lesson/achievement_row.h"
#include "lesson/claim_box.h"
#include "lesson/lesson_panel.h"
#include "lesson/prediction_pad.h"
#include "shell/start_page.h"
#include "support/open_window.h"
#include "support/small_run.h"

#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

#include <set>

using namespace contrastlab;
using Guess = ClaimBox::Guess;

namespace {

constexpr const char* ownLesson = R"({
  "format": 1,
  "name": "own",
  "title": {"en": "Own"},
  "text": {"en": ["One line."]},
  "claims": ["capped-by-ln-n"],
  "run": {"settings": {"dataset": "synthetic", "world.items": 300, "batch_size": 32, "steps": 100000,
          "optimizer": "sgd", "schedule": "constant", "warmup_steps": 0, "learning_rate": 0.1},
          "controls": ["learning_rate"]}
})";

std::set<Achievement> earnedIn(LessonPanel& panel)
{
    std::set<Achievement> all;
    for (const AchievementInfo& info : achievements())
        if (earnedBy(info.id, panel.achievements().facts())) all.insert(info.id);
    return all;
}

const AchievementRow& rowIn(const QWidget& place)
{
    return *place.findChild<AchievementRow*>();
}

std::unique_ptr<MainWindow> openKeeping(const QString& file)
{
    MainWindow::Setup setup;
    setup.spec = smallSpec();
    setup.settings = Settings::load(file);
    setup.settings.language = QStringLiteral("en");
    setup.settingsFile = file;
    setup.paused = true;
    setup.threads = 1;
    setup.size = { 1366, 768 };
    auto window = std::make_unique<MainWindow>(std::move(setup));
    window->show();
    return window;
}

void press(const ClaimBox& box, const QString& guess)
{
    for (auto* button : box.findChildren<QToolButton*>())
        if (button->text() == guess) QTest::mouseClick(button, Qt::LeftButton);
    QTest::mouseClick(box.findChild<QPushButton*>(QStringLiteral("try")), Qt::LeftButton);
}

} // namespace

class TestAchievementRow : public QObject {
    Q_OBJECT

private slots:
    // The cap of ln N: drawn as it comes, then the lesson's other claim.
    void aLessonTakenEarnsThem()
    {
        LessonPanel panel;
        panel.resize(400, 900);
        panel.show();
        panel.open(1);
        const AchievementRow& row = rowIn(panel);
        QVERIFY(row.iconOf(Achievement::drawn)
                    .toolTip()
                    .startsWith(QStringLiteral("Drawn by hand. Draw")));
        const QImage pale = row.iconOf(Achievement::drawn).pixmap().toImage();
        ClaimBox& box = *panel.claims().front();
        PredictionPad& pad = *box.pad();
        QTRY_VERIFY(pad.isVisible());
        QTest::mousePress(&pad, Qt::LeftButton, {}, pad.placeOf(0, 0.1).toPoint());
        const int arms = int(box.claim().arms.size());
        for (int arm = 1; arm < arms; ++arm)
            QTest::mouseMove(&pad, pad.placeOf(arm, 0.1 + 0.8 * arm / (arms - 1)).toPoint());
        QTest::mouseRelease(&pad, Qt::LeftButton, {}, pad.placeOf(arms - 1, 0.9).toPoint());
        QVERIFY(box.chosen() == Guess::rises);
        QTest::mouseClick(box.findChild<QPushButton*>(QStringLiteral("try")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(box.result(), 60000);
        QCOMPARE(earnedIn(panel), (std::set { Achievement::foreseen, Achievement::drawn }));
        QVERIFY(row.iconOf(Achievement::drawn)
                    .toolTip()
                    .contains(QStringLiteral("earned in the lesson “L1")));
        QVERIFY(row.iconOf(Achievement::drawn).pixmap().toImage() != pale);
        press(*panel.claims().back(), QStringLiteral("I don't know"));
        QTRY_VERIFY_WITH_TIMEOUT(panel.claims().back()->result(), 60000);
        QVERIFY(earnedIn(panel).contains(Achievement::wholeLesson));
    }

    // Expected wrongly first; tried once more it is known.
    void whoHasSeenTheResultForeseesNothing()
    {
        LessonPanel panel;
        panel.show();
        for (const char* guess : { "it falls", "it rises" }) {
            panel.open(1);
            press(*panel.claims().front(), QLatin1String(guess));
            QTRY_VERIFY_WITH_TIMEOUT(panel.claims().front()->result(), 60000);
        }
        QVERIFY(earnedIn(panel).empty());
    }

    // Off by one click in both places, on again in the menu, all kept at once.
    void areHiddenShownAndKept()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        {
            const auto window = openKeeping(file);
            window->docks().bringForward("lessons");
            const AchievementRow& row = rowIn(window->lessons());
            const AchievementRow& onPage = rowIn(window->startPage());
            QTRY_VERIFY(row.isVisible());
            window->openStartPage();
            QVERIFY(onPage.isVisible());
            window->lessons().achievements().note({ LessonFact::Kind::lessonTried, "capped", {} });
            QVERIFY(onPage.iconOf(Achievement::wholeLesson)
                        .toolTip()
                        .contains(QStringLiteral("earned")));
            QTest::mouseClick(
                onPage.findChild<QToolButton*>(QStringLiteral("hideAchievements")), Qt::LeftButton);
            QVERIFY(!row.isVisible() && !onPage.isVisible());
            QVERIFY(!window->actions()[ActionId::achievements]->isChecked());
        } // as if killed
        const auto window = openKeeping(file);
        QCOMPARE(earnedIn(window->lessons()), std::set { Achievement::wholeLesson });
        window->docks().bringForward("lessons");
        QVERIFY(rowIn(window->lessons()).isHidden());
        window->actions()[ActionId::achievements]->trigger();
        QTRY_VERIFY(rowIn(window->lessons()).isVisible());
        QVERIFY(Settings::load(file).achievementsShown);
    }

    void speakBothLanguages()
    {
        const auto window = openWindow(smallSpec(), true);
        const QLabel& icon = rowIn(window->lessons()).iconOf(Achievement::mended);
        QVERIFY(icon.toolTip().contains(QStringLiteral("Spoil")));
        window->setLanguage(QStringLiteral("zh_CN"));
        QCoreApplication::sendPostedEvents();
        QVERIFY(hasChinese(icon.toolTip()));
    }

    // Of a lesson's own run alone.
    void whatMattersIsMoved()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("own.lesson"));
        QFile lesson(path);
        QVERIFY(lesson.open(QIODevice::WriteOnly));
        lesson.write(ownLesson);
        lesson.close();
        const auto window = openWindow(smallSpec());
        RunSession& session = window->session();
        LessonPanel& panel = window->lessons();
        QTRY_VERIFY(session.setup());
        session.request({ "learning_rate", 0.02 }); // of a run that is no lesson's
        window->openLesson(path);
        panel.findChild<QToolButton*>(QStringLiteral("run"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(session.moment().newestStep() > 20, 60000);
        QVERIFY(earnedIn(panel).empty());
        session.request({ "learning_rate", 0.2 });
        QTRY_COMPARE_WITH_TIMEOUT(earnedIn(panel), std::set { Achievement::handsOn }, 60000);
    }
};

QTEST_MAIN(TestAchievementRow)
#include "tst_achievement_row.moc"
