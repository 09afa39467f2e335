// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one list of what can be undone: as a list, and filled by parameters, layout, choices and
// deleted runs of a window.
#include "panels/run_list.h"
#include "shell/undo_sheet.h"
#include "support/branched_window.h"
#include "views/item_table.h"

#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

#include <limits>

using namespace contrastlab;
using State = RunSession::State;

namespace {

/// Writes down what is done to it.
class Noted final : public UndoEntry {
public:
    Noted(QStringList& log, QString name, Kind kind = Kind::parameter, bool merges = false)
        : UndoEntry(kind)
        , m_log(log)
        , m_name(std::move(name))
        , m_merges(merges)
    {
    }
    QString text() const override { return m_name; }
    QString undo() override { return tell(QStringLiteral("-")); }
    QString redo() override { return tell(QStringLiteral("+")); }
    bool mergeWith(const UndoEntry& next) override
    {
        const auto* other = dynamic_cast<const Noted*>(&next);
        if (!m_merges || !other || !other->m_merges) return false;
        m_name += other->m_name;
        return true;
    }

    bool isPast = false;

private:
    QString tell(const QString& sign)
    {
        if (isPast) return QStringLiteral("gone");
        m_log << sign + m_name;
        return {};
    }

    QStringList& m_log;
    QString m_name;
    bool m_merges;
};

QStringList textsOf(const UndoList& undo)
{
    QStringList texts;
    for (int place = 0; place < undo.count(); ++place)
        texts << undo.entry(place).text();
    return texts;
}

} // namespace

class TestUndoList : public BranchedWindow {
    Q_OBJECT

    UndoList& undo() { return m_window->undoList(); }
    void press(ActionId id) { m_window->actions()[id]->trigger(); }
    [[nodiscard]] double temperature() { return session().spec().real("temperature"); }
    void setTemperature(double value)
    {
        m_window->edits().edit(*findParameter("temperature"), value);
        QTRY_COMPARE(temperature(), value);
    }
    // One that is drawn, and so can be chosen.
    [[nodiscard]] Index item(std::size_t place)
    {
        return session().moment().probes().projectionItems[place];
    }
    void openQuiet()
    {
        RunSpec spec = smallWindowSpec();
        spec.set("learn_temperature", false);
        m_window = openActive(spec, true);
        QTRY_COMPARE(session().state(), State::paused);
        QTRY_VERIFY(session().moment().frame());
        m_window->choices().setWalk(0); // each pin counts
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void cleanup() { m_window.reset(); }

    void goesThroughAllInTheirOrder()
    {
        UndoList list;
        QStringList log;
        const auto add = [&](const char* name) {
            list.perform(std::make_unique<Noted>(log, QString::fromLatin1(name)));
        };
        for (const char* name : { "a", "b", "c" })
            add(name);
        QVERIFY(list.canUndo() && !list.canRedo());
        list.undo();
        list.undo();
        list.redo();
        QCOMPARE(log.join(u' '), QStringLiteral("+a +b +c -c -b +b"));
        QCOMPARE(list.done(), 2);
        add("d"); // what was undone is gone
        QCOMPARE(textsOf(list).join(u' '), QStringLiteral("a b d"));
        log.clear();
        list.goTo(0);
        list.goTo(-5);
        list.undo();
        list.goTo(99);
        list.redo();
        QCOMPARE(log.join(u' '), QStringLiteral("-d -b -a +a +b +d"));
        QSignalSpy changed(&list, &UndoList::changed);
        list.takeBack(list.entry(1)); // out of its turn
        QCOMPARE(log.back(), QStringLiteral("-b"));
        QCOMPARE(textsOf(list).join(u' '), QStringLiteral("a d"));
        QCOMPARE(list.done(), 2);
        QCOMPARE(changed.size(), 1);
    }

    void isBoundedAndMerges()
    {
        UndoList list;
        QStringList log;
        for (int i = 0; i < UndoList::most + 20; ++i)
            list.push(std::make_unique<Noted>(log, QString::number(i)));
        QCOMPARE(list.count(), UndoList::most);
        QCOMPARE(list.done(), UndoList::most);
        QCOMPARE(list.entry(0).text(), QStringLiteral("20"));
        list.goTo(0);
        list.push(std::make_unique<Noted>(log, QStringLiteral("x"), UndoEntry::Kind::choice, true));
        list.push(std::make_unique<Noted>(log, QStringLiteral("y"), UndoEntry::Kind::choice, true));
        QCOMPARE(textsOf(list), QStringList { QStringLiteral("xy") });
        list.beginGroup(QStringLiteral("both"));
        list.push(std::make_unique<Noted>(log, QStringLiteral("1")));
        list.push(std::make_unique<Noted>(log, QStringLiteral("2")));
        list.endGroup();
        list.beginGroup(QStringLiteral("nothing"));
        list.endGroup();
        QCOMPARE(textsOf(list).join(u' '), QStringLiteral("xy both"));
        log.clear();
        list.undo();
        list.redo();
        QCOMPARE(log.join(u' '), QStringLiteral("-2 -1 +1 +2"));
    }

    // What is past undoing says so, goes, and is in nobody's way.
    void whatIsPastUndoingGoes()
    {
        UndoList list;
        QStringList log;
        QSignalSpy failed(&list, &UndoList::failed);
        std::vector<Noted*> entries;
        for (const char* name : { "a", "b", "c", "d" }) {
            auto entry = std::make_unique<Noted>(log, QString::fromLatin1(name),
                *name == 'b' ? UndoEntry::Kind::run : UndoEntry::Kind::layout);
            entries.push_back(entry.get());
            list.push(std::move(entry));
        }
        entries[2]->isPast = true;
        list.goTo(0);
        QCOMPARE(log.join(u' '), QStringLiteral("-d -b -a"));
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toString(), QStringLiteral("c"));
        QCOMPARE(failed[0][1].toString(), QStringLiteral("gone"));
        QCOMPARE(textsOf(list).join(u' '), QStringLiteral("a b d"));
        entries[1]->isPast = true;
        list.goTo(3);
        QCOMPARE(textsOf(list).join(u' '), QStringLiteral("a d"));
        QCOMPARE(list.done(), 2);
        list.forget(UndoEntry::Kind::layout);
        QCOMPARE(list.count(), 0);
        QVERIFY(!list.canUndo() && !list.canRedo());
    }

    // All kinds, one after the other and back, while training goes on.
    void oneOrderForAllKinds()
    {
        openBranched(40);
        m_window->choices().setWalk(0);
        QTRY_VERIFY(session().moment().frame());
        const int before = undo().done();
        session().togglePaused();
        QTRY_COMPARE(session().state(), State::running);
        m_window->edits().edit(*findParameter("learning_rate"), 0.003);
        QTRY_COMPARE(session().spec().real("learning_rate"), 0.003);
        m_window->docks()["loss"]->close();
        QTRY_COMPARE(undo().done(), before + 2);
        m_window->focus().selection().set(
            { item(0), item(1), item(2) }, ItemSelection::Origin::cloud);
        QTRY_COMPARE(undo().done(), before + 3);
        m_window->runList().remove(m_first);
        QVERIFY(!library().find(m_first));
        QCOMPARE(undo().done(), before + 4);
        QCOMPARE(undo().entry(before).text(), QStringLiteral("Learning rate η: 0.002 → 0.003"));
        QCOMPARE(undo().entry(before + 1).text(), QStringLiteral("Layout: Loss and recall"));
        QCOMPARE(undo().entry(before + 2).text(), QStringLiteral("Chosen: 3 items"));
        QVERIFY(undo().entry(before + 3).text().startsWith(QStringLiteral("Deleted “")));

        press(ActionId::undo);
        QVERIFY(library().find(m_first));
        QVERIFY(m_window->statusBar()->currentMessage().startsWith(
            QStringLiteral("Undone: Deleted “")));
        press(ActionId::undo);
        QVERIFY(m_window->focus().selection().isEmpty());
        press(ActionId::undo);
        QVERIFY(!m_window->docks()["loss"]->isHidden());
        press(ActionId::undo);
        QTRY_COMPARE(session().spec().real("learning_rate"), 0.002);
        const RunEvent told = *session().run()->events.last();
        QCOMPARE(told.key + told.after, std::string("learning_rate0.002")); // as a person's edit
        QCOMPARE(session().state(), State::running);
        QCOMPARE(undo().done(), before);
        for (int i = 0; i < 4; ++i)
            press(ActionId::redo);
        QVERIFY(!library().find(m_first));
        QCOMPARE(m_window->focus().selection().items().size(), std::size_t(3));
        QVERIFY(m_window->docks()["loss"]->isHidden());
        QTRY_COMPARE(session().spec().real("learning_rate"), 0.003);
        QVERIFY(!m_window->actions()[ActionId::redo]->isEnabled());
        QCOMPARE(undo().done(), before + 4);
    }

    void theSheetShowsAllAndAClickGoesThere()
    {
        openQuiet();
        const double first = temperature();
        setTemperature(0.2);
        setTemperature(0.4);
        m_window->focus().pin({ { item(3), 0 } });
        QTRY_COMPARE(undo().count(), 3);
        press(ActionId::undoList);
        auto* sheet = m_window->findChild<UndoSheet*>();
        QTRY_VERIFY(sheet && sheet->isVisible());
        QListWidget& list = sheet->list();
        QCOMPARE(list.count(), 4);
        QCOMPARE(list.item(0)->text(), QStringLiteral("As it was at first"));
        QVERIFY(list.item(2)->text().endsWith(QStringLiteral("0.2 → 0.4")));
        QVERIFY(list.item(3)->text().startsWith(QStringLiteral("▸ Pinned: ")));
        const auto click = [&](int row) {
            list.scrollToItem(list.item(row));
            QTest::mouseClick(
                list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(row)).center());
        };
        click(1);
        QTRY_COMPARE(undo().done(), 1);
        QTRY_COMPARE(temperature(), 0.2);
        QVERIFY(m_window->focus().pinned().empty());
        QVERIFY(list.item(1)->text().startsWith(QStringLiteral("▸ ")));
        QVERIFY(list.item(3)->font().italic());
        QCOMPARE(list.currentRow(), 1);
        QCOMPARE(list.item(3)->data(Qt::AccessibleTextRole).toString(),
            list.item(3)->text() + QStringLiteral("; undone"));
        click(3);
        QTRY_COMPARE(undo().done(), 3);
        QTRY_COMPARE(temperature(), 0.4);
        QCOMPARE(m_window->focus().pinned().front().item, item(3));
        // By keys: they walk, Return goes.
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Home);
        QCOMPARE(undo().done(), 3);
        QTest::keyClick(&list, Qt::Key_Return);
        QTRY_COMPARE(undo().done(), 0);
        QTRY_COMPARE(temperature(), first);
        // What is done beside it comes in at once.
        setTemperature(0.9);
        QCOMPARE(list.count(), 2);
        QVERIFY(list.item(1)->text().endsWith(QStringLiteral("→ 0.9")));
        sheet->close();
    }

    // A click that pins and lets go is one; a walk through items is one; what hovers is none.
    void choicesDoNotFloodTheList()
    {
        openQuiet();
        ItemFocus& focus = m_window->focus();
        ItemSelection& chosen = focus.selection();
        for (std::size_t place = 0; place < 20; ++place)
            focus.hover({ { item(place), 0 } });
        chosen.setGreyed({ item(0) });
        chosen.setGreyed({});
        QCoreApplication::processEvents();
        QCOMPARE(undo().count(), 0);
        chosen.set({ item(0), item(1) }, ItemSelection::Origin::cloud);
        focus.pin({ { item(5), 0 } });
        QTRY_COMPARE(undo().count(), 1);
        QCOMPARE(undo().entry(0).text(), QStringLiteral("Chosen: 2 items"));
        m_window->choices().setWalk(std::numeric_limits<qint64>::max());
        for (std::size_t place = 6; place < 30; ++place) {
            focus.pin({ { item(place), 0 } });
            QCoreApplication::processEvents();
        }
        QCOMPARE(undo().count(), 2);
        QVERIFY(undo().entry(1).text().startsWith(QStringLiteral("Pinned: ")));
        undo().undo();
        QCOMPARE(focus.pinned().front().item, item(5));
        undo().undo();
        QVERIFY(focus.pinned().empty() && chosen.isEmpty());
        undo().redo();
        QCOMPARE(chosen.items().size(), std::size_t(2));
        m_window->choices().setWalk(0);
        press(ActionId::clearPinned);
        QTRY_COMPARE(undo().done(), 2);
        QCOMPARE(undo().entry(1).text(), QStringLiteral("Choice let go"));
        // The same data in a new run: choices of before still come back. Other data: they are gone.
        press(ActionId::reset);
        QTRY_COMPARE(session().state(), State::paused);
        QCOMPARE(undo().count(), 2);
        undo().undo();
        QCOMPARE(chosen.items().size(), std::size_t(2));
        RunSpec other = smallWindowSpec();
        other.set("world.items", std::int64_t(300));
        const QByteArray layout = m_window->docks().layout();
        m_window->docks()["heatmap"]->close();
        QTRY_VERIFY(m_window->docks().layout() != layout && undo().canUndo());
        m_window->edits().startOn(other, true);
        QTRY_COMPARE(undo().count(), 1); // the layout
        QCOMPARE(undo().entry(0).kind(), UndoEntry::Kind::layout);
        QTRY_VERIFY(session().setup());
        undo().undo();
        QVERIFY(!m_window->docks()["heatmap"]->isHidden());
    }

    // With its steps a parameter is undone, whatever was done to other things since.
    void stepsAreTakenBackBehindOtherChanges()
    {
        openQuiet();
        session().advance(20);
        QTRY_COMPARE(session().moment().newestStep(), std::int64_t(20));
        const double first = temperature();
        QVERIFY(!m_window->actions()[ActionId::undoWithSteps]->isEnabled());
        setTemperature(0.5);
        session().advance(20);
        QTRY_COMPARE(session().moment().newestStep(), std::int64_t(40));
        m_window->focus().pin({ { item(1), 0 } });
        QTRY_COMPARE(undo().count(), 2);
        const std::string trained = library().front();
        press(ActionId::undoWithSteps);
        QTRY_VERIFY(library().front() != trained);
        QTRY_COMPARE(temperature(), first);
        QCOMPARE(undo().count(), 1);
        QVERIFY(!m_window->focus().pinned().empty());
        QVERIFY(!m_window->actions()[ActionId::undoWithSteps]->isEnabled());
        QVERIFY(m_window->actions()[ActionId::undo]->isEnabled());
    }

    // The bar brings back what it tells of, also out of its turn, and the list knows.
    void theBarAndTheListAreOne()
    {
        openBranched(40);
        RunList& list = m_window->runList();
        m_window->docks().bringForward("runs");
        QTRY_VERIFY(list.view().isVisible());
        auto* button = list.findChild<QToolButton*>(QStringLiteral("undoRemove"));
        list.remove(m_first);
        QVERIFY(button->isVisible());
        setTemperature(0.7);
        const int count = undo().count();
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(library().find(m_first));
        QCOMPARE(undo().count(), count - 1);
        QVERIFY(button->isHidden());
        QCOMPARE(temperature(), 0.7);
        list.remove(m_first);
        press(ActionId::undo);
        QVERIFY(library().find(m_first));
        QVERIFY(button->isHidden());
        // Brought to the front it cannot be deleted again, and that is said.
        list.bringForward(m_first);
        QTRY_COMPARE(library().front(), m_first);
        QSignalSpy failed(&undo(), &UndoList::failed);
        press(ActionId::redo);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0][1].toString(), QStringLiteral("It is the run in front now."));
        QVERIFY(m_window->statusBar()->currentMessage().contains(
            QStringLiteral("is past undoing: It is the run in front now.")));
        QVERIFY(!undo().canRedo());
    }

    void textsFollowTheLanguage()
    {
        openQuiet();
        setTemperature(0.5);
        press(ActionId::undoList);
        auto* sheet = m_window->findChild<UndoSheet*>();
        QTRY_VERIFY(sheet && sheet->isVisible());
        m_window->setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(hasChinese(sheet->list().item(1)->text()));
        m_window->setLanguage(QStringLiteral("en"));
        QTRY_VERIFY(!hasChinese(sheet->list().item(1)->text()));
        sheet->close();
    }
};

QTEST_MAIN(TestUndoList)
#include "tst_undo_list.moc"
