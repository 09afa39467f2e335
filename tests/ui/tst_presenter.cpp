// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Presenter mode: what it changes, that all of it goes back, and a lesson by a clicker's keys.
#include "lesson/claim_box.h"
#include "lesson/lesson_panel.h"
#include "plot/figure.h"
#include "support/open_window.h"
#include "support/small_run.h"
#include "theme/colors.h"

#include <QDockWidget>
#include <QToolButton>

using namespace contrastlab;

namespace {

double leastWeight(const MainWindow& window)
{
    double least = 100;
    for (const Figure* figure : window.findChildren<Figure*>())
        least = std::min(least, figure->theme().weight);
    return least;
}

} // namespace

class TestPresenter : public QObject {
    Q_OBJECT

private slots:
    void isBigThickAndStrongAndGoesBack()
    {
        const auto window = openActive(smallSpec(), true);
        const QFont font = QApplication::font();
        const QPalette palette = QApplication::palette();
        const QDockWidget* form = window->docks()["parameters"];
        const QDockWidget* loss = window->docks()["loss"];
        QCoreApplication::processEvents();
        QTRY_VERIFY(form->width() < 400 && !form->visibleRegion().isEmpty()); // shared out
        const QSize formSize = form->size(), lossSize = loss->size();
        for (const Theme theme : { Theme::light, Theme::dark }) {
            window->setTheme(theme);
            const QPalette usual = QApplication::palette();
            QTest::keyClick(
                QApplication::focusWidget(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
            QVERIFY(window->isPresenting());
            const QPalette strong = QApplication::palette();
            QCOMPARE(contrastOf(strong.color(QPalette::Text), strong.color(QPalette::Base)), 21.0);
            QCOMPARE(isDark(strong), theme == Theme::dark);
            QVERIFY(qAbs(QApplication::font().pointSizeF() / font.pointSizeF() - 1.5) < 0.01);
            QVERIFY(leastWeight(*window) > 1.5);
            window->setLanguage(QStringLiteral("zh_CN"));
            QVERIFY(qAbs(QApplication::font().pointSizeF() / font.pointSizeF() - 1.5) < 0.01);
            window->setLanguage(QStringLiteral("en"));
            QTest::keyClick(
                QApplication::focusWidget(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
            QVERIFY(!window->isPresenting());
            QCOMPARE(QApplication::palette(), usual);
        }
        window->setTheme(Theme::light);
        QCOMPARE(QApplication::palette(), palette);
        QCOMPARE(QApplication::font().pointSizeF(), font.pointSizeF());
        QCOMPARE(leastWeight(*window), 1.0);
        QTRY_VERIFY(!form->visibleRegion().isEmpty()); // not the lessons' tab any more
        const auto isBack = [](QSize now, QSize before) {
            return qAbs(now.width() - before.width()) <= 2
                && qAbs(now.height() - before.height()) <= 2;
        };
        QTRY_VERIFY(isBack(form->size(), formSize));
        QTRY_VERIFY(isBack(loss->size(), lossSize));
    }

    // Text, prediction, trial, question, answer, next lesson; and back.
    void aClickerGoesThroughALesson()
    {
        const auto window = openActive(smallSpec(), true);
        LessonPanel& panel = window->lessons();
        panel.open(1); // the cap, which takes no training
        window->setPresenting(true);
        const auto press = [&](Qt::Key key) {
            QTest::keyClick(window.get(), key);
            QCoreApplication::processEvents();
        };
        const auto* fold = panel.findChild<QToolButton*>(QStringLiteral("fold"));
        int presses = 0;
        while (!fold->isChecked() && presses < 60) {
            press(Qt::Key_PageDown);
            ++presses;
            for (const ClaimBox* box : panel.claims())
                if (box->isBeingTried()) QTRY_VERIFY_WITH_TIMEOUT(box->result(), 60000);
        }
        for (const ClaimBox* box : panel.claims()) {
            QVERIFY(box->result());
            QVERIFY(box->chosen() == ClaimBox::Guess::unknown);
        }
        QVERIFY(fold->isChecked());
        QVERIFY(leastWeight(*window) > 1.5); // the charts that came with the trials, too
        press(Qt::Key_PageUp);
        QVERIFY(!fold->isChecked());
        for (int i = 0; i < 10 && panel.current() == 1; ++i)
            press(Qt::Key_N);
        QCOMPARE(panel.current(), std::size_t(2));
        press(Qt::Key_PageUp);
        QCOMPARE(panel.current(), std::size_t(1));
    }

    // Elsewhere they scroll.
    void pagesAreTheLessonsWhilePresentingAlone()
    {
        const auto window = openActive(smallSpec(), true);
        const QAction& next = *window->actions()[ActionId::lessonNext];
        QCOMPARE(next.shortcuts().size(), 1);
        window->setPresenting(true);
        QVERIFY(next.shortcuts().contains(QKeySequence(Qt::Key_PageDown)));
        window->setPresenting(false);
        QCOMPARE(next.shortcuts().size(), 1);
    }
};

QTEST_MAIN(TestPresenter)
#include "tst_presenter.moc"
