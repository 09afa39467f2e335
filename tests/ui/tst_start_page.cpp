// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The start page: when it is shown, how it goes, where it leads, all by the keyboard.
#include "lesson/claim_box.h"
#include "lesson/lesson_panel.h"
#include "shell/run_files.h"
#include "shell/start_page.h"
#include "support/open_window.h"
#include "support/small_run.h"

#include <QDialog>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTreeWidget>

#include <set>

using namespace contrastlab;

namespace {

std::unique_ptr<MainWindow> openFirst(const QString& settingsFile = {})
{
    MainWindow::Setup setup;
    setup.spec = smallSpec({ { "steps", "100000" } });
    setup.settings = settingsFile.isEmpty() ? Settings() : Settings::load(settingsFile);
    setup.settings.language = QStringLiteral("en");
    setup.settingsFile = settingsFile;
    setup.rememberSettings = !settingsFile.isEmpty();
    setup.threads = 1;
    setup.size = { 1366, 768 };
    setup.offersStartPage = true;
    auto window = std::make_unique<MainWindow>(std::move(setup));
    window->show();
    window->activateWindow();
    [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(window.get());
    return window;
}

void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
{
    QTest::keyClick(QApplication::focusWidget(), key, modifiers);
}

QTreeWidget& listOf(const MainWindow& window, const char* name)
{
    return *window.findChild<QTreeWidget*>(QLatin1String(name));
}

} // namespace

class TestStartPage : public QObject {
    Q_OBJECT

private slots:
    void isShownOnceAndTheDemoGoesOn()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        {
            const auto window = openFirst(file);
            QVERIFY(window->startPage().isVisible());
            QCOMPARE(window->startPage().size(), window->size());
            QTRY_VERIFY(window->session().moment().newestStep() > 5);
            press(Qt::Key_Escape);
            QVERIFY(!window->startPage().isVisible());
            window->setProperty("closesUnasked", true);
            window->close();
        }
        const auto window = openFirst(file);
        QVERIFY(!window->startPage().isVisible());
        window->actions()[ActionId::startPage]->trigger();
        QVERIFY(window->startPage().isVisible());
    }

    void leavesForWhatWouldLieOverIt()
    {
        const auto window = openFirst({});
        for (const ActionId id : { ActionId::layoutExplore, ActionId::findHere }) {
            window->actions()[ActionId::startPage]->trigger();
            QVERIFY(window->startPage().isVisible());
            window->actions()[id]->trigger();
            QVERIFY(!window->startPage().isVisible());
        }
    }

    // A window that goes without being closed, as with a kill.
    void whatWasSeenAndWrittenOutlivesAKill()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        const QString run = folder.filePath(QStringLiteral("mine.clab"));
        {
            const auto window = openFirst(file);
            QVERIFY(Settings::load(file).startPageSeen);
            emit window->runFiles().runWritten(run);
            QCOMPARE(Settings::load(file).recentRuns, QStringList(run));
            window->lessons().setDone({ QStringLiteral("capped") });
            emit window->lessons().doneChanged();
        }
        QCOMPARE(Settings::load(file).lessonsDone, QStringList("capped"));
        QVERIFY(Settings::load(file).startPageSeen);
        QCOMPARE(Settings::load(file).recentRuns, QStringList(run));
    }

    void isNotShownUnlessTheProgramOffersIt()
    {
        QVERIFY(!openWindow(smallSpec(), true)->startPage().isVisible());
    }

    void aClickBesideClosesIt()
    {
        const auto window = openFirst();
        QTest::mouseClick(&window->startPage(), Qt::LeftButton, {},
            QRect({}, window->startPage().size()).center());
        QVERIFY(window->startPage().isVisible());
        QTest::mouseClick(&window->startPage(), Qt::LeftButton, {}, { 5, 5 });
        QVERIFY(!window->startPage().isVisible());
    }

    // Return, a number, Return: nothing else is pressed, and the run behind it is left alone.
    void fromTheStartToTheFirstRevealByKeys()
    {
        const auto window = openFirst();
        QElapsedTimer clock;
        press(Qt::Key_Down);
        press(Qt::Key_Up);
        clock.start();
        press(Qt::Key_Return);
        QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(!window->startPage().isVisible());
        QCOMPARE(window->lessons().current(), std::size_t(0));
        ClaimBox& box = *window->lessons().claims().front();
        QCOMPARE(QApplication::focusWidget(), &box);
        press(Qt::Key_Return); // without a guess nothing is tried
        QVERIFY(!box.chosen());
        press(Qt::Key_Right);
        const auto first = box.chosen();
        QVERIFY(first);
        press(Qt::Key_Right);
        QVERIFY(box.chosen() != first);
        press(Qt::Key_1);
        QCOMPARE(box.chosen(), first);
        press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(box.result(), 60000);
        QVERIFY(!box.verdictText().isEmpty());
        press(Qt::Key_2); // a guess is one before
        QCOMPARE(box.chosen(), first);
        QVERIFY(!window->session().isPaused());
    }

    void tabStaysOnThePage()
    {
        const auto window = openFirst();
        std::set<QWidget*> reached;
        for (int i = 0; i < 8; ++i) {
            press(Qt::Key_Tab);
            reached.insert(QApplication::focusWidget());
            QVERIFY(window->startPage().isAncestorOf(QApplication::focusWidget()));
        }
        QCOMPARE(reached.size(), std::size_t(5)); // no recent runs, but the achievements
    }

    void tellsWhichLessonsAreDone()
    {
        const auto window = openFirst();
        press(Qt::Key_Escape);
        window->lessons().setDone({ QStringLiteral("reading-the-loss") });
        window->openStartPage();
        const QTreeWidget& list = listOf(*window, "lessonList");
        QCOMPARE(list.topLevelItemCount(), int(window->lessons().lessons().size()));
        QVERIFY(list.topLevelItem(0)->text(1).contains(QStringLiteral("done")));
        QVERIFY(list.topLevelItem(1)->text(1).contains(QStringLiteral("not begun")));
        QCOMPARE(list.indexOfTopLevelItem(list.currentItem()), 1);
    }

    // Down to the scroll bar of the lessons.
    void isDarkWhereTheThemeIs()
    {
        const auto window = openFirst();
        window->setTheme(Theme::dark);
        QScrollBar* bar = listOf(*window, "lessonList").verticalScrollBar();
        QTRY_VERIFY(bar->isVisible());
        const auto lightness = [bar] {
            const QImage image = bar->grab().toImage();
            double sum = 0;
            for (int y = 0; y < image.height(); ++y)
                sum += double(image.pixelColor(image.width() / 2, y).lightnessF());
            return sum / image.height();
        };
        QTRY_VERIFY2(lightness() < 0.5, qPrintable(QString::number(lightness())));
    }

    void leadsToDataAndGallery()
    {
        const auto window = openFirst();
        window->startPage().findChild<QPushButton*>(QStringLiteral("gallery"))->click();
        QVERIFY(!window->startPage().isVisible());
        const auto shown = [&] {
            int dialogs = 0;
            for (const QDialog* dialog : window->findChildren<QDialog*>())
                dialogs += dialog->isVisible();
            return dialogs;
        };
        QTRY_COMPARE(shown(), 1);
        window->openStartPage();
        window->startPage().findChild<QPushButton*>(QStringLiteral("openData"))->click();
        QTRY_COMPARE(shown(), 2);
    }

    // Those that are there, the newest first; one of them trains again.
    void knowsTheRunsThatWereWritten()
    {
        QTemporaryDir folder;
        const auto window = openFirst();
        const QString place = folder.filePath(QStringLiteral("mine.clab"));
        QTRY_VERIFY(window->session().setup());
        emit window->runFiles().runWritten(folder.filePath(QStringLiteral("gone.clab")));
        emit window->runFiles().runWritten(place);
        window->openStartPage();
        QVERIFY(!listOf(*window, "runs").isVisible());
        window->runFiles().exporter().saveRun(place);
        QTRY_VERIFY(QFileInfo::exists(place));
        QTRY_VERIFY(!window->runFiles().exporter().isBusy());
        window->openStartPage();
        QTreeWidget& runs = listOf(*window, "runs");
        QCOMPARE(runs.topLevelItemCount(), 1);
        const auto before = window->session().run();
        const RunSpec spec = window->session().spec();
        runs.setFocus();
        runs.setCurrentItem(runs.topLevelItem(0));
        press(Qt::Key_Return);
        QVERIFY(!window->startPage().isVisible());
        QTRY_VERIFY(window->session().run() != before);
        QVERIFY(window->session().spec() == spec);
    }
};

QTEST_MAIN(TestStartPage)
#include "tst_start_page.moc"
