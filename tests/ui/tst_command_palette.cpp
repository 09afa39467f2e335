// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command palette: what it finds by which letters, in both languages, and what a choice does.
#include "lesson/lesson_panel.h"
#include "panels/parameter_form.h"
#include "shell/command_palette.h"
#include "shell/name_index.h"
#include "shell/start_page.h"
#include "support/open_window.h"
#include "support/small_run.h"
#include "views/view_hint.h"

#include <QDockWidget>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace contrastlab;

namespace {

std::unique_ptr<MainWindow> openReady(const RunSpec& spec = smallSpec())
{
    auto window = openActive(spec, true);
    [[maybe_unused]] const bool ready =
        QTest::qWaitFor([&] { return window->session().setup() != nullptr; });
    return window;
}

CommandPalette& opened(MainWindow& window)
{
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_K, Qt::ControlModifier);
    return window.commandPalette();
}

/// The first that is found; an empty one where nothing is.
PaletteEntry firstOf(CommandPalette& palette, const QString& query)
{
    palette.line().setText(query);
    return palette.found().empty() ? PaletteEntry {} : palette.found().front();
}

double real(MainWindow& window, const char* key)
{
    return std::get<double>(window.edits().shownValue(key));
}

} // namespace

class TestCommandPalette : public QObject {
    Q_OBJECT

private slots:
    void scoresNames_data()
    {
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("the same") << "reset"
                                  << "reset layout";
        QTest::newRow("beginning") << "reset layout"
                                   << "do reset";
        QTest::newRow("word") << "do reset"
                              << "preset";
        QTest::newRow("inside") << "preset"
                                << "r e s e t";
    }
    void scoresNames()
    {
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(nameScore(u"reset", better) > nameScore(u"reset", worse));
    }

    void foldsNames()
    {
        QCOMPARE(foldedName(QStringLiteral("&Open data…")), QStringLiteral("open data"));
        QCOMPARE(foldedName(QStringLiteral("  grad_clip: ")), QStringLiteral("grad clip"));
        QCOMPARE(foldedName(QStringLiteral("温度 τ")), QStringLiteral("温度 τ"));
        QCOMPARE(foldedName(QString()), QString());
    }

    void findsByLettersAndWords()
    {
        NameIndex index;
        index.add({ QStringLiteral("Reset layout"), QStringLiteral("重置布局") });
        index.add({ QStringLiteral("Learning rate η"), QStringLiteral("学习率 η") });
        index.add({});
        const auto first = [&](const char* query) {
            const auto hits = index.find(QString::fromUtf8(query));
            return hits.size() == 1 ? hits.front().place : -1;
        };
        QCOMPARE(first("rst lay"), 0);
        QCOMPARE(first("layout reset"), 0);
        QCOMPARE(first("重置"), 0);
        QCOMPARE(first("LRNG"), 1);
        QCOMPARE(first("学习"), 1);
        QCOMPARE(first("zebra"), -1);
        QCOMPARE(first("rygt"), -1); // in that order, but far apart
        QCOMPARE(first(""), -1);
        QCOMPARE(first("  &  "), -1);
    }

    // A key takes less than a frame: 10,000 items with two names each.
    void isQuick()
    {
        auto names = std::make_shared<NameIndex>();
        for (int i = 0; i < 10000; ++i)
            names->add({ QStringLiteral("face with %1 tears of joy").arg(i),
                QStringLiteral("笑哭的脸 %1").arg(i) });
        const auto window = openReady();
        QElapsedTimer opening;
        opening.start();
        CommandPalette& palette = opened(*window);
        qInfo("it opens in %.1f ms", double(opening.nsecsElapsed()) / 1e6);
        palette.setItems({ names, [](int place) {
                              PaletteEntry entry;
                              entry.title = QString::number(place);
                              return entry;
                          } });
        std::vector<double> milliseconds;
        for (const char* text : { "face with 77", "tears of joy", "temperature 0.05", "fwtj",
                 "笑哭", "data set", "item", "e" })
            for (int end = 1; end <= QString::fromUtf8(text).size(); ++end) {
                QElapsedTimer timer;
                timer.start();
                palette.line().setText(QString::fromUtf8(text).left(end));
                milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
            }
        std::ranges::sort(milliseconds);
        qInfo("a key: %.2f ms median, %.2f ms at most", milliseconds[milliseconds.size() / 2],
            milliseconds.back());
        QVERIFY(milliseconds[milliseconds.size() / 2] < 16); // others use the machine, too
        QCOMPARE(firstOf(palette, QStringLiteral("face with 77")).title, QStringLiteral("77"));
    }

    void opensByKeyAndClosesByEsc()
    {
        const auto window = openReady();
        QWidget* before = QApplication::focusWidget();
        CommandPalette& palette = opened(*window);
        QVERIFY(palette.isVisible());
        QVERIFY(palette.line().hasFocus());
        QVERIFY(!palette.found().empty()); // something before the first letter
        QTest::keyClicks(&palette.line(), QStringLiteral("r l")); // no shortcut takes them
        QCOMPARE(palette.line().text(), QStringLiteral("r l"));
        QTest::keyClick(&palette.line(), Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
        QCOMPARE(QApplication::focusWidget(), before);
        QVERIFY(window->focus().pinned().empty());
    }

    void leavesTheStartPage()
    {
        const auto window = openReady();
        window->openStartPage();
        CommandPalette& palette = opened(*window);
        palette.line().setText(QStringLiteral("anatomy"));
        QVERIFY(window->startPage().isVisible());
        QTest::keyClick(&palette.line(), Qt::Key_Return);
        QVERIFY(!window->startPage().isVisible());
    }

    void movesAndChooses()
    {
        const auto window = openReady();
        CommandPalette& palette = opened(*window);
        palette.line().setText(QStringLiteral("theme"));
        const auto dark = std::ranges::find(
            palette.found(), QStringLiteral("action/themeDark"), &PaletteEntry::id);
        QVERIFY(dark != palette.found().end());
        for (auto at = palette.found().begin(); at != dark; ++at)
            QTest::keyClick(&palette.line(), Qt::Key_Down);
        QTest::keyClick(&palette.line(), Qt::Key_Return);
        QVERIFY(!palette.isVisible());
        QVERIFY(window->actions()[ActionId::themeDark]->isChecked());
        window->setTheme(Theme::light);
    }

    void findsActionsInBothLanguages()
    {
        const auto window = openReady();
        for (const char* language : { "en", "zh_CN" }) {
            window->setLanguage(QLatin1String(language));
            QCoreApplication::processEvents(); // texts follow
            CommandPalette& palette = opened(*window);
            for (const char* query : { "save picture", "保存图片", "SAVE PIC" }) {
                const PaletteEntry first = firstOf(palette, QString::fromUtf8(query));
                QCOMPARE(first.id, QStringLiteral("action/savePicture"));
                QCOMPARE(hasChinese(first.title), QLatin1String(language) == u"zh_CN");
                QCOMPARE(first.keys, QStringLiteral("Ctrl+E"));
            }
            palette.close();
        }
        window->setLanguage(QStringLiteral("en"));
    }

    // All of them, so that none is forgotten.
    void hasEveryAction()
    {
        const auto window = openReady();
        CommandPalette& palette = opened(*window);
        for (const QAction* action : window->actions().all()) {
            if (action == window->actions()[ActionId::palette]) continue;
            palette.line().setText(action->text());
            QVERIFY2(std::ranges::count(palette.found(),
                         QStringLiteral("action/") + action->objectName(), &PaletteEntry::id)
                    == 1,
                qPrintable(action->text()));
        }
        palette.close();
    }

    void saysWhyNot()
    {
        const auto window = openReady();
        CommandPalette& palette = opened(*window);
        const PaletteEntry undo = firstOf(palette, QStringLiteral("undo"));
        QCOMPARE(undo.id, QStringLiteral("action/undo"));
        QVERIFY(!undo.enabled);
        QVERIFY(!undo.obstacle.isEmpty());
        QTest::keyClick(&palette.line(), Qt::Key_Return);
        QVERIFY(palette.isVisible());
        palette.close();
    }

    void setsAValue_data()
    {
        QTest::addColumn<QString>("query");
        QTest::newRow("label") << "temperature 0.05";
        QTest::newRow("symbol") << "tau 0.05";
        QTest::newRow("Greek") << "τ=0.05";
        QTest::newRow("Chinese") << "温度 0.05";
        QTest::newRow("shortened") << "temp 5e-2";
    }
    void setsAValue()
    {
        QFETCH(QString, query);
        const auto window = openReady(smallSpec({ { "learn_temperature", "false" } }));
        CommandPalette& palette = opened(*window);
        palette.line().setText(query);
        QTest::keyClick(&palette.line(), Qt::Key_Return);
        QVERIFY(!palette.isVisible());
        QCOMPARE(real(*window, "temperature"), 0.05);
        window->actions()[ActionId::undo]->trigger();
        QVERIFY(real(*window, "temperature") != 0.05);
    }

    void refusesAValue()
    {
        const auto window = openReady();
        CommandPalette& palette = opened(*window);
        for (const char* query : { "temperature -1", "temperature 1e9", "batch size 0" }) {
            const PaletteEntry first = firstOf(palette, QString::fromUtf8(query));
            QVERIFY(first.title.contains(u'='));
            QVERIFY(!first.enabled);
            QVERIFY(!first.obstacle.isEmpty());
        }
        for (const char* query : { "temperature x", "temperature nan", " = 5", "=", "@", "@x",
                 "@-1", "#", "item 99999999999", "😀", "((((" }) {
            palette.line().setText(QString::fromUtf8(query));
            if (palette.found().empty()) continue;
            const PaletteEntry& first = palette.found().front();
            QVERIFY(!first.enabled || !first.kind.startsWith(u"Sets")
                || !first.id.endsWith(u"temperature"));
        }
        palette.close();
    }

    void pointsAtAParameterAndChooses()
    {
        const auto window = openReady();
        CommandPalette& palette = opened(*window);
        QCOMPARE(
            firstOf(palette, QStringLiteral("tau")).id, QStringLiteral("parameter/temperature"));
        const PaletteEntry siglip = firstOf(palette, QStringLiteral("objective siglip"));
        QCOMPARE(siglip.id, QStringLiteral("parameter/objective/siglip"));
        QTest::keyClick(&palette.line(), Qt::Key_Return);
        QCOMPARE(
            std::get<std::string>(window->edits().shownValue("objective")), std::string("siglip"));
    }

    void goesToAStep()
    {
        const auto window = openReady();
        window->session().advance(30);
        QTRY_COMPARE(window->session().moment().newestStep(), 30);
        CommandPalette& palette = opened(*window);
        QVERIFY(!firstOf(palette, QStringLiteral("@31")).enabled);
        palette.line().setText(QStringLiteral("@20"));
        QTest::keyClick(&palette.line(), Qt::Key_Return);
        QCOMPARE(window->session().moment().playhead().step, 20);
        QVERIFY(!window->session().moment().playhead().following);
    }

    void pinsAnItem()
    {
        const auto window = openReady(smallSpec({ { "dataset", "emoji" }, { "steps", "2" } }));
        QTRY_VERIFY_WITH_TIMEOUT(window->session().setup() != nullptr, 60000);
        CommandPalette& palette = opened(*window);
        for (const char* name : { "panda", "熊猫" }) {
            QTRY_COMPARE(firstOf(palette, QString::fromUtf8(name)).kind, QStringLiteral("Item"));
            QCOMPARE(palette.found().front().title, QStringLiteral("panda"));
        }
        QTest::keyClick(&palette.line(), Qt::Key_Return);
        QCOMPARE(window->focus().pinned().size(), std::size_t(1));
        const auto& dataset = window->session().setup()->dataset();
        const Index item = window->focus().pinned().front().item;
        QCOMPARE(dataset.itemNames[std::size_t(item)].en, std::string("panda"));
        opened(*window).line().setText(QStringLiteral("item 7"));
        QTest::keyClick(&palette.line(), Qt::Key_Return);
        QCOMPARE(window->focus().pinned().front().item, Index(7));
    }

    void opensLessonsViewsAndData()
    {
        const auto window = openReady();
        CommandPalette& palette = opened(*window);
        const Lesson& lesson = window->lessons().lessons().back();
        QCOMPARE(firstOf(palette, window->lessons().titleOf(lesson)).id,
            QStringLiteral("lesson/") + QString::fromStdString(lesson.name));
        QTest::keyClick(&palette.line(), Qt::Key_Return);
        QCOMPARE(window->lessons().current(), window->lessons().lessons().size() - 1);
        QCOMPARE(
            firstOf(opened(*window), QStringLiteral("anatomy")).id, QStringLiteral("view/anatomy"));
        QTest::keyClick(&palette.line(), Qt::Key_Return);
        QVERIFY(!window->docks()["anatomy"]->isHidden());
        QCOMPARE(firstOf(opened(*window), QStringLiteral("synthetic world")).id,
            QStringLiteral("data/synthetic"));
        palette.close();
    }

    void everyViewExplainsItself()
    {
        const auto window = openReady();
        for (const QDockWidget* dock : window->docks().widgets()) {
            const auto* hint = dock->findChild<ViewHint*>();
            QVERIFY2(hint, qPrintable(dock->objectName()));
            QVERIFY2(!hint->hint().isEmpty(), qPrintable(dock->objectName()));
        }
    }

    void ranksByUseAndRemembers()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        const auto openRemembering = [&] {
            MainWindow::Setup setup;
            setup.spec = smallSpec();
            setup.settings = Settings::load(file);
            setup.settings.language = QStringLiteral("en");
            setup.settings.startPageSeen = true;
            setup.settingsFile = file;
            setup.threads = 1;
            setup.paused = true;
            setup.size = { 1440, 900 };
            auto window = std::make_unique<MainWindow>(std::move(setup));
            window->show();
            return window;
        };
        QString first;
        {
            const auto window = openRemembering();
            CommandPalette& palette = window->commandPalette();
            palette.open();
            first = firstOf(palette, QStringLiteral("copy")).id;
            palette.close();
            for (int i = 0; i < 3; ++i) {
                palette.open();
                palette.line().setText(QStringLiteral("copy as python"));
                QTest::keyClick(&palette.line(), Qt::Key_Return);
            }
            palette.open();
            QCOMPARE(palette.found().front().id, QStringLiteral("action/copyPython"));
            QCOMPARE(
                firstOf(palette, QStringLiteral("copy")).id, QStringLiteral("action/copyPython"));
            palette.close();
            window->close();
        }
        QVERIFY(first != u"action/copyPython");
        const auto window = openRemembering();
        window->commandPalette().open();
        QCOMPARE(window->commandPalette().found().front().id, QStringLiteral("action/copyPython"));
    }
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    TestCommandPalette test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_command_palette.moc"
