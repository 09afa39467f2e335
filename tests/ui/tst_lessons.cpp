// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lessons: what a person does in one from the first guess to the answer, lessons of one's own,
// and what the window does where a lesson asks for it.
#include "lesson/claim_box.h"
#include "lesson/lesson_panel.h"
#include "panels/parameter_form.h"
#include "panels/parameter_row.h"
#include "plot/arm_chart.h"
#include "shell/run_files.h"
#include "shell/status_strip.h"
#include "support/open_window.h"
#include "support/small_run.h"

#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>
#include <QTimer>
#include <QToolButton>

#include <ctime>
#include <set>

using namespace contrastlab;
using Guess = ClaimBox::Guess;

namespace {

constexpr const char* ownLesson = R"({
  "format": 1,
  "name": "own",
  "title": {"en": "Own", "zh_CN": "自己的"},
  "text": {"en": ["One *line*.", "", "Another."]},
  "claims": ["capped-by-ln-n", {
    "format": 1, "name": "mine", "title": {"en": "Mine"}, "says": {"en": "It rises."},
    "source": "me", "seeds": [1, 2, 3],
    "base": {"dataset": "synthetic", "world.items": 90, "temperature": 1, "steps": 10},
    "vary": {"batch_size": [4, 8, 16]}, "measures": {"loss": "train.loss"},
    "assert": [{"rises": "loss"}]}],
  "run": {"settings": {"dataset": "synthetic", "world.items": 300, "batch_size": 32, "steps": 50},
          "controls": ["temperature"]}
})";

QString fileWith(const QTemporaryDir& folder, const QByteArray& text)
{
    const QString path = folder.filePath(QStringLiteral("own.lesson"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write(text);
    return path;
}

/// No mark of Markdown is left to read.
bool isPlain(const QString& markdown)
{
    QTextDocument document;
    document.setMarkdown(markdown);
    return !document.toPlainText().contains('*');
}

template <class Widget> Widget* named(const QWidget& in, const char* name)
{
    return in.findChild<Widget*>(QLatin1String(name));
}

} // namespace

class TestLessons : public QObject {
    Q_OBJECT

private slots:
    // Each claim of the program stands in some lesson, and every text in both languages.
    void theProgramsLessonsAreWhole()
    {
        LessonPanel panel;
        QVERIFY(panel.lessons().size() >= 17);
        std::set<std::string> names, claims;
        for (const Lesson& lesson : panel.lessons()) {
            QVERIFY2(names.insert(lesson.name).second, lesson.name.c_str());
            for (const LessonText* text :
                { &lesson.title, &lesson.text, &lesson.question, &lesson.answer })
                for (const char* language : { "en", "zh_CN" })
                    QVERIFY2(!text->in(language).empty() && text->byLanguage.contains(language),
                        lesson.name.c_str());
            QVERIFY(hasChinese(QString::fromStdString(lesson.text.in("zh_CN"))));
            for (const LessonText* text : { &lesson.text, &lesson.question, &lesson.answer })
                for (const auto& [language, markdown] : text->byLanguage)
                    QVERIFY2(isPlain(QString::fromStdString(markdown)), lesson.name.c_str());
            QVERIFY2(!lesson.claims.empty() && lesson.hasRun, lesson.name.c_str());
            for (const Claim& claim : lesson.claims) {
                QCOMPARE(claim.lesson, lesson.number);
                claims.insert(claim.name);
            }
        }
        QVERIFY(claims.size() >= 36);
    }

    // A sentence that begins as one, with nothing missing.
    void questionsAreWhole()
    {
        LessonPanel panel;
        for (std::size_t place = 0; place < panel.lessons().size(); ++place) {
            panel.open(place);
            for (const ClaimBox* box : panel.claims()) {
                const QString asked = box->findChildren<QLabel*>().front()->text();
                const QChar first = asked.at(0);
                QVERIFY2((first.isUpper() || first.isDigit()) && asked.contains(u'?')
                        && !asked.contains(QStringLiteral("  ")),
                    qPrintable(asked));
            }
        }
    }

    // Gaps beside gaps, recalls beside what a guess recalls: else nobody can compare them.
    void numbersOfOneUnitShareAChart()
    {
        LessonPanel panel;
        panel.show();
        panel.open("hubs");
        ClaimBox& box = *panel.claims().back();
        box.choose(Guess::yes);
        box.tryIt();
        QTRY_VERIFY_WITH_TIMEOUT(box.result(), 60000);
        QCOMPARE(box.charts().size(), std::size_t(2)); // three skews, three recalls
        for (const ArmChart* chart : box.charts())
            QCOMPARE(chart->series().size(), std::size_t(3));
        for (const auto* button : box.findChildren<QToolButton*>())
            QCOMPARE(button->font().bold(), button->text() == QStringLiteral("yes"));
    }

    void firstAGuessThenTheTrialThenWhatCame()
    {
        LessonPanel panel;
        panel.show();
        panel.open(1); // the cap, which takes no training
        ClaimBox& box = *panel.claims().front();
        auto* attempt = named<QPushButton>(box, "try");
        QVERIFY(!attempt->isEnabled());
        QTest::mouseClick(attempt, Qt::LeftButton);
        QVERIFY(!box.result());
        box.choose(Guess::falls);
        QVERIFY(attempt->isEnabled());
        QTest::mouseClick(attempt, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(box.result(), 60000);
        QCOMPARE(nameOf(box.result()->verdict), "holds");
        QVERIFY(box.verdictText().contains(QStringLiteral("holds")));
        QStringList said;
        for (const QLabel* label : box.findChildren<QLabel*>())
            if (label->isVisibleTo(&box)) said.append(label->text());
        QVERIFY2(
            said.join(' ').contains(QStringLiteral("You expected: it falls. What came: it rises.")),
            qPrintable(said.join(' ')));
        QCOMPARE(box.charts().size(), std::size_t(1)); // both measures are nats
        QCOMPARE(box.charts().front()->series().size(), std::size_t(2));
        QVERIFY(!box.charts().front()->toImage({ 300, 160 }).isNull());
        QVERIFY(panel.done().isEmpty());
        QSignalSpy done(&panel, &LessonPanel::doneChanged);
        ClaimBox& second = *panel.claims().back();
        second.choose(Guess::yes);
        second.tryIt();
        QTRY_VERIFY_WITH_TIMEOUT(second.result(), 60000);
        QCOMPARE(done.count(), 1);
        QCOMPARE(panel.done(), QStringList("capped"));
        // Four arms and three seeds of two measures; two arms and three seeds of one.
        const auto table = panel.table();
        QCOMPARE(table.size(), 1 + 24 + 6);
        QCOMPARE(table[1].first(4).join(' '), QStringLiteral("capped-by-ln-n holds bound 16"));
    }

    // As printed, with the softmax, mended, and by conjugate gradients: each from its own button.
    void theArticleRunsInSeveralWays()
    {
        LessonPanel panel;
        panel.show();
        const auto& lessons = panel.lessons();
        panel.open(std::size_t(
            std::ranges::find(lessons, "the-article", &Lesson::name) - lessons.begin()));
        const Lesson& lesson = lessons[panel.current()];
        QCOMPARE(lesson.otherRuns.size(), std::size_t(3));
        QStringList objectives;
        connect(&panel, &LessonPanel::runRequested, &panel, [&](const RunSpec& spec) {
            objectives.append(
                QString::fromStdString(spec.text("objective") + ' ' + spec.text("optimizer")));
        });
        const auto press = [&](const QString& text) {
            for (auto* button : panel.findChildren<QToolButton*>())
                if (button->text() == text) QTest::mouseClick(button, Qt::LeftButton);
        };
        press(QString::fromStdString(lesson.runTitle.in("en")));
        for (const LessonRun& other : lesson.otherRuns)
            press(QString::fromStdString(other.title.in("en")));
        QCOMPARE(objectives.join(','),
            QStringLiteral("article-naive sgd,article sgd,clip adam,clip ncg"));
    }

    void whatBreaksBatchesIsPointedAt()
    {
        LessonPanel panel;
        panel.show();
        std::vector<std::string> keys;
        connect(&panel, &LessonPanel::controlPointedAt, &panel,
            [&](const std::string& key) { keys.push_back(key); });
        QTest::mouseClick(named<QToolButton>(panel, "break"), Qt::LeftButton);
        QVERIFY(!keys.empty());
        for (const std::string& key : keys)
            QVERIFY(findParameter(key)->section == Section::damage);
        QCOMPARE(keys.back(), std::string("break.swapped"));
    }

    void aTrialCanBeStopped()
    {
        QTemporaryDir folder;
        QByteArray text(ownLesson);
        text.replace("\"steps\": 10}", "\"steps\": 100000}");
        LessonPanel panel;
        panel.openFile(fileWith(folder, text));
        ClaimBox& box = *panel.claims().back();
        auto* attempt = named<QPushButton>(box, "try");
        box.choose(Guess::rises);
        attempt->click();
        QCOMPARE(attempt->text(), QStringLiteral("Stop"));
        attempt->click();
        QCOMPARE(attempt->text(), QStringLiteral("Try it"));
        QVERIFY(!box.result());
    }

    void aLessonOfOnesOwn()
    {
        QTemporaryDir folder;
        LessonPanel panel;
        const std::size_t before = panel.lessons().size();
        const QString path = fileWith(folder, ownLesson);
        panel.openFile(path);
        panel.openFile(path); // takes its own place
        QCOMPARE(panel.lessons().size(), before + 1);
        QCOMPARE(panel.claims().size(), std::size_t(2));
        QCOMPARE(panel.lessons().back().text.in("en"), std::string("One *line*.\n\nAnother."));
        QSignalSpy runs(&panel, &LessonPanel::runRequested);
        QSignalSpy controls(&panel, &LessonPanel::controlPointedAt);
        named<QToolButton>(panel, "run")->click();
        QCOMPARE(runs.count(), 1);
        QCOMPARE(runs.front().front().value<RunSpec>().integer("steps"), std::int64_t(50));
        for (QToolButton* button : panel.findChildren<QToolButton*>())
            if (button->text().startsWith(QStringLiteral("Temperature"))) button->click();
        QCOMPARE(controls.count(), 1);
        QCOMPARE(controls.front().front().value<std::string>(), std::string("temperature"));
    }

    void whatIsWrongWithALessonIsToldWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* before, const char* after,
                             const char* message) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after)
                                << QString::fromUtf8(message);
        };
        row("newer", "\"format\": 1,\n  \"name\": \"own\"", "\"format\": 9,\n  \"name\": \"own\"",
            "line 2: is of a newer version");
        row("no such claim", "\"capped-by-ln-n\"", "\"magic\"", "line 6: no claim is named");
        row("a claim's line", "\"train.loss\"", "\"train.joy\"", "line 10: \"train.joy\"");
        row("a path", "{\"dataset\": \"synthetic\", \"world.items\": 300",
            "{\"dataset\": \"/etc\", \"world.items\": 300", "line 12: expected one of synthetic");
        row("a control", "[\"temperature\"]", "[\"joy\"]", "line 13: no parameter is named");
        row("a lock", "\"controls\": [\"temperature\"]",
            "\"controls\": [\"temperature\"], \"locked\": [\"steps\", \"joy\"]",
            "line 13: no parameter is named");
        row("a hidden control", "\"controls\": [\"temperature\"]",
            "\"controls\": [\"temperature\"],\n \"hidden\": [\"temperature\"]",
            "line 14: \"temperature\" is one of the controls, too");
        row("no list", "\"controls\": [\"temperature\"]", "\"hidden\": \"seed\"",
            "line 13: expected a list");
        row("absurd", "\"steps\": 50", "\"steps\": 500000000", "line 12: steps = 500000000");
        row("no title", "\"title\"", "\"tilte\"", "\"tilte\" is unknown here");
    }
    void whatIsWrongWithALessonIsToldWithItsLine()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, message);
        QTemporaryDir folder;
        QByteArray text(ownLesson);
        QVERIFY(text.contains(before));
        LessonPanel panel;
        const std::size_t lessons = panel.lessons().size();
        QString told;
        try {
            panel.openFile(fileWith(folder, text.replace(before, after)));
        } catch (const InputError& error) {
            told = QString::fromUtf8(error.what());
        }
        QVERIFY2(told.contains(message), qPrintable(told));
        QCOMPARE(panel.lessons().size(), lessons);
    }

    // The run before is kept; what was dropped and cannot be read is told.
    void theWindowTrainsWhatALessonAsksFor()
    {
        QTemporaryDir folder;
        const auto window = openWindow(smallSpec(), true);
        QTRY_VERIFY(window->session().setup());
        const auto before = window->session().run();
        window->session().advance(2);
        QTRY_COMPARE(window->session().moment().newestStep(), std::int64_t(2));
        window->openLesson(fileWith(folder, ownLesson));
        named<QToolButton>(window->lessons(), "run")->click();
        QTRY_VERIFY(window->session().run() != before && window->session().setup());
        QCOMPARE(window->session().spec().integer("world.items"), std::int64_t(300));
        QTRY_COMPARE(window->session().library().runs().size(), std::size_t(2));
        window->openLesson(fileWith(folder, "{\n oops"));
        const QStatusBar* bar = window->findChild<QStatusBar*>();
        QVERIFY2(bar->currentMessage().contains(QStringLiteral("own.lesson, line 2")),
            qPrintable(bar->currentMessage()));
    }

    // While its own run trains, and until somebody asks for everything.
    void aLessonLocksAndHidesParameters()
    {
        QTemporaryDir folder;
        const auto window = openWindow(smallSpec(), true);
        QByteArray text(ownLesson);
        text.replace("\"controls\": [\"temperature\"]",
            "\"locked\": [\"learning_rate\", \"temperature\"], \"hidden\": [\"batch_size\"]");
        const QString path = fileWith(folder, text);
        ParameterForm& form = window->form();
        const auto row = [&](const char* key) { return form.row(key); };
        const auto isLimited = [&] {
            const bool limited = !row("learning_rate")->editor()->isEnabled();
            return limited && row("batch_size")->isHidden()
                && named<QWidget>(form, "limitsBar")->isVisibleTo(&form);
        };
        const auto isUsual = [&] {
            return row("learning_rate")->editor()->isEnabled() && !row("batch_size")->isHidden()
                && row("learning_rate")->toolTip().isEmpty()
                && !named<QWidget>(form, "limitsBar")->isVisibleTo(&form);
        };
        const auto train = [&] {
            named<QToolButton>(window->lessons(), "run")->click();
            return QTest::qWaitFor([&] { return window->session().setup() && isLimited(); });
        };
        window->openLesson(path);
        QVERIFY(isUsual()); // the run is not the lesson's yet
        QVERIFY(train());
        QVERIFY(row("learning_rate")->toolTip().contains(QStringLiteral("Own")));
        QVERIFY(row("steps")->editor()->isEnabled());
        // A double click on the name would set the default.
        const double before = window->session().spec().real("temperature");
        for (QLabel* label : row("temperature")->findChildren<QLabel*>())
            QTest::mouseDClick(label, Qt::LeftButton);
        QCOMPARE(std::get<double>(window->edits().shownValue("temperature")), before);
        named<QPushButton>(form, "showEverything")->click();
        QVERIFY(isUsual());
        QVERIFY(train());
        window->lessons().open(0); // leaves the lesson
        QVERIFY(isUsual());
        window->openLesson(path);
        QVERIFY(train());
        window->actions()[ActionId::resetAll]->trigger(); // another run
        QTRY_VERIFY(isUsual());
    }

    void lessonsSpeakBothLanguages()
    {
        const auto window = openWindow(smallSpec(), true);
        LessonPanel& panel = window->lessons();
        panel.open(2);
        const auto texts = [&] {
            QStringList all;
            for (const QLabel* label : panel.findChildren<QLabel*>())
                if (!label->text().isEmpty()) all.append(label->text());
            return all;
        };
        for (const QString& text : texts())
            QVERIFY2(!hasChinese(text), qPrintable(text));
        window->setLanguage(QStringLiteral("zh_CN"));
        QCoreApplication::sendPostedEvents();
        for (const QString& text : texts()) {
            QVERIFY2(hasChinese(text), qPrintable(text));
            QVERIFY2(isPlain(text), qPrintable(text));
        }
        window->setLanguage(QStringLiteral("en"));
        QCoreApplication::sendPostedEvents();
        QVERIFY(!hasChinese(texts().join(' ')));
    }

    // Text, verdict, numbers and charts of what was tried, question and answer; of the rest what it
    // says.
    void aLessonGoesOnPaper()
    {
        LessonPanel panel;
        panel.open(1);
        const QString untried = panel.pages().html;
        QVERIFY(panel.pages().charts.empty());
        ClaimBox& box = *panel.claims().front();
        box.choose(Guess::rises);
        box.tryIt();
        QTRY_VERIFY_WITH_TIMEOUT(box.result(), 60000);
        const LessonPages pages = panel.pages();
        QCOMPARE(pages.charts.size(), std::size_t(1));
        QTextDocument document;
        layOut(pages, document);
        const QString text = document.toPlainText();
        for (const QString& part : { panel.titleOf(panel.lessons()[1]).simplified(),
                 box.verdictText(), QStringLiteral("Source:"), QStringLiteral("To think about."),
                 QStringLiteral("1024") })
            QVERIFY2(text.contains(part), qPrintable(part));
        QVERIFY(!untried.contains(box.verdictText()));
        QVERIFY(!text.contains('*'));
        const QByteArray pdf = pdfOf(pages);
        QVERIFY(pdf.startsWith("%PDF"));
        QVERIFY(pdf.size() > 10000);
    }

    // By this thread's processor time, which other work on the machine does not lengthen: built,
    // laid out and painted, in half a second.
    void everyLessonOpensAtOnce()
    {
        const auto window = openWindow(smallSpec(), true);
        LessonPanel& panel = window->lessons();
        window->docks().bringForward("lessons");
        QTRY_VERIFY(panel.isVisible());
        const auto processorMs = [] {
            timespec now {};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
            return 1e3 * double(now.tv_sec) + 1e-6 * double(now.tv_nsec);
        };
        double longest = 0, longestHandler = 0;
        for (const bool presenting : { false, true }) {
            window->setPresenting(presenting);
            for (std::size_t place = 0; place < panel.lessons().size(); ++place) {
                const double before = processorMs();
                panel.open(place);
                longestHandler = std::max(longestHandler, processorMs() - before);
                panel.picture().grab();
                const double took = processorMs() - before;
                longest = std::max(longest, took);
                QVERIFY2(took < 500, panel.lessons()[place].name.c_str());
            }
        }
        qInfo("a lesson opens in at most %.0f ms, its handler takes at most %.0f ms", longest,
            longestHandler);
    }

    // The PDF by the menu and the dialog: whole, with its charts; what cannot be written is told.
    void aLessonIsWrittenAsPdf()
    {
        const auto window = openWindow(smallSpec(), true);
        LessonPanel& panel = window->lessons();
        panel.open(1);
        ClaimBox& box = *panel.claims().front();
        const auto write = [&](const QString& file) {
            QTimer::singleShot(0, window.get(), [&file] {
                auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
                if (!dialog) return;
                dialog->selectFile(file);
                QMetaObject::invokeMethod(dialog, "accept");
            });
            window->actions()[ActionId::lessonPdf]->trigger();
            return QTest::qWaitFor([&] { return !window->runFiles().exporter().isBusy(); });
        };
        QTemporaryDir folder;
        const auto sizeOf = [&](const QString& file) {
            QFile pdf(file);
            return pdf.open(QIODevice::ReadOnly) && pdf.read(4) == "%PDF" ? pdf.size() : 0;
        };
        const QString plain = folder.filePath(QStringLiteral("plain.pdf"));
        const QString tried = folder.filePath(QStringLiteral("tried.pdf"));
        QVERIFY(write(plain));
        box.choose(Guess::rises);
        box.tryIt();
        QTRY_VERIFY_WITH_TIMEOUT(box.result(), 60000);
        QVERIFY(write(tried));
        QVERIFY(sizeOf(plain) > 1000);
        QVERIFY2(sizeOf(tried) > sizeOf(plain) + 4000, "without its chart");
        QFile whole(tried);
        QVERIFY(whole.open(QIODevice::ReadOnly) && whole.readAll().trimmed().endsWith("%%EOF"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 2);
        const auto told = [&] {
            for (const auto* message : window->findChildren<QMessageBox*>())
                if (message->text().contains(QStringLiteral("was not written")))
                    return !message->informativeText().isEmpty();
            return false;
        };
        QVERIFY(!told());
        const LessonPages pages = panel.pages();
        window->runFiles().exporter().saveBytes(
            QStringLiteral("/proc/none/lesson.pdf"), [pages] { return pdfOf(pages); });
        QTRY_VERIFY(told());
    }

    void aLessonIsPrintedToAFile()
    {
        const auto window = openWindow(smallSpec(), true);
        window->actions()[ActionId::lessonPrint]->trigger();
        auto* dialog = window->findChild<QPrintDialog*>();
        QVERIFY(dialog);
        QTemporaryDir folder;
        QPrinter printer;
        printer.setPageSize(QPageSize(QPageSize::Letter));
        for (const char* place : { "lesson.pdf", "none/lesson.pdf" }) {
            printer.setOutputFileName(folder.filePath(QLatin1String(place)));
            emit dialog->accepted(&printer);
            QTRY_VERIFY(!window->runFiles().exporter().isBusy());
        }
        QFile file(folder.filePath(QStringLiteral("lesson.pdf")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray pdf = file.readAll();
        QVERIFY(pdf.startsWith("%PDF") && pdf.trimmed().endsWith("%%EOF"));
        QVERIFY(pdf.contains("612")); // a letter's width in points
        QStringList told;
        for (const auto* message : window->findChildren<QMessageBox*>())
            told.append(message->text() + message->informativeText());
        QCOMPARE(told.size(), 1);
        QVERIFY2(told.front().contains(QStringLiteral("none/lesson.pdf was not written")),
            qPrintable(told.front()));
        dialog->reject();
    }

    void whatWasDoneIsKept()
    {
        QTemporaryDir folder;
        Settings settings;
        settings.lessonsDone = { "capped", "hub" };
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        settings.save(file);
        QCOMPARE(Settings::load(file).lessonsDone, settings.lessonsDone);
    }
};

QTEST_MAIN(TestLessons)
#include "tst_lessons.moc"
