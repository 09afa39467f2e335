// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Films from the window: what the sheet asks for, and what the program makes of it beside the
// window.
#include "plot/heat_map.h"
#include "shell/film_sheet.h"
#include "shell/film_task.h"
#include "support/open_window.h"
#include "support/window_run.h"
#include "views/heatmap_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QToolBar>

using namespace contrastlab;
using State = RunSession::State;

namespace {

constexpr int patienceMs = 60000; ///< with a program that opens a window of its own

/// Of a window that trained so many steps.
std::unique_ptr<MainWindow> openTrained(std::int64_t steps)
{
    auto window = openActive(smallWindowSpec(), true);
    RunSession& session = window->session();
    session.advance(steps);
    [[maybe_unused]] const bool done =
        QTest::qWaitFor([&] { return session.moment().newestStep() == steps; });
    window->films().setProgram(QStringLiteral(WINDOW_PROGRAM));
    return window;
}

FilmSheet& openSheet(MainWindow& window)
{
    window.actions()[ActionId::film]->trigger();
    return *window.findChild<FilmSheet*>();
}

template <class Widget> Widget& part(FilmSheet& sheet, const char* name)
{
    return *sheet.findChild<Widget*>(QLatin1String(name));
}

void tickAlone(FilmSheet& sheet, const QStringList& keys)
{
    auto& views = part<QListWidget>(sheet, "filmViews");
    for (int row = 0; row < views.count(); ++row)
        views.item(row)->setCheckState(keys.contains(views.item(row)->data(Qt::UserRole).toString())
                ? Qt::Checked
                : Qt::Unchecked);
}

QPushButton& make(FilmSheet& sheet)
{
    return *sheet.findChild<QPushButton*>(QStringLiteral("makeFilm"));
}

} // namespace

class TestFilms : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theSheetSaysWhatItMakesAndWhatIsWrong()
    {
        const QTemporaryDir folder;
        FilmSheet sheet({ { "loss", "Loss" }, { "heatmap", "Matrix" } }, 1000, folder.path(), true);
        const auto* about = sheet.findChild<QLabel*>(QStringLiteral("filmAbout"));
        FilmChoice choice = sheet.choice();
        QCOMPARE(choice.views, std::vector<std::string> { "heatmap" });
        QCOMPARE(choice.every, std::int64_t(5));
        QCOMPARE(choice.pictures(), std::int64_t(201));
        QCOMPARE(choice.against, std::int64_t(-1));
        QCOMPARE(choice.output, folder.filePath(QStringLiteral("film.mp4")));
        QVERIFY2(about->text().contains(QStringLiteral("201 picture")), qPrintable(about->text()));
        QVERIFY2(about->text().contains(QStringLiteral("8.0 seconds")), qPrintable(about->text()));
        part<QComboBox>(sheet, "filmFormat").setCurrentIndex(2);
        QCOMPARE(sheet.choice().output, folder.filePath(QStringLiteral("film")));
        sheet.findChild<QCheckBox*>()->setChecked(true);
        part<QSpinBox>(sheet, "filmAgainst").setValue(40);
        QCOMPARE(sheet.choice().against, std::int64_t(40));
        tickAlone(sheet, { QStringLiteral("loss") });
        QCOMPARE(sheet.choice().against, std::int64_t(-1)); // no matrix, no difference
        QVERIFY(make(sheet).isEnabled());
        part<QSpinBox>(sheet, "filmFirst").setValue(600);
        part<QSpinBox>(sheet, "filmLast").setValue(599);
        QVERIFY(!make(sheet).isEnabled());
        part<QSpinBox>(sheet, "filmLast").setValue(600);
        QVERIFY(make(sheet).isEnabled());
        QCOMPARE(sheet.choice().pictures(), std::int64_t(1));
        tickAlone(sheet, {});
        QVERIFY(!make(sheet).isEnabled());
        QCOMPARE(about->text(), QStringLiteral("Choose a view."));
        tickAlone(sheet, { QStringLiteral("loss") });
        sheet.findChild<QLineEdit*>(QStringLiteral("filmOutput"))
            ->setText(folder.filePath(QStringLiteral("none/film.mp4")));
        QVERIFY(!make(sheet).isEnabled());
        QVERIFY2(about->text().contains(QStringLiteral("none")), qPrintable(about->text()));
    }

    void withoutAnEncoderThereArePicturesAlone()
    {
        FilmSheet sheet({ { "loss", "Loss" } }, 10, QDir::tempPath(), false);
        auto& formats = part<QComboBox>(sheet, "filmFormat");
        QCOMPARE(formats.currentIndex(), 2);
        QVERIFY(formats.toolTip().contains(QStringLiteral("ffmpeg")));
        QVERIFY(!(formats.model()->index(0, 0).flags() & Qt::ItemIsEnabled));
    }

    // The window trains on; the pictures are those of the steps.
    void aSeriesIsMadeBesideTheWindow()
    {
        const QTemporaryDir folder;
        const auto window = openTrained(60);
        FilmSheet& sheet = openSheet(*window);
        tickAlone(sheet, { QStringLiteral("heatmap"), QStringLiteral("loss") });
        part<QSpinBox>(sheet, "filmEvery").setValue(30);
        part<QSpinBox>(sheet, "filmWidth").setValue(400);
        part<QSpinBox>(sheet, "filmHeight").setValue(300);
        part<QComboBox>(sheet, "filmFormat").setCurrentIndex(2);
        const QString output = folder.filePath(QStringLiteral("series"));
        sheet.findChild<QLineEdit*>(QStringLiteral("filmOutput"))->setText(output);
        QSignalSpy made(&window->films(), &FilmTask::made);
        QSignalSpy failed(&window->films(), &FilmTask::failed);
        make(sheet).click();
        const auto* banner = window->findChild<QToolBar*>(QStringLiteral("film"));
        QVERIFY(banner->isVisible());
        QVERIFY(!window->actions()[ActionId::film]->isEnabled());
        window->session().setPaused(false);
        QTRY_VERIFY(window->session().moment().newestStep() > 60);
        QTRY_VERIFY_WITH_TIMEOUT(!made.isEmpty() || !failed.isEmpty(), patienceMs);
        QVERIFY2(failed.isEmpty(), qPrintable(failed.value(0).value(1).toString()));
        QCOMPARE(window->films().done(), std::int64_t(3));
        QCOMPARE(QDir(output).entryList(QDir::Files, QDir::Name),
            (QStringList { "00000000.png", "00000030.png", "00000060.png" }));
        const QImage first(output + "/00000000.png"), last(output + "/00000060.png");
        QVERIFY(first.width() > 800 && first.height() > 300);
        QVERIFY(first != last);
        QVERIFY(!banner->isVisible() && window->actions()[ActionId::film]->isEnabled());
        QCOMPARE(
            QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            QStringList { QStringLiteral("series") });
    }

    void whatIsCancelledLeavesNothing()
    {
        const QTemporaryDir folder;
        const auto window = openTrained(60);
        FilmChoice choice;
        choice.views = { "heatmap" };
        choice.last = 60;
        choice.output = folder.filePath(QStringLiteral("film"));
        QSignalSpy made(&window->films(), &FilmTask::made);
        QSignalSpy failed(&window->films(), &FilmTask::failed);
        window->films().make(choice, QStringLiteral("en"), QStringLiteral("light"));
        QTRY_VERIFY_WITH_TIMEOUT(window->films().done() > 1, patienceMs);
        QTest::mouseClick(
            window->findChild<QPushButton*>(QStringLiteral("cancelFilm")), Qt::LeftButton);
        QTRY_VERIFY(!window->films().isAtWork());
        QVERIFY(made.isEmpty() && failed.isEmpty());
        QVERIFY(
            QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void whatGoesWrongIsSaid()
    {
        const QTemporaryDir folder;
        const auto window = openTrained(20);
        FilmChoice choice;
        choice.views = { "heatmap" };
        choice.last = 20;
        choice.every = 20;
        choice.output = folder.filePath(QStringLiteral("none/film"));
        QSignalSpy failed(&window->films(), &FilmTask::failed);
        window->films().make(choice, QStringLiteral("en"), QStringLiteral("light"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patienceMs);
        QVERIFY2(failed[0][1].toString().contains(QStringLiteral("could not be written")),
            qPrintable(failed[0][1].toString()));
        window->films().setProgram(folder.filePath(QStringLiteral("no program")));
        window->films().make(choice, QStringLiteral("en"), QStringLiteral("light"));
        QTRY_COMPARE(failed.size(), 2);
    }

    void theMatrixIsADifference()
    {
        const auto window = openTrained(60);
        RunMoment& moment = window->session().moment();
        HeatmapView& map = window->heatmapView();
        QTRY_VERIFY(moment.frame() && moment.frame()->step == 60 && map.rows() > 0);
        moment.park(10);
        QTRY_VERIFY(moment.frame()->step == 10);
        const auto before = moment.frame();
        moment.follow();
        QTRY_VERIFY(moment.frame()->step == 60);
        const Matrix<float> now = moment.frame()->similarities[0];
        map.setAgainst(before, QStringLiteral("at step 10"));
        const Matrix<float> difference = now - before->similarities[0];
        std::vector<float> shown, wanted(difference.data(), difference.data() + difference.size());
        for (int row = 0; row < map.rows(); ++row)
            for (int column = 0; column < map.columns(); ++column)
                shown.push_back(map.value(row, column));
        std::ranges::sort(shown);
        std::ranges::sort(wanted);
        QCOMPARE(shown, wanted);
        QCOMPARE(map.lower(), -map.upper()); // no difference has the colour in the middle
        QVERIFY(map.colorBarTitle().contains(QStringLiteral("at step 10")));
        map.setAgainst(moment.frame(), {});
        for (int row = 0; row < map.rows(); ++row)
            QCOMPARE(map.value(row, row), 0.F);
        map.setAgainst(nullptr);
        QCOMPARE(map.upper(), 1.F);
        QVERIFY(map.value(0, 0) != 0.F);
    }
};

QTEST_MAIN(TestFilms)
#include "tst_films.moc"
