// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Layouts: the program's four by their keys, one's own kept and shared as files, undo of what a
// person moved, and that every dock can be had back.
#include "shell/layout_shelf.h"
#include "shell/layouts_sheet.h"
#include "support/open_window.h"
#include "support/small_run.h"

#include <QDockWidget>
#include <QInputDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace contrastlab;

namespace {

QStringList shownDocks(MainWindow& window)
{
    QStringList shown;
    for (const QDockWidget* dock : window.docks().widgets())
        if (!dock->isHidden()) shown << dock->objectName();
    shown.sort();
    return shown;
}

void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

std::unique_ptr<MainWindow> openUsual()
{
    auto window = openActive(smallSpec(), true);
    QCoreApplication::processEvents();
    return window;
}

} // namespace

class TestLayoutsWindow : public QObject {
    Q_OBJECT

private slots:
    void fourByTheirKeys()
    {
        const auto window = openUsual();
        const QStringList usual = shownDocks(*window);
        QStringList seen;
        for (const auto key : { Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4 }) {
            QTest::keyClick(
                QApplication::focusWidget() ? QApplication::focusWidget() : window.get(), key,
                Qt::ControlModifier);
            const QStringList shown = shownDocks(*window);
            QVERIFY(!shown.isEmpty());
            QVERIFY(shown != usual);
            QVERIFY(!seen.contains(shown.join(u' ')));
            seen << shown.join(u' ');
        }
        QVERIFY(window->docks()["parameters"]->isHidden());
        window->actions()[ActionId::layoutLearn]->trigger();
        QTRY_VERIFY(!window->docks()["lessons"]->visibleRegion().isEmpty());
        window->actions()[ActionId::resetLayout]->trigger();
        QCOMPARE(shownDocks(*window), usual);
        for (int i = 0; i < 6; ++i)
            window->actions()[ActionId::undo]->trigger();
        QCOMPARE(shownDocks(*window), usual);
        QVERIFY(!window->actions()[ActionId::undo]->isEnabled());
        window->actions()[ActionId::redo]->trigger();
        QCOMPARE(shownDocks(*window).join(u' '), seen[0]);
    }

    void worksInANarrowWindow()
    {
        const auto window = openUsual();
        window->resize(1000, 700);
        QTRY_VERIFY(window->width() == 1000);
        for (const auto id : { ActionId::layoutLearn, ActionId::layoutTune, ActionId::layoutExplore,
                 ActionId::layoutPresent }) {
            window->actions()[id]->trigger();
            QCoreApplication::processEvents();
            QVERIFY(!shownDocks(*window).isEmpty());
        }
        window->resize(1440, 900);
        QTRY_VERIFY(window->width() == 1440);
        QVERIFY(window->docks()["parameters"]->isHidden()); // stays as it was chosen
    }

    // By the close button and by the menu; then by undo.
    void undoBringsADockBack()
    {
        const auto window = openUsual();
        QDockWidget* loss = window->docks()["loss"];
        loss->close();
        QVERIFY(loss->isHidden());
        QTRY_VERIFY(window->actions()[ActionId::undo]->isEnabled());
        window->actions()[ActionId::undo]->trigger();
        QVERIFY(!loss->isHidden());
        window->actions()[ActionId::redo]->trigger();
        QVERIFY(loss->isHidden());
        window->commandPalette().open();
        window->commandPalette().line().setText(QStringLiteral("loss and recall"));
        QTest::keyClick(&window->commandPalette().line(), Qt::Key_Return);
        QVERIFY(!loss->isHidden());
    }

    void everyDockCanBeHadBack()
    {
        const auto window = openUsual();
        for (QDockWidget* dock : window->docks().widgets()) {
            dock->setFloating(true);
            dock->close();
        }
        QVERIFY(shownDocks(*window).isEmpty());
        for (QDockWidget* dock : window->docks().widgets()) {
            dock->toggleViewAction()->trigger();
            QVERIFY(!dock->isHidden());
        }
        window->actions()[ActionId::resetLayout]->trigger();
        for (const QDockWidget* dock : window->docks().widgets())
            QVERIFY(!dock->isFloating());
    }

    void whatTheProgramMovesIsNotUndone()
    {
        const auto window = openUsual();
        window->pointAt("anatomy");
        window->resize(1000, 700);
        QTRY_VERIFY(window->width() == 1000);
        QCoreApplication::processEvents();
        QVERIFY(!window->actions()[ActionId::undo]->isEnabled());
    }

    void keepsOnesOwn()
    {
        const auto window = openUsual();
        window->actions()[ActionId::layoutTune]->trigger();
        const QStringList tune = shownDocks(*window);
        window->actions()[ActionId::saveLayout]->trigger();
        auto* dialog = window->findChild<QInputDialog*>();
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral("  A & B "));
        dialog->accept();
        QVERIFY(window->layouts().find(QStringLiteral("A & B")));
        window->actions()[ActionId::resetLayout]->trigger();
        QVERIFY(shownDocks(*window) != tune);
        window->commandPalette().open();
        window->commandPalette().line().setText(QStringLiteral("a b"));
        QCOMPARE(window->commandPalette().found().front().title, QStringLiteral("A & B"));
        QTest::keyClick(&window->commandPalette().line(), Qt::Key_Return);
        QCOMPARE(shownDocks(*window), tune);
        window->actions()[ActionId::ownLayouts]->trigger();
        auto* sheet = window->findChild<LayoutsSheet*>();
        sheet->list().item(0)->setText(QStringLiteral("Mine"));
        QVERIFY(window->layouts().find(QStringLiteral("Mine")));
        QVERIFY(!window->layouts().find(QStringLiteral("A & B")));
        sheet->list().item(0)->setText(QString());
        QVERIFY(window->layouts().find(QStringLiteral("Mine")));
        QVERIFY(!sheet->told().isEmpty());
    }

    void sharesAsFiles()
    {
        const QTemporaryDir folder;
        const auto window = openUsual();
        LayoutShelf shelf(folder.filePath(QStringLiteral("layouts.json")));
        QVERIFY(shelf.put(
            { QStringLiteral("mine"), window->docks().version(), window->docks().layout() }));
        LayoutsSheet sheet(shelf, window->docks().version());
        const QString path = folder.filePath(QStringLiteral("mine.layout"));
        sheet.writeTo(path);
        QVERIFY(QFile::exists(path));
        sheet.readFrom(path);
        QCOMPARE(shelf.layouts().size(), std::size_t(2));
        QCOMPARE(shelf.layouts()[1].name, QStringLiteral("mine 2"));
        QCOMPARE(shelf.layouts()[1].state, shelf.layouts()[0].state);
        // As another start finds it.
        const LayoutShelf again(folder.filePath(QStringLiteral("layouts.json")));
        QCOMPARE(again.layouts().size(), std::size_t(2));
        QCOMPARE(again.layouts()[0].state, window->docks().layout());
        QVERIFY(window->docks().restore(again.layouts()[0].state));
    }

    void refusesOtherFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const OwnLayout one { QStringLiteral("x"), 9, "state" };
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("\x00\xff rubbish", 9);
        QTest::newRow("another JSON") << QByteArray("{\"a\": 1}");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("cut") << LayoutShelf::toFile(one).left(40);
        QTest::newRow("no state") << LayoutShelf::toFile({ QStringLiteral("x"), 9, {} });
        QTest::newRow("newer docks") << LayoutShelf::toFile({ QStringLiteral("x"), 99, "state" });
        QTest::newRow("older docks") << LayoutShelf::toFile({ QStringLiteral("x"), 1, "state" });
        QTest::newRow("newer format")
            << LayoutShelf::toFile(one).replace("\"format\": 1", "\"format\": 2");
    }
    void refusesOtherFiles()
    {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x.layout"));
        writeFile(path, bytes);
        LayoutShelf shelf { QString() };
        LayoutsSheet sheet(shelf, 9);
        sheet.readFrom(path);
        QVERIFY(shelf.layouts().empty());
        QVERIFY(sheet.told().startsWith(u"x.layout: "));
        QVERIFY(!sheet.told().contains(u'\n'));
    }

    void aDamagedStateChangesNothing()
    {
        const auto window = openUsual();
        const QStringList before = shownDocks(*window);
        window->layouts().put({ QStringLiteral("broken"), window->docks().version(), "rubbish" });
        window->commandPalette().open();
        window->commandPalette().line().setText(QStringLiteral("broken"));
        QTest::keyClick(&window->commandPalette().line(), Qt::Key_Return);
        QCOMPARE(shownDocks(*window), before);
        QVERIFY(!window->actions()[ActionId::undo]->isEnabled());
    }

    void aDamagedShelfIsLeftAlone()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("layouts.json"));
        writeFile(path, "not ours");
        LayoutShelf shelf(path);
        QVERIFY(!shelf.put({ QStringLiteral("x"), 9, "state" }));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("not ours"));
    }
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    TestLayoutsWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_layouts_window.moc"
