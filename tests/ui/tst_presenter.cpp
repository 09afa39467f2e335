// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Presenter mode: what it changes, that all of it goes back, and a lesson by a clicker's keys.
#include "data/load_banner.h"
#include "lesson/claim_box.h"
#include "lesson/lesson_panel.h"
#include "panels/parameter_form.h"
#include "plot/figure.h"
#include "support/open_window.h"
#include "support/small_run.h"
#include "theme/colors.h"
#include "views/spare_bar.h"
#include "views/story_strip.h"

#include <QDockWidget>
#include <QTemporaryDir>
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

/// Of each dock and each line above a view.
struct Place {
    QString name;
    bool hidden;
    QRect rect; ///< empty where it lies behind another
    friend bool operator==(const Place&, const Place&) = default;
};

bool isInSight(const QWidget& widget)
{
    return !widget.visibleRegion().isEmpty();
}

std::vector<Place> placesIn(const MainWindow& window)
{
    std::vector<Place> places;
    for (const auto* dock : window.findChildren<QDockWidget*>())
        places.push_back({ dock->objectName(), dock->isHidden(),
            isInSight(*dock) ? dock->geometry() : QRect() });
    for (const auto* bar : window.findChildren<SpareBar*>())
        places.push_back({ QStringLiteral("bar"), bar->isHidden(), {} });
    places.push_back({ QStringLiteral("story"), window.story().isFolded(), {} });
    std::ranges::sort(places, {}, &Place::name); // docks come and go in the window's list
    return places;
}

bool isWithin(QSize size, QSize room)
{
    return size.width() <= room.width() && size.height() <= room.height();
}

QByteArray sizeText(QSize size)
{
    return QByteArray::number(size.width()) + " x " + QByteArray::number(size.height());
}

/// Until the form's width, held while the docks share out the window, is let go.
bool settles(MainWindow& window)
{
    QCoreApplication::processEvents();
    return QTest::qWaitFor([&] { return window.form().maximumWidth() == 480; });
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

    void fitsASmallScreen_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QSize>("size");
        for (const char* language : { "en", "zh_CN" })
            for (const QSize size : { QSize(1366, 768), QSize(1280, 720) })
                QTest::addRow("%s %d", language, size.width())
                    << QString::fromLatin1(language) << size;
    }
    // Also with every view open, of which one that is asked for by hand has all the room.
    void fitsASmallScreen()
    {
        QFETCH(QString, language);
        QFETCH(QSize, size);
        const auto window = openActive(smallSpec(), true);
        QTRY_VERIFY(window->session().setup());
        window->resize(size);
        window->setLanguage(language);
        QVERIFY(settles(*window));
        QTRY_VERIFY(!window->loadBanner().isVisible());
        QTRY_VERIFY(window->story().guesses().board());
        std::vector<Place> usual;
        QTRY_VERIFY(std::exchange(usual, placesIn(*window)) == placesIn(*window)); // settled
        const QSize before = window->size();
        QCOMPARE(before, size); // the usual window fits, too
        window->setPresenting(true);
        QVERIFY(settles(*window));
        const auto fits = [&] { return isWithin(window->minimumSizeHint(), size); };
        QVERIFY2(fits(), sizeText(window->minimumSizeHint()).constData());
        QCOMPARE(window->size(), before);
        for (const SpareBar* bar : window->findChildren<SpareBar*>())
            QVERIFY(bar->isHidden());
        QVERIFY(window->story().isFolded());
        const Docks& docks = window->docks();
        for (const char* key : { "lessons", "loss", "heatmap" })
            QTRY_VERIFY2(isInSight(*docks[key]), key);
        for (const char* key : { "anatomy", "reconstructions", "few_labels", "sweep" }) {
            docks[key]->toggleViewAction()->trigger();
            QTRY_VERIFY2(isInSight(*docks[key]) && docks["loss"]->isHidden(), key);
            QTRY_VERIFY2(docks[key]->height() > size.height() / 2, key);
            QVERIFY2(fits(), sizeText(window->minimumSizeHint()).constData());
        }
        docks["heatmap"]->raise();
        QTRY_VERIFY(isInSight(*docks["loss"]) && isInSight(*docks["heatmap"]));
        QVERIFY2(fits(), sizeText(window->minimumSizeHint()).constData());
        QCOMPARE(window->size(), before);
        window->setPresenting(false);
        QTRY_COMPARE(placesIn(*window), usual);
        QTRY_COMPARE(window->size(), before);
    }

    // Also where the window closes before it is back.
    void theLayoutOfBeforeIsWhatIsKept()
    {
        QTemporaryDir folder;
        MainWindow::Setup setup;
        setup.spec = smallSpec();
        setup.settingsFile = folder.filePath(QStringLiteral("settings.ini"));
        setup.paused = true;
        setup.threads = 1;
        setup.size = { 1366, 768 };
        MainWindow window(setup);
        window.show();
        QVERIFY(settles(window));
        const QByteArray before = window.docks().layout();
        window.setPresenting(true);
        QVERIFY(settles(window));
        QVERIFY(window.docks().layout() != before);
        window.close();
        QCOMPARE(Settings::load(setup.settingsFile).docks, before);
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
